"""What an instance-hour costs in ap-south-1: EC2 on-demand, EC2 spot and the EMR fee, in USD.

Source: ec2instances.info, snapshot of 2025-04-24 (`PRICES_AS_OF`). The EMR fee is added to either EC2 price, and is the
same for on-demand and spot. Spot prices move: the table has their mean, lowest and highest of the month before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from haveli.catalog.instances import rows, units

PRICES_AS_OF = date(2025, 4, 24)
HOURS_PER_MONTH = 730
"""Hours in an average month (365 x 24 / 12), the number that AWS's own calculator uses."""


@dataclass(frozen=True)
class Price:
    """USD for one hour of one instance. None is a price that is not known."""

    on_demand: float | None
    spot: float | None
    spot_lowest: float | None
    spot_highest: float | None
    emr_fee: float | None
    interruption: str | None
    """AWS's monthly interruption bucket, for example `5-10%` or `>20%`."""

    @property
    def on_demand_with_fee(self) -> float | None:
        """On-demand price and EMR fee together, or None when either is not known."""
        return _sum(self.on_demand, self.emr_fee)

    @property
    def spot_with_fee(self) -> float | None:
        """Spot price and EMR fee together, or None when either is not known."""
        return _sum(self.spot, self.emr_fee)


UNKNOWN = Price(None, None, None, None, None, None)


@cache
def prices() -> dict[str, Price]:
    """The price of every type in the table; a type that Mumbai does not offer has only unknown parts."""
    return {row["instance_type"]: _price(row) for row in rows()}


def price(instance_type: str) -> Price:
    """The price of a type; all parts are None when the table does not have it."""
    return prices().get(instance_type, UNKNOWN)


@cache
def cheapest_on_demand_unit(types: tuple[str, ...]) -> float | None:
    """The lowest on-demand price with EMR fee of one capacity unit (32 GiB) among `types`, in USD an hour.

    This is what a fleet with the strategy `lowest-price` pays at best. None when no type has both a price and a unit.
    """
    return _cheapest_unit({name: price(name).on_demand_with_fee for name in types})


@cache
def cheapest_spot_unit(types: tuple[str, ...]) -> float | None:
    """The lowest spot price with EMR fee of one unit among `types`, in USD an hour; None when none is known."""
    return _cheapest_unit({name: price(name).spot_with_fee for name in types})


def age_in_days(today: date) -> int:
    """How old the table is on `today`."""
    return (today - PRICES_AS_OF).days


def _price(row: dict[str, str]) -> Price:
    return Price(
        on_demand=_number(row["ondemand_usd_h"]),
        spot=_number(row["spot_usd_h_2025_04"]),
        spot_lowest=_number(row["spot_min"]),
        spot_highest=_number(row["spot_max"]),
        emr_fee=_number(row["emr_usd_h"]),
        interruption=row["interruption_bucket"] or None,
    )


def _cheapest_unit(costs: dict[str, float | None]) -> float | None:
    known = [cost / units(name) for name, cost in costs.items() if cost is not None and units(name) > 0]
    return min(known, default=None)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second
