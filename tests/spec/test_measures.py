from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.spec.measures import parse_duration, parse_percent, write_duration, write_percent


@pytest.mark.parametrize(
    ("text", "seconds"), [("45m", 2700), ("1h30m", 5400), ("7d", 604_800), ("90s", 90), ("1d2h3m4s", 93_784)]
)
def test_a_duration_is_its_seconds(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "45", "m", "45 m", "-5m", "5m1h", "never", "1.5h", "٤m"])
def test_another_shape_is_not_a_duration(text: str) -> None:
    with pytest.raises(ValueError):
        parse_duration(text)


@given(st.integers(0, 10_000_000))
def test_a_written_duration_reads_back_as_the_same_seconds(seconds: int) -> None:
    assert parse_duration(write_duration(seconds)) == seconds


def test_no_duration_is_never() -> None:
    assert write_duration(None) == "never"


@given(st.integers(0, 100))
def test_a_written_percentage_reads_back_as_the_same_number(number: int) -> None:
    assert parse_percent(write_percent(number)) == number


@pytest.mark.parametrize("text", ["15", "101%", "-1%", "1.5%", "%", "15 percent"])
def test_another_shape_is_not_a_percentage(text: str) -> None:
    with pytest.raises(ValueError):
        parse_percent(text)
