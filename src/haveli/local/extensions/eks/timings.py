"""How long EKS takes: `QUICK` for a running local cloud, `REALISTIC` for simulations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Timings:
    """Durations of one preset, from the request to the end of the change."""

    cluster: timedelta
    node_group: timedelta
    addon: timedelta
    update: timedelta
    deletion: timedelta


QUICK = Timings(
    cluster=timedelta(milliseconds=1500),
    node_group=timedelta(seconds=1),
    addon=timedelta(milliseconds=300),
    update=timedelta(milliseconds=300),
    deletion=timedelta(milliseconds=500),
)

# Ours, in the range that clusters in one region show (2026-11).
REALISTIC = Timings(
    cluster=timedelta(minutes=9),
    node_group=timedelta(minutes=2),
    addon=timedelta(seconds=40),
    update=timedelta(minutes=5),
    deletion=timedelta(minutes=4),
)
