"""YAML text as a tree in which every value knows its place.

`parse` reads one document and never raises for what a person may have written: a fault of syntax is a `Problem`.
Scalars keep the text as it stands; `shape` says how YAML 1.1 understands it, so that `no` for a name is told from the
word "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from haveli.errors import Place, Problem

LARGEST_FILE = 256 * 1024
"""Characters in the largest file that is read. The longest tenant file with every default has about 2,000."""

DEEPEST = 20
"""Levels of nesting after which a file is refused; a specification has at most five."""

_SHAPES = {
    "tag:yaml.org,2002:str": "text",
    "tag:yaml.org,2002:int": "integer",
    "tag:yaml.org,2002:float": "number",
    "tag:yaml.org,2002:bool": "flag",
    "tag:yaml.org,2002:null": "nothing",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text as written, and its YAML shape (text, integer, number, flag, nothing or other)."""

    place: Place
    text: str
    shape: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: str
    key_place: Place
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values, in the order of the file; a key may stand there twice."""

    place: Place
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    place: Place
    items: tuple[Node, ...]


Node = Scalar | Mapping | Sequence


class _Unreadable(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def parse(text: str, file: str) -> Node | Problem:
    """The tree of one YAML document, or the first fault of its syntax; an empty one is a scalar of shape nothing."""
    if len(text) > LARGEST_FILE:
        return Problem(
            Place(file), "", None, f"A file has at most {LARGEST_FILE} characters; this one has {len(text)}."
        )
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:
        return _syntax_problem(error, text, file)
    if root is None:
        return Scalar(Place(file, 1, 1), "", "nothing")
    try:
        return _Converter(file).convert(root, 0)
    except _Unreadable as error:
        return error.problem


def describe(node: Node) -> str:
    """The value as one reads it in an error: a scalar's text, shortened, or what kind of collection it is."""
    match node:
        case Scalar(text=text):
            return text if len(text) <= 60 else text[:57] + "..."
        case Mapping():
            return "a mapping"
        case Sequence():
            return "a list"


class _Converter:
    """Turns PyYAML's nodes into ours; an alias is converted once, so that nested aliases cannot multiply."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._done: dict[int, Node] = {}

    def convert(self, node: Any, depth: int) -> Node:
        if depth > DEEPEST:
            rule = f"Values nest at most {DEEPEST} levels deep, and an alias cannot contain itself."
            raise _Unreadable(Problem(self._place(node), "", None, rule))
        known = self._done.get(id(node))
        if known is None:
            known = self._done[id(node)] = self._collection_or_scalar(node, depth)
        return known

    def _collection_or_scalar(self, node: Any, depth: int) -> Node:
        place = self._place(node)
        if isinstance(node, yaml.MappingNode):
            return Mapping(place, tuple(self._entry(key, value, depth) for key, value in node.value))
        if isinstance(node, yaml.SequenceNode):
            return Sequence(place, tuple(self.convert(item, depth + 1) for item in node.value))
        return Scalar(place, node.value, _SHAPES.get(node.tag, "other"))

    def _entry(self, key: Any, value: Any, depth: int) -> Entry:
        if not isinstance(key, yaml.ScalarNode):
            raise _Unreadable(Problem(self._place(key), "", None, "A key is a word, not a list or a mapping."))
        return Entry(key.value, self._place(key), self.convert(value, depth + 1))

    def _place(self, node: Any) -> Place:
        return Place(self._file, node.start_mark.line + 1, node.start_mark.column + 1)


def _syntax_problem(error: Exception, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        said = " ".join(part for part in (getattr(error, "context", None), getattr(error, "problem", None)) if part)
        return Problem(
            Place(file, mark.line + 1, mark.column + 1), "", None, f"This is not YAML: {said}.", _advice(said)
        )
    if isinstance(error, yaml.reader.ReaderError):
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        return Problem(place, "", None, "This is not YAML: control characters are not allowed.")
    return Problem(Place(file), "", None, f"This is not YAML: {type(error).__name__}.")


def _advice(said: str) -> str:
    if "cannot start any token" in said:
        return "Indent with spaces, not with a tab, and quote text that begins with @, ` or %."
    if "mapping values" in said:
        return "Check the indentation, and quote text that contains a colon followed by a space."
    if "another document" in said:
        return "Write one document to a file, without a second `---`."
    return ""
