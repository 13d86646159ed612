"""What a cluster costs at the least in a month: its minimum fleet for the hours that it must be able to run. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from haveli.catalog.prices import HOURS_PER_MONTH, cheapest_on_demand_unit, cheapest_spot_unit, price
from haveli.spec.models import Cluster

WORKING_HOURS = 176
"""Hours that a cluster which is parked when idle must be able to run in a month: 22 working days of 8 hours."""


@dataclass(frozen=True)
class Floor:
    """The least cost of a month in USD, and how it comes about: USD an hour times hours."""

    usd_per_hour: float
    hours: int

    @property
    def usd(self) -> float:
        return self.usd_per_hour * self.hours


def monthly_floor(cluster: Cluster) -> Floor | None:
    """The least that a cluster costs: on-demand primaries and core, spot for the least task capacity, with EMR fees.

    Fleets are priced at the cheapest of their types. A cluster that is parked when idle counts `WORKING_HOURS`, another
    one all hours of a month. None when a price is not known. Disks, NAT and S3 are not in it.
    """
    primary = price(cluster.primary_type).on_demand_with_fee
    core = cheapest_on_demand_unit(cluster.core.types)
    task = cheapest_spot_unit(cluster.task.types) if cluster.task.min else 0.0
    if primary is None or core is None or task is None:
        return None
    hourly = cluster.primaries * primary + cluster.core.units * core + cluster.task.min * task
    return Floor(hourly, HOURS_PER_MONTH if cluster.idle_seconds is None else WORKING_HOURS)
