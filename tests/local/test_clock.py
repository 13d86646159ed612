"""The clock of the local cloud, on a source of time that the test turns by hand."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.clock import Clock, machine_time

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


class HandTurned:
    """A source of time that moves only when told."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def source() -> HandTurned:
    return HandTurned()


def test_a_new_clock_shows_the_time_of_its_source(source: HandTurned) -> None:
    assert Clock(source).now() == NOON


def test_the_machine_time_is_in_utc() -> None:
    assert machine_time().utcoffset() == timedelta(0)


def test_an_advanced_clock_keeps_running_with_its_offset(source: HandTurned) -> None:
    clock = Clock(source)
    assert clock.advance(10 * MINUTE) == NOON + 10 * MINUTE
    source.time += MINUTE
    assert clock.now() == NOON + 11 * MINUTE


def test_a_set_clock_shows_the_moment_it_was_set_to_and_runs_on(source: HandTurned) -> None:
    clock = Clock(source)
    clock.set(NOON + 60 * MINUTE)
    source.time += MINUTE
    assert clock.now() == NOON + 61 * MINUTE


def test_a_moment_in_another_zone_is_the_same_moment(source: HandTurned) -> None:
    clock = Clock(source)
    moment = datetime.fromisoformat("2026-11-23T18:30:00+05:30")
    clock.set(moment)
    assert clock.now() == moment
    assert clock.now().utcoffset() == timedelta(0)


def test_a_stopped_clock_stands_still_until_it_is_moved(source: HandTurned) -> None:
    clock = Clock(source)
    assert clock.stop() == NOON
    source.time += 5 * MINUTE
    assert clock.now() == NOON
    assert clock.advance(MINUTE) == NOON + MINUTE


def test_a_clock_that_runs_again_goes_on_from_where_it_stood(source: HandTurned) -> None:
    clock = Clock(source)
    clock.stop()
    source.time += 5 * MINUTE
    clock.run()
    assert clock.now() == NOON
    source.time += MINUTE
    assert clock.now() == NOON + MINUTE


def test_running_a_running_clock_changes_nothing(source: HandTurned) -> None:
    clock = Clock(source)
    clock.advance(MINUTE)
    clock.run()
    assert clock.now() == NOON + MINUTE


@pytest.mark.parametrize(
    "move",
    [
        lambda clock: clock.advance(-MINUTE),
        lambda clock: clock.set(NOON - MINUTE),
        lambda clock: clock.set(datetime(2027, 1, 1)),
    ],
    ids=["advance back", "set back", "no zone"],
)
def test_a_clock_refuses_to_go_back_or_to_lose_its_zone(source: HandTurned, move: Callable[[Clock], object]) -> None:
    clock = Clock(source)
    with pytest.raises(ValueError):
        move(clock)
    assert clock.now() == NOON


def test_steps_from_many_threads_are_all_counted(source: HandTurned) -> None:
    clock = Clock(source)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: clock.advance(MINUTE), range(200)))
    assert clock.now() == NOON + 200 * MINUTE


@given(st.lists(st.sampled_from(["advance", "stop", "run", "source"]), max_size=30))
def test_a_clock_never_shows_an_earlier_time_than_before(moves: list[str]) -> None:
    source = HandTurned()
    clock = Clock(source)
    shown = clock.now()
    for move in moves:
        if move == "advance":
            clock.advance(MINUTE)
        elif move == "stop":
            clock.stop()
        elif move == "run":
            clock.run()
        else:
            source.time += MINUTE
        assert clock.now() >= shown
        shown = clock.now()
