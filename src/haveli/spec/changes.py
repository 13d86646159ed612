"""What differs between two states of a tenant's specification, and what each difference does. Pure.

Defaults count: a tenant whose file did not change but whose defaults in `platform.yaml` did has changes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from haveli.errors import Place, Problem
from haveli.spec.document import Mapping, Node, Scalar, Sequence, parse
from haveli.spec.keys import Key, Update, walk
from haveli.spec.models import Tenant
from haveli.spec.tenant_keys import TENANT
from haveli.spec.text import with_defaults


@dataclass(frozen=True)
class KeyChange:
    """One key with its value before and after (None: the key was not, or is no longer, there)."""

    path: str
    before: str | None
    after: str | None
    key: Key

    @property
    def update(self) -> Update:
        """What the change does. A cluster that comes or goes replaces nothing: its keys change in place."""
        return Update.IN_PLACE if self.before is None or self.after is None else self.key.update

    def __str__(self) -> str:
        said = f"{self.path}: {self.before or '(none)'} -> {self.after or '(none)'}, {self.update.value}"
        return f"{said}. {self.key.because}" if self.update is not Update.IN_PLACE else said


def compare(before: Tenant, after: Tenant) -> tuple[KeyChange, ...]:
    """Every key whose value differs, in the order of the file, keys that went away last."""
    old, new = _leaves(before), _leaves(after)
    keys = dict(walk(TENANT.keys))
    paths = dict.fromkeys([*new, *old])
    return tuple(
        KeyChange(path, old.get(path), new.get(path), keys[path]) for path in paths if old.get(path) != new.get(path)
    )


def refusals(before: Tenant, after: Tenant) -> list[Problem]:
    """Changes of keys that must never change, as problems for a SpecError."""
    return [
        Problem(
            Place(after.source), change.path, change.after, f"It was {change.before}, and a change is refused.", why
        )
        for change in compare(before, after)
        if change.update is Update.REFUSED and (why := change.key.because)
    ]


def _leaves(tenant: Tenant) -> dict[str, str]:
    root = parse(with_defaults(tenant), tenant.source)
    assert not isinstance(root, Problem)
    return dict(_walk(root, ""))


def _walk(node: Node, path: str) -> Iterator[tuple[str, str]]:
    match node:
        case Mapping(entries=entries):
            for entry in entries:
                yield from _walk(entry.value, f"{path}.{entry.key}" if path else entry.key)
        case Sequence(items=items):
            yield path, ", ".join(item.text for item in items if isinstance(item, Scalar))
        case Scalar(text=text):
            yield path, text
