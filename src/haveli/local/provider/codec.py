"""Between the protocol's msgpack and plain Python, directed by a block's schema.

A set travels as a list; it is kept in one canonical order here, so that values compare with `==`. Attributes that are
left out become None, blocks that are left out become empty, whole numbers become int.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import msgpack

from haveli.local.provider.schemas import Block, Nested, TypeForm


class _Unknown:
    """A value that is known only after apply."""

    def __repr__(self) -> str:
        return "(known after apply)"

    def __deepcopy__(self, memo: Any) -> _Unknown:
        return self

    def __copy__(self) -> _Unknown:
        return self


UNKNOWN = _Unknown()
_UNKNOWN_EXT = msgpack.ExtType(0, b"\x00")
_INT64 = 1 << 63


def is_known(value: Any) -> bool:
    """Whether nothing inside `value` is unknown."""
    if value is UNKNOWN:
        return False
    if isinstance(value, dict):
        return all(is_known(item) for item in value.values())
    if isinstance(value, list):
        return all(is_known(item) for item in value)
    return True


def decode(raw: bytes) -> Any:
    """A msgpack value as Python; unknown values, refined or not, are UNKNOWN."""
    return msgpack.unpackb(raw, ext_hook=lambda code, data: UNKNOWN) if raw else None


def encode(value: Any) -> bytes:
    """Python as msgpack.

    Numbers that are not small whole ones travel as decimal text: the core's numbers are decimal, and the nearest
    binary fraction of 0.15 is another number to it.
    """
    packed: bytes = msgpack.packb(_packable(value))
    return packed


def _packable(value: Any) -> Any:
    if value is UNKNOWN:
        return _UNKNOWN_EXT
    if isinstance(value, dict):
        return {key: _packable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_packable(item) for item in value]
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _INT64:
        return str(value)
    return value


def conform_block(block: Block, values: Any) -> dict[str, Any]:
    """`values` with exactly the attributes and blocks of `block`, each in its canonical form."""
    given = values or {}
    result = {name: conform(attribute.type, given.get(name)) for name, attribute in block.attributes.items()}
    for name, nested in block.blocks.items():
        result[name] = _conform_nested(nested, given.get(name))
    return result


def _conform_nested(nested: Nested, value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    if nested.nesting == "single":
        return None if value is None else conform_block(nested.block, value)
    if nested.nesting == "map":
        return {key: conform_block(nested.block, item) for key, item in (value or {}).items()}
    items = [item if item is UNKNOWN else conform_block(nested.block, item) for item in value or ()]
    return canonical_set(items) if nested.nesting == "set" else items


def conform(form: TypeForm, value: Any) -> Any:
    """`value` in the canonical form of a type: `"string"`, `["set", ...]`, `["object", {...}]` and so on."""
    if value is None or value is UNKNOWN:
        return value
    if isinstance(form, str):
        return _conform_primitive(form, value)
    kind, inner = form[0], form[1]
    if kind == "object":
        return {name: conform(item, value.get(name)) for name, item in inner.items()}
    if kind == "map":
        return {str(key): conform(inner, item) for key, item in sorted(value.items())}
    items = [conform(inner, item) for item in value]
    return canonical_set(items) if kind == "set" else items


def _conform_primitive(form: str, value: Any) -> Any:
    if form == "number":
        number = Decimal(value) if isinstance(value, str) else value
        if isinstance(number, int):
            return number
        return int(number) if number == int(number) else float(number)
    if form == "bool":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if form == "string":
        return value if isinstance(value, str) else json.dumps(value)
    return value


def canonical_set(items: list[Any]) -> list[Any]:
    """The items of a set, each once, in an order that depends on their values alone.

    Two items with something unknown in them may turn out to differ: both stay.
    """
    known: dict[str, Any] = {}
    unknown = []
    for item in items:
        if is_known(item):
            known[json.dumps(item, sort_keys=True)] = item
        else:
            unknown.append(item)
    return [known[key] for key in sorted(known)] + unknown
