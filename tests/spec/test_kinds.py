from __future__ import annotations

from typing import Any

import pytest

from haveli.errors import Problem
from haveli.spec.document import parse
from haveli.spec.keys import Key, Kind
from haveli.spec.kinds import Choice, Duration, Flag, Group, Many, OneOf, Percent, Text, Whole
from haveli.spec.reader import Reader


def read(kind: Kind, text: str) -> tuple[Any, list[Problem]]:
    node = parse(text, "a.yaml")
    assert not isinstance(node, Problem)
    reader = Reader("a.yaml")
    return kind.read(node, "key", reader), reader.problems


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text("a word", "[a-z]+"), "fraud", "fraud"),
        (Text("an account", r"\d{12}"), "880170353725", "880170353725"),
        (Text("an account", r"\d{12}"), "012345678901", "012345678901"),
        (Choice(("a", "b")), "b", "b"),
        (Whole(0, 10), "10", 10),
        (OneOf((1, 3)), "3", 3),
        (Flag(), "true", True),
        (Flag(), "no", False),
        (Percent(), "15%", 15),
        (Duration(60, 3600), "45m", 2700),
        (Duration(60, 3600), "never", "never"),
        (Many(Text("a word", "[a-z]+")), "[a, b]", ("a", "b")),
    ],
)
def test_a_value_of_a_kind_is_read(kind: Kind, text: str, value: object) -> None:
    assert read(kind, text) == (value, [])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Text("a word", "[a-z]+"), "Fraud"),
        (Text("a word", "[a-z]+"), "no"),
        (Text("a word", "[a-z]+"), "~"),
        (Text("a word", "[a-z]+"), "[a]"),
        (Choice(("a", "b")), "c"),
        (Choice(("a", "b")), "{a: b}"),
        (Whole(0, 10), "11"),
        (Whole(0, 10), "1e1"),
        (Whole(0, 10), "0x1"),
        (Whole(0, 10), "9" * 5000),
        (OneOf((1, 3)), "2"),
        (Flag(), '"true"'),
        (Flag(), "1"),
        (Percent(1, 90), "0%"),
        (Percent(), "15"),
        (Duration(60, 3600), "59s"),
        (Duration(60, 3600), "45"),
        (Duration(60, 3600), "[45m]"),
    ],
)
def test_another_value_is_one_problem_and_no_value(kind: Kind, text: str) -> None:
    value, problems = read(kind, text)
    assert value is None
    assert [problem.path for problem in problems] == ["key"]


def test_a_list_tells_of_each_wrong_item_and_keeps_the_places_of_the_others() -> None:
    value, problems = read(Many(Text("a word", "[a-z]+")), "[a, B, c, D]")
    assert value == ("a", "", "c", "")
    assert [problem.path for problem in problems] == ["key[1]", "key[3]"]


def test_a_list_refuses_repetition_and_wrong_length() -> None:
    assert [problem.path for problem in read(Many(Text("a word")), "[a, b, a]")[1]] == ["key[2]"]
    assert [problem.path for problem in read(Many(Text("a word"), least=2), "[a]")[1]] == ["key"]


GROUP = Group(
    {
        "name": Key("A name.", Text("a word"), "x"),
        "inner": Key("Inside.", Group({"size": Key("A size.", Whole(1, 9), default="1")}), default="none"),
    },
    "a group",
)


def test_a_group_reads_what_is_written_and_nothing_else() -> None:
    assert read(GROUP, "{name: a, inner: {size: 3}}") == ({"name": "a", "inner": {"size": 3}}, [])
    assert read(GROUP, "{name: a}") == ({"name": "a"}, [])


def test_a_group_tells_of_missing_unknown_and_repeated_keys_at_once() -> None:
    _, problems = read(GROUP, "{nam: a, inner: {}, inner: {}}")
    assert {problem.path for problem in problems} == {"key.name", "key.nam", "key.inner"}


def test_a_key_that_lives_elsewhere_is_sent_home() -> None:
    _, problems = read(GROUP, "{name: a, size: 3}")
    assert problems[0].hint == "It belongs at inner.size."
