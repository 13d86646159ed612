"""The life that everything shares, and what an update leaves of settings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.sagemaker.record import DELETING, GONE, IN_SERVICE, PENDING, Record, merged

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SECOND = timedelta(seconds=1)

settings = st.recursive(
    st.integers() | st.lists(st.integers(), max_size=2),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)
structures = st.dictionaries(st.sampled_from("abc"), settings, max_size=3)


def record() -> Record:
    made = Record("arn", {"Name": "a"}, [], NOW)
    made.begin(PENDING, IN_SERVICE, NOW, SECOND)
    return made


def test_a_change_ends_when_its_time_has_come_and_not_before() -> None:
    made = record()
    assert made.state(NOW) == made.state(NOW + SECOND * 0.999) == PENDING
    assert made.state(NOW + SECOND) == IN_SERVICE and not made.is_gone(NOW + SECOND)


def test_a_deletion_ends_in_being_gone() -> None:
    made = record()
    made.begin(DELETING, GONE, NOW + SECOND, SECOND)
    assert made.state(NOW + SECOND) == DELETING and made.is_gone(NOW + 2 * SECOND)
    assert (made.created, made.modified) == (NOW, NOW + SECOND)


def test_a_new_record_is_settled() -> None:
    assert Record("arn", {}, [], NOW).state(NOW) == IN_SERVICE


def test_motos_search_is_told_the_facts_and_the_tags() -> None:
    made = Record("arn", {"Name": "a"}, [{"Key": "k", "Value": "v"}], NOW)
    told = made.gen_response_object()
    assert told["Name"] == "a" and told["Tags"] == [{"Key": "k", "Value": "v"}]


@given(structures, structures, st.integers(1, 4))
def test_an_update_keeps_what_it_leaves_out_and_sets_what_it_says(
    known: dict[str, Any], given_: dict[str, Any], depth: int
) -> None:
    result = merged(known, given_, depth)
    assert result.keys() == known.keys() | given_.keys()
    for name in known.keys() - given_.keys():
        assert result[name] == known[name]
    for name, value in given_.items():
        if depth == 1 or not (isinstance(value, dict) and isinstance(known.get(name), dict)):
            assert result[name] == value
        else:
            assert result[name] == merged(known[name], value, depth - 1)


@given(structures, structures, st.integers(1, 4))
def test_the_same_update_twice_is_the_same_as_once(known: dict[str, Any], given_: dict[str, Any], depth: int) -> None:
    once = merged(known, given_, depth)
    assert merged(once, given_, depth) == once
