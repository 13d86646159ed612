"""Rules of composite alarms: read, and answered for given states. Pure.

1. A rule is words, functions of an alarm (`ALARM("name")`, `OK(name)`, `INSUFFICIENT_DATA(arn)`), `TRUE` and `FALSE`,
   joined by `AND`, `OR` and `NOT`, with parentheses. NOT binds most, then AND, then OR.
2. An alarm's name may stand in quotes; it may be an ARN.
Source: CloudWatch API reference, PutCompositeAlarm, 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

STATES = ("ALARM", "OK", "INSUFFICIENT_DATA")
#: A rule has at most this many characters and refers to at most this many alarms.
MOST_CHARACTERS, MOST_ALARMS = 10240, 100

_TOKEN = re.compile(
    r"""\s*(?:(?P<state>ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?P<quoted>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^()"'\s]+))\s*\)"""
    r"""|(?P<word>AND|OR|NOT|TRUE|FALSE)\b|(?P<mark>[()]))""",
    re.VERBOSE,
)

States = Mapping[str, str]
Test = Callable[[States], bool]


class BadRule(ValueError):
    """A rule that cannot be read; its text says where."""


@dataclass(frozen=True)
class Rule:
    """A rule: the alarms that it names, and the test."""

    alarms: frozenset[str]
    test: Test

    def state(self, states: States) -> str:
        """`ALARM` while the rule holds for these states by alarm name, else `OK`."""
        return "ALARM" if self.test(states) else "OK"


def parse(text: str) -> Rule:
    """The rule of this text. Raises BadRule."""
    if len(text) > MOST_CHARACTERS:
        raise BadRule(f"the rule has {len(text)} characters; at most {MOST_CHARACTERS} are allowed")
    reader = _Reader(list(_tokens(text)))
    test = reader.any()
    reader.end()
    if len(reader.alarms) > MOST_ALARMS:
        raise BadRule(f"the rule refers to {len(reader.alarms)} alarms; at most {MOST_ALARMS} are allowed")
    return Rule(frozenset(reader.alarms), test)


def alarm_name(reference: str) -> str:
    """The name of an alarm given by name or by ARN."""
    return reference.split(":alarm:", 1)[1] if reference.startswith("arn:") and ":alarm:" in reference else reference


Token = tuple[str, str]


def _tokens(text: str) -> Iterator[Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadRule(f"cannot read the rule at character {place}: {text[place : place + 20]!r}")
        place = found.end()
        if found["state"]:
            yield found["state"], alarm_name(found["quoted"] or found["single"] or found["bare"] or "")
        else:
            yield found["word"] or found["mark"], ""


class _Reader:
    """Recursive descent over the tokens of one rule."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.alarms: set[str] = set()
        self.place = 0

    def any(self) -> Test:
        tests = [self.all()]
        while self._takes("OR"):
            tests.append(self.all())
        return tests[0] if len(tests) == 1 else lambda states: any(test(states) for test in tests)

    def all(self) -> Test:
        tests = [self.one()]
        while self._takes("AND"):
            tests.append(self.one())
        return tests[0] if len(tests) == 1 else lambda states: all(test(states) for test in tests)

    def one(self) -> Test:
        kind, name = self._next()
        if kind == "NOT":
            inner = self.one()
            return lambda states: not inner(states)
        if kind == "(":
            inner = self.any()
            if not self._takes(")"):
                raise BadRule("a parenthesis is not closed")
            return inner
        if kind in ("TRUE", "FALSE"):
            return lambda states: kind == "TRUE"
        if kind in STATES:
            self.alarms.add(name)
            return lambda states: states.get(name, "INSUFFICIENT_DATA") == kind
        raise BadRule(f"{kind!r} stands where an alarm should")

    def end(self) -> None:
        if self.place < len(self.tokens):
            raise BadRule(f"{self.tokens[self.place][0]!r} stands where the rule should end")

    def _next(self) -> Token:
        if self.place == len(self.tokens):
            raise BadRule("the rule ends where an alarm should stand")
        self.place += 1
        return self.tokens[self.place - 1]

    def _takes(self, kind: str) -> bool:
        if self.place < len(self.tokens) and self.tokens[self.place][0] == kind:
            self.place += 1
            return True
        return False
