"""The genuine provider's schema, from the committed JSON, as Python and as protocol messages.

The JSON under `schema/` holds facts extracted from the npm package `@cdktn/provider-aws` 25.7.0 (provider 6.66.0) by
`dev/extract_schema.py`: names, types, blocks, required, optional, computed. What it does not tell (sensitive,
force-new, defaults) stands in the classes of `resources/`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tf.gen import tfplugin_pb2 as pb

TypeForm = Any  # "string" | ["set", form] | ["object", {name: form}] ...: Terraform's JSON form of a type

_FOLDER = Path(__file__).parent / "schema"
_NESTING = {
    "single": pb.Schema.NestedBlock.SINGLE,
    "list": pb.Schema.NestedBlock.LIST,
    "set": pb.Schema.NestedBlock.SET,
    "map": pb.Schema.NestedBlock.MAP,
}


@dataclass(frozen=True)
class Attribute:
    """An argument or attribute: its type and who may set it. A write-only one never reaches a plan or a state."""

    type: TypeForm
    required: bool = False
    optional: bool = False
    computed: bool = False
    write_only: bool = False


@dataclass(frozen=True)
class Nested:
    """A block inside a block. `max` 0 means unbounded."""

    nesting: str
    min: int
    max: int
    block: Block


@dataclass(frozen=True)
class Block:
    """The attributes and nested blocks of a resource, a data source or a block."""

    attributes: Mapping[str, Attribute]
    blocks: Mapping[str, Nested]


@cache
def resource_block(name: str) -> Block:
    """The schema of a resource type, such as `aws_vpc`. Raises FileNotFoundError for a type that was not extracted."""
    return _load(_FOLDER / "resources" / f"{name}.json")


@cache
def data_source_block(name: str) -> Block:
    """The schema of a data source."""
    return _load(_FOLDER / "data_sources" / f"{name}.json")


@cache
def provider_block() -> Block:
    """The schema of the provider's own configuration."""
    return _load(_FOLDER / "provider.json")


def _load(path: Path) -> Block:
    return _block(json.loads(path.read_text())["block"])


def _block(facts: dict[str, Any]) -> Block:
    return Block(
        attributes={name: Attribute(**item) for name, item in facts.get("attributes", {}).items()},
        blocks={name: _nested(item) for name, item in facts.get("blocks", {}).items()},
    )


def _nested(facts: dict[str, Any]) -> Nested:
    return Nested(facts["nesting"], facts.get("min", 0), facts.get("max", 0), _block(facts["block"]))


def message(block: Block, sensitive: frozenset[str] = frozenset()) -> pb.Schema:
    """A block as the protocol's schema; `sensitive` holds dotted paths of attributes never shown."""
    return pb.Schema(version=0, block=_block_message(block, sensitive, ""))


def _block_message(block: Block, sensitive: frozenset[str], prefix: str) -> pb.Schema.Block:
    return pb.Schema.Block(
        attributes=[
            _attribute_message(name, item, is_sensitive=prefix + name in sensitive)
            for name, item in block.attributes.items()
        ],
        block_types=[
            pb.Schema.NestedBlock(
                type_name=name,
                block=_block_message(item.block, sensitive, f"{prefix}{name}."),
                nesting=_NESTING[item.nesting],
                min_items=item.min,
                max_items=item.max,
            )
            for name, item in block.blocks.items()
        ],
    )


def _attribute_message(name: str, attribute: Attribute, *, is_sensitive: bool) -> pb.Schema.Attribute:
    return pb.Schema.Attribute(
        name=name,
        type=json.dumps(attribute.type).encode(),
        required=attribute.required,
        optional=attribute.optional,
        computed=attribute.computed,
        sensitive=is_sensitive,
    )
