"""Blocks as structures and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources.eks_shapes import block, camel, snake, structure

PAIRS: list[tuple[list[dict[str, Any]], dict[str, Any]]] = [
    ([{"support_type": "STANDARD"}], {"supportType": "STANDARD"}),
    ([{"enabled": False, "node_pools": ["general-purpose"]}], {"enabled": False, "nodePools": ["general-purpose"]}),
    ([{"block_storage": [{"enabled": True}]}], {"blockStorage": {"enabled": True}}),
    ([{"remote_node_networks": [{"cidrs": ["10.1.0.0/16"]}]}], {"remoteNodeNetworks": [{"cidrs": ["10.1.0.0/16"]}]}),
    (
        [{"scoring_strategy": [{"type": "MostAllocated", "resource": [{"name": "cpu", "weight": 1}]}]}],
        {"scoringStrategy": {"type": "MostAllocated", "resources": [{"name": "cpu", "weight": 1}]}},
    ),
]


@pytest.mark.parametrize(("blocks", "found"), PAIRS)
def test_a_block_becomes_its_structure_and_comes_back(blocks: list[dict[str, Any]], found: dict[str, Any]) -> None:
    assert structure(blocks) == found
    assert block(found) == blocks


@pytest.mark.parametrize("absent", [None, [], [None]])
def test_an_absent_block_is_no_structure(absent: Any) -> None:
    assert structure(absent) is None


def test_what_is_not_set_is_left_out() -> None:
    assert structure([{"min_size": 0, "pool_state": None, "names": [], "enabled": False}]) == {
        "minSize": 0,
        "enabled": False,
    }


def test_no_structure_is_no_block() -> None:
    assert block(None) == [] and block({}) == [{}]


@given(st.lists(st.from_regex(r"[a-z][a-z0-9]*", fullmatch=True), min_size=1, max_size=5))
def test_names_come_back_from_their_other_case(words: list[str]) -> None:
    name = "_".join(words)
    assert snake(camel(name)) == name
