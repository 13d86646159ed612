"""One instance of a fleet: AWAITING_FULFILLMENT, PROVISIONING, BOOTSTRAPPING, RUNNING, TERMINATED, on the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from haveli.local.extensions.emr.addresses import Address
from haveli.local.extensions.emr.specs import Purchase
from haveli.local.extensions.emr.timings import Timings

AWAITING_FULFILLMENT = "AWAITING_FULFILLMENT"
PROVISIONING = "PROVISIONING"
BOOTSTRAPPING = "BOOTSTRAPPING"
RUNNING = "RUNNING"
TERMINATED = "TERMINATED"


@dataclass(frozen=True)
class Reason:
    """Why something is in its state: AWS's code and a message."""

    code: str = ""
    message: str = ""


NO_REASON = Reason()


@dataclass
class Instance:
    """An instance and where it is in its life. `due` is when it next changes by itself, None when it does not."""

    id: str
    ec2_id: str
    fleet_id: str
    type: str
    weight: int
    purchase: Purchase
    address: Address
    created_at: datetime
    due: datetime | None
    state: str = AWAITING_FULFILLMENT
    reason: Reason = NO_REASON
    ready_at: datetime | None = None
    ended_at: datetime | None = None
    #: When it is gone, for one that a shrink removes.
    leaves_at: datetime | None = None

    @property
    def live(self) -> bool:
        return self.state != TERMINATED

    @property
    def provisioned(self) -> bool:
        """Whether its units count as provisioned: EC2 gave it, and it is not gone."""
        return self.state in (PROVISIONING, BOOTSTRAPPING, RUNNING)

    @property
    def past_provisioning(self) -> bool:
        return self.state in (BOOTSTRAPPING, RUNNING)

    @property
    def staying(self) -> bool:
        return self.live and self.leaves_at is None

    def next_due(self) -> datetime | None:
        moments = [moment for moment in (self.due, self.leaves_at) if moment is not None]
        return min(moments, default=None)

    def advance(self, at: datetime, timings: Timings) -> None:
        """Takes the one transition that is due at `at`."""
        if self.leaves_at is not None and self.leaves_at <= at:
            self.terminate(at, NO_REASON)
        elif self.due is not None and self.due <= at:
            self._next_phase(at, timings)

    def terminate(self, at: datetime, reason: Reason) -> None:
        self.state, self.reason = TERMINATED, reason
        self.due = self.leaves_at = None
        self.ended_at = at

    def _next_phase(self, at: datetime, timings: Timings) -> None:
        if self.state == AWAITING_FULFILLMENT:
            self.state, self.due = PROVISIONING, at + timings.provisioning
        elif self.state == PROVISIONING:
            self.state, self.due = BOOTSTRAPPING, at + timings.bootstrapping
        else:
            self.state, self.due = RUNNING, None
            self.ready_at = at
