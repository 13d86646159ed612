"""Which types a fleet launches and which instances it lets go."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from haveli.local.extensions.emr.filling import Unit, fill, rank, remove
from haveli.local.extensions.emr.specs import TypeSpec

STRATEGIES = [None, "lowest-price", "diversified", "prioritized", "price-capacity-optimized"]

specs = st.builds(
    TypeSpec,
    name=st.sampled_from(["r6g.xlarge", "r6g.2xlarge", "r6a.xlarge", "r5a.4xlarge"]),
    weight=st.integers(1, 8),
    priority=st.none() | st.floats(0, 10),
    config=st.just({}),
)
fleets_of_types = st.lists(specs, min_size=1, max_size=6)
units = st.lists(
    st.builds(Unit, id=st.uuids().map(str), weight=st.integers(1, 8), removable=st.booleans()),
    max_size=12,
)


@given(st.integers(1, 60), fleets_of_types, st.sampled_from(STRATEGIES))
def test_what_is_launched_reaches_the_missing_units_and_overshoots_by_less_than_the_biggest_weight(
    missing: int, types: list[TypeSpec], strategy: str | None
) -> None:
    launched = sum(spec.weight for spec in fill(missing, types, strategy))
    assert missing <= launched < missing + max(spec.weight for spec in types)


@given(st.integers(-20, 0), fleets_of_types)
def test_nothing_is_launched_when_nothing_is_missing(missing: int, types: list[TypeSpec]) -> None:
    assert fill(missing, types, None) == []


def test_two_missing_units_and_a_type_of_five_give_three_too_many() -> None:
    (launched,) = fill(2, [TypeSpec("r6g.4xlarge", 5, None, {})], None)
    assert launched.weight - 2 == 3


@given(st.integers(1, 60), fleets_of_types)
def test_diversified_capacity_takes_every_type_before_any_twice(missing: int, types: list[TypeSpec]) -> None:
    launched = fill(missing, types, "diversified")
    assert launched[: len(types)] == types[: len(launched)]


@given(fleets_of_types)
def test_the_lowest_priority_number_comes_first_and_no_priority_last(types: list[TypeSpec]) -> None:
    assume(any(spec.priority is not None for spec in types))
    best = rank(types, "prioritized")[0]
    assert best.priority == min(spec.priority for spec in types if spec.priority is not None)


@given(fleets_of_types)
def test_without_priorities_the_order_of_the_fleet_counts(types: list[TypeSpec]) -> None:
    assert rank(types, "lowest-price") == types


@given(st.integers(-5, 40), units)
def test_no_more_than_the_surplus_is_removed_and_nothing_that_may_not_go(surplus: int, found: list[Unit]) -> None:
    going = [unit for unit in found if unit.id in remove(surplus, found).going]
    assert sum(unit.weight for unit in going) <= max(surplus, 0)
    assert all(unit.removable for unit in going)


@given(st.integers(0, 40), units)
def test_after_a_removal_no_removable_instance_fits_what_is_left_over(surplus: int, found: list[Unit]) -> None:
    removal = remove(surplus, found)
    left = surplus - sum(unit.weight for unit in found if unit.id in removal.going)
    staying = [unit for unit in found if unit.id not in removal.going]
    assert all(unit.weight > left for unit in staying if unit.removable)
    assert removal.waiting == {unit.id for unit in staying if unit.weight <= left}
