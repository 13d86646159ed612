from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.aws import World
from haveli.engine import leases as module
from haveli.engine.leases import PERIOD_S, Heartbeat, Lease, Leases, belongs, parse
from haveli.engine.lockfile import Lock
from haveli.engine.lockfile import parse as parse_lock
from tests.engine.lockscenes import KEY, TAKEN, lease, text
from tests.engine.worlds import BUCKET

OTHER = "fraud/01-glue/terraform.tfstate"


class Clock:
    """A clock that a test drives."""

    def __init__(self) -> None:
        self.time = TAKEN

    def __call__(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def heart(
    world: World, clock: Clock, *, run: str = "mine", ended: Callable[[Lease], bool] = lambda lease: False
) -> Heartbeat:
    """A heartbeat whose thread never beats in a test's time: the tests beat themselves."""
    return Heartbeat(Leases(world, BUCKET), lease(run=run), ended=ended, now=clock, period=86400.0)


def put_lock(world: World, content: str) -> None:
    world.client("s3").put_object(Bucket=BUCKET, Key=f"{KEY}.tflock", Body=content.encode())


# The lease as an object


def test_a_lease_is_found_as_it_was_written(bucket_world: World) -> None:
    store = Leases(bucket_world, BUCKET)
    etag = store.put(KEY, lease())
    found = store.get(KEY)
    assert found is not None
    assert (found.lease, found.etag) == (lease(), etag)
    assert 0 <= found.age < 60


def test_a_lease_lies_under_the_key_of_its_state(bucket_world: World) -> None:
    Leases(bucket_world, BUCKET).put(KEY, lease())
    listed = bucket_world.client("s3").list_objects_v2(Bucket=BUCKET)["Contents"]
    assert [item["Key"] for item in listed] == ["leases/fraud/00-storage/terraform.tfstate.json"]


def test_a_lease_is_not_written_over_another(bucket_world: World) -> None:
    store = Leases(bucket_world, BUCKET)
    etag = store.put(KEY, lease())
    assert store.put(KEY, lease(run="b")) is None
    assert store.put(KEY, lease(run="b"), '"another"') is None
    assert store.put(KEY, lease(run="b"), etag) is not None


def test_a_lease_is_removed_only_as_it_was_read(bucket_world: World) -> None:
    store = Leases(bucket_world, BUCKET)
    etag = store.put(KEY, lease())
    assert etag
    renewed = store.put(KEY, lease(run="b"), etag)
    assert renewed
    assert not store.delete(KEY, etag)
    assert store.delete(KEY, renewed)
    assert not store.delete(KEY, renewed)


def test_all_leases_are_listed_by_the_key_of_their_state(bucket_world: World) -> None:
    store = Leases(bucket_world, BUCKET)
    for key in (KEY, OTHER):
        store.put(key, lease(run=key))
    bucket_world.client("s3").put_object(Bucket=BUCKET, Key="leases/broken.json", Body=b"{")
    assert {key: found.lease.run for key, found in store.list().items()} == {KEY: KEY, OTHER: OTHER}


def test_without_a_bucket_there_are_no_leases_and_none_can_be_put(bucket_world: World) -> None:
    store = Leases(bucket_world, "not-there")
    assert store.list() == {}
    assert store.get(KEY) is None
    assert store.put(KEY, lease()) is None


@given(st.binary())
def test_no_bytes_make_reading_a_lease_raise(data: bytes) -> None:
    assert parse(data) is None or isinstance(parse(data), Lease)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"pid": "many"}', b'{"pid": 1, "run": 5}', b"{" * 100_000])
def test_what_is_no_lease_is_none(data: bytes) -> None:
    assert parse(data) is None


# Whose lock it is


def lock(who: str = "priya@build-7f3a", after: float = 0.0) -> Lock:
    return parse_lock(text(Who=who, Created=(TAKEN + timedelta(seconds=after)).isoformat()).encode())


@pytest.mark.parametrize(
    ("found", "is_own"),
    [
        (lock(), True),
        (lock(after=300), True),
        (lock(after=300 + 2 * PERIOD_S), True),
        (lock(after=301 + 2 * PERIOD_S), False),
        (lock(after=-3), True),  # the start is cut to whole seconds
        (lock(after=-4), False),
        (lock("ravi@build-7f3a"), False),
        (lock("priya@build-1111"), False),
        (parse_lock(text()[:80].encode()), False),
        (parse_lock(text(Created="").encode()), False),
    ],
)
def test_a_lock_belongs_to_the_lease_of_its_user_and_host_and_time(found: Lock, is_own: bool) -> None:
    assert belongs(found, lease()) == is_own


def test_a_lock_taken_after_the_run_saw_its_core_end_is_not_its_own() -> None:
    ended = lease(ended=(TAKEN + timedelta(seconds=100)).isoformat())
    assert belongs(lock(after=100), ended)
    assert not belongs(lock(after=102), ended)


# The heartbeat


def test_a_lease_is_there_while_the_work_goes_on_and_gone_after_it(bucket_world: World, clock: Clock) -> None:
    store = Leases(bucket_world, BUCKET)
    with heart(bucket_world, clock).holding(KEY) as held:
        found = store.get(KEY)
        assert found is not None
        assert (found.lease.run, found.lease.started) == ("mine", TAKEN.isoformat())
        held.completed = True
    assert store.get(KEY) is None


def test_a_beat_renews_every_lease_that_is_held(bucket_world: World, clock: Clock) -> None:
    store, beating = Leases(bucket_world, BUCKET), heart(bucket_world, clock)
    with beating.holding(KEY), beating.holding(OTHER):
        clock.advance(10)
        beating.beat()
        assert {found.lease.heartbeat for found in store.list().values()} == {clock().isoformat()}
        assert {found.lease.started for found in store.list().values()} == {TAKEN.isoformat()}
    assert store.list() == {}


def test_a_beat_after_the_work_leaves_nothing(bucket_world: World, clock: Clock) -> None:
    beating = heart(bucket_world, clock)
    with beating.holding(KEY):
        pass
    beating.beat()
    assert Leases(bucket_world, BUCKET).list() == {}


class Counting(Leases):
    """Leases that say when one was written a third time."""

    def __init__(self, world: World) -> None:
        super().__init__(world, BUCKET)
        self.count = 0
        self.third = threading.Event()

    def put(self, key: str, lease: Lease, etag: str | None = None) -> str | None:
        self.count += 1
        if self.count == 3:
            self.third.set()
        return super().put(key, lease, etag)


def test_the_thread_beats_until_it_is_stopped(bucket_world: World, clock: Clock) -> None:
    store = Counting(bucket_world)
    beating = Heartbeat(store, lease(run="mine"), ended=lambda other: False, now=clock, period=0.001)
    with beating.holding(KEY):
        assert store.third.wait(timeout=60)
        beating.stop()
        count = store.count
    assert store.count == count


def test_the_lease_of_a_run_that_lives_is_left(bucket_world: World, clock: Clock) -> None:
    store = Leases(bucket_world, BUCKET)
    with heart(bucket_world, clock, run="theirs").holding(KEY):
        with heart(bucket_world, clock).holding(KEY) as held:
            assert held.etag is None
        found = store.get(KEY)
        assert found is not None
        assert found.lease.run == "theirs"


def test_a_lease_that_comes_free_is_taken_at_the_next_beat(bucket_world: World, clock: Clock) -> None:
    store, mine = Leases(bucket_world, BUCKET), heart(bucket_world, clock)
    theirs = store.put(KEY, lease(run="theirs"))
    assert theirs
    with mine.holding(KEY):
        store.delete(KEY, theirs)
        mine.beat()
        found = store.get(KEY)
        assert found is not None
        assert found.lease.run == "mine"


@pytest.mark.parametrize("how", ["its process has ended", "it says that it ended", "it is stale"])
def test_the_lease_of_a_run_that_has_ended_is_taken_over(
    bucket_world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    store = Leases(bucket_world, BUCKET)
    store.put(KEY, lease(run="theirs", ended=TAKEN.isoformat() if how == "it says that it ended" else ""))
    if how == "it is stale":
        monkeypatch.setattr(module, "STALE_S", -1.0)
    beating = heart(bucket_world, clock, ended=lambda other: how == "its process has ended")
    with beating.holding(KEY):
        found = store.get(KEY)
        assert found is not None
        assert found.lease.run == "mine"


def test_the_lease_of_a_dead_run_that_left_a_lock_stays_as_evidence(bucket_world: World, clock: Clock) -> None:
    store = Leases(bucket_world, BUCKET)
    store.put(KEY, lease(run="theirs"))
    put_lock(bucket_world, text())
    with heart(bucket_world, clock, ended=lambda other: True).holding(KEY):
        pass
    found = store.get(KEY)
    assert found is not None
    assert found.lease == lease(run="theirs")


def test_the_lease_of_a_dead_run_is_taken_over_where_the_lock_is_not_its_own(bucket_world: World, clock: Clock) -> None:
    store = Leases(bucket_world, BUCKET)
    store.put(KEY, lease(run="theirs"))
    put_lock(bucket_world, text(Who="ravi@elsewhere"))
    with heart(bucket_world, clock, ended=lambda other: True).holding(KEY):
        found = store.get(KEY)
        assert found is not None
        assert found.lease.run == "mine"


def test_a_lease_written_by_a_request_whose_answer_was_lost_is_still_ours(bucket_world: World, clock: Clock) -> None:
    store = Leases(bucket_world, BUCKET)
    store.put(KEY, lease(run="mine", started=TAKEN.isoformat(), heartbeat=TAKEN.isoformat()))
    with heart(bucket_world, clock).holding(KEY) as held:
        assert held.etag is not None
        held.completed = True
    assert store.get(KEY) is None


def test_a_core_that_was_killed_and_left_its_lock_leaves_a_lease_that_says_so(
    bucket_world: World, clock: Clock
) -> None:
    with heart(bucket_world, clock).holding(KEY):
        put_lock(bucket_world, text())
        clock.advance(30)
    found = Leases(bucket_world, BUCKET).get(KEY)
    assert found is not None
    assert found.lease.ended == clock().isoformat()


def test_a_core_that_failed_on_the_lock_of_another_leaves_no_lease(bucket_world: World, clock: Clock) -> None:
    put_lock(bucket_world, text(Who="ravi@elsewhere"))
    with heart(bucket_world, clock).holding(KEY):
        pass
    assert Leases(bucket_world, BUCKET).get(KEY) is None


def test_a_lease_that_another_took_meanwhile_is_neither_renewed_nor_removed(bucket_world: World, clock: Clock) -> None:
    store, beating = Leases(bucket_world, BUCKET), heart(bucket_world, clock)
    with beating.holding(KEY) as held:
        store.put(KEY, lease(run="theirs"), held.etag)
        beating.beat()
        assert held.etag is None
    found = store.get(KEY)
    assert found is not None
    assert found.lease.run == "theirs"


class Refusing(Leases):
    """Leases that may not be written."""

    def __init__(self) -> None:
        self.calls = 0

    def put(self, key: str, lease: Lease, etag: str | None = None) -> str | None:
        self.calls += 1
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "PutObject")


def test_a_lease_that_cannot_be_written_stops_nothing_and_is_told(clock: Clock) -> None:
    told: list[str] = []
    store = Refusing()
    beating = Heartbeat(store, lease(), ended=lambda other: False, now=clock, period=86400.0, trouble=told.append)
    with beating.holding(KEY):
        beating.beat()
    assert store.calls == len(told) == 2
    assert "AccessDenied" in told[0]
