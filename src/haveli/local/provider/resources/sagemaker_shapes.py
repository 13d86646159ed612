"""Terraform's blocks and SageMaker's structures: one is read from the other by botocore's model of the API.

1. An argument is the member whose name is the same but for case and underscores, or its plural: `custom_image` is
   `CustomImages`, `code_repository` is `CodeRepositories`.
2. A block is a structure where the model has a structure, else a list of structures.
3. What is null or empty is not sent; a list that was emptied is sent empty, which is how SageMaker takes one away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.schemas import Block, Nested

#: Arguments that have another name in the API.
RENAMED = {"kms_key_arn": "KmsKeyId"}
#: How many of the values that an argument may have an error names.
_SHOWN = 12


@cache
def _model() -> Any:
    return ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")


def shape(name: str) -> Any:
    """A shape of the API by its name, such as `UserSettings`."""
    return _model().shape_for(name)


def member(structure: Any, argument: str) -> str:
    """The member of a structure's shape that an argument is. Raises KeyError when there is none."""
    wanted = RENAMED.get(argument, argument).replace("_", "").lower()
    for name in structure.members:
        if name.lower() in (wanted, f"{wanted}s", f"{wanted[:-1]}ies"):
            return str(name)
    raise KeyError(f"{structure.name} has no member for {argument}")


def request(structure: Any, item: Values | None, before: Values | None = None) -> Values:
    """The structure for an item of a block; `before` is the item before an update."""
    sent: Values = {}
    for argument, value in (item or {}).items():
        name = member(structure, argument)
        known = (before or {}).get(argument)
        if value not in (None, "", [], {}) or (value in ([], None) and known and _is_plain_list(structure, name)):
            sent[name] = _sent(structure.members[name], value, known)
    return sent


def blocks(structure: Any, schema: Block, found: Mapping[str, Any], names: Iterable[str]) -> Values:
    """These blocks of a resource, from the API's answer; `structure` is the answer's shape."""
    keys = {name: member(structure, name) for name in names}
    return {
        name: _items(structure.members[key], schema.blocks[name], found.get(key) or None) for name, key in keys.items()
    }


def block(structure: Any, schema: Block, found: Mapping[str, Any]) -> Values:
    """The item of a block for a structure; what the API does not tell is None or empty."""
    item: Values = {name: _told(found.get(member(structure, name))) for name in schema.attributes}
    for name, nested in schema.blocks.items():
        key = member(structure, name)
        item[name] = _items(structure.members[key], nested, found.get(key))
    return item


def block_problems(structure: Any, schema: Block, config: Values, names: Iterable[str]) -> Iterable[Problem]:
    """As `enum_problems`, for these blocks of a resource; `structure` is the request's shape."""
    for name in names:
        inner = _item_shape(structure.members[member(structure, name)])
        items = config.get(name)
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, dict):
                yield from enum_problems(inner, schema.blocks[name].block, item, (name, place))


def enum_problems(structure: Any, schema: Block, item: Values, path: tuple[str | int, ...] = ()) -> Iterable[Problem]:
    """The values of a block's item, at any depth, that are not among those that the API has."""
    for name in schema.attributes:
        value, allowed = item.get(name), _choices(structure.members[member(structure, name)])
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and allowed and each not in allowed:
                yield _not_among(name, each, allowed, (*path, name))
    for name, nested in schema.blocks.items():
        inner = structure.members[member(structure, name)]
        items = item.get(name)
        for place, each in enumerate(items if isinstance(items, list) else ()):
            if isinstance(each, dict):
                # An item of a set has no place in a path.
                at = (*path, name, place) if nested.nesting == "list" else (*path, name)
                yield from enum_problems(_item_shape(inner), nested.block, each, at)


def choice_problems(config: Values, argument: str, enum: str) -> Iterable[Problem]:
    """What is wrong with a top-level argument that is one of the API's values."""
    value, allowed = config.get(argument), shape(enum).enum
    if value is not UNKNOWN and isinstance(value, str) and value not in allowed:
        yield _not_among(argument, value, allowed, (argument,))


def _not_among(argument: str, value: str, allowed: Sequence[str], path: tuple[str | int, ...]) -> Problem:
    choices = [*allowed[:_SHOWN], *(["..."] if len(allowed) > _SHOWN else [])]
    return Problem(f"expected {argument} to be one of [{', '.join(choices)}], got {value}", path=path)


def _choices(found: Any) -> list[str]:
    return list(getattr(found.member if found.type_name == "list" else found, "enum", None) or ())


def _is_plain_list(structure: Any, name: str) -> bool:
    return bool(structure.members[name].type_name == "list")


def _sent(found: Any, value: Any, known: Any) -> Any:
    if found.type_name == "structure":
        return request(found, value[0], _first(known))
    if found.type_name == "list" and found.member.type_name == "structure":
        return [request(found.member, each) for each in value or ()]
    return list(value or ()) if found.type_name == "list" else value


def _first(items: Any) -> Values | None:
    return items[0] if isinstance(items, list) and items else None


def _told(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def _items(found: Any, nested: Nested, value: Any) -> list[Values]:
    inner = _item_shape(found)
    if value is None:
        return []
    return [block(inner, nested.block, each) for each in (value if found.type_name == "list" else [value])]


def _item_shape(found: Any) -> Any:
    return found.member if found.type_name == "list" else found
