"""Which remote states a root reads, found in the text of its files. Pure.

Only `data "terraform_remote_state"` blocks with a literal `key` count: haveli renders no others, and a key that is
computed cannot be followed before the core runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BLOCK = re.compile(r'\bdata\s+"terraform_remote_state"\s+"([^"]+)"\s*\{')
_KEY = re.compile(r'\bkey\s*=\s*"([^"]+)"')
_OUTPUT = re.compile(r"\bdata\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs\.([A-Za-z0-9_-]+)")
# A comment, or a quoted string: whichever begins first decides what the rest is.
_COMMENT_OR_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"|#[^\n]*|//[^\n]*|/\*.*?\*/', re.DOTALL)


@dataclass(frozen=True, order=True)
class Read:
    """A state that a root reads, and the outputs that it uses of it."""

    key: str
    outputs: tuple[str, ...] = ()


def reads(texts: Iterable[str]) -> tuple[Read, ...]:
    """The remote states read by the files of one root, by key."""
    whole = "\n".join(without_comments(text) for text in texts)
    keys = {match.group(1): _key(whole, match.end()) for match in _BLOCK.finditer(whole)}
    used: dict[str, set[str]] = {key: set() for key in keys.values() if key}
    for name, output in _OUTPUT.findall(whole):
        if keys.get(name):
            used[str(keys[name])].add(output)
    return tuple(sorted(Read(key, tuple(sorted(outputs))) for key, outputs in used.items()))


def without_comments(text: str) -> str:
    """HCL text with its comments blanked; strings stay as they are."""
    return _COMMENT_OR_STRING.sub(lambda match: match.group() if match.group().startswith('"') else " ", text)


def _key(text: str, start: int) -> str | None:
    depth, position = 1, start
    while position < len(text) and depth:
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        position += 1
    match = _KEY.search(text, start, position)
    return match.group(1) if match else None
