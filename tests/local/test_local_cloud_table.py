"""docs/local-cloud.md is what `dev/local_cloud_table.py` writes, and every type of the modules is in it."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from haveli.local.provider.registry import resource_types
from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources.flow_log import FlowLog
from haveli.local.provider.resources.iam_policy import IamRolePolicyAttachment
from haveli.local.provider.resources.sagemaker_user_profile import SagemakerUserProfile

REPO = Path(__file__).resolve().parents[2]
SCRIPT = REPO / "dev" / "local_cloud_table.py"
TYPES = sorted(resource_types().items())


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("local_cloud_table", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["local_cloud_table"] = module
    spec.loader.exec_module(module)
    return module


table = loaded()


def types_in_modules() -> dict[str, str]:
    """The resource types of the modules, each with the first file that uses it."""
    used: dict[str, str] = {}
    for path in sorted((REPO / "terraform" / "modules").rglob("*.tf")):
        for name in re.findall(r'^\s*resource "(aws_\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE):
            used.setdefault(name, str(path.relative_to(REPO)))
    return used


class Bare(Resource):
    """A type of which nothing is written yet."""

    name = "aws_internet_gateway"


class Tagged(SagemakerUserProfile):
    name = "aws_sagemaker_user_profile"
    not_emulated = "Nobody is in it."

    def update(self, ctx: Context, change: Change) -> None:
        """Nothing."""

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": id}


@pytest.mark.contract
def test_the_committed_document_is_up_to_date() -> None:
    message = "docs/local-cloud.md is out of date: run `python dev/local_cloud_table.py`"
    assert table.TARGET.read_text(encoding="utf-8") == table.document(), message


@pytest.mark.contract
def test_every_type_that_a_module_uses_has_a_handler() -> None:
    served = {name for name, _ in TYPES}
    assert {name: where for name, where in types_in_modules().items() if name not in served} == {}


def test_the_modules_use_types_at_all() -> None:
    assert types_in_modules()["aws_vpc"] == "terraform/modules/vpc/main.tf"


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_no_cell_of_a_type_is_empty_or_a_no(name: str, kind: type[Resource]) -> None:
    cells = [cell.strip() for cell in table.row(kind).strip("|").split("|")]
    assert len(cells) == table.HEADER.splitlines()[0].count("|") - 1
    assert cells[0] == f"`{name}`" and all(cells) and "no" not in cells


@pytest.mark.parametrize(("name", "kind"), [(name, kind) for name, kind in TYPES if kind.not_emulated])
def test_what_is_not_emulated_is_said_in_sentences(name: str, kind: type[Resource]) -> None:
    text = kind.not_emulated
    assert text.endswith(".") and (text[0].isupper() or text[0] == "`"), name


def test_a_row_says_what_a_class_can_do() -> None:
    assert table.row(Bare) == "| `aws_internet_gateway` | no | no | 1 in place | no | id | nothing known |"
    expected = "| yes | yes | 1 in place, 4 replace | yes | own form | Nobody is in it. |"
    assert table.row(Tagged) == f"| `aws_sagemaker_user_profile` {expected}"


@pytest.mark.parametrize(
    ("kind", "expected"), [(FlowLog, "tags only"), (IamRolePolicyAttachment, "every change replaces")]
)
def test_an_update_is_told_from_the_traits(kind: Any, expected: str) -> None:
    assert table.update(kind) == expected


def test_sentences_about_files_are_left_out() -> None:
    text = "EMR: clusters on 5.2.5 of moto.\n\n`a.py` has the rules, `b.py`\nthe calls. Groups are moto's."
    assert table.sentences(text) == ["EMR: clusters on 5.2.5 of moto.", "Groups are moto's."]
