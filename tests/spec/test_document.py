from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.errors import Place, Problem
from haveli.spec.document import LARGEST_FILE, Mapping, Scalar, Sequence, describe, parse


def mapping(text: str) -> Mapping:
    node = parse(text, "a.yaml")
    assert isinstance(node, Mapping)
    return node


def test_every_key_and_value_knows_its_line_and_column() -> None:
    entry = mapping("a: 1\nbb:\n  c: [x, y]\n").entries[1]
    assert entry.key_place == Place("a.yaml", 2, 1)
    assert isinstance(entry.value, Mapping)
    listing = entry.value.entries[0].value
    assert isinstance(listing, Sequence)
    assert [item.place.column for item in listing.items] == [7, 10]


def test_a_key_that_stands_twice_is_kept_twice() -> None:
    assert [entry.key for entry in mapping("a: 1\na: 2\n").entries] == ["a", "a"]


@pytest.mark.parametrize(
    ("text", "shape"),
    [("x", "text"), ("no", "flag"), ("12", "integer"), ("1.5", "number"), ("~", "nothing"), ('"no"', "text")],
)
def test_a_scalar_keeps_its_text_and_the_shape_that_yaml_gives_it(text: str, shape: str) -> None:
    value = mapping(f"a: {text}\n").entries[0].value
    assert isinstance(value, Scalar)
    assert (value.text, value.shape) == (text.strip('"'), shape)


def test_a_fault_of_syntax_is_a_problem_with_its_place() -> None:
    found = parse("a: 1\nb: [1\n", "a.yaml")
    assert isinstance(found, Problem)
    assert found.place == Place("a.yaml", 3, 1)


def test_an_empty_document_is_nothing() -> None:
    assert parse("# only this\n", "a.yaml") == Scalar(Place("a.yaml", 1, 1), "", "nothing")


def test_aliases_of_aliases_do_not_multiply() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 15)]
    assert isinstance(parse("\n".join(lines), "a.yaml"), Mapping)


def test_an_alias_of_itself_is_a_problem() -> None:
    assert isinstance(parse("a: &a {b: {c: *a}}", "a.yaml"), Problem)


def test_a_file_that_is_too_long_is_not_read() -> None:
    found = parse("a: 1\n" * LARGEST_FILE, "a.yaml")
    assert isinstance(found, Problem)
    assert str(LARGEST_FILE) in found.rule


def test_a_long_value_is_shortened_in_descriptions() -> None:
    assert len(describe(Scalar(Place("a"), "x" * 100, "text"))) == 60
    assert describe(mapping("a: 1")) == "a mapping"


@given(st.text(max_size=200) | st.text("[]{}:-,&*!|>'\"%@` \n\tab01", max_size=120))
def test_no_text_raises(text: str) -> None:
    parse(text, "a.yaml")
