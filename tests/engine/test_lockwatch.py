from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from haveli.aws import World
from haveli.engine import processes
from haveli.engine.journal import Record
from haveli.engine.leases import Lease, Leases
from haveli.engine.lockwatch import Unwatched, lease_of, told, watch_of
from haveli.engine.verdict import judge
from tests.engine.checkouts import root
from tests.engine.lockscenes import KEY, evidence, held, text
from tests.engine.worlds import BUCKET

ROOT = root("fraud/00-storage")
RECORD = Record("r1", "priya", "h", os.getpid(), "haveli apply", "", "w", (ROOT.id,), "2026-11-23T03:00:00+00:00")


def leases(world: World) -> Mapping[str, Lease]:
    return {key: found.lease for key, found in Leases(world, BUCKET).list().items()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "runs" / "r1").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("command", [["plan", "-no-color"], ["apply", "-no-color", "x.tfplan"]])
def test_a_command_that_locks_has_a_lease_as_long_as_it_runs(
    bucket_world: World, home: Path, command: list[str]
) -> None:
    watch = watch_of(bucket_world, BUCKET, home, RECORD, [])
    with watch.working(ROOT, command) as work:
        lease = leases(bucket_world)[KEY]
        assert (lease.run, lease.pid, lease.command) == ("r1", os.getpid(), "haveli apply")
        work.completed = True
    assert leases(bucket_world) == {}
    watch.stop()


def test_a_command_that_takes_no_lock_has_no_lease(bucket_world: World, home: Path) -> None:
    watch = watch_of(bucket_world, BUCKET, home, RECORD, [])
    with watch.working(ROOT, ["init", "-no-color"]):
        assert leases(bucket_world) == {}
    watch.stop()


def test_a_command_that_ends_in_an_error_takes_its_lease_along(bucket_world: World, home: Path) -> None:
    watch = watch_of(bucket_world, BUCKET, home, RECORD, [])
    with pytest.raises(ZeroDivisionError), watch.working(ROOT, ["apply"]):
        raise ZeroDivisionError
    assert leases(bucket_world) == {}


def test_the_lease_of_a_run_whose_process_is_gone_is_taken_over(bucket_world: World, home: Path) -> None:
    dead = replace(lease_of(RECORD), run="r0", process_start="1")
    Leases(bucket_world, BUCKET).put(KEY, dead)
    watch = watch_of(bucket_world, BUCKET, home, RECORD, [])
    with watch.working(ROOT, ["apply"]):
        assert leases(bucket_world)[KEY].run == "r1"


@pytest.mark.parametrize("change", [{}, {"host": "elsewhere", "process_start": "1"}])
def test_the_lease_of_a_run_that_may_live_is_left(bucket_world: World, home: Path, change: dict[str, Any]) -> None:
    Leases(bucket_world, BUCKET).put(KEY, replace(lease_of(RECORD), run="r0", **change))
    watch = watch_of(bucket_world, BUCKET, home, RECORD, [])
    with watch.working(ROOT, ["apply"]):
        assert leases(bucket_world)[KEY].run == "r0"


def test_leases_that_cannot_be_written_are_told_in_the_runs_folder(home: Path) -> None:
    nobody = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "HAVELI_ACCESS_KEY_ID": "x", "HAVELI_SECRET_ACCESS_KEY": "x"}
    world = World("local", "880170353725", "ap-south-1", "i1", nobody)

    def refuse(**ignored: object) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:1")

    world.client("s3").meta.events.register("before-call.s3", refuse)
    watch = watch_of(world, BUCKET, home, RECORD, [])
    with watch.working(ROOT, ["apply"]) as work:
        work.completed = True
    assert "Could not connect" in (home / "runs/r1/leases.log").read_text()
    assert watch.in_the_way(ROOT) == ""


def test_the_lease_of_a_run_names_this_process_and_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_JOB_URL", "https://ci.example.com/7")
    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"):
        monkeypatch.delenv(name, raising=False)
    here, lease = processes.this_machine(), lease_of(RECORD)
    assert (lease.user, lease.host, lease.boot, lease.namespace) == (here.user, here.host, here.boot, here.namespace)
    assert processes.life(lease.pid, lease.process_start, lease.boot, lease.namespace) == "alive"
    assert lease.ci_url == "https://ci.example.com/7"


# What is in the way


def test_a_lock_in_the_way_is_told_with_its_verdict(bucket_world: World, home: Path) -> None:
    body = text(Who="ravi@build-1111").encode()
    bucket_world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=body)
    found = watch_of(bucket_world, BUCKET, home, RECORD, []).in_the_way(ROOT)
    assert found.startswith("The state is locked by ravi@build-1111 (apply, ")
    assert "unknown" in found.splitlines()[0]


def test_a_lock_that_is_gone_by_now_is_told_so(bucket_world: World, home: Path) -> None:
    assert "free by now" in watch_of(bucket_world, BUCKET, home, RECORD, []).in_the_way(ROOT)


def test_the_verdict_comes_with_its_reasons() -> None:
    found = evidence(held=held(""))
    first, *reasons = told(found, judge(found)).splitlines()
    assert first == "The state is locked by somebody (unknown work, 10 min ago): unknown."
    assert [line.strip() for line in reasons] == list(judge(found).reasons)


def test_a_run_that_takes_no_locks_watches_nothing() -> None:
    with Unwatched().working(ROOT, ["plan"]) as work:
        assert json.dumps(work.completed) == "false"
    assert Unwatched().in_the_way(ROOT) == ""
