from __future__ import annotations

from datetime import date

import pytest

from haveli.catalog.prices import HOURS_PER_MONTH, Price, age_in_days, cheapest_on_demand_unit, price, prices


def test_a_price_is_ec2_and_the_emr_fee_apart() -> None:
    found = price("r6g.xlarge")
    assert (found.on_demand, found.spot, found.emr_fee) == (0.13, 0.0651, 0.0504)
    assert found.on_demand_with_fee == pytest.approx(0.1804)
    assert found.spot_with_fee == pytest.approx(0.1155)


@pytest.mark.parametrize("name", ["r7a.xlarge", "r99.xlarge"])
def test_an_unknown_price_is_none_and_never_zero(name: str) -> None:
    assert price(name) == Price(None, None, None, None, None, None)
    assert price(name).on_demand_with_fee is None


def test_a_sum_with_an_unknown_part_is_unknown() -> None:
    assert price("r6g.large").on_demand is not None
    assert price("r6g.large").on_demand_with_fee is None


def test_no_price_in_the_table_is_zero() -> None:
    assert all(value != 0 for found in prices().values() for value in (found.on_demand, found.spot, found.emr_fee))


def test_three_primaries_and_two_core_nodes_cost_658_dollars_a_month() -> None:
    hourly = price("r6g.xlarge").on_demand_with_fee
    assert hourly is not None
    assert 5 * hourly * HOURS_PER_MONTH == pytest.approx(658, abs=1)


def test_the_cheapest_unit_is_found_among_sizes() -> None:
    assert cheapest_on_demand_unit(("r6a.2xlarge", "r6g.2xlarge", "r5a.xlarge")) == pytest.approx(0.3608 / 2)


def test_the_cheapest_unit_of_types_without_a_price_is_unknown() -> None:
    assert cheapest_on_demand_unit(("r7a.xlarge", "r6g.large")) is None


def test_the_table_knows_its_age() -> None:
    assert age_in_days(date(2025, 5, 24)) == 30
