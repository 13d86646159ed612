"""What a key of a specification is: its meaning, its kind of value, its example, and what a change of it does.

The tables of keys (`tenant_keys`, `platform_keys`) are written with the words of this module, and everything that is
said about a key comes from them: reading with errors, `haveli explain`, the JSON Schema for editors, the update
policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from haveli.spec.document import Node
from haveli.spec.reader import Reader


class Update(Enum):
    """What happens to what exists when the value of a key changes."""

    IN_PLACE = "takes effect in place"
    REPLACES = "replaces the resource"
    REFUSED = "is refused"


class Kind(Protocol):
    """A kind of value. `label` names it in a sentence: "a whole number from 1 to 64"."""

    @property
    def label(self) -> str: ...

    def read(self, node: Node, path: str, reader: Reader) -> Any:
        """The value as Python has it, or None after telling the reader what is wrong with it."""

    def schema(self) -> dict[str, Any]:
        """The kind as JSON Schema (draft 2020-12)."""


@dataclass(frozen=True)
class Key:
    """One key. A key without `default` is required; `default` tells where its value comes from when it is left out."""

    meaning: str
    kind: Kind
    example: str = ""
    default: str = ""
    update: Update = Update.IN_PLACE
    because: str = ""
    """Why a change is not in place, and what to do instead."""

    @property
    def required(self) -> bool:
        return not self.default


def walk(keys: dict[str, Key], path: str = "") -> Iterator[tuple[str, Key]]:
    """Every key below `keys` with its full path, parents first."""
    for name, key in keys.items():
        here = f"{path}.{name}" if path else name
        yield here, key
        inner = getattr(key.kind, "keys", None)
        if inner:
            yield from walk(inner, here)
