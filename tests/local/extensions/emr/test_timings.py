"""The two presets of durations."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta

import pytest

from haveli.local.extensions.emr.timings import QUICK, REALISTIC, Timings


def startup(timings: Timings) -> timedelta:
    return timings.fulfilment + timings.provisioning + timings.bootstrapping


def test_a_quick_cluster_is_up_in_two_seconds_and_gone_in_one() -> None:
    assert startup(QUICK) <= timedelta(seconds=2) and QUICK.terminating <= timedelta(seconds=1)


def test_a_realistic_fleet_keeps_the_ten_minute_rule_and_the_sixty_minute_limit() -> None:
    assert (REALISTIC.young, REALISTIC.shrink_limit) == (timedelta(minutes=10), timedelta(minutes=60))
    assert startup(REALISTIC) > timedelta(minutes=3)


@pytest.mark.parametrize("timings", [QUICK, REALISTIC])
def test_every_phase_takes_time_and_youth_ends_before_a_shrink_does(timings: Timings) -> None:
    assert all(duration > timedelta(0) for duration in astuple(timings))
    assert startup(timings) < timings.young < timings.shrink_limit
