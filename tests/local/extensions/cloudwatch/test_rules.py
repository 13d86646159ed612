"""Rules of composite alarms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.cloudwatch import rules

NAMES = ["memory", "disk", "fraud-production-emr", "has space"]
STATES = st.fixed_dictionaries({name: st.sampled_from(rules.STATES) for name in NAMES})

Tree = Any


def trees() -> st.SearchStrategy[Tree]:
    """Rules as nested tuples."""
    leaves = st.tuples(st.sampled_from(rules.STATES), st.sampled_from(NAMES)) | st.sampled_from(["TRUE", "FALSE"])
    return st.recursive(
        leaves,
        lambda inner: st.tuples(st.just("NOT"), inner) | st.tuples(st.sampled_from(["AND", "OR"]), inner, inner),
        max_leaves=8,
    )


def written(tree: Tree) -> str:
    match tree:
        case str():
            return tree
        case ("NOT", inner):
            return f"NOT ({written(inner)})"
        case (state, name) if state in rules.STATES:
            return f'{state}("{name}")'
        case (word, left, right):
            return f"({written(left)}) {word} ({written(right)})"
    raise AssertionError(tree)


def holds(tree: Tree, states: dict[str, str]) -> bool:
    match tree:
        case str():
            return bool(tree == "TRUE")
        case ("NOT", inner):
            return not holds(inner, states)
        case (state, name) if state in rules.STATES:
            return bool(states[name] == state)
        case (word, left, right):
            both = holds(left, states), holds(right, states)
            return all(both) if word == "AND" else any(both)
    raise AssertionError(tree)


@given(trees(), STATES)
def test_a_rule_says_what_it_was_written_from(tree: Tree, states: dict[str, str]) -> None:
    assert (rules.parse(written(tree)).state(states) == "ALARM") == holds(tree, states)


@pytest.mark.parametrize(
    ("text", "alarms"),
    [
        ('ALARM("a") OR ALARM(b)', {"a", "b"}),
        ("NOT OK('a b')", {"a b"}),
        ("ALARM(arn:aws:cloudwatch:ap-south-1:123456789012:alarm:a)", {"a"}),
        (" ( INSUFFICIENT_DATA ( a ) )\n AND\tTRUE ", {"a"}),
    ],
)
def test_a_rule_names_its_alarms(text: str, alarms: set[str]) -> None:
    assert rules.parse(text).alarms == alarms


@pytest.mark.parametrize(
    ("text", "ringing", "state"),
    [
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", "a", "ALARM"),
        ("(ALARM(a) OR ALARM(b)) AND ALARM(c)", "a", "OK"),
        ("NOT ALARM(a) AND ALARM(b)", "b", "ALARM"),
        ("NOT (ALARM(a) AND ALARM(b))", "ab", "OK"),
    ],
)
def test_not_binds_more_than_and_and_more_than_or(text: str, ringing: str, state: str) -> None:
    states = {name: "ALARM" if name in ringing else "OK" for name in "abc"}
    assert rules.parse(text).state(states) == state


@pytest.mark.parametrize(
    "text", ["", "ALARM(a", "ALARM(a) OR", "ALARM(a) ALARM(b)", "RINGS(a)", "(ALARM(a)", "ALARM(a))", "AND", "ALARM()"]
)
def test_a_rule_that_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(rules.BadRule):
        rules.parse(text)


def test_a_rule_has_limits() -> None:
    many = " OR ".join(f"ALARM(a{number})" for number in range(101))
    with pytest.raises(rules.BadRule, match="101 alarms"):
        rules.parse(many)
    with pytest.raises(rules.BadRule, match="characters"):
        rules.parse("TRUE" + " " * 10240)


def test_an_alarm_that_is_gone_has_no_data() -> None:
    assert rules.parse("INSUFFICIENT_DATA(a)").state({}) == "ALARM"
