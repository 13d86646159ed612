"""Lists in pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.eks.exceptions import InvalidParameterException
from haveli.local.extensions.eks.pages import PAGE_LENGTH, page


@given(st.integers(0, 30), st.integers(1, 10))
def test_pages_give_every_item_once_and_in_order(count: int, length: int) -> None:
    items, found, request = list(range(count)), [], {"maxResults": length}
    while True:
        answer: dict[str, Any] = page("items", items, request)
        assert len(answer["items"]) <= length
        found += answer["items"]
        if "nextToken" not in answer:
            break
        request["nextToken"] = answer["nextToken"]
    assert found == items


def test_a_page_has_a_hundred_items_unless_it_says() -> None:
    answer = page("items", list(range(PAGE_LENGTH + 1)), {})
    assert len(answer["items"]) == 100 and answer["nextToken"] == "100"


def test_a_token_that_we_did_not_give_is_refused() -> None:
    with pytest.raises(InvalidParameterException):
        page("items", [], {"nextToken": "x"})
