"""What everything here has in common: a life on the clock.

1. A thing is in a passing state (Pending, Updating, Creating) until its time has come, then in the state it settles in.
2. A change starts a new passing state; while it runs no other may start.
3. A deletion makes it Deleting until its time has come; then it is gone, or settles as Deleted if its kind stays
   visible.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

Facts = dict[str, Any]

IN_SERVICE, PENDING, UPDATING, DELETING, DELETED = "InService", "Pending", "Updating", "Deleting", "Deleted"
#: What a record settles in that is no more.
GONE = "gone"
AT_ONCE = timedelta(0)


@dataclass
class Record:
    """A thing with the members that the API describes it with, but those that its life tells.

    `arn`, `tags` and `gen_response_object` are what moto's own search and tagging ask of a thing.
    """

    arn: str
    facts: Facts
    tags: list[dict[str, str]]
    created: datetime
    passing: str = PENDING
    settled: str = IN_SERVICE
    until: datetime = field(init=False)
    modified: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.modified = self.created

    def begin(self, passing: str, settled: str, now: datetime, takes: timedelta) -> None:
        """Starts a change that ends in `settled`."""
        self.passing, self.settled, self.until, self.modified = passing, settled, now + takes, now

    def state(self, now: datetime) -> str:
        """Its state at this time."""
        return self.settled if now >= self.until else self.passing

    def is_gone(self, now: datetime) -> bool:
        """Whether its deletion has ended."""
        return self.state(now) == GONE

    def gen_response_object(self) -> Facts:
        """What moto's search tells of it."""
        return {**self.facts, "CreationTime": self.created, "Tags": self.tags}


def merged(known: Mapping[str, Any], given: Mapping[str, Any], depth: int) -> Facts:
    """The settings after an update that leaves out what it does not change.

    Structures are merged `depth` levels down, everything else is replaced: a list is taken away by sending an empty one
    (API reference, JupyterLabAppSettings.LifecycleConfigArns, 2026-11).
    """
    result = dict(known)
    for name, value in given.items():
        both = isinstance(value, Mapping) and isinstance(known.get(name), Mapping)
        result[name] = merged(known[name], value, depth - 1) if both and depth > 1 else copy.deepcopy(value)
    return result
