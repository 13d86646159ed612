"""Blocks of WAF's resource types as the structures of WAF's API, and back: by the schema and botocore's model. Pure.

The blocks are the structures, level by level: `single_header` is SingleHeader, `text_transformation` an item of
TextTransformations.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3

from haveli.local.provider.resource import Values
from haveli.local.provider.schemas import Block, Nested

#: Blocks that list identifiers, where WAF has one structure for each.
IDENTIFIERS = ("address_fields", "phone_number_fields")


@cache
def shape(name: str) -> Any:
    """A shape of WAF's API, such as `Rule`."""
    client = boto3.client("wafv2", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none")
    return client.meta.service_model.shape_for(name)


def member_of(structure: Any, name: str) -> str:
    """The member that a block or an argument is; raises KeyError when the structure has none like it."""
    plain = name.replace("_", "")
    for member in structure.members:
        if member.lower() in (plain, f"{plain}s", f"{plain.removesuffix('y')}ies"):
            return str(member)
    raise KeyError(f"{structure.name} has nothing like {name}")


def sent(block: Block, structure: Any, values: Values) -> Values:
    """A block's values as a structure, without what they leave out."""
    result: Values = {}
    for name in block.attributes:
        value = values.get(name)
        if value not in (None, "", []):
            member = member_of(structure, name)
            result[member] = value.encode() if structure.members[member].type_name == "blob" else value
    for name, nested in block.blocks.items():
        items = values.get(name) or []
        if items:
            member = member_of(structure, name)
            if name in IDENTIFIERS:
                result[member] = [{"Identifier": each} for each in items[0]["identifiers"]]
                continue
            result[member] = _sent_items(nested, structure.members[member], items)
    return result


def reported(block: Block, structure: Any, found: Values) -> Values:
    """A structure as a block's values."""
    result: Values = {}
    for name in block.attributes:
        value = found.get(member_of(structure, name))
        result[name] = value.decode() if isinstance(value, bytes) else value
    for name, nested in block.blocks.items():
        member = member_of(structure, name)
        if name in IDENTIFIERS:
            identifiers = [item["Identifier"] for item in found.get(member) or []]
            result[name] = [{"identifiers": identifiers}] if identifiers else []
            continue
        result[name] = _reported_items(nested, structure.members[member], found.get(member))
    return result


def _sent_items(nested: Nested, form: Any, items: list[Values]) -> Any:
    if form.type_name == "list":
        return [sent(nested.block, form.member, item or {}) for item in items]
    return sent(nested.block, form, items[0] or {})


def _reported_items(nested: Nested, form: Any, found: Any) -> list[Values]:
    if found is None:
        return []
    if form.type_name == "list":
        return [reported(nested.block, form.member, item) for item in found]
    return [reported(nested.block, form, found)]
