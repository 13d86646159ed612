"""Values and blocks as HCL text, in the form that `terraform fmt` leaves alone. Pure.

A body is a sequence of parts with an empty line between them: a dict is a group of attributes, a `Block` a nested
block. Values are None, bool, int, float, str, list, tuple and dict; an `Expression` is written as it stands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TypeAlias, TypeGuard

WIDEST = 100
"""Columns up to which a list or an object of single values is written on one line."""

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SPECIAL = re.compile(r'["\\$%]')
_KEYWORDS = {"for", "if", "in", "true", "false", "null"}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(frozen=True)
class Expression:
    """HCL that is written as it stands: `data.terraform_remote_state.storage.outputs.key_arn`."""

    text: str


Value: TypeAlias = "bool | int | float | str | Expression | Sequence[Value] | Mapping[str, Value] | None"
Attributes: TypeAlias = "Mapping[str, Value]"


@dataclass(frozen=True)
class Block:
    """A block: its type, its labels, and its parts."""

    kind: str
    labels: tuple[str, ...]
    parts: tuple[Attributes | Block, ...]


def document(blocks: Sequence[Block]) -> str:
    """The text of a file: its blocks with empty lines between them."""
    return "\n".join("\n".join(_block(block, "")) + "\n" for block in blocks)


def quote(text: str) -> str:
    """A text as an HCL string that evaluates to it: quotes, control characters and both template marks are escaped."""
    return f'"{_escaped(text)}"'


def template(*parts: str | Expression) -> Expression:
    """A string with expressions in it: `template("s3://", bucket, "/raw/")` gives `"s3://${...}/raw/"`."""
    inner = ("${" + part.text + "}" if isinstance(part, Expression) else _escaped(part) for part in parts)
    return Expression('"' + "".join(inner) + '"')


def _escaped(text: str) -> str:
    return text if text.isprintable() and not _SPECIAL.search(text) else "".join(_escaped_letters(text))


def _escaped_letters(text: str) -> Iterator[str]:
    for at, letter in enumerate(text):
        if letter in "$%" and re.match(r"[$%]*\{", text[at + 1 :]):
            # `$${` stands for `${` only when no other `$` comes before it, so every mark but the last is a code point.
            yield letter * 2 if text[at + 1] == "{" else f"\\u{ord(letter):04x}"
        elif letter in _ESCAPES:
            yield _ESCAPES[letter]
        elif letter.isprintable():
            yield letter
        else:
            yield f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def _block(block: Block, indent: str) -> list[str]:
    head = " ".join([block.kind, *(quote(label) for label in block.labels)])
    inner = [_part(part, indent + "  ") for part in block.parts if part]
    if not inner:
        return [f"{indent}{head} {{}}"]
    body = [line for at, lines in enumerate(inner) for line in ([""] if at else []) + lines]
    return [f"{indent}{head} {{", *body, f"{indent}}}"]


def _part(part: Attributes | Block, indent: str) -> list[str]:
    """A block, or arguments: names of arguments are never quoted, whatever they are; keys of objects may be."""
    return _block(part, indent) if isinstance(part, Block) else _attributes(list(part.items()), indent)


def _attributes(attributes: Sequence[tuple[str, Value]], indent: str) -> list[str]:
    """Attributes with the equals signs of neighbouring single lines under each other, as `terraform fmt` has them."""
    written = [(key, _value(value, indent, len(key))) for key, value in attributes]
    lines: list[str] = []
    for single, group in groupby(written, key=lambda pair: len(pair[1]) == 1):
        pairs = list(group)
        width = max(len(key) for key, _ in pairs) if single else 0
        for key, value in pairs:
            lines += [f"{indent}{key:<{width}} = {value[0]}", *value[1:]]
    return lines


@cache
def _key(key: str) -> str:
    return key if _IDENTIFIER.fullmatch(key) and key not in _KEYWORDS else quote(key)


def _value(value: Value, indent: str, before: int) -> list[str]:
    """A value as lines: an object has one key to a line, a list of single values stays on one line while it fits."""
    if _is_object(value):
        return ["{", *_attributes(_with_keys(value), indent + "  "), f"{indent}}}"] if value else ["{}"]
    if not _is_list(value):
        return [_single(value)]
    flat = _flat(value)
    if flat and len(indent) + before + 3 + len(flat) <= WIDEST:
        return [flat]
    return ["[", *_items(value, indent + "  "), f"{indent}]"]


def _items(values: Sequence[Value], indent: str) -> Iterator[str]:
    for value in values:
        *lines, last = _item(value, indent)
        yield from lines
        yield last + ","


def _item(value: Value, indent: str) -> list[str]:
    flat = _flat(value)
    if flat is not None and len(indent) + len(flat) < WIDEST:
        return [indent + flat]
    first, *rest = _value(value, indent, 0)
    return [indent + first, *rest]


def _flat(value: Value) -> str | None:
    """A value on one line; None for a collection that holds other collections."""
    if _is_object(value):
        if any(_is_object(item) or _is_list(item) for item in value.values()):
            return None
        inner = ", ".join(f"{key} = {_single(item)}" for key, item in _with_keys(value))
        return f"{{ {inner} }}" if inner else "{}"
    if _is_list(value):
        nested = any(_is_object(item) or _is_list(item) for item in value)
        return None if nested else f"[{', '.join(_single(item) for item in value)}]"
    return _single(value)


def _with_keys(attributes: Attributes) -> list[tuple[str, Value]]:
    return [(_key(key), value) for key, value in attributes.items()]


def _is_object(value: Value) -> TypeGuard[Mapping[str, Value]]:
    return isinstance(value, dict)


def _is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    return isinstance(value, (list, tuple))


def _single(value: Value) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return repr(value)
        case str():
            return quote(value)
        case Expression(text=text):
            return text
    raise ValueError(f"HCL cannot say {value!r}")
