"""Questions to the person at the terminal."""

from __future__ import annotations

import sys

from haveli.errors import Interrupted, UsageError


def confirmed(question: str, *, wanted: str = "yes", hint: str = "--yes") -> bool:
    """Asks on stderr and reads one line: True when it is just `wanted`. Raises UsageError where nobody can answer."""
    if not sys.stdin.isatty():
        raise UsageError("This needs an answer, and standard input is no terminal.", hint=f"the same with {hint}")
    print(f"{question} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() == wanted


def answer(question: str, default: str = "") -> str:
    """Asks on stderr and reads one line; an empty one is `default`. Raises Interrupted at the end of the input."""
    print(f"{question}{f' [{default}]' if default else ''}: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise Interrupted("The answers ended before the questions did. Nothing was written.")
    return line.strip() or default
