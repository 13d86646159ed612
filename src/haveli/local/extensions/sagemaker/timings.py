"""How long SageMaker takes: `QUICK` for a running local cloud, `REALISTIC` for simulations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Timings:
    """Durations of one preset, from the request to the end of the change. A member is a user profile or a space."""

    domain: timedelta
    member: timedelta
    app: timedelta
    endpoint: timedelta
    update: timedelta
    deletion: timedelta


QUICK = Timings(
    domain=timedelta(seconds=1),
    member=timedelta(milliseconds=300),
    app=timedelta(milliseconds=500),
    endpoint=timedelta(milliseconds=800),
    update=timedelta(milliseconds=300),
    deletion=timedelta(milliseconds=400),
)

# Ours, in the range that accounts show (2026-11).
REALISTIC = Timings(
    domain=timedelta(minutes=4),
    member=timedelta(seconds=15),
    app=timedelta(minutes=2),
    endpoint=timedelta(minutes=6),
    update=timedelta(seconds=30),
    deletion=timedelta(minutes=1),
)
