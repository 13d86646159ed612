from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import ANY
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine import history
from haveli.engine.history import History, Life, fate, merged, parse
from haveli.engine.journal import Record
from haveli.errors import UsageError
from tests.engine.worlds import BUCKET, body, scripted

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MONTH = NOW - timedelta(days=30)


def record(number: int = 0, **given: Any) -> Record:
    began = NOW - timedelta(minutes=number)
    whole = Record(
        id=f"{began:%Y%m%dT%H%M%SZ}-{number:06x}",
        who="asha",
        host="elsewhere",
        pid=1,
        command="haveli apply",
        commit="abc",
        world="local",
        roots=("fraud/00-storage",),
        started=began.isoformat(),
        ended=began.isoformat(),
        exit=0,
    )
    return replace(whole, **given)


def keep(runs: Path, *records: Record) -> Path:
    for one in records:
        folder = runs / one.id
        folder.mkdir(parents=True)
        (folder / "run.json").write_text(json.dumps(asdict(one)))
    return runs


def by_id(*records: Record) -> Mapping[str, Record]:
    return {one.id: one for one in records}


@pytest.mark.parametrize(
    ("code", "word"),
    [(0, "done"), (1, "failed"), (2, "changes"), (3, "refused"), (130, "interrupted"), (-9, "failed")],
)
def test_a_run_that_ended_is_told_by_its_exit_code(code: int, word: str) -> None:
    assert fate(record(exit=code), "unseen") == word


@pytest.mark.parametrize(("life", "word"), [("alive", "running"), ("gone", "killed"), ("unseen", "unknown")])
def test_a_run_without_an_end_is_told_by_its_process(life: Life, word: str) -> None:
    assert fate(record(exit=None, ended=""), life) == word


def open_record(pid: int, started: datetime) -> Record:
    return record(exit=None, ended="", pid=pid, host=socket.gethostname(), started=started.isoformat())


def test_a_run_whose_process_is_gone_was_killed() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    [past] = merged(by_id(open_record(ended.pid, datetime.now(UTC))), {})
    assert past.fate == "killed"


def test_a_run_whose_process_lives_is_running() -> None:
    [past] = merged(by_id(open_record(os.getpid(), datetime.now(UTC))), {})
    assert past.fate == "running"


def test_a_process_that_began_after_the_run_is_another_one() -> None:
    [past] = merged(by_id(open_record(os.getpid(), datetime.now(UTC) - timedelta(days=400))), {})
    assert past.fate == "killed"


def test_a_run_of_another_machine_without_an_end_is_unknown() -> None:
    [past] = merged(by_id(record(exit=None, ended="", pid=os.getpid())), {})
    assert past.fate == "unknown"


def test_both_journals_are_one_list_newest_first() -> None:
    mine, theirs, both = record(3), record(1), record(2)
    found = merged(by_id(mine, both), by_id(theirs, both))
    assert [past.record for past in found] == [theirs, both, mine]
    assert [past.places for past in found] == [("bucket",), ("checkout", "bucket"), ("checkout",)]


def test_a_record_with_its_end_is_preferred() -> None:
    [past] = merged(by_id(record(exit=None, ended="")), by_id(record(exit=1)))
    assert past.fate == "failed"


def test_of_two_ends_the_buckets_counts() -> None:
    [past] = merged(by_id(record(exit=0)), by_id(record(exit=1)))
    assert past.record.exit == 1


def test_only_the_newest_are_read_from_the_bucket(tmp_path: Path) -> None:
    world, s3 = scripted()
    old, new = record(9), record(1)
    keys = [{"Key": f"runs/{old.id}.json"}, {"Key": f"runs/{new.id}.json"}, {"Key": "runs/notes.txt"}]
    s3.add_response(
        "list_objects_v2",
        {"Contents": keys},
        {"Bucket": BUCKET, "Prefix": "runs/", "StartAfter": "runs/20261024T120000Z"},
    )
    s3.add_response("get_object", {"Body": body(asdict(new))}, {"Bucket": BUCKET, "Key": f"runs/{new.id}.json"})
    listing = History(keep(tmp_path, record(5)), world, BUCKET).newest(2, MONTH)
    assert [past.record.id for past in listing.runs] == [new.id, record(5).id]
    assert listing.unread == ""


def test_a_bucket_that_does_not_answer_leaves_the_checkouts_journal_and_says_so(tmp_path: Path) -> None:
    world, s3 = scripted()
    s3.add_client_error("list_objects_v2", "AccessDenied")
    listing = History(keep(tmp_path, record(1)), world, BUCKET).newest(9, MONTH)
    assert len(listing.runs) == 1
    assert "AccessDenied" in listing.unread


def test_without_a_world_there_is_the_checkouts_journal(tmp_path: Path) -> None:
    listing = History(keep(tmp_path, record(1), record(2)), None, BUCKET).newest(1, MONTH)
    assert [past.record for past in listing.runs] == [record(1)]


def test_runs_before_the_time_asked_for_are_left_out(tmp_path: Path) -> None:
    assert History(keep(tmp_path, record(60 * 24 * 31)), None, BUCKET).newest(9, MONTH).runs == ()


def test_a_damaged_record_is_left_out(tmp_path: Path) -> None:
    runs = keep(tmp_path, record(1), record(2))
    (runs / record(2).id / "run.json").write_text('{"id": ')
    assert [past.record for past in History(runs, None, BUCKET).newest(9, MONTH).runs] == [record(1)]


def test_a_run_is_found_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    found = History(keep(tmp_path, record(0), record(600)), None, BUCKET).find(record(0).id[:13])
    assert found.record == record(0)


def test_a_run_is_found_in_the_bucket_alone(tmp_path: Path) -> None:
    world, s3 = scripted()
    key = f"runs/{record().id}.json"
    s3.add_response("list_objects_v2", {"Contents": [{"Key": key}]}, {"Bucket": ANY, "Prefix": f"runs/{record().id}"})
    s3.add_response("get_object", {"Body": body(asdict(record()))})
    assert History(tmp_path, world, BUCKET).find(record().id).places == ("bucket",)


@pytest.mark.parametrize("name", ["2026", "nothing"])
def test_no_run_or_several_are_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        History(keep(tmp_path, record(1), record(2)), None, BUCKET).find(name)


def test_the_logs_of_a_run_are_those_on_this_machine(tmp_path: Path) -> None:
    runs = keep(tmp_path, record())
    (runs / record().id / "fraud.00-storage.log").write_text("")
    assert [path.name for path in History(runs, None, BUCKET).logs(record())] == ["fraud.00-storage.log"]


def test_keys_of_a_later_version_are_ignored() -> None:
    assert parse(json.dumps({**asdict(record()), "approver": "meera"})) == record()


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_stands_in_a_record_it_is_read_or_left_out(text: str) -> None:
    assert parse(text) is None


@given(st.sampled_from([*asdict(record())]), st.none() | st.integers() | st.text() | st.lists(st.integers()))
def test_a_record_with_one_wrong_value_is_read_or_left_out(key: str, value: object) -> None:
    found = parse(json.dumps({**asdict(record()), key: value}))
    assert found is None or isinstance(merged({found.id: found}, {})[0].fate, str)


@pytest.mark.parametrize(
    ("ended", "took"), [("", None), ("2026-11-23T12:01:30+00:00", 90.0), ("2026-11-23T12:00:05", 5.0)]
)
def test_a_run_took_the_time_between_its_start_and_its_end(ended: str, took: float | None) -> None:
    assert history.seconds(record(ended=ended)) == took
