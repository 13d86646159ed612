"""What clusters, node groups and add-ons have in common: a life on the clock, and updates that take their time.

1. A thing is CREATING until its time has come, then ACTIVE.
2. An update makes it UPDATING until the update's time has come, then ACTIVE again; while it runs no other may start.
3. A deletion makes it DELETING until its time has come; then it is gone.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.eks.exceptions import InvalidRequestException, ResourceInUseException

Facts = dict[str, Any]

CREATING, ACTIVE, UPDATING, DELETING = "CREATING", "ACTIVE", "UPDATING", "DELETING"


@dataclass
class Update:
    """One change of a record, as DescribeUpdate tells of it."""

    type: str
    params: Mapping[str, Any]
    created: datetime
    until: datetime
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def describe(self, now: datetime) -> Facts:
        """The update's members of the API."""
        return {
            "id": self.id,
            "status": "Successful" if now >= self.until else "InProgress",
            "type": self.type,
            "params": [{"type": name, "value": _text(value)} for name, value in self.params.items()],
            "createdAt": self.created,
            "errors": [],
        }


@dataclass
class Record:
    """A thing with the members that the API describes it with, but `status`, which its life tells."""

    facts: Facts
    status: str
    until: datetime
    updates: dict[str, Update] = field(default_factory=dict)

    def is_gone(self, now: datetime) -> bool:
        """Whether its deletion has ended."""
        return self.status == DELETING and now >= self.until

    def state(self, now: datetime) -> str:
        """Its status at this time."""
        return ACTIVE if self.status != DELETING and now >= self.until else self.status

    def describe(self, now: datetime) -> Facts:
        """The thing's members of the API."""
        return {**self.facts, "status": self.state(now)}

    def change(self, kind: str, params: Mapping[str, Any], facts: Facts, now: datetime, takes: timedelta) -> Update:
        """Starts an update that gives it these facts. Raises ResourceInUseException while it is not ACTIVE."""
        self.require_active(now)
        self.facts.update(facts)
        self.status, self.until = UPDATING, now + takes
        update = Update(kind, params, now, self.until)
        self.updates[update.id] = update
        return update

    def end(self, now: datetime, takes: timedelta) -> None:
        """Starts its deletion; one that runs goes on."""
        if self.status != DELETING:
            self.status, self.until = DELETING, now + takes

    def require_active(self, now: datetime) -> None:
        """Raises ResourceInUseException while something of it is under way."""
        state = self.state(now)
        if state == UPDATING:
            running = next(reversed(self.updates.values()))
            raise ResourceInUseException(f"{self.facts['name']} currently has update {running.id} in progress")
        if state != ACTIVE:
            raise InvalidRequestException(f"{self.facts['name']} is not in ACTIVE status: {state}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)
