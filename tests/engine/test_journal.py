from __future__ import annotations

import getpass
import json
import re
import subprocess
from pathlib import Path

import pytest
from botocore.stub import ANY, Stubber

from haveli.engine.journal import Journal
from tests.engine.worlds import BUCKET, scripted


@pytest.fixture
def scene(tmp_path: Path) -> tuple[Journal, Stubber]:
    world, s3 = scripted()
    return Journal(tmp_path / "runs", world, BUCKET), s3


def git(repo: Path, *arguments: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    return subprocess.run(["git", "-C", repo, *who, *arguments], capture_output=True, text=True, check=True).stdout


def test_a_run_is_recorded_at_its_start_with_who_where_and_what(scene: tuple[Journal, Stubber], tmp_path: Path) -> None:
    journal, _ = scene
    record = journal.begin("haveli plan fraud", ("fraud/00-storage",), tmp_path)
    kept = json.loads((journal.folder(record) / "run.json").read_text())
    assert kept["command"] == "haveli plan fraud"
    assert kept["roots"] == ["fraud/00-storage"]
    assert kept["world"] == "local-880170353725-ap-south-1-i1"
    assert (kept["ended"], kept["exit"]) == ("", None)
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{6}", record.id)


def test_its_end_is_recorded_here_and_in_the_bucket(scene: tuple[Journal, Stubber], tmp_path: Path) -> None:
    journal, s3 = scene
    record = journal.begin("haveli plan", (), tmp_path)
    s3.add_response("put_object", {}, {"Bucket": BUCKET, "Key": f"runs/{record.id}.json", "Body": ANY})
    assert journal.end(record, 2) == ""
    s3.assert_no_pending_responses()
    kept = json.loads((journal.folder(record) / "run.json").read_text())
    assert kept["exit"] == 2
    assert kept["ended"] >= kept["started"]


def test_a_bucket_that_does_not_take_it_is_told_and_the_record_stays_here(
    scene: tuple[Journal, Stubber], tmp_path: Path
) -> None:
    journal, s3 = scene
    record = journal.begin("haveli plan", (), tmp_path)
    s3.add_client_error("put_object", "NoSuchBucket")
    assert "NoSuchBucket" in journal.end(record, 1)
    assert json.loads((journal.folder(record) / "run.json").read_text())["exit"] == 1


def test_two_runs_never_share_a_folder(scene: tuple[Journal, Stubber], tmp_path: Path) -> None:
    journal, _ = scene
    assert len({journal.begin("haveli plan", (), tmp_path).id for _ in range(20)}) == 20


def test_the_commit_is_named_and_marked_when_files_differ_from_it(
    scene: tuple[Journal, Stubber], tmp_path: Path
) -> None:
    journal, _ = scene
    repo = tmp_path / "repo"
    repo.mkdir()
    assert journal.begin("haveli plan", (), repo).commit == ""
    git(repo, "init", "-q")
    assert journal.begin("haveli plan", (), repo).commit == ""
    (repo / "a").write_text("1")
    git(repo, "add", "a")
    git(repo, "commit", "-qm", "a")
    head = git(repo, "rev-parse", "--short=12", "HEAD").strip()
    assert journal.begin("haveli plan", (), repo).commit == head
    (repo / "a").write_text("2")
    assert journal.begin("haveli plan", (), repo).commit == f"{head}+"


def test_a_user_without_a_name_is_known_by_number_and_a_given_name_wins(
    scene: tuple[Journal, Stubber], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr(getpass, "getuser", nameless)
    monkeypatch.delenv("HAVELI_USER", raising=False)
    assert journal_user(scene[0], tmp_path).startswith("uid ")
    monkeypatch.setenv("HAVELI_USER", "asha")
    assert journal_user(scene[0], tmp_path) == "asha"


def journal_user(journal: Journal, repo: Path) -> str:
    return journal.begin("haveli plan", (), repo).who
