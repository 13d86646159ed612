from __future__ import annotations

import json
from pathlib import Path

import pytest

from haveli.engine import opened
from haveli.engine.opened import Request
from haveli.errors import UsageError
from tests.engine.checkouts import ids, remote_state, root, write
from tests.engine.worlds import BUCKET, scripted

ENVIRONMENTS = "terraform/environments"


@pytest.fixture(autouse=True)
def no_home_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAVELI_HOME", raising=False)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    files = {
        f"{ENVIRONMENTS}/platform/00-vpc/main.tf": "",
        f"{ENVIRONMENTS}/fraud/00-storage/main.tf": remote_state("vpc", "platform/00-vpc"),
    }
    return write(tmp_path / "repo", files)


def request(*names: str, core: str | None = None) -> Request:
    return Request("haveli plan", names, core, 3)


def open_run(repo: Path, asked: Request) -> opened.Opened:
    world, s3 = scripted()
    s3.add_response("put_object", {})
    return opened.open_run(repo, world, BUCKET, asked, lambda root, phase, detail: None)


def test_a_run_is_over_the_roots_that_were_named_and_knows_all(repo: Path) -> None:
    found = open_run(repo, request("fraud"))
    assert ids(found.run.roots) == ["fraud/00-storage"]
    assert ids(found.run.everything) == ["platform/00-vpc", "fraud/00-storage"]
    assert (found.run.id, found.run.workers) == (found.record.id, 3)


def test_its_journal_begins_with_it_and_ends_with_its_code(repo: Path) -> None:
    found = open_run(repo, request())
    journal = repo / ".haveli" / "runs" / found.record.id / "run.json"
    assert json.loads(journal.read_text())["exit"] is None
    assert found.close(2) == ""
    assert json.loads(journal.read_text())["exit"] == 2


def test_plan_files_go_with_the_run_and_logs_stay(repo: Path) -> None:
    found = open_run(repo, request())
    write(found.run.steps.run, {"fraud.00-storage.tfplan": "secret", "fraud.00-storage.log": "told"})
    found.close(0)
    assert sorted(path.name for path in found.run.steps.run.iterdir()) == ["fraud.00-storage.log", "run.json"]


@pytest.mark.parametrize("asked", [request("payments"), request(core="/nowhere/terraform")])
def test_a_run_that_cannot_begin_leaves_no_journal(repo: Path, asked: Request) -> None:
    with pytest.raises(UsageError):
        open_run(repo, asked)
    assert not (repo / ".haveli" / "runs").exists()


def test_a_rehearsal_takes_no_locks_and_works_only_inside_its_copy(repo: Path) -> None:
    world, _ = scripted()
    run = opened.rehearsal(repo, world, BUCKET, request("fraud"))
    assert run.steps.plan_options == ("-lock=false",)
    assert run.steps.home == repo / "home"
    assert run.fingerprints.folder.is_relative_to(repo)
    assert run.steps.place(run.roots[0]).log.is_relative_to(repo)


def test_the_order_names_what_each_root_reads() -> None:
    assert opened.order([root("platform/00-vpc"), root("fraud/01-a", "platform/00-vpc", "fraud/00-b")]) == [
        "platform/00-vpc",
        "fraud/01-a  reads fraud/00-b, platform/00-vpc",
    ]
