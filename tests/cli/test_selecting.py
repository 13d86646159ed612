from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine

Git = Callable[..., None]


@pytest.fixture
def git(haveli: Haveli, repo: Path) -> Git:
    """The checkout is rendered and committed."""

    def call(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
        subprocess.run(["git", "-C", repo, *who, *arguments], check=True, capture_output=True)

    haveli("render")
    call("init", "-q")
    call("add", ".")
    call("commit", "-qm", "first")
    return call


def order(haveli: Haveli, command: str, *arguments: str) -> list[str]:
    said = haveli(command, *arguments, "--order")
    assert said.code == 0, said.err
    return [line.split()[0] for line in said.out.splitlines()]


def change(repo: Path, name: str) -> None:
    (repo / f"terraform/environments/{name}/mine.tf").write_text("# mine\n")


def test_apply_prints_the_order_of_plan_and_runs_nothing(haveli: Haveli, engine: FakeEngine, git: Git) -> None:
    assert order(haveli, "apply", "fraud") == order(haveli, "plan", "fraud")
    assert engine.requests == []


def test_destroy_prints_the_reverse_order_and_runs_nothing(haveli: Haveli, engine: FakeEngine, git: Git) -> None:
    assert order(haveli, "destroy", "fraud") == order(haveli, "plan", "fraud")[::-1]
    assert engine.requests == []


@pytest.mark.parametrize("command", ["plan", "apply"])
def test_only_roots_that_changed_are_worked_on(
    haveli: Haveli, engine: FakeEngine, git: Git, repo: Path, command: str
) -> None:
    change(repo, "fraud/00-storage")
    haveli(command, "--changed-since", "HEAD", *(["--yes"] if command == "apply" else []))
    [request] = engine.requests
    assert request.names == ("fraud/00-storage",)
    assert request.command == f"haveli {command} --changed-since HEAD"


def test_names_and_a_commit_choose_what_both_choose(haveli: Haveli, git: Git, repo: Path) -> None:
    change(repo, "fraud/00-storage")
    change(repo, "platform/00-infra-vpc")
    assert order(haveli, "plan", "fraud", "--changed-since", "HEAD") == ["fraud/00-storage"]


@pytest.mark.parametrize(("command", "verb"), [(["plan"], "plan"), (["apply", "--yes"], "apply")])
def test_when_nothing_changed_nothing_runs_and_not_everything(
    haveli: Haveli, engine: FakeEngine, git: Git, command: list[str], verb: str
) -> None:
    said = haveli(*command, "--changed-since", "HEAD", "--json")
    assert (said.code, engine.requests) == (0, [])
    report = json.loads(said.out)
    assert (report["verb"], report["roots"]) == (verb, [])
    assert "0 of " in said.err


def test_a_change_of_the_specification_chooses_the_roots_that_it_changes(haveli: Haveli, git: Git, repo: Path) -> None:
    tenant = repo / "tenants/fraud.yaml"
    tenant.write_text(tenant.read_text() + "clusters:\n  production: {budget: 1777}\n")
    chosen = order(haveli, "plan", "--changed-since", "HEAD")
    assert "fraud/05-budgets" in chosen
    assert "fraud/00-storage" not in chosen


def test_dependants_are_added_only_when_asked_for_and_named(
    haveli: Haveli, engine: FakeEngine, git: Git, repo: Path
) -> None:
    change(repo, "fraud/00-storage")
    haveli("plan", "--changed-since", "HEAD")
    said = haveli("plan", "--changed-since", "HEAD", "--with-dependants")
    alone, more = [request.names for request in engine.requests]
    assert alone == ("fraud/00-storage",)
    assert set(more) > {"fraud/00-storage", "fraud/01-glue"}
    assert "platform/00-infra-vpc" not in more
    assert "because they read those: fraud/01-glue" in said.err


def test_dependants_of_a_name_are_in_deploy_order(haveli: Haveli, git: Git) -> None:
    found = order(haveli, "plan", "fraud/00-storage", "--with-dependants")
    assert found[0] == "fraud/00-storage"
    assert found == sorted(found)


def test_what_is_no_commit_is_wrong_usage(haveli: Haveli, engine: FakeEngine, git: Git) -> None:
    said = haveli("plan", "--changed-since", "nowhere")
    assert (said.code, engine.requests) == (3, [])
