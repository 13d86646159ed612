"""The words of HCL text, as far as finding what a file refers to needs them. Pure.

Comments are left out; a quoted string without interpolation is one TEXT; of one with interpolation, and of a heredoc,
only what stands between `${` and `}` is kept, in brackets, because it can refer to something. Text that is no HCL gives
some tokens and never an error: the core says what is wrong with a file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

NAME, TEXT, MARK = "name", "text", "mark"

_CODE = re.compile(
    r"""(?P<blank>[ \t\r]+|\#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<name>\w[\w-]*)
      | (?P<quote>")
      | (?P<heredoc><<-?[ \t]*(?P<end>\w[\w-]*)[ \t\r]*\n)
      | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(r'(?P<plain>[^"\\$%\n]+|\\.|\$\$\{|%%\{|[$%](?!\{))|(?P<inner>[$%]\{)|(?P<end>"|\n|\Z)', re.DOTALL)
_HEREDOC_TEXT = re.compile(r"(?P<plain>[^$%\n]+|\$\$\{|%%\{|[$%](?!\{))|(?P<inner>[$%]\{)|(?P<end>\n|\Z)")


class Token(NamedTuple):
    """A word: `kind` is NAME (a name or a number), TEXT (a literal string, without quotes) or MARK (one character)."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """The tokens of HCL text, in order; a line's end is a MARK too."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        position = _code(text, position, found)  # a stray brace ends one turn, not the text
    return found


def _code(text: str, position: int, found: list[Token]) -> int:
    """Reads code up to the brace that closes more than was opened, or to the end; returns where it stopped."""
    depth = 0
    while match := _CODE.match(text, position):
        position = match.end()
        if match["name"]:
            found.append(Token(NAME, match["name"]))
        elif match["quote"]:
            position = _quoted(text, position, found)
        elif match["heredoc"]:
            position = _heredoc(text, position, match["end"], found)
        elif match["mark"]:
            depth += {"{": 1, "}": -1}.get(match["mark"], 0)
            found.append(Token(MARK, match["mark"]))
            if depth < 0:
                return position
    return position


def _quoted(text: str, position: int, found: list[Token]) -> int:
    plain: list[str] = []
    inner: list[Token] = []
    while match := _QUOTED.match(text, position):
        position = match.end()
        if match["plain"]:
            plain.append(match["plain"])
        elif match["inner"]:
            position = _interpolation(text, position, inner)
        else:
            break
    found += _bracketed(inner) if inner else [Token(TEXT, "".join(plain))]
    return position


def _heredoc(text: str, position: int, end: str, found: list[Token]) -> int:
    last_line = re.compile(rf"[ \t]*{re.escape(end)}[ \t\r]*(?=\n|\Z)")
    inner: list[Token] = []
    while position < len(text) and not (last := last_line.match(text, position)):
        position = _heredoc_line(text, position, inner)
    found += _bracketed(inner)
    return last.end() if position < len(text) and last else position


def _heredoc_line(text: str, position: int, inner: list[Token]) -> int:
    while match := _HEREDOC_TEXT.match(text, position):
        position = match.end()
        if match["inner"]:
            position = _interpolation(text, position, inner)
        elif not match["plain"]:
            break
    return position


def _interpolation(text: str, position: int, inner: list[Token]) -> int:
    position = _code(text, position, inner)
    if inner and inner[-1] == Token(MARK, "}"):
        inner[-1] = Token(MARK, ",")  # ends this interpolation as one element of the brackets
    return position


def _bracketed(inner: list[Token]) -> list[Token]:
    return [Token(MARK, "("), *inner, Token(MARK, ")")]
