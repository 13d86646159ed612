from __future__ import annotations

import json

import pytest
from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider import schemas
from haveli.local.provider.schemas import Attribute, Block, Nested


def test_a_resource_type_has_its_arguments_and_blocks() -> None:
    cluster = schemas.resource_block("aws_emr_cluster")
    assert cluster.attributes["name"] == Attribute("string", required=True)
    fleet = cluster.blocks["core_instance_fleet"]
    assert (fleet.nesting, fleet.max) == ("list", 1)
    assert fleet.block.attributes["id"] == Attribute("string", computed=True)
    assert schemas.resource_block("aws_emr_cluster") is cluster


def test_a_data_source_and_the_provider_have_theirs() -> None:
    assert schemas.data_source_block("aws_caller_identity").attributes["account_id"].computed
    provider = schemas.provider_block()
    assert "region" in provider.attributes and "tags" in provider.blocks["default_tags"].block.attributes


def test_a_type_that_was_not_extracted_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        schemas.resource_block("aws_nonsense")


def test_a_block_becomes_the_protocols_message_with_its_sensitive_attributes() -> None:
    inner = Block({"key": Attribute("string", optional=True), "text": Attribute("string", optional=True)}, {})
    nestings = {"list": (0, 1), "set": (1, 0), "single": (0, 0), "map": (0, 0)}
    blocks = {nesting: Nested(nesting, least, most, inner) for nesting, (least, most) in nestings.items()}
    given = Block({"names": Attribute(["set", "string"], optional=True, computed=True)}, blocks)
    message = schemas.message(given, frozenset({"set.key"})).block
    (names,) = message.attributes
    assert (json.loads(names.type), names.optional, names.computed, names.required, names.sensitive) == (
        ["set", "string"],
        True,
        True,
        False,
        False,
    )
    assert {each.type_name: (each.min_items, each.max_items) for each in message.block_types} == nestings
    form = pb.Schema.NestedBlock
    assert [each.nesting for each in message.block_types] == [form.LIST, form.SET, form.SINGLE, form.MAP]
    hidden = [
        (each.type_name, one.name) for each in message.block_types for one in each.block.attributes if one.sensitive
    ]
    assert hidden == [("set", "key")]
