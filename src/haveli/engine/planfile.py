"""What a plan would do, read from the core's plan JSON. Pure.

The format is Terraform's JSON output format 1.x: `resource_changes[].change.actions` is one of `["no-op"]`,
`["create"]`, `["read"]`, `["update"]`, `["delete"]`, `["forget"]`, `["delete", "create"]`, `["create", "delete"]` or
`["create", "forget"]` (documentation of `terraform show -json`, read 2026-11). A resource that only moves is a `no-op`
with a `previous_address`; it changes the state, so it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ADD, CHANGE, REPLACE, DESTROY, IMPORT = "add", "change", "replace", "destroy", "import"
MOVE, FORGET = "move", "forget"  # only the state changes
KINDS = (ADD, CHANGE, REPLACE, DESTROY, IMPORT, MOVE, FORGET)

_ACTIONS = {
    ("create",): ADD,
    ("update",): CHANGE,
    ("delete",): DESTROY,
    ("delete", "create"): REPLACE,
    ("create", "delete"): REPLACE,
    ("create", "forget"): REPLACE,
    ("forget",): FORGET,
}


@dataclass(frozen=True, order=True)
class Change:
    """One resource that a plan would touch; `kind` is one of KINDS."""

    address: str
    kind: str
    type: str


@dataclass(frozen=True)
class RootPlan:
    """What a plan of one root would do. `outputs` are the names of outputs whose value would change."""

    changes: tuple[Change, ...] = ()
    outputs: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """How many resources of this kind of change."""
        return Counter(change.kind for change in self.changes)[kind]

    def addresses(self, *kinds: str) -> tuple[str, ...]:
        """The addresses that would be changed in one of these ways."""
        return tuple(change.address for change in self.changes if change.kind in kinds)

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.outputs


def parse(document: Mapping[str, Any]) -> RootPlan:
    """The changes of a plan JSON document, by address."""
    changes = [_change(item) for item in document.get("resource_changes") or ()]
    outputs = [
        name for name, item in (document.get("output_changes") or {}).items() if item.get("actions") != ["no-op"]
    ]
    return RootPlan(tuple(sorted(change for change in changes if change)), tuple(sorted(outputs)))


def _change(item: Mapping[str, Any]) -> Change | None:
    change = item["change"]
    kind = _ACTIONS.get(tuple(change["actions"]))
    if kind is None and change.get("importing"):
        kind = IMPORT
    if kind is None and item.get("previous_address", item["address"]) != item["address"]:
        kind = MOVE
    return Change(item["address"], kind, item["type"]) if kind else None
