from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.aws import World
from haveli.engine import processes
from haveli.engine.ci_jobs import Job
from haveli.engine.evidence import Evidence, Witness, key_of, root_of
from haveli.engine.leases import Leases
from haveli.engine.processes import Sight
from tests.engine.lockscenes import ID, KEY, TAKEN, lease, text, worker
from tests.engine.worlds import BUCKET


def put(world: World, key: str, content: str | bytes) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=key, Body=content)


def lock(world: World, **changes: Any) -> None:
    put(world, f"{KEY}.tflock", text(Created=datetime.now(UTC).isoformat(), **changes))


def put_state(world: World, serial: int, lineage: str = "l1") -> None:
    put(world, KEY, json.dumps({"serial": serial, "lineage": lineage}))


def witness(world: World, home: Path = Path("nowhere"), **changes: Any) -> Witness:
    given: dict[str, Any] = {"look": Sight, "look_up": never}
    return Witness(world, BUCKET, home, **given | changes)


def never(url: str, environment: Mapping[str, str]) -> Job:
    raise AssertionError("there is no CI job to ask for")


def seen(world: World, home: Path = Path("nowhere"), **changes: Any) -> Evidence:
    found = witness(world, home, **changes).evidence(KEY)
    assert found is not None
    return found


@pytest.fixture
def a_minute_passes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets a minute pass for the S3 of the moto server, which runs in this process."""
    time = [datetime.now(UTC).replace(tzinfo=None) - timedelta(hours=1)]
    monkeypatch.setattr("moto.s3.models.utcnow", lambda: time[0])
    return lambda: time.__setitem__(0, time[0] + timedelta(minutes=1))


def test_without_a_lock_there_is_no_evidence(bucket_world: World) -> None:
    assert witness(bucket_world).evidence(KEY) is None


def test_the_lock_this_machine_and_its_processes_are_looked_at(bucket_world: World) -> None:
    lock(bucket_world)
    found = seen(bucket_world, look=lambda: Sight((worker(),)))
    assert (found.held.lock.id, found.root, found.lease, found.life) == (ID, "fraud/00-storage", None, "elsewhere")
    assert found.here == processes.this_machine()
    assert found.sight.workers == (worker(),)
    assert found.only_local
    assert json.loads(json.dumps(asdict(found), default=str))["held"]["lock"]["id"] == ID


@pytest.mark.parametrize(("user", "known"), [(processes.user(), True), ("nobody-of-that-name", False), ("", False)])
def test_whether_this_machine_knows_the_locks_user(bucket_world: World, user: str, known: bool) -> None:
    lock(bucket_world, Who=f"{user}@{processes.this_machine().host}")
    assert seen(bucket_world).is_user_here == known


# The lease


def put_lease(world: World, **changes: Any) -> None:
    Leases(world, BUCKET).put(KEY, lease(**changes))


def test_a_lease_of_this_process_is_found_alive_and_one_of_another_host_is_elsewhere(bucket_world: World) -> None:
    lock(bucket_world)
    here = processes.this_machine()
    ours = {"host": here.host, "boot": here.boot, "namespace": here.namespace, "pid": os.getpid()}
    put_lease(bucket_world, **ours, process_start=processes.start_of(os.getpid()))
    assert seen(bucket_world).life == "alive"
    bucket_world.client("s3").delete_object(Bucket=BUCKET, Key=f"leases/{KEY}.json")
    put_lease(bucket_world, **ours | {"host": "elsewhere"}, process_start=processes.start_of(os.getpid()))
    assert seen(bucket_world).life == "elsewhere"


def test_the_ci_job_of_the_lease_is_asked_for(bucket_world: World) -> None:
    lock(bucket_world)
    put_lease(bucket_world, ci_url="https://ci.example.com/7")
    found = seen(bucket_world, look_up=lambda url, environment: Job(url, "finished", "failure"))
    assert found.job == Job("https://ci.example.com/7", "finished", "failure")


@pytest.mark.parametrize(
    ("log", "word"),
    [
        ("aws_vpc.this: Creating...\n", ""),
        ("\nInterrupt received.\nPlease wait for Terraform to exit\n", "interrupted"),
        ("\npanic: runtime error: invalid memory address\n", "crashed"),
        ("!!!!!!! TERRAFORM CRASH !!!!!!!\nInterrupt received.\n", "crashed"),
    ],
)
def test_the_journal_of_the_leases_run_and_its_logs_last_word_are_read(
    bucket_world: World, tmp_path: Path, log: str, word: str
) -> None:
    lock(bucket_world)
    put_lease(bucket_world)
    folder = tmp_path / "runs" / lease().run
    folder.mkdir(parents=True)
    (folder / "run.json").write_text('{"exit": null}')
    (folder / "fraud.00-storage.log").write_text(log)
    journal = seen(bucket_world, tmp_path).journal
    assert (journal.is_here, journal.exit, journal.last_word) == (True, None, word)


@pytest.mark.parametrize("run", ["../runs", "20261123T025959Z-aaaaaa", ""])
def test_a_run_that_is_not_in_this_checkout_has_no_journal(bucket_world: World, tmp_path: Path, run: str) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "run.json").write_text('{"exit": 0}')
    lock(bucket_world)
    put_lease(bucket_world, run=run)
    assert not seen(bucket_world, tmp_path).journal.is_here


# The state


def test_a_state_that_is_not_there_is_told(bucket_world: World) -> None:
    lock(bucket_world)
    assert not seen(bucket_world).state.exists


def test_what_was_written_before_the_lock_does_not_count(
    bucket_world: World, a_minute_passes: Callable[[], None]
) -> None:
    for serial in (1, 2):
        put_state(bucket_world, serial)
    a_minute_passes()
    lock(bucket_world)
    state = seen(bucket_world).state
    assert (state.serial, state.lineage, state.writes, state.lineage_before) == (2, "l1", 0, "")


def test_what_was_written_under_the_lock_is_counted_with_the_lineage_before_it(
    bucket_world: World, a_minute_passes: Callable[[], None]
) -> None:
    put_state(bucket_world, 1, "l0")
    a_minute_passes()
    lock(bucket_world)
    a_minute_passes()
    for serial in (2, 3):
        put_state(bucket_world, serial)
    state = seen(bucket_world).state
    assert (state.serial, state.lineage, state.writes, state.lineage_before) == (3, "l1", 2, "l0")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"serial": null}', b"\xff"])
def test_a_state_that_cannot_be_read_has_no_serial(bucket_world: World, content: bytes) -> None:
    put(bucket_world, KEY, content)
    lock(bucket_world)
    state = seen(bucket_world).state
    assert (state.exists, state.serial, state.lineage) == (True, None, "")


# Clocks


def test_the_skew_of_this_clock_and_of_the_holders_are_against_s3(bucket_world: World) -> None:
    put(bucket_world, f"{KEY}.tflock", text(Created=(datetime.now(UTC) - timedelta(hours=1)).isoformat()))
    found = seen(bucket_world, now=lambda: datetime.now(UTC) + timedelta(seconds=600))
    assert found.skew is not None
    assert found.holder_skew is not None
    assert 598 <= found.skew <= 660
    assert -3660 <= found.holder_skew <= -3590


def test_a_lock_without_a_time_has_no_skew(bucket_world: World) -> None:
    put(bucket_world, f"{KEY}.tflock", "{")
    assert seen(bucket_world).holder_skew is None


# CloudTrail


class Trail:
    """A CloudTrail that tells these events."""

    def __init__(self, *events: dict[str, Any]) -> None:
        self.events = events
        self.asked: dict[str, Any] = {}

    def lookup_events(self, **asked: Any) -> dict[str, Any]:
        self.asked = asked
        return {"Events": list(self.events)}


def event(agent: str) -> dict[str, Any]:
    return {
        "EventTime": TAKEN,
        "EventName": "CreateVpc",
        "Username": "deploy",
        "CloudTrailEvent": json.dumps({"userAgent": agent, "sourceIPAddress": "10.0.0.9"}),
    }


def test_the_last_changes_by_terraform_are_taken_from_cloudtrail(
    bucket_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    trail = Trail(event("console.amazonaws.com"), event("APN/1.0 HashiCorp/1.0 Terraform/1.15.5"), {"EventTime": TAKEN})
    found = witness(bucket_world, now=lambda: TAKEN)
    monkeypatch.setitem(bucket_world._clients, "cloudtrail", trail)
    assert found.trail() == ("03:00:00 UTC CreateVpc by deploy from 10.0.0.9",)
    assert trail.asked["StartTime"] == TAKEN - timedelta(hours=1)


class Refused(Trail):
    """A CloudTrail that may not be read."""

    def lookup_events(self, **asked: Any) -> dict[str, Any]:
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "LookupEvents")


def test_a_cloudtrail_that_cannot_be_read_is_unknown(bucket_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bucket_world._clients, "cloudtrail", Refused())
    assert witness(bucket_world).trail() is None


# Names


@given(st.from_regex(r"[a-z]{1,8}/\d\d-[a-z]{1,8}", fullmatch=True))
def test_roots_and_keys_name_each_other(root: str) -> None:
    assert root_of(key_of(root)) == root
    assert key_of(key_of(root)) == key_of(root) == key_of(f"{root}/")


def test_a_state_that_is_no_roots_keeps_its_name() -> None:
    assert root_of("swarm.tfstate") == key_of("swarm.tfstate") == "swarm.tfstate"


def test_a_lock_that_is_released_while_we_look_is_no_evidence(bucket_world: World, tmp_path: Path) -> None:
    bucket_world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=text().encode())

    def look() -> Sight:
        bucket_world.client("s3").delete_object(Bucket=BUCKET, Key=f"{KEY}.tflock")
        return Sight(())

    assert witness(bucket_world, tmp_path, look=look).evidence(KEY) is None
