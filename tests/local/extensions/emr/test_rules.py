"""What EMR refuses about fleets."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions.emr import rules
from haveli.local.extensions.emr.specs import FleetSpec, parse_fleet
from tests.local.extensions.emr.conftest import fleet

RELEASE = "emr-7.10.0"
FIVE = ("r6g.xlarge", "r6g.2xlarge", "r6a.xlarge", "r6a.2xlarge", "r5a.xlarge")
SIX = (*FIVE, "r5a.2xlarge")
ON_DEMAND = {"OnDemandSpecification": {"AllocationStrategy": "lowest-price"}}
SPOT = {
    "SpotSpecification": {
        "AllocationStrategy": "price-capacity-optimized",
        "TimeoutAction": "SWITCH_TO_ON_DEMAND",
        "TimeoutDurationMinutes": 15,
    }
}


def spec(
    role: str, on_demand: int = 0, spot: int = 0, types: tuple[str, ...] = ("r6g.xlarge",), **more: Any
) -> FleetSpec:
    return parse_fleet({**fleet(role, on_demand, spot, types), **more})


def faults(*fleets: FleetSpec, release: str | None = RELEASE) -> list[str]:
    return list(rules.faults(fleets, release))


def test_a_primary_a_core_and_a_task_fleet_have_no_faults() -> None:
    assert faults(spec("MASTER", 1), spec("CORE", 2), spec("TASK", spot=3)) == []


def test_a_cluster_needs_a_primary_fleet_and_one_fleet_a_role() -> None:
    assert ["MASTER" in fault for fault in faults(spec("CORE", 2))] == [True]
    assert ["only one CORE" in fault for fault in faults(spec("MASTER", 1), spec("CORE", 1), spec("CORE", 1))] == [True]


def test_a_new_fleet_asks_for_something() -> None:
    assert any("greater than 0" in fault for fault in faults(spec("MASTER", 1), spec("TASK")))


def test_a_target_is_not_negative() -> None:
    assert any("negative" in fault for fault in faults(spec("MASTER", 1), spec("TASK", -1, 3)))


@pytest.mark.parametrize(
    ("types", "text"),
    [
        ((), "no instance type"),
        (("r6g.xlarge", "r6g.xlarge"), "more than once"),
        (tuple(f"t{number}.xlarge" for number in range(31)), "at most 30"),
    ],
)
def test_a_fleet_names_between_one_and_thirty_different_types(types: tuple[str, ...], text: str) -> None:
    found = faults(
        spec("MASTER", 1, LaunchSpecifications=ON_DEMAND), spec("CORE", 2, types=types, LaunchSpecifications=ON_DEMAND)
    )
    assert [text in fault for fault in found] == [True]


def test_an_instance_counts_for_at_least_one_unit() -> None:
    core = spec("CORE", 2, InstanceTypeConfigs=[{"InstanceType": "r6g.xlarge", "WeightedCapacity": 0}])
    assert ["at least 1" in fault for fault in faults(spec("MASTER", 1), core)] == [True]


def test_a_bid_is_a_price_or_a_percentage() -> None:
    config = {"InstanceType": "r6g.xlarge", "BidPrice": "0.2", "BidPriceAsPercentageOfOnDemandPrice": 80.0}
    assert ["not both" in fault for fault in faults(spec("MASTER", 1, InstanceTypeConfigs=[config]))] == [True]


def test_five_types_need_no_allocation_strategy() -> None:
    assert faults(spec("MASTER", 1), spec("CORE", 2, types=FIVE)) == []


def test_six_types_need_an_allocation_strategy_in_every_fleet_of_the_cluster() -> None:
    """hashicorp/terraform-provider-aws#25132."""
    primary, core = spec("MASTER", 1), spec("CORE", 2, types=SIX)
    primary_with, core_with = (
        spec("MASTER", 1, LaunchSpecifications=ON_DEMAND),
        spec("CORE", 2, types=SIX, LaunchSpecifications=ON_DEMAND),
    )
    assert len(faults(primary, core)) == 2
    assert ["MASTER" in fault for fault in faults(primary, core_with)] == [True]
    assert ["CORE" in fault for fault in faults(primary_with, core)] == [True]
    assert faults(primary_with, core_with) == []


def test_the_strategy_must_be_that_of_the_capacity_that_is_asked_for() -> None:
    primary = spec("MASTER", 1, LaunchSpecifications=ON_DEMAND)
    task = {"spot": 3, "types": SIX}
    assert faults(primary, spec("TASK", **task, LaunchSpecifications=ON_DEMAND)) != []
    assert faults(primary, spec("TASK", **task, LaunchSpecifications=SPOT)) == []


@pytest.mark.parametrize(
    ("primary", "text"),
    [
        (spec("MASTER", 2), "of 1, or of 3"),
        (spec("MASTER", 1, 2), "either"),
        (spec("MASTER", spot=3), "on-demand"),
        (spec("MASTER", 3, types=("r6g.xlarge", "r6a.xlarge")), "one instance type"),
    ],
)
def test_primaries_are_one_or_three_on_demand_ones_of_one_type(primary: FleetSpec, text: str) -> None:
    assert any(text in fault for fault in faults(primary))


@pytest.mark.parametrize(
    ("release", "supported"),
    [
        ("emr-7.10.0", True),
        ("emr-6.12.0", True),
        ("emr-6.11.1", True),
        ("emr-6.11.0", False),
        ("emr-6.8.1", True),
        ("emr-6.7.0", False),
        ("emr-5.36.1", True),
        ("emr-5.36.0", False),
        ("custom", False),
        (None, False),
    ],
)
def test_three_primaries_with_fleets_need_a_release_that_has_them(release: str | None, supported: bool) -> None:
    assert (faults(spec("MASTER", 3), release=release) == []) is supported


@pytest.mark.parametrize(("seconds", "wrong"), [(59, 1), (60, 0), (604_800, 0), (604_801, 1), (None, 1)])
def test_an_idle_timeout_lies_between_a_minute_and_a_week(seconds: int | None, wrong: int) -> None:
    assert len(list(rules.idle_fault(seconds))) == wrong


@pytest.mark.parametrize(
    ("limits", "wrong"),
    [
        ({"UnitType": "VCPU", "MinimumCapacityUnits": 1, "MaximumCapacityUnits": 1}, 0),
        ({"UnitType": "GiB", "MinimumCapacityUnits": 1, "MaximumCapacityUnits": 1}, 1),
        ({"UnitType": "VCPU", "MinimumCapacityUnits": 0, "MaximumCapacityUnits": 1}, 1),
        ({"UnitType": "VCPU", "MinimumCapacityUnits": 2, "MaximumCapacityUnits": 1}, 1),
        ({}, 2),
    ],
)
def test_compute_limits_have_a_unit_a_minimum_and_a_maximum(limits: dict[str, Any], wrong: int) -> None:
    assert len(list(rules.compute_limits_faults(limits))) == wrong
