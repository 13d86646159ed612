"""Steps of a cluster: PENDING, RUNNING, then COMPLETED; or CANCELLED while they wait or run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.emr.site import emr_id

PENDING = "PENDING"
RUNNING = "RUNNING"
COMPLETED = "COMPLETED"
CANCELLED = "CANCELLED"

ACTIVE_STATES = (PENDING, RUNNING)


@dataclass
class Step:
    """One step. `due` is when a running step ends."""

    id: str
    config: Mapping[str, Any]
    created_at: datetime
    execution_role: str | None = None
    state: str = PENDING
    started_at: datetime | None = None
    ended_at: datetime | None = None
    due: datetime | None = None

    @classmethod
    def waiting(cls, config: Mapping[str, Any], at: datetime, execution_role: str | None) -> Step:
        """A step as AddJobFlowSteps leaves it."""
        return cls(emr_id("s-"), config, at, execution_role)

    @property
    def active(self) -> bool:
        return self.state in ACTIVE_STATES

    def start(self, at: datetime, duration: timedelta) -> None:
        self.state, self.started_at, self.due = RUNNING, at, at + duration

    def advance(self, at: datetime) -> None:
        if self.due is not None and self.due <= at:
            self.state, self.ended_at, self.due = COMPLETED, at, None

    def cancel(self, at: datetime) -> None:
        self.state, self.ended_at, self.due = CANCELLED, at, None
