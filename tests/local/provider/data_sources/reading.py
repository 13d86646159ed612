"""Reads a data source as the servicer does: a conformed configuration, an answer checked against the schema."""

from __future__ import annotations

from typing import Any

from haveli.local.provider import codec, schemas
from haveli.local.provider.resource import Context, DataSource, Values
from tests.local.provider.settling import assert_fits


def read(source: DataSource, ctx: Context, **config: Any) -> Values:
    """Every attribute of the data source, in canonical form."""
    block = schemas.data_source_block(source.name)
    unknown = config.keys() - block.attributes.keys() - block.blocks.keys()
    assert not unknown, f"not in the schema: {sorted(unknown)}"
    conformed = codec.conform_block(block, config)
    answer = source.read(ctx, conformed)
    assert_fits(block, answer, "")
    return codec.conform_block(block, {**conformed, **answer})
