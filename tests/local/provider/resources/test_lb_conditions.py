"""Conditions and transforms between Terraform's blocks and ELB's members."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.lb_conditions import (
    reported_conditions,
    reported_transforms,
    sent_conditions,
    sent_transforms,
)

CONDITIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"host_header": [{"values": ["a"]}]}, {"Field": "host-header", "HostHeaderConfig": {"Values": ["a"]}}),
    (
        {"path_pattern": [{"regex_values": ["^/"]}]},
        {"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["^/"]}},
    ),
    (
        {"http_header": [{"http_header_name": "X", "values": ["a"]}]},
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X", "Values": ["a"]}},
    ),
    (
        {"query_string": [{"key": "", "value": "v"}]},
        {"Field": "query-string", "QueryStringConfig": {"Values": [{"Value": "v"}]}},
    ),
]


@pytest.mark.parametrize(("block", "condition"), CONDITIONS)
def test_a_condition_is_one_member(block: dict[str, Any], condition: dict[str, Any]) -> None:
    assert sent_conditions([block]) == [condition]
    [told] = reported_conditions([condition])
    assert {name for name, items in told.items() if items} == block.keys()
    assert sent_conditions([told]) == [condition]


def test_blocks_together_are_conditions_apart() -> None:
    both = {**CONDITIONS[0][0], **CONDITIONS[1][0]}
    assert len(sent_conditions([both])) == 2


def test_old_rules_have_their_values_beside_the_field() -> None:
    [told] = reported_conditions([{"Field": "host-header", "Values": ["a"]}])
    assert told["host_header"][0]["values"] == ["a"]


def test_a_rewrite_comes_back_as_it_was_sent() -> None:
    blocks = [{"type": "url-rewrite", "url_rewrite_config": [{"rewrite": [{"regex": "a", "replace": "b"}]}]}]
    sent = sent_transforms(blocks)
    assert sent[0]["UrlRewriteConfig"] == {"Rewrites": [{"Regex": "a", "Replace": "b"}]}
    assert reported_transforms(sent) == [{**blocks[0], "host_header_rewrite_config": []}]
