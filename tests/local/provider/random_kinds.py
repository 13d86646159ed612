"""Hypothesis strategies: schemas, traits that fit them, configurations, and configurations that are partly unknown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from haveli.local.provider.codec import UNKNOWN, conform_block
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.resource import Values
from haveli.local.provider.schemas import Attribute, Block, Nested
from tests.local.provider.echo import echo_of

TYPES: list[Any] = ["string", "string", "number", "bool", ["list", "string"], ["set", "string"], ["map", "string"]]
TEXTS = st.sampled_from(["", "a", "b", "Ab", "é"])
NUMBERS = st.sampled_from([0, 1, 7, 0.5, 0.15, 10**30])
REGION = "ap-south-1"


@dataclass(frozen=True)
class Leaf:
    """An argument or attribute by its dotted path."""

    path: str
    attribute: Attribute


@st.composite
def kinds(draw: Any, depth: int = 2) -> Kind:
    """A resource type of a random schema, with random traits."""
    block = draw(blocks(depth))
    top = {"id": Attribute("string", computed=True), **block.attributes}
    if draw(st.booleans()):
        top["tags"] = Attribute(["map", "string"], optional=True)
        top["tags_all"] = Attribute(["map", "string"], optional=True, computed=True)
        top["region"] = Attribute("string", optional=True, computed=True)
    whole = Block(top, block.blocks)
    return echo_of(whole, draw(traits(block)))


@st.composite
def blocks(draw: Any, depth: int) -> Block:
    """A block of one to four attributes, with up to two blocks inside while `depth` lasts."""
    count = draw(st.integers(1, 4))
    attributes = {f"{'a' * (1 + number % 2)}{number}": draw(attributes_()) for number in range(count)}
    inner = draw(st.integers(0, 2)) if depth else 0
    return Block(attributes, {f"b{number}": draw(_nested(depth - 1)) for number in range(inner)})


def attributes_() -> st.SearchStrategy[Attribute]:
    flags = st.sampled_from(
        [{"required": True}, {"optional": True}, {"optional": True, "computed": True}, {"computed": True}]
    )
    return st.builds(lambda form, given: Attribute(form, **given), st.sampled_from(TYPES), flags)


@st.composite
def _nested(draw: Any, depth: int) -> Nested:
    nesting = draw(st.sampled_from(["single", "list", "list", "set", "set", "map"]))
    most = draw(st.sampled_from([0, 1])) if nesting == "list" else 0
    return Nested(nesting, 0, most, draw(blocks(depth)))


@st.composite
def traits(draw: Any, block: Block) -> dict[str, Any]:
    """force_new, defaults, same and recomputed that a class of this schema might declare."""
    found = list(leaves(block, ""))
    settable = [leaf for leaf in found if not _is_told(leaf.attribute)]
    optional = [leaf for leaf in settable if leaf.attribute.optional and isinstance(leaf.attribute.type, str)]
    texts = [leaf for leaf in settable if leaf.attribute.type == "string"]
    computed = [leaf for leaf in found if leaf.attribute.computed and leaf.path != "id"]
    paths = [leaf.path for leaf in settable] + list(block.blocks)
    return {
        "force_new": frozenset(draw(_some([leaf.path for leaf in settable] + list(block.blocks)))),
        "defaults": {leaf.path: draw(values(leaf.attribute.type)) for leaf in draw(_some(optional))},
        "same": {leaf.path: str.lower for leaf in draw(_some(texts))},
        "recomputed": {leaf.path: frozenset(draw(_some(paths))) for leaf in draw(_some(computed))},
    }


def _some(items: list[Any]) -> st.SearchStrategy[list[Any]]:
    if not items:
        return st.just([])
    return st.lists(st.sampled_from(range(len(items))), max_size=2, unique=True).map(
        lambda places: [items[place] for place in places]
    )


def _is_told(attribute: Attribute) -> bool:
    return attribute.computed and not attribute.optional


def leaves(block: Block, prefix: str) -> list[Leaf]:
    """All attributes at any depth."""
    found = [Leaf(prefix + name, attribute) for name, attribute in block.attributes.items()]
    for name, nested in block.blocks.items():
        found += leaves(nested.block, f"{prefix}{name}.")
    return found


def values(form: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if form == "string":
        return TEXTS
    if form == "number":
        return NUMBERS
    if form == "bool":
        return st.booleans()
    if form[0] == "map":
        return st.dictionaries(st.sampled_from("kl"), values(form[1]), max_size=2)
    return st.lists(values(form[1]), max_size=2)


@st.composite
def configs(draw: Any, kind: Kind) -> Values:
    """A configuration of a type, all of it known. No two items of a set mean the same, as AWS would hold one."""
    given = draw(_config(kind, kind.block, ""))
    for name in ("tags_all", "id"):
        given.pop(name, None)
    if "region" in given and given["region"] is not None:
        given["region"] = draw(st.sampled_from([None, REGION, "eu-west-1"]))
    return conform_block(kind.block, given)


@st.composite
def _config(draw: Any, kind: Kind, block: Block, prefix: str) -> Values:
    result: Values = {}
    for name, attribute in block.attributes.items():
        if not _is_told(attribute) and (attribute.required or draw(st.booleans())):
            result[name] = draw(values(attribute.type))
    for name, nested in block.blocks.items():
        result[name] = draw(_block_config(kind, nested, f"{prefix}{name}."))
    return result


def _block_config(kind: Kind, nested: Nested, prefix: str) -> st.SearchStrategy[Any]:
    item = _config(kind, nested.block, prefix)
    if nested.nesting == "single":
        return st.none() | item
    if nested.nesting == "map":
        return st.dictionaries(st.sampled_from("kl"), item, max_size=2)
    if nested.nesting == "set":
        return st.lists(item, max_size=3, unique_by=lambda one: _meaning(kind, nested.block, one, prefix))
    return st.lists(item, max_size=nested.max or 3)


def _meaning(kind: Kind, block: Block, item: Values, prefix: str) -> str:
    return json.dumps(_normal(kind, block, conform_block(block, item), prefix), sort_keys=True)


def _normal(kind: Kind, block: Block, item: Values, prefix: str) -> Values:
    result: Values = {}
    for name, attribute in block.attributes.items():
        value, path = item[name], prefix + name
        if attribute.computed and attribute.type not in ("string", "number"):
            continue  # what AWS makes up for one item may be what is configured for the other
        value = kind.traits.defaults.get(path) if value is None else value
        result[name] = value.lower() if path in kind.traits.same and value is not None else value or None
    for name, nested in block.blocks.items():
        path = f"{prefix}{name}."
        inner = item[name]
        keyed = (
            inner or {}
            if nested.nesting == "map"
            else dict(enumerate([inner] if nested.nesting == "single" else inner))
        )
        result[name] = [(key, _normal(kind, nested.block, each, path)) for key, each in keyed.items() if each]
    return result


@st.composite
def masked(draw: Any, kind: Kind, config: Values) -> Values:
    """The configuration as it may be known at plan time: some of its values, or whole blocks, are not."""
    return conform_block(kind.block, draw(_masked(kind.block, config)))


@st.composite
def _masked(draw: Any, block: Block, config: Values) -> Values:
    hide = st.sampled_from([False, False, False, True])
    result = dict(config)
    for name in block.attributes:
        if config[name] is not None and draw(hide):
            result[name] = UNKNOWN
    for name, nested in block.blocks.items():
        result[name] = draw(_masked_block(nested, config[name]))
    return result


@st.composite
def _masked_block(draw: Any, nested: Nested, config: Any) -> Any:
    if config is None:
        return None
    if nested.nesting == "single":
        return draw(_masked(nested.block, config))
    if nested.nesting == "map":
        return {key: draw(_masked(nested.block, item)) for key, item in config.items()}
    if draw(st.sampled_from([False] * 5 + [True])):
        return UNKNOWN
    return [draw(_masked(nested.block, item)) for item in config]
