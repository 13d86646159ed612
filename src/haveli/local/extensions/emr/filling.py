"""Which types a fleet launches to fill missing units, and which instances it lets go. Pure decisions.

Rules (EMR management guide, "Instance fleets", read 2026-11): capacity is in weighted units; the last instance may
overshoot the target; a shrink never goes below the target and takes no young instance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

from haveli.local.extensions.emr.specs import TypeSpec

_BY_PRIORITY = frozenset({"prioritized", "capacity-optimized-prioritized"})
_LAST = float("inf")


def fill(missing: int, types: Sequence[TypeSpec], strategy: str | None) -> list[TypeSpec]:
    """The types to launch, one entry an instance, so that their weights reach `missing` units.

    The overshoot is less than the biggest weight. `diversified` takes the types in turn; the prioritized strategies
    take the lowest priority number; the others take the first type that the fleet lists.
    """
    turns = cycle(rank(types, strategy)) if strategy == "diversified" else cycle(rank(types, strategy)[:1])
    chosen: list[TypeSpec] = []
    while missing > 0:
        spec = next(turns)
        chosen.append(spec)
        missing -= spec.weight
    return chosen


def rank(types: Sequence[TypeSpec], strategy: str | None) -> list[TypeSpec]:
    """The types, best first."""
    if strategy in _BY_PRIORITY:
        return sorted(types, key=lambda spec: _LAST if spec.priority is None else spec.priority)
    return list(types)


@dataclass(frozen=True)
class Unit:
    """An instance as the choice of removals sees it."""

    id: str
    weight: int
    removable: bool
    #: Whether EC2 has not given it yet: a request that can be withdrawn.
    requested: bool = False


@dataclass(frozen=True)
class Removal:
    """Which instances go now, and which would go if they were old enough."""

    going: frozenset[str]
    waiting: frozenset[str]


def remove(surplus: int, units: Sequence[Unit]) -> Removal:
    """Chooses what goes, as long as no more than `surplus` units go: requests first, then the heaviest instances.

    Among equals the one that comes first in `units` goes first.
    """
    going: set[str] = set()
    for unit in sorted(units, key=lambda unit: (not unit.requested, -unit.weight)):
        if unit.removable and unit.weight <= surplus:
            going.add(unit.id)
            surplus -= unit.weight
    waiting = {unit.id for unit in units if not unit.removable and unit.weight <= surplus}
    return Removal(frozenset(going), frozenset(waiting))
