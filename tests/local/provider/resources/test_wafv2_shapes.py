"""Blocks and structures of WAF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from haveli.local.provider import schemas
from haveli.local.provider.resources import wafv2_shapes as shapes
from haveli.local.provider.resources.wafv2 import STRUCTURES
from haveli.local.provider.schemas import Block

BLOCK = schemas.resource_block("aws_wafv2_web_acl")


def unknown(block: Block, structure: Any, path: str = "") -> Iterator[str]:
    """The arguments and blocks, at any depth, that no member is like."""
    for name in [*block.attributes, *block.blocks]:
        try:
            member = shapes.member_of(structure, name)
        except KeyError:
            yield f"{path}{name}"
            continue
        if name in block.blocks and name not in shapes.IDENTIFIERS:
            form = structure.members[member]
            inner = form.member if form.type_name == "list" else form
            yield from unknown(block.blocks[name].block, inner, f"{path}{name}.")


@pytest.mark.contract
@pytest.mark.parametrize(("block", "structure"), [("rule", "Rule"), *STRUCTURES.items()])
def test_every_argument_of_the_schema_is_a_member_of_the_api(block: str, structure: str) -> None:
    assert list(unknown(BLOCK.blocks[block].block, shapes.shape(structure))) == []


def test_text_to_search_for_travels_as_bytes() -> None:
    block = BLOCK.blocks["rule"].block.blocks["statement"].block
    values = {"byte_match_statement": [{"search_string": "é", "positional_constraint": "EXACTLY"}]}
    sent = shapes.sent(block, shapes.shape("Statement"), values)
    assert sent == {"ByteMatchStatement": {"SearchString": "é".encode(), "PositionalConstraint": "EXACTLY"}}
    told = shapes.reported(block, shapes.shape("Statement"), sent)
    assert told["byte_match_statement"][0]["search_string"] == "é"


def test_a_name_that_waf_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError, match="nothing like"):
        shapes.member_of(shapes.shape("Rule"), "colour")
