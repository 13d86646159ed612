from __future__ import annotations

from dataclasses import replace

import pytest

from haveli.catalog.instances import instance_types
from haveli.spec.rules import (
    GENERAL_PURPOSE,
    MEMORY_OPTIMIZED,
    Broken,
    free_name,
    known_release,
    names_within_limits,
    ordered_limits,
    production_never_parks,
    right_ratio,
    sufficient_budget,
    usable_fleet,
    usable_type,
)
from tests.spec.samples import tenant


def paths(broken: object) -> list[str]:
    return [found.path for found in broken if isinstance(found, Broken)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["platform", "foundation", "fraud-staging", "shared-risk", "production"])
def test_a_tenant_is_not_named_like_what_the_platform_owns(name: str) -> None:
    assert paths(free_name(name)) == ["tenant"]


@pytest.mark.parametrize("name", ["fraud", "card-risk", "platforms", "restaging"])
def test_other_names_are_free(name: str) -> None:
    assert not paths(free_name(name))


def test_a_name_that_makes_others_too_long_is_told_once_with_the_length_that_fits() -> None:
    broken = list(names_within_limits(replace(tenant(), name="x" * 40), "pai-risk-mlops"))
    assert len(broken) == 1
    assert not list(names_within_limits(replace(tenant(), name="x" * 29), "pai-risk-mlops"))
    assert "29" in broken[0].hint


def test_an_unknown_release_is_answered_with_a_known_one() -> None:
    assert "emr-7.10.0" in next(known_release("emr-7.10.1", "release")).hint
    assert not paths(known_release("emr-7.10.0", "release"))


@pytest.mark.parametrize("name", ["r99.xlarge", "r7a.xlarge", "r6g.large", "m6g.xlarge"])
def test_a_type_that_emr_cannot_run_here_is_refused(name: str) -> None:
    assert paths(usable_type(name, "type")) == ["type"]


def test_each_wrong_type_of_a_fleet_is_told_at_its_own_place() -> None:
    types = ("r6g.xlarge", "m6g.2xlarge", "", "r7a.xlarge")
    assert paths(usable_fleet(types, MEMORY_OPTIMIZED, "types")) == ["types[1]", "types[3]"]


def test_the_memory_to_a_vcpu_follows_the_tenant() -> None:
    memory, general = instance_types()["r6g.xlarge"], instance_types()["m6g.2xlarge"]
    assert not paths(right_ratio(memory, MEMORY_OPTIMIZED, "t"))
    assert paths(right_ratio(memory, GENERAL_PURPOSE, "t"))
    assert not paths(right_ratio(general, GENERAL_PURPOSE, "t"))
    assert paths(right_ratio(general, MEMORY_OPTIMIZED, "t"))


def test_the_least_capacity_is_not_more_than_the_most() -> None:
    assert paths(ordered_limits(4, 3, "task")) == ["task.min"]
    assert not paths(ordered_limits(3, 3, "task"))


def test_only_production_must_never_park() -> None:
    production, staging = tenant().clusters
    assert paths(production_never_parks(replace(production, idle_seconds=60), "idle"))
    assert not paths(production_never_parks(staging, "idle"))


def test_a_budget_covers_the_minimum_fleet_or_is_refused_with_the_sum() -> None:
    production = tenant().production
    broken = list(sufficient_budget(replace(production, budget_usd=740), "budget"))
    assert paths(broken) == ["budget"]
    assert "741" in broken[0].hint
    assert not paths(sufficient_budget(replace(production, budget_usd=741), "budget"))


def test_a_budget_is_not_judged_when_a_price_is_unknown() -> None:
    assert not paths(sufficient_budget(replace(tenant().production, budget_usd=1, primary_type="r7a.xlarge"), "budget"))
