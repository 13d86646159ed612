"""The whole of `render`: what it gives for the repository, and that it is committed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from haveli import render, spec
from haveli.render import writer
from haveli.render.root import Root, root_files
from haveli.spec.tags import default_tags
from tests.render.samples import OWNED, fraud, terraform
from tests.spec.samples import REPO

MODULES = REPO / "terraform" / "modules"
ROOTS = {f"{root.env}/{root.name}": root for root in (*OWNED, *render.roots(fraud()))}


def test_what_is_committed_is_what_the_specification_renders() -> None:
    changes = writer.plan(REPO, render.render(spec.load(REPO)))
    assert changes.nothing, changes


def test_the_core_would_format_nothing(tmp_path: Path) -> None:
    rendered = {path: text for root in ROOTS.values() for path, text in root_files(root, fraud().platform).items()}
    for path, text in rendered.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    run = terraform("fmt", "-check", "-recursive", "-no-color", folder=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def test_only_the_environments_asked_for_are_rendered() -> None:
    assert {path.split("/")[2] for path in render.render(fraud(), ["fraud"])} == {"fraud"}


@pytest.mark.parametrize("root", ROOTS.values(), ids=list(ROOTS))
def test_a_root_calls_modules_with_arguments_that_they_have_and_all_that_they_need(root: Root) -> None:
    for made in root.modules:
        given = {name for group in made.arguments for name in group}
        variables = _blocks(MODULES / made.module / "variables.tf", "variable")
        required = {name for name, text in variables.items() if not re.search(r"^  default\s+=", text, re.MULTILINE)}
        assert given <= set(variables), f"{made.module} has no {given - set(variables)}"
        assert required <= given, f"{made.module} needs {required - given}"


@pytest.mark.parametrize("root", ROOTS.values(), ids=list(ROOTS))
def test_a_root_uses_outputs_that_its_modules_have(root: Root) -> None:
    for output in root.outputs.values():
        _, name, attribute = output.value.text.split(".")
        module = next(made.module for made in root.modules if made.name == name)
        assert attribute in _blocks(MODULES / module / "outputs.tf", "output")


@pytest.mark.parametrize("root", ROOTS.values(), ids=list(ROOTS))
def test_a_root_carries_every_tag(root: Root) -> None:
    keys = default_tags(product="", tenant="", environment="", component="", owner="", cost_center="", root="")
    assert list(root.tags) == list(keys)
    assert all(root.tags.values())
    assert root.tags["root"] == f"{root.env}/{root.name}"


def _blocks(path: Path, kind: str) -> dict[str, str]:
    parts = re.split(rf'^{kind} "([a-z0-9_]+)" \{{$', path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
