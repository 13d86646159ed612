"""The order of roots: a ready-queue over what they read of each other. Pure.

1. A root depends on each selected root whose state it reads. What it reads of others must exist already.
2. A root is ready when all that it depends on are done; of several ready ones the first in deploy order starts first.
3. A root that failed blocks those that depend on it, and no others: there are no levels.
4. For a destroy every edge is turned round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from haveli.engine.roots import Root
from haveli.errors import HaveliError


class WrongOrder(HaveliError):
    """A root reads one that is deployed after it, or itself."""

    title = "Wrong order"
    exit_code = 3


def dependencies(roots: Collection[Root], *, everything: Collection[Root] = ()) -> dict[str, frozenset[str]]:
    """For each root the ids of those selected roots that it reads. Raises WrongOrder."""
    known = {root.key: root for root in (*everything, *roots)}
    chosen = {root.id for root in roots}
    edges = {}
    for root in roots:
        upstream = [known[read.key] for read in root.reads if read.key in known]
        _check_order(root, upstream)
        edges[root.id] = frozenset(other.id for other in upstream if other.id in chosen)
    return edges


def reversed_edges(edges: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Each root with those that read it: the order of a destroy."""
    return {name: frozenset(other for other, needs in edges.items() if name in needs) for name in edges}


def _check_order(root: Root, upstream: Iterable[Root]) -> None:
    for other in upstream:
        if other.id == root.id:
            raise WrongOrder(f"{root} reads its own state.", hint="use the resource itself, or a local value")
        if other.order >= root.order:
            raise WrongOrder(
                f"{root} reads the state of {other}, which is deployed after it.", hint=_way_out(root, other)
            )


def _way_out(root: Root, other: Root) -> str:
    if root.env == other.env:
        return f"give {root.name} a higher number than {other.name}, or move the output that it needs"
    return f"move the output that {root} needs into a root of {root.env}, or of an environment deployed before it"


@dataclass
class ReadyQueue:
    """Hands out roots as they become ready. `edges` says what each needs; `order` breaks ties."""

    edges: dict[str, frozenset[str]]
    order: tuple[str, ...]
    running: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def ready(self) -> list[str]:
        """The roots that may start now, first in deploy order first."""
        return [name for name in self.order if self._is_waiting(name) and self.edges[name] <= self.done]

    def start(self, name: str) -> None:
        self.running.add(name)

    def succeed(self, name: str) -> None:
        self.running.discard(name)
        self.done.add(name)

    def fail(self, name: str) -> list[str]:
        """Marks a root as lost; returns those that are blocked by it, directly or not, in deploy order."""
        self.running.discard(name)
        self.lost.add(name)
        blocked: set[str] = set()
        while more := {other for other in self.waiting() if self.edges[other] & self.lost}:
            blocked |= more
            self.lost |= more
        return [other for other in self.order if other in blocked]

    def waiting(self) -> list[str]:
        """The roots that neither started nor are blocked."""
        return [name for name in self.order if self._is_waiting(name)]

    def _is_waiting(self, name: str) -> bool:
        return name not in self.running and name not in self.done and name not in self.lost
