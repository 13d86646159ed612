from __future__ import annotations

from dataclasses import replace

import pytest

from haveli.spec.floor import WORKING_HOURS, monthly_floor
from tests.spec.samples import tenant


def test_production_costs_its_minimum_fleet_for_all_hours_of_a_month() -> None:
    floor = monthly_floor(tenant().production)
    assert floor is not None
    # 3 primaries and 2 core units at 0.1804, one task unit of r6a.xlarge on spot at 0.0563 + 0.0567.
    assert floor.usd_per_hour == pytest.approx(5 * 0.1804 + 0.113)
    assert floor.usd == pytest.approx(floor.usd_per_hour * 730)


def test_a_cluster_that_is_parked_counts_working_hours_only() -> None:
    staging = tenant().staging
    assert staging is not None
    floor = monthly_floor(staging)
    assert floor is not None
    assert floor.usd == pytest.approx(2 * 0.1804 * WORKING_HOURS)


def test_a_floor_with_an_unknown_price_is_unknown() -> None:
    assert monthly_floor(replace(tenant().production, primary_type="r7a.xlarge")) is None
