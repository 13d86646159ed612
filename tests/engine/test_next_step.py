from __future__ import annotations

import json
from pathlib import Path

import pytest

from haveli import aws
from haveli.engine import next_step, roots
from haveli.engine.fingerprints import Fingerprints
from haveli.engine.next_step import Situation, decide, look
from tests.engine.checkouts import write

FACTS = {"endpoint": "http://127.0.0.1:1", "account": "1", "region": "ap-south-1", "instance": "i1", "environment": {}}


@pytest.mark.parametrize(
    ("now", "command"),
    [
        (Situation(has_checkout=False), "cd <checkout>"),
        (Situation(True), "haveli up"),
        (Situation(True, tenants=3), "haveli up"),
        (Situation(True, runs=True, roots=9, applied=4, tenants=1), "haveli up"),
        (Situation(True, runs=True, roots=9, applied=9, tenants=0), "haveli tenant new"),
        (Situation(True, runs=True, roots=9, applied=9, tenants=1), "haveli status"),
        (Situation(True, cloud="aws", tenants=1), "haveli status"),
    ],
)
def test_there_is_always_one_next_step(now: Situation, command: str) -> None:
    step = decide(now)
    assert step.command == command
    assert step.standing
    assert step.does


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HAVELI_HOME", raising=False)
    environments = "terraform/environments"
    files = {f"{environments}/fraud/{name}/main.tf": "" for name in ("00-a", "01-b")}
    return write(tmp_path, {**files, "tenants/fraud.yaml": ""})


def test_outside_of_a_checkout_there_is_nothing_to_see() -> None:
    assert look(None, "local") == Situation(has_checkout=False)


def test_a_checkout_whose_cloud_was_never_started_does_not_run(repo: Path) -> None:
    assert look(repo, "local") == Situation(True, tenants=1)


@pytest.mark.parametrize("answers", [True, False])
def test_a_cloud_that_left_its_file_runs_only_when_it_answers(
    repo: Path, monkeypatch: pytest.MonkeyPatch, *, answers: bool
) -> None:
    write(repo, {".haveli/local/cloud.json": json.dumps(FACTS)})
    monkeypatch.setattr(aws, "answers", lambda endpoint: answers)
    assert look(repo, "local").runs == answers


def test_only_what_was_applied_in_this_very_cloud_counts(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo, {".haveli/local/cloud.json": json.dumps(FACTS)})
    monkeypatch.setattr(aws, "answers", lambda endpoint: True)
    first, second = roots.discover(repo)
    kept = repo / ".haveli" / "fingerprints"
    Fingerprints(kept / "local-1-ap-south-1-i1").keep(first, {})
    Fingerprints(kept / "local-1-ap-south-1-i0").keep(second, {})
    assert look(repo, "local") == Situation(True, "local", True, 2, 1, 1)


def test_on_aws_the_local_cloud_does_not_matter(repo: Path) -> None:
    write(repo, {".haveli/local/cloud.json": json.dumps(FACTS)})
    assert next_step.look(repo, "aws") == Situation(True, "aws", tenants=1)
