"""Tags between maps and lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resource import Change
from haveli.local.provider.resources.tags import own, removed, tag_list, tag_map, written

TAGS = st.dictionaries(st.text(min_size=1).filter(lambda key: not key.startswith("aws:")), st.text())


@given(TAGS)
def test_a_map_survives_the_list(tags: dict[str, str]) -> None:
    assert tag_map(tag_list(tags)) == tags
    assert tag_map(tag_list(tags, "TagKey", "TagValue"), "TagKey", "TagValue") == tags


@given(TAGS, TAGS)
def test_what_is_written_and_removed_makes_the_new_tags(before: dict[str, str], after: dict[str, str]) -> None:
    change = Change({"tags_all": before}, {"tags_all": after})
    left = {key: value for key, value in before.items() if key not in removed(change)}
    assert {**left, **written(change)} == after


def test_tags_of_aws_are_not_ours() -> None:
    assert own({"aws:cloudformation:stack-name": "x", "owner": "risk"}) == {"owner": "risk"}


def test_no_tags_make_an_empty_list() -> None:
    assert tag_list(None) == []
