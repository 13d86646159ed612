"""The kinds of values in a specification: words, numbers, flags, percentages, durations, lists and groups of keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from haveli.spec.document import Mapping, Node, Scalar, Sequence
from haveli.spec.keys import Key, Kind, walk
from haveli.spec.measures import parse_duration, parse_percent, write_duration
from haveli.spec.reader import Reader, did_you_mean

_DIGITS = re.compile(r"-?\d{1,18}", re.ASCII)
_TRUE = {"true", "yes", "on"}
_FALSE = {"false", "no", "off"}


@dataclass(frozen=True)
class Text:
    """A word or a line of text of a given shape."""

    label: str
    pattern: str = r".+"
    hint: str = ""

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        if not isinstance(node, Scalar) or node.shape == "nothing":
            reader.reject(path, node, f"It must be {self.label}.", self.hint)
            return None
        if node.shape == "flag":
            reader.reject(path, node, f"It must be {self.label}; YAML reads {node.text} as true or false.", "Quote it.")
            return None
        if not re.fullmatch(self.pattern, node.text, re.ASCII):
            reader.reject(path, node, f"It must be {self.label}.", self.hint)
            return None
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$", "description": self.label}


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"one of {', '.join(self.words)}"

    def read(self, node: Node, path: str, reader: Reader) -> str | None:
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        reader.reject(path, node, f"It must be {self.label}.")
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Whole:
    """A whole number within limits, both included."""

    least: int
    most: int
    unit: str = ""

    @property
    def label(self) -> str:
        return f"a whole number{self.unit and ' of ' + self.unit} from {self.least} to {self.most}"

    def read(self, node: Node, path: str, reader: Reader) -> int | None:
        if isinstance(node, Scalar) and _DIGITS.fullmatch(node.text) and self.least <= int(node.text) <= self.most:
            return int(node.text)
        reader.reject(path, node, f"It must be {self.label}.")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class OneOf:
    """One of a few whole numbers."""

    numbers: tuple[int, ...]

    @property
    def label(self) -> str:
        return " or ".join(str(number) for number in self.numbers)

    def read(self, node: Node, path: str, reader: Reader) -> int | None:
        if isinstance(node, Scalar) and node.text in {str(number) for number in self.numbers}:
            return int(node.text)
        reader.reject(path, node, f"It must be {self.label}.")
        return None

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.numbers)}


@dataclass(frozen=True)
class Flag:
    """true or false."""

    label: str = "true or false"

    def read(self, node: Node, path: str, reader: Reader) -> bool | None:
        if isinstance(node, Scalar) and node.shape == "flag" and node.text.lower() in _TRUE | _FALSE:
            return node.text.lower() in _TRUE
        reader.reject(path, node, f"It must be {self.label}, without quotes.")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Percent:
    """A percentage such as `15%`; its value is the number."""

    least: int = 0
    most: int = 100

    @property
    def label(self) -> str:
        return f"a percentage from {self.least}% to {self.most}%"

    def read(self, node: Node, path: str, reader: Reader) -> int | None:
        text = node.text if isinstance(node, Scalar) else ""
        try:
            number = parse_percent(text)
        except ValueError:
            hint = f"Write {text}%." if re.fullmatch(r"\d{1,2}|100", text) else ""
            reader.reject(path, node, f"It must be {self.label}, with its sign.", hint)
            return None
        if not self.least <= number <= self.most:
            reader.reject(path, node, f"It must be {self.label}.")
            return None
        return number

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{1,3} ?%$"}


NEVER = "never"


@dataclass(frozen=True)
class Duration:
    """A time span such as `45m`, within limits in seconds, or `never`; its value is seconds, or the word."""

    least: int
    most: int

    @property
    def label(self) -> str:
        return f"a duration from {write_duration(self.least)} to {write_duration(self.most)}, or never"

    def read(self, node: Node, path: str, reader: Reader) -> int | str | None:
        text = node.text if isinstance(node, Scalar) else ""
        if text == NEVER:
            return NEVER
        try:
            seconds = parse_duration(text)
        except ValueError:
            hint = f"Write {text}m for minutes." if text.isdecimal() else "Write it as 45m, 1h30m or never."
            reader.reject(path, node, f"It must be {self.label}.", hint)
            return None
        if not self.least <= seconds <= self.most:
            reader.reject(path, node, f"It must be {self.label}.")
            return None
        return seconds

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^(never|(?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?)$"}


@dataclass(frozen=True)
class Many:
    """A list of words of one kind, none twice. A rejected word is "" in the value, so that places stay right."""

    kind: Kind
    least: int = 0
    most: int = 100
    label: str = "a list"

    def read(self, node: Node, path: str, reader: Reader) -> tuple[Any, ...] | None:
        if not isinstance(node, Sequence):
            reader.reject(path, node, f"It must be {self.label}.", "Write it as [first, second].")
            return None
        if not self.least <= len(node.items) <= self.most:
            number = len(node.items)
            reader.reject(
                path, node, f"It must be {self.label}: {self.least} to {self.most} of them; there are {number}."
            )
        values = [self._item(item, f"{path}[{at}]", reader) for at, item in enumerate(node.items)]
        self._reject_repetition(node, values, path, reader)
        return tuple("" if value is None else value for value in values)

    def schema(self) -> dict[str, Any]:
        items = self.kind.schema()
        return {"type": "array", "items": items, "minItems": self.least, "maxItems": self.most, "uniqueItems": True}

    def _item(self, item: Node, path: str, reader: Reader) -> Any:
        reader.saw(path, item)
        return self.kind.read(item, path, reader)

    def _reject_repetition(self, node: Sequence, values: list[Any], path: str, reader: Reader) -> None:
        first: dict[Any, int] = {}
        for at, value in enumerate(values):
            if value is None:
                continue
            if value in first:
                reader.reject(f"{path}[{at}]", node.items[at], f"This stands in the list already, as [{first[value]}].")
            first.setdefault(value, at)


@dataclass(frozen=True)
class Group:
    """A mapping with a fixed set of keys; its value is a dict of those that are written."""

    keys: dict[str, Key]
    label: str = "a group of keys"

    def read(self, node: Node, path: str, reader: Reader) -> dict[str, Any]:
        if not isinstance(node, Mapping):
            reader.reject(path, node, f"It must be {self.label}: {', '.join(self.keys)}.")
            return {}
        values = self._read_entries(node, path, reader)
        for name, key in self.keys.items():
            if key.required and name not in {entry.key for entry in node.entries}:
                hint = f"Write {name}: {key.example}" if key.example else ""
                reader.reject_at(node.place, _join(path, name), f"This key is required: {key.kind.label}.", hint)
        return values

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [name for name, key in self.keys.items() if key.required],
            "properties": {name: {**key.kind.schema(), "description": key.meaning} for name, key in self.keys.items()},
        }

    def _read_entries(self, node: Mapping, path: str, reader: Reader) -> dict[str, Any]:
        values: dict[str, Any] = {}
        seen: dict[str, int] = {}
        for entry in node.entries:
            here = _join(path, entry.key)
            if entry.key in seen:
                rule = (
                    f"This key stands here twice, first in line {seen[entry.key]}; YAML would silently keep the last."
                )
                reader.reject_at(entry.key_place, here, rule, "Remove one of them.")
                continue
            seen[entry.key] = entry.key_place.line
            key = self.keys.get(entry.key)
            if key is None:
                hint = did_you_mean(entry.key, list(self.keys)) if not self._home(entry.key) else self._home(entry.key)
                reader.reject_at(entry.key_place, here, "There is no such key.", hint)
                continue
            reader.saw(here, entry.value)
            value = key.kind.read(entry.value, here, reader)
            if value is not None:
                values[entry.key] = value
        return values

    def _home(self, name: str) -> str:
        homes = [path for path in self._paths_below if path.endswith(f".{name}")]
        return f"It belongs at {' or '.join(homes[:3])}." if homes else ""

    @cached_property
    def _paths_below(self) -> list[str]:
        return [path for path, _ in walk(self.keys)]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
