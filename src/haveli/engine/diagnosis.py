"""What a failed core command says, cut to its errors. Pure."""

from __future__ import annotations

import re

_START = re.compile(r"^\s*(?:│\s*)?Error: ", re.MULTILINE)
_FRAME = re.compile(r"^[╷│╵]\s?", re.MULTILINE)
_MOST_LINES = 24


def was_interrupted(text: str) -> bool:
    """Whether a command's output says that it was stopped by a signal, not by a fault."""
    return "Interrupt received." in text


def was_locked(text: str) -> bool:
    """Whether a command failed because another holder has the lock of the state."""
    return "Error acquiring the state lock" in text


def explain(text: str) -> str:
    """The errors in a command's output, without frames; the last lines when it names none."""
    plain = _FRAME.sub("", text)
    match = _START.search(plain)
    lines = [line.rstrip() for line in (plain[match.start() :] if match else plain).splitlines()]
    kept = [line for index, line in enumerate(lines) if line or (index and lines[index - 1])]
    while kept and not kept[-1]:
        kept.pop()
    if not match:
        return "\n".join(kept[-_MOST_LINES:]) or "the core ended without a word"
    more = len(kept) - _MOST_LINES
    return "\n".join([*kept[:_MOST_LINES], *([f"... {more} more lines in the log"] if more > 0 else [])])
