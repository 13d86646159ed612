"""What instances have cost so far: their hours on EMR's timelines times the catalog's prices. Pure.

An estimate: spot at the mean price of the table, EC2 and EMR's fee only. Disks, NAT and S3 are not in it. A type whose
price is not known makes the sum unknown, never smaller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from haveli.catalog.prices import price

SPOT = "SPOT"


@dataclass(frozen=True)
class Use:
    """An instance of a cluster: its type, how it is paid (`SPOT`, `ON_DEMAND`), and when it began and ended."""

    type: str
    market: str
    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True)
class Spend:
    """What was spent: USD, None when a price is not known; the instance-hours; the types whose price is not known."""

    usd: float | None
    hours: float
    unpriced: tuple[str, ...] = ()


def spent(uses: Iterable[Use], since: datetime, until: datetime) -> Spend:
    """What instances cost from `since` to `until`, each from its creation to its end."""
    usd, hours, unpriced = 0.0, 0.0, set()
    for use in uses:
        own = hours_between(use, since, until)
        per_hour = hourly(use.type, use.market)
        hours += own
        if per_hour is not None:
            usd += own * per_hour
        elif own:
            unpriced.add(use.type)
    return Spend(None if unpriced else usd, hours, tuple(sorted(unpriced)))


def together(parts: Iterable[Spend]) -> Spend:
    """Several sums as one: unknown when one of them is."""
    all_parts = list(parts)
    known = [part.usd for part in all_parts if part.usd is not None]
    unpriced = {name for part in all_parts for name in part.unpriced}
    return Spend(
        sum(known) if len(known) == len(all_parts) else None,
        sum(part.hours for part in all_parts),
        tuple(sorted(unpriced)),
    )


def hours_between(use: Use, since: datetime, until: datetime) -> float:
    """The hours of an instance that lie in a span of time."""
    began, ended = max(use.began, since), min(use.ended or until, until)
    return max((ended - began).total_seconds(), 0.0) / 3600


def hourly(instance_type: str, market: str) -> float | None:
    """USD an hour with EMR's fee; None when the catalog does not know it."""
    found = price(instance_type)
    return found.spot_with_fee if market == SPOT else found.on_demand_with_fee


def month_of(now: datetime) -> datetime:
    """The first moment of the calendar month, in which budgets count."""
    return now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
