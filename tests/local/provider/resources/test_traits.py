"""What the classes say of their types must be sayable: every path exists in the schema, with the right flags."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from haveli.local.provider import schemas
from haveli.local.provider.registry import data_source_types, resource_types
from haveli.local.provider.resource import Resource
from haveli.local.provider.schemas import Attribute, Block

pytestmark = pytest.mark.contract

TYPES = sorted(resource_types().items())


def attributes(block: Block, prefix: str = "") -> Iterator[tuple[str, Attribute]]:
    """All attributes by dotted path, through the blocks."""
    for name, attribute in block.attributes.items():
        yield prefix + name, attribute
    for name, nested in block.blocks.items():
        yield from attributes(nested.block, f"{prefix}{name}.")


def blocks(block: Block, prefix: str = "") -> Iterator[str]:
    for name, nested in block.blocks.items():
        yield prefix + name
        yield from blocks(nested.block, f"{prefix}{name}.")


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_every_argument_that_forces_replacement_can_be_set(name: str, kind: type[Resource]) -> None:
    block = schemas.resource_block(name)
    settable = {path for path, item in attributes(block) if item.required or item.optional} | set(blocks(block))
    assert kind.force_new <= settable


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_every_default_is_of_an_optional_argument(name: str, kind: type[Resource]) -> None:
    optional = {path for path, item in attributes(schemas.resource_block(name)) if item.optional}
    assert set(kind.defaults) <= optional


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_every_argument_compared_by_meaning_and_every_secret_exists(name: str, kind: type[Resource]) -> None:
    known = {path for path, _ in attributes(schemas.resource_block(name))}
    assert set(kind.same) <= known and kind.sensitive <= known


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_what_is_recomputed_is_computed_and_depends_on_what_exists(name: str, kind: type[Resource]) -> None:
    block = schemas.resource_block(name)
    found = dict(attributes(block))
    for path, causes in kind.recomputed.items():
        assert path in found and found[path].computed, path
        assert causes <= found.keys() | set(blocks(block)), path


@pytest.mark.parametrize(("name", "kind"), TYPES)
def test_every_resource_type_has_the_verbs_that_it_needs(name: str, kind: type[Resource]) -> None:
    assert not [verb for verb in ("create", "read", "delete") if getattr(kind, verb) is getattr(Resource, verb)]
    if kind.update is Resource.update:
        block = schemas.resource_block(name)
        settable = {key for key, item in block.attributes.items() if item.required or item.optional}
        changeable = (settable | set(block.blocks)) - {"id", "region", "timeouts"}
        assert changeable <= kind.force_new, f"no update, yet these do not replace: {changeable - kind.force_new}"


def test_every_data_source_has_a_schema() -> None:
    for name in data_source_types():
        assert schemas.data_source_block(name).attributes
