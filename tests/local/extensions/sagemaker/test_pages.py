"""Lists in order and in pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.pages import chosen, page
from haveli.local.extensions.sagemaker.record import Record

NOW = datetime(2026, 11, 23, tzinfo=UTC)
RECORDS = [
    Record("arn", {"SpaceName": name}, [], NOW + timedelta(hours=hour))
    for name, hour in (("b", 2), ("ab", 0), ("c", 1))
]


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({}, ["ab", "c", "b"]),
        ({"SortOrder": "Descending"}, ["b", "c", "ab"]),
        ({"SortBy": "Name"}, ["ab", "b", "c"]),
        ({"SortBy": "LastModifiedTime", "SortOrder": "Descending"}, ["b", "c", "ab"]),
        ({"NameContains": "b"}, ["ab", "b"]),
        ({"SpaceNameContains": "b", "SortOrder": "Descending"}, ["b", "ab"]),
        ({"CreationTimeAfter": NOW + timedelta(minutes=30)}, ["c", "b"]),
        ({"CreationTimeBefore": NOW + timedelta(minutes=30)}, ["ab"]),
        ({"ModifiedTimeAfter": NOW + timedelta(minutes=90)}, ["b"]),
    ],
)
def test_a_list_is_in_the_order_and_of_the_items_asked_for(request_: dict[str, Any], expected: list[str]) -> None:
    assert [each.facts["SpaceName"] for each in chosen(RECORDS, request_, "SpaceName")] == expected


@given(st.integers(0, 30), st.integers(1, 12))
def test_the_pages_together_are_the_list(count: int, length: int) -> None:
    items = [{"Name": str(number)} for number in range(count)]
    told: list[Any] = []
    request: dict[str, Any] = {"MaxResults": length}
    while True:
        answer = page("Items", items, request)
        told += answer["Items"]
        assert len(answer["Items"]) <= length
        if "NextToken" not in answer:
            break
        request["NextToken"] = answer["NextToken"]
    assert told == items


def test_a_page_has_ten_items_unless_asked() -> None:
    assert len(page("Items", [{}] * 11, {})["Items"]) == 10


def test_a_token_of_somebody_else_is_refused() -> None:
    with pytest.raises(ValidationException):
        page("Items", [], {"NextToken": "abc"})
