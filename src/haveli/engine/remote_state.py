"""Which remote states a root reads, found in the text of its files. Pure.

Only `data "terraform_remote_state"` blocks with a literal `key` in their `config` count: haveli renders no others, and
a key that is computed cannot be followed before the core runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from haveli.engine.hcl_tokens import MARK, NAME, TEXT, Token, tokens

_TYPE = "terraform_remote_state"
_OPENING, _CLOSING = frozenset("{[("), frozenset("}])")
_NOTHING = Token(MARK, "")


@dataclass(frozen=True, order=True)
class Read:
    """A state that a root reads, and the outputs that it uses of it."""

    key: str
    outputs: tuple[str, ...] = ()


def reads(texts: Iterable[str]) -> tuple[Read, ...]:
    """The remote states read by the files of one root, by key."""
    streams = [tokens(text) for text in texts if _TYPE in text]
    keys = {name: key for stream in streams for name, key in _blocks(stream)}
    used: dict[str, set[str]] = {key: set() for key in keys.values()}
    for stream in streams:
        for name, output in _references(stream):
            if name in keys:
                used[keys[name]].add(output)
    return tuple(sorted(Read(key, tuple(sorted(outputs))) for key, outputs in used.items()))


def _blocks(stream: list[Token]) -> Iterator[tuple[str, str]]:
    """The name and the key of each remote state block at the top of a file."""
    depth = 0
    for at, token in enumerate(stream):
        if token.kind == MARK:
            depth += (token.text in _OPENING) - (token.text in _CLOSING)
            continue
        head = stream[at : at + 4]
        is_block = [part.text for part in head[:2]] == ["data", _TYPE] and head[-1] == Token(MARK, "{")
        if depth == 0 and token.kind == NAME and is_block:
            key = _key(stream, at + 4)
            if key is not None:
                yield head[2].text, key


def _key(stream: list[Token], start: int) -> str | None:
    """The literal `key` in the `config` of the block whose body starts here."""
    inside = [""]
    for at in range(start, len(stream)):
        token = stream[at]
        if token.kind == MARK and token.text in _OPENING:
            inside.append(_name_before(stream, at))
        elif token.kind == MARK and token.text in _CLOSING:
            inside.pop()
            if not inside:
                return None
        elif inside == ["", "config"] and token.text == "key" and _is_literal_attribute(stream, at):
            return stream[at + 2].text
    return None


def _name_before(stream: list[Token], at: int) -> str:
    before = at - 2 if stream[at - 1] == Token(MARK, "=") else at - 1
    return stream[before].text if stream[before].kind != MARK else ""


def _is_literal_attribute(stream: list[Token], at: int) -> bool:
    before = stream[at - 1]
    equals, value, after = [*stream[at + 1 : at + 4], _NOTHING, _NOTHING, _NOTHING][:3]
    return (
        before.text in ("{", ",", "\n")
        and equals in (Token(MARK, "="), Token(MARK, ":"))
        and value.kind == TEXT
        and after.text in ("\n", ",", "}", "")
    )


def _references(stream: list[Token]) -> Iterator[tuple[str, str]]:
    """Each block name and output in `data.terraform_remote_state.NAME.outputs.OUTPUT`, with or without an index."""
    for at, token in enumerate(stream):
        path = [part.text for part in stream[at : at + 5]]
        if token.kind == NAME and path[:4] == ["data", ".", _TYPE, "."] and len(path) == 5:
            output = _output(stream[_after_index(stream, at + 5) :][:5])
            if output:
                yield path[4], output


def _output(rest: list[Token]) -> str | None:
    """The output in `.outputs.NAME` or `.outputs["NAME"]`."""
    words = [part.text for part in rest]
    is_attribute = words[:3] == [".", "outputs", "."] and len(words) > 3
    is_index = words[:3] == [".", "outputs", "["] and words[4:] == ["]"] and rest[3].kind == TEXT
    return words[3] if is_attribute or is_index else None


def _after_index(stream: list[Token], at: int) -> int:
    if at < len(stream) and stream[at] == Token(MARK, "["):
        while at < len(stream) and stream[at] != Token(MARK, "]"):
            at += 1
        return at + 1
    return at
