"""What can go wrong, told so that the reader knows the next command.

What can be said to a person is a `HaveliError`: what happened, where, why, and what to do. `present` turns one into the
text for a terminal; the command line prints it and leaves with its exit code. Tests match types, not words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, order=True)
class Place:
    """A point in a file; `line` and `column` count from 1, and 0 means that only the file is known."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}" if self.column else f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Problem:
    """One fault in a specification.

    `path` is the full path of the key (`clusters.production.task.types[0]`; empty for a whole file), `value` the text
    that stands there (None when nothing does), `rule` what must hold, `hint` how to mend it.
    """

    place: Place
    path: str
    value: str | None
    rule: str
    hint: str = ""

    def __str__(self) -> str:
        subject = self.path if self.value is None else f"{self.path}: {self.value}" if self.path else self.value
        head = f"{self.place}: {subject}" if subject else str(self.place)
        return "\n".join([head, f"    {self.rule}", *([f"    {self.hint}"] if self.hint else [])])


class HaveliError(Exception):
    """A failure that a person can act on.

    `explanation` says what happened and why in one or a few sentences; `hint` is a command to paste or an act;
    `place` is where in a file the cause stands.
    """

    title: ClassVar[str] = "Failed"
    exit_code: ClassVar[int] = 1

    def __init__(self, explanation: str, *, hint: str = "", place: Place | None = None) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.hint = hint
        self.place = place


class UsageError(HaveliError):
    """The command was called in a way that it cannot follow."""

    title = "Wrong usage"
    exit_code = 3


class SpecError(HaveliError):
    """Specification files break rules; `problems` holds every one, in the order of files and lines."""

    title = "Wrong specification"
    exit_code = 3

    def __init__(self, problems: Iterable[Problem], *, hint: str = "") -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.place, problem.path, problem.rule)))
        files = len({problem.place.file for problem in self.problems})
        super().__init__(
            f"{_counted(len(self.problems), 'problem')} in {_counted(files, 'file')}.",
            hint=hint,
            place=self.problems[0].place if self.problems else None,
        )


class Interrupted(HaveliError):
    """A person or the system stopped the command (Ctrl-C, SIGTERM)."""

    title = "Interrupted"
    exit_code = 130


def present(error: HaveliError) -> str:
    """The text of an error for a terminal: what, where, why, and the next step; lines end with newline but the last."""
    if isinstance(error, SpecError):
        body = [str(problem) for problem in error.problems]
        return "\n".join([*body, f"{error.title}: {error.explanation}", *_next_step(error)])
    where = f"{error.place}: " if error.place else ""
    return "\n".join([f"{error.title}: {where}{error.explanation}", *_next_step(error)])


def _next_step(error: HaveliError) -> list[str]:
    return [f"Next: {error.hint}"] if error.hint else []


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
