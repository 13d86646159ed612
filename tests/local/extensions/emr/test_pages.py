"""Lists in pages."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.emr.exceptions import InvalidRequest
from haveli.local.extensions.emr.pages import PAGE_LENGTHS, page


def items(count: int) -> list[dict[str, Any]]:
    return [{"Id": f"ci-{number}"} for number in range(count)]


def all_pages(member: str, given_items: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    pages = []
    marker: str | None = None
    while True:
        answer = page(member, given_items, marker)
        pages.append(answer[member])
        marker = answer.get("Marker")
        if marker is None:
            return pages


@given(st.integers(0, 420), st.sampled_from(["Clusters", "Instances"]))
def test_the_pages_of_a_list_hold_each_item_once_and_in_order(count: int, member: str) -> None:
    pages = all_pages(member, items(count))
    assert [item for each in pages for item in each] == items(count)
    assert all(len(each) <= PAGE_LENGTHS.get(member, 100) for each in pages)


def test_an_item_that_comes_first_meanwhile_does_not_shift_the_next_page() -> None:
    first = page("Clusters", items(60), None)
    second = page("Clusters", [{"Id": "j-NEW"}, *items(60)], first["Marker"])
    assert [item["Id"] for item in second["Clusters"]] == [f"ci-{number}" for number in range(50, 60)]


def test_items_without_an_id_are_told_apart_by_their_name() -> None:
    names = [{"Name": str(number)} for number in range(101)]
    marker = page("SecurityConfigurations", names, None)["Marker"]
    assert page("SecurityConfigurations", names, marker) == {"SecurityConfigurations": [{"Name": "100"}]}


@pytest.mark.parametrize("marker", ["not base64!", "////", "Z29uZQ=="])
def test_a_marker_that_names_nothing_is_refused(marker: str) -> None:
    with pytest.raises(InvalidRequest, match="Marker"):
        page("Instances", items(3), marker)
