from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.catalog.prices import price
from haveli.fleet.spend import Spend, Use, hourly, hours_between, month_of, spent, together

MONTH = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def use(began: datetime, ended: datetime | None = None, type: str = "r6g.xlarge", market: str = "ON_DEMAND") -> Use:
    return Use(type, market, began, ended)


def on_demand(type: str = "r6g.xlarge") -> float:
    found = price(type).on_demand_with_fee
    assert found is not None
    return found


def test_an_instance_costs_its_price_with_the_fee_for_its_hours() -> None:
    found = spent([use(NOON - 10 * HOUR, NOON - 7 * HOUR)], MONTH, NOON)
    assert (found.hours, found.usd) == (3, pytest.approx(3 * on_demand()))


def test_an_instance_on_spot_costs_the_spot_price_with_the_same_fee() -> None:
    found = price("r6g.xlarge")
    assert found.spot is not None
    assert found.emr_fee is not None
    assert hourly("r6g.xlarge", "SPOT") == found.spot + found.emr_fee < on_demand()


def test_one_that_lives_costs_until_now() -> None:
    assert spent([use(NOON - 2 * HOUR)], MONTH, NOON).hours == 2


def test_only_hours_of_this_month_count() -> None:
    assert spent([use(MONTH - 40 * HOUR, MONTH + 5 * HOUR)], MONTH, NOON).hours == 5
    assert spent([use(MONTH - 40 * HOUR, MONTH - HOUR)], MONTH, NOON) == Spend(0.0, 0.0)


def test_a_type_without_a_price_makes_the_sum_unknown_and_is_named() -> None:
    found = spent([use(NOON - HOUR), use(NOON - HOUR, type="x9.mega")], MONTH, NOON)
    assert (found.usd, found.hours, found.unpriced) == (None, 2, ("x9.mega",))


def test_a_type_without_a_price_that_did_not_run_this_month_makes_nothing_unknown() -> None:
    assert spent([use(MONTH - 2 * HOUR, MONTH - HOUR, type="x9.mega")], MONTH, NOON).usd == 0


def test_no_instances_cost_nothing() -> None:
    assert spent([], MONTH, NOON) == Spend(0.0, 0.0)


def test_a_sum_of_sums_is_unknown_when_one_of_them_is() -> None:
    assert together([Spend(1.5, 2), Spend(2.5, 3)]) == Spend(4.0, 5)
    assert together([Spend(1.5, 2), Spend(None, 3, ("a",))]) == Spend(None, 5, ("a",))
    assert together([]) == Spend(0.0, 0.0)


def test_the_month_begins_with_its_first_moment() -> None:
    assert month_of(NOON) == MONTH
    assert month_of(MONTH) == MONTH


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.none() | MOMENTS, MOMENTS, MOMENTS)
def test_hours_are_never_negative_and_never_more_than_the_span(
    began: datetime, ended: datetime | None, one: datetime, other: datetime
) -> None:
    since, until = min(one, other), max(one, other)
    assert 0 <= hours_between(use(began, ended), since, until) <= (until - since).total_seconds() / 3600


@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=5), MOMENTS)
def test_two_halves_of_a_span_cost_as_much_as_the_whole(
    spans: list[tuple[datetime, datetime]], middle: datetime
) -> None:
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    uses = [use(min(span), max(span)) for span in spans]
    halves = together([spent(uses, first, middle), spent(uses, middle, last)])
    assert halves.usd == pytest.approx(spent(uses, first, last).usd)
