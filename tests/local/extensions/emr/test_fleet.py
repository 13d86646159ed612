"""A fleet on the clock, with realistic durations: minutes to start, ten to be old enough to go, sixty to give up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haveli.local.extensions.emr.fleet import Fleet
from haveli.local.extensions.emr.instance import Reason
from haveli.local.extensions.emr.specs import ON_DEMAND, SPOT, Targets, parse_type
from haveli.local.extensions.emr.timings import REALISTIC
from tests.local.extensions.emr.machines import MINUTE, NOON, STARTUP, advance, new_fleet, running

WEIGHTED = ("r6g.2xlarge", "r6a.xlarge", "r5a.2xlarge")
BIGGEST = 2


def units(fleet: Fleet) -> tuple[int, int]:
    return fleet.provisioned(ON_DEMAND), fleet.provisioned(SPOT)


def states(fleet: Fleet, minutes: int) -> list[str]:
    """The states that a fleet shows, minute by minute, each once."""
    seen = [fleet.state]
    for minute in range(minutes):
        advance(fleet, NOON + minute * MINUTE)
        seen.append(fleet.state)
    return list(dict.fromkeys(seen))


def test_a_fleet_provisions_bootstraps_and_runs() -> None:
    fleet = new_fleet(on_demand=1, spot=3)
    assert states(fleet, 10) == ["PROVISIONING", "BOOTSTRAPPING", "RUNNING"]
    assert units(fleet) == (1, 3) and fleet.ready_at == NOON + STARTUP


def test_growing_launches_only_what_is_missing() -> None:
    fleet = running(new_fleet(spot=3))
    fleet.resize(Targets(0, 5), NOON + 30 * MINUTE)
    assert fleet.state == "RESIZING" and len(fleet.live) == 5 and units(fleet) == (0, 3)
    advance(fleet, NOON + 30 * MINUTE + STARTUP)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 5)


def test_a_target_may_be_overshot_by_the_last_instance() -> None:
    fleet = running(new_fleet(spot=3, types=("r6g.2xlarge",)))
    assert units(fleet) == (0, 4)


def test_an_overshoot_is_kept_because_removing_it_would_go_below_the_target() -> None:
    fleet = running(new_fleet(spot=4, types=("r6g.2xlarge",)))
    fleet.resize(Targets(0, 3), NOON + 30 * MINUTE)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 4)


def test_old_instances_drain_and_go() -> None:
    fleet = running(new_fleet(spot=4))
    fleet.resize(Targets(0, 1), NOON + 30 * MINUTE)
    assert fleet.state == "RESIZING" and units(fleet) == (0, 4)
    advance(fleet, NOON + 30 * MINUTE + REALISTIC.draining)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 1) and len(fleet.gone) == 3


def test_an_instance_younger_than_ten_minutes_is_not_removed() -> None:
    """facts/emr.md, "Instances younger than 10 minutes are not removed by a shrink"."""
    fleet = running(new_fleet(spot=4))
    fleet.resize(Targets(0, 1), NOON + 7 * MINUTE)
    advance(fleet, NOON + 10 * MINUTE - timedelta(seconds=1))
    assert fleet.state == "RESIZING" and units(fleet) == (0, 4)
    advance(fleet, NOON + 10 * MINUTE + REALISTIC.draining)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 1)


def test_old_instances_go_before_the_young_ones_are_waited_for() -> None:
    fleet = running(new_fleet(spot=2))
    fleet.resize(Targets(0, 4), NOON + 20 * MINUTE)
    advance(fleet, NOON + 27 * MINUTE)
    fleet.resize(Targets(0, 2), NOON + 27 * MINUTE)
    advance(fleet, NOON + 29 * MINUTE)
    assert units(fleet) == (0, 2) and fleet.state == "RUNNING"


def test_a_shrink_ends_after_sixty_minutes_with_its_target_unmet() -> None:
    """facts/emr.md, "A shrink times out after 60 minutes and reports RUNNING with the target unmet"."""
    fleet = running(new_fleet(spot=4, timings=replace(REALISTIC, young=3 * 60 * MINUTE)))
    fleet.resize(Targets(0, 1), NOON + 30 * MINUTE)
    advance(fleet, NOON + 90 * MINUTE - timedelta(seconds=1))
    assert fleet.state == "RESIZING"
    advance(fleet, NOON + 12 * 60 * MINUTE)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 4) and fleet.targets.spot == 1


def test_a_new_target_overrides_a_resize_in_progress() -> None:
    fleet = running(new_fleet(spot=4))
    fleet.resize(Targets(0, 1), NOON + 30 * MINUTE)
    fleet.resize(Targets(0, 6), NOON + 30 * MINUTE + timedelta(seconds=10))
    advance(fleet, NOON + 60 * MINUTE)
    assert units(fleet) == (0, 6) and fleet.gone == []


def test_a_target_equal_to_what_is_there_stops_a_shrink() -> None:
    fleet = running(new_fleet(spot=4))
    fleet.resize(Targets(0, 1), NOON + 30 * MINUTE)
    fleet.resize(Targets(0, 4), NOON + 30 * MINUTE + timedelta(seconds=10))
    assert fleet.state == "RUNNING" and units(fleet) == (0, 4)


def test_requests_that_ec2_has_not_met_are_withdrawn_at_once() -> None:
    fleet = running(new_fleet(spot=2))
    fleet.resize(Targets(0, 9), NOON + 30 * MINUTE)
    fleet.resize(Targets(0, 2), NOON + 30 * MINUTE + timedelta(seconds=10))
    assert fleet.state == "RUNNING" and units(fleet) == (0, 2)


def test_both_targets_may_be_set_to_nothing() -> None:
    fleet = running(new_fleet(on_demand=1, spot=2))
    fleet.resize(Targets(0, 0), NOON + 30 * MINUTE)
    advance(fleet, NOON + 40 * MINUTE)
    assert fleet.state == "RUNNING" and fleet.live == []


def test_a_lost_instance_is_replaced_by_the_fleet_itself() -> None:
    """facts/emr.md, "EMR refills by itself: do not replace twice"."""
    fleet = running(new_fleet(spot=3))
    lost = fleet.live[0]
    fleet.lose(lost.id, NOON + 30 * MINUTE, Reason("INSTANCE_FAILURE", "reclaimed"))
    assert fleet.state == "RESIZING" and units(fleet) == (0, 2) and fleet.gone == [lost]
    advance(fleet, NOON + 40 * MINUTE)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 3) and len(fleet.instances) == 4


def test_a_subnet_without_addresses_suspends_a_fleet_until_it_gets_a_new_target() -> None:
    """A /28 has eleven usable addresses."""
    fleet = running(new_fleet(spot=4, network="10.0.0.0/28"))
    fleet.resize(Targets(0, 20), NOON + 30 * MINUTE)
    assert fleet.state == "SUSPENDED" and "no free addresses" in fleet.reason.message
    advance(fleet, NOON + 60 * MINUTE)
    assert fleet.state == "SUSPENDED" and units(fleet) == (0, 11)
    fleet.resize(Targets(0, 6), NOON + 90 * MINUTE)
    advance(fleet, NOON + 120 * MINUTE)
    assert fleet.state == "RUNNING" and units(fleet) == (0, 6)


def test_addresses_of_instances_that_went_are_used_again() -> None:
    fleet = running(new_fleet(spot=11, network="10.0.0.0/28"))
    for round_ in range(1, 4):
        fleet.resize(Targets(0, 1), NOON + round_ * 60 * MINUTE)
        advance(fleet, NOON + (round_ * 60 + 20) * MINUTE)
        fleet.resize(Targets(0, 11), NOON + (round_ * 60 + 30) * MINUTE)
        advance(fleet, NOON + (round_ * 60 + 50) * MINUTE)
        assert fleet.state == "RUNNING" and units(fleet) == (0, 11)


def test_a_fleet_ends_with_its_cluster() -> None:
    fleet = running(new_fleet(spot=3))
    fleet.terminate()
    assert fleet.state == "TERMINATING" and fleet.next_due() is None and units(fleet) == (0, 3)
    fleet.end(NOON + 30 * MINUTE)
    assert fleet.state == "TERMINATED" and units(fleet) == (0, 0)
    assert {each.reason.code for each in fleet.instances} == {"CLUSTER_TERMINATED"}


def test_other_types_count_for_what_is_launched_from_then_on() -> None:
    fleet = running(new_fleet(spot=2))
    fleet.types = (parse_type({"InstanceType": "r5a.2xlarge", "WeightedCapacity": 2}),)
    fleet.resize(Targets(0, 4), NOON + 30 * MINUTE)
    assert [each.type for each in fleet.instances] == ["r6g.xlarge", "r6g.xlarge", "r5a.2xlarge"]


targets = st.builds(Targets, st.integers(0, 12), st.integers(0, 12))
moves = st.lists(st.tuples(targets, st.integers(0, 90)), min_size=1, max_size=8)


@settings(max_examples=200, deadline=None)
@given(moves, st.sampled_from([WEIGHTED, ("r6g.xlarge",), ("r6g.2xlarge",)]))
def test_a_fleet_left_alone_meets_its_last_target_and_overshoots_by_less_than_the_biggest_weight(
    schedule: list[tuple[Targets, int]], types: tuple[str, ...]
) -> None:
    fleet, now = new_fleet(spot=2, types=types), NOON + STARTUP
    for target, minutes in schedule:
        advance(fleet, now)
        fleet.resize(target, now)
        now += minutes * MINUTE
    advance(fleet, now + 3 * 60 * MINUTE)
    assert fleet.state == "RUNNING" and fleet.next_due() is None
    for purchase in (ON_DEMAND, SPOT):
        assert fleet.targets.of(purchase) <= fleet.provisioned(purchase)
        assert fleet.provisioned(purchase) < fleet.targets.of(purchase) + BIGGEST


@settings(max_examples=200, deadline=None)
@given(moves)
def test_no_running_instance_is_ever_removed_young(schedule: list[tuple[Targets, int]]) -> None:
    fleet, now = new_fleet(spot=4, types=WEIGHTED), NOON + STARTUP
    for target, minutes in schedule:
        advance(fleet, now)
        fleet.resize(target, now)
        now += minutes * MINUTE
    advance(fleet, now + 3 * 60 * MINUTE)
    ran = [each for each in fleet.gone if each.ready_at is not None and each.ended_at is not None]
    assert all(each.ended_at - each.created_at >= REALISTIC.young for each in ran if each.ended_at)


@pytest.mark.parametrize("step", [timedelta(seconds=7), MINUTE, 200 * MINUTE], ids=["often", "each minute", "once"])
def test_how_often_a_fleet_is_looked_at_does_not_change_its_history(step: timedelta) -> None:
    fleet = running(new_fleet(spot=4, types=WEIGHTED))
    fleet.resize(Targets(2, 1), NOON + 7 * MINUTE)
    now = NOON + 7 * MINUTE
    while now < NOON + 200 * MINUTE:
        advance(fleet, now)
        now += step
    advance(fleet, NOON + 200 * MINUTE)
    lives = [(each.type, each.purchase, each.ready_at, each.ended_at) for each in fleet.instances]
    left_at = NOON + 10 * MINUTE + REALISTIC.draining
    assert [ended for _, _, _, ended in lives if ended] == [left_at]
    assert lives[-1][2] == NOON + 7 * MINUTE + STARTUP
