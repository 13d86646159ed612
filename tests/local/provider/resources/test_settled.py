"""Empty and unset are one to AWS."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.settled import first, settled, without_none


@pytest.mark.parametrize(("reported", "known", "settles"), [("", None, None), (None, "", ""), ({}, None, None)])
def test_two_empty_values_keep_the_form_of_the_state(reported: object, known: object, settles: object) -> None:
    assert settled(reported, known) == settles


@pytest.mark.parametrize(("reported", "known", "settles"), [("a", None, "a"), ("", "a", ""), ("a", "b", "a")])
def test_a_real_difference_is_reported(reported: object, known: object, settles: object) -> None:
    assert settled(reported, known) == settles


def test_the_first_of_an_absent_block_is_empty() -> None:
    assert first(None) == first([]) == first([None]) == {}
    assert first([{"a": 1}]) == {"a": 1}


def test_none_is_left_out_of_a_request_and_false_is_not() -> None:
    assert without_none({"a": None, "b": False, "c": 0}) == {"b": False, "c": 0}
