"""The reading of one file: where each value stands, and every problem found so far."""

from __future__ import annotations

from difflib import get_close_matches

from haveli.errors import Place, Problem
from haveli.spec.document import Node, describe


class Reader:
    """Collects places and problems while a file is read, so that all faults of a file are told at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._places: dict[str, Place] = {}
        self._values: dict[str, str] = {}

    def saw(self, path: str, node: Node) -> None:
        """Remembers where the value of `path` stands and how it is written."""
        self._places[path] = node.place
        self._values[path] = describe(node)

    def reject(self, path: str, node: Node, rule: str, hint: str = "") -> None:
        """Adds a problem with the value at `path`."""
        self.problems.append(Problem(node.place, path, describe(node), rule, hint))

    def reject_at(self, place: Place, path: str, rule: str, hint: str = "", value: str | None = None) -> None:
        """Adds a problem at a place, for what is missing or stands there twice."""
        self.problems.append(Problem(place, path, value, rule, hint))

    def break_rule(self, path: str, value: str, rule: str, hint: str = "") -> None:
        """Adds a problem found after reading.

        The place is that of `path` or, when the value is a default, of the closest parent that stands in the file;
        `value` is shown when the file does not write one. A value that was rejected already is not told about again.
        """
        if any(problem.path == path for problem in self.problems):
            return
        written = self._values.get(path)
        self.problems.append(Problem(self.place(path), path, value if written is None else written, rule, hint))

    def place(self, path: str) -> Place:
        """Where `path` or its closest parent in the file stands."""
        while path:
            if path in self._places:
                return self._places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self._places.get("", Place(self.file))


def did_you_mean(word: str, known: list[str]) -> str:
    """A sentence that offers the closest known words, or the whole list when none is close and the list is short."""
    close = get_close_matches(word, known, n=2, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known are: {', '.join(known)}." if len(known) <= 12 else ""
