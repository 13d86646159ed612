from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from haveli.aws import World
from haveli.engine import processes
from haveli.engine.evidence import Evidence, StateFacts, Witness
from haveli.engine.leases import Leases
from haveli.engine.lockstore import HeldLock
from haveli.engine.processes import Sight
from haveli.engine.release import NoLock, NotReleased, Override, Releaser
from haveli.errors import UsageError
from tests.engine.lockscenes import ID, KEY, TAKEN, lease, text, worker
from tests.engine.test_lockstore import TABLE, make_table, put_item
from tests.engine.worlds import BUCKET

HERE = processes.this_machine()
WHO = f"{HERE.user}@{HERE.host}"
GONE = {"user": HERE.user, "host": HERE.host, "boot": HERE.boot, "namespace": HERE.namespace, "pid": 2**22 + 1}
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
NOBODY = Sight()
RECORD = f"locks/20261123T033000Z-{ID}.json"


def put_lock(world: World, **changes: Any) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=text(**{"Who": WHO} | changes).encode())


def put_state(world: World, serial: int = 1, lineage: str = "l") -> None:
    body = json.dumps({"serial": serial, "lineage": lineage}).encode()
    world.client("s3").put_object(Bucket=BUCKET, Key=KEY, Body=body)


def keys(world: World) -> list[str]:
    found = world.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", ())
    return [item["Key"] for item in found]


def record(world: World) -> dict[str, Any]:
    body = world.client("s3").get_object(Bucket=BUCKET, Key=RECORD)["Body"].read()
    document: dict[str, Any] = json.loads(body)
    return document


class Meanwhile(Witness):
    """A witness in whose back something happens: `judged` after the evidence is gathered, `checked` after the last look
    before the release.
    """

    judged: Callable[[], None] = staticmethod(lambda: None)
    checked: Callable[[], None] = staticmethod(lambda: None)

    def evidence(self, key: str) -> Evidence | None:
        found = super().evidence(key)
        self.judged()
        return found

    def state(self, key: str, since: datetime | None = None) -> StateFacts:
        found = super().state(key, since)
        if since is None:
            self.checked()
        return found


def witness(world: World, sight: Sight = NOBODY, tables: tuple[str, ...] = ()) -> Meanwhile:
    return Meanwhile(world, BUCKET, Path("nowhere"), tables, look=lambda: sight)


def releaser(world: World, found: Witness | None = None) -> Releaser:
    return Releaser(world, found or witness(world), now=lambda: NOW)


@pytest.fixture
def world(bucket_world: World) -> World:
    """A world with the lock of a Terraform of this machine that has ended."""
    put_state(bucket_world)
    put_lock(bucket_world)
    return bucket_world


def test_an_abandoned_lock_is_released_and_recorded_with_who_and_why(world: World) -> None:
    done = releaser(world).release(KEY, ID)
    assert keys(world) == [KEY, RECORD]
    assert (done.record, done.verdict.word) == (RECORD, "abandoned")
    kept = record(world)
    assert json.loads(kept["lock"])["ID"] == ID
    assert kept["outcome"] == "released"
    assert (kept["released_by"], kept["because"], kept["released_at"]) == (WHO, "the verdict", NOW.isoformat())
    assert (kept["serial"], kept["lineage"], kept["state"]) == (1, "l", KEY)
    assert kept["caller"].startswith("arn:aws:")


def test_the_lease_of_the_dead_run_goes_with_its_lock(world: World) -> None:
    Leases(world, BUCKET).put(KEY, lease(**GONE))
    releaser(world).release(KEY, ID)
    assert keys(world) == [KEY, RECORD]


def test_the_lease_of_another_run_stays(world: World) -> None:
    Leases(world, BUCKET).put(KEY, lease(**GONE, started=NOW.isoformat(), ended=NOW.isoformat()))
    releaser(world).release(KEY, ID)
    assert f"leases/{KEY}.json" in keys(world)


def test_a_lock_is_not_released_without_its_id(world: World) -> None:
    with pytest.raises(UsageError) as caught:
        releaser(world).release(KEY, "another")
    assert ID in caught.value.explanation
    assert keys(world) == [KEY, f"{KEY}.tflock"]


def test_a_state_without_a_lock_has_nothing_to_release(bucket_world: World) -> None:
    with pytest.raises(NoLock):
        releaser(bucket_world).release(KEY, ID)


def test_an_active_lock_is_refused(world: World) -> None:
    at_work = Sight((worker(age=10**9),))
    with pytest.raises(NotReleased) as caught:
        releaser(world, witness(world, at_work)).release(KEY, ID)
    assert "active" in caught.value.explanation
    assert "process 9001" in caught.value.explanation
    assert keys(world) == [KEY, f"{KEY}.tflock"]


def test_an_unknown_lock_is_refused_with_the_override_as_the_way_out(world: World) -> None:
    put_lock(world, Who="ravi@elsewhere")
    with pytest.raises(NotReleased) as caught:
        releaser(world).release(KEY, ID)
    assert "unknown" in caught.value.explanation
    assert "--override" in caught.value.hint
    assert f"{KEY}.tflock" in keys(world)


@pytest.mark.parametrize("who", ["ravi@elsewhere", WHO])
def test_an_override_releases_any_lock_and_its_reason_is_kept(world: World, who: str) -> None:
    put_lock(world, Who=who)
    at_work = Sight((worker(age=10**9),))
    done = releaser(world, witness(world, at_work)).release(KEY, ID, Override("the host burnt down"))
    assert done.verdict.word == "active"
    assert keys(world) == [KEY, RECORD]
    assert (record(world)["because"], record(world)["verdict"]) == ("the host burnt down", "active")


def test_an_override_needs_a_reason() -> None:
    with pytest.raises(UsageError):
        Override("  ")


def test_a_lock_whose_id_cannot_be_read_is_released_by_its_etag_and_an_override(world: World) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=b'{"I')
    found = witness(world).evidence(KEY)
    assert found is not None
    with pytest.raises(NotReleased):
        releaser(world).release(KEY, found.held.id)
    releaser(world).release(KEY, found.held.id, Override("half an upload"))
    assert f"{KEY}.tflock" not in keys(world)


# Races


def test_a_holder_who_came_after_the_verdict_keeps_the_lock(world: World) -> None:
    found = witness(world)
    found.judged = lambda: put_lock(world, ID="another")
    with pytest.raises(NotReleased):
        releaser(world, found).release(KEY, ID)
    assert found.locks.read(KEY) is not None
    assert RECORD not in keys(world)


@pytest.mark.parametrize("override", [None, Override("sure")])
def test_a_holder_who_came_at_the_last_moment_keeps_the_lock(world: World, override: Override | None) -> None:
    found = witness(world)
    found.checked = lambda: put_lock(world, ID="another")
    with pytest.raises(NotReleased):
        releaser(world, found).release(KEY, ID, override)
    held = found.locks.read(KEY)
    assert held is not None
    assert held.lock.id == "another"
    assert record(world)["outcome"].startswith("kept")


def test_a_lock_that_its_holder_gave_back_meanwhile_is_no_more(world: World) -> None:
    found = witness(world)
    found.judged = lambda: world.client("s3").delete_object(Bucket=BUCKET, Key=f"{KEY}.tflock")
    with pytest.raises(NoLock):
        releaser(world, found).release(KEY, ID)


@pytest.mark.parametrize(("serial", "lineage"), [(2, "l"), (1, "other")])
def test_a_state_that_moves_while_we_look_keeps_its_lock(world: World, serial: int, lineage: str) -> None:
    found = witness(world)
    found.judged = lambda: put_state(world, serial, lineage)
    with pytest.raises(NotReleased) as caught:
        releaser(world, found).release(KEY, ID)
    assert "at work" in caught.value.explanation
    assert found.locks.read(KEY) is not None


def test_of_two_who_release_at_once_one_does(world: World) -> None:
    found = witness(world)

    def another() -> None:
        releaser(world).release(KEY, ID)

    found.checked = another
    with pytest.raises(NotReleased):
        releaser(world, found).release(KEY, ID)
    assert f"{KEY}.tflock" not in keys(world)


# The older table


def test_a_lock_in_a_table_is_released_and_a_new_holders_is_not(bucket_world: World) -> None:
    put_state(bucket_world)
    make_table(bucket_world, info=text(Who=WHO))
    found = witness(bucket_world, tables=(TABLE,))
    found.checked = lambda: put_item(bucket_world, f"{BUCKET}/{KEY}", "Info", text(Who=WHO, ID="another"))
    with pytest.raises(NotReleased):
        releaser(bucket_world, found).release(KEY, ID)
    held: HeldLock | None = found.locks.read(KEY)
    assert held is not None
    releaser(bucket_world, witness(bucket_world, tables=(TABLE,))).release(KEY, "another")
    assert found.locks.read(KEY) is None
    assert held.written == TAKEN
