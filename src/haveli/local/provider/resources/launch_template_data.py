"""What a launch template says, between Terraform's blocks and EC2's structures. Pure.

Both sides have the same tree with the same words in other cases (`memory_gib_per_vcpu`, `MemoryGiBPerVCpu`), so names
are matched without case and underscores; `_OTHER_NAMES` has the few that differ. Texts such as `"true"` become what
EC2's model has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.schemas import Block

_OTHER_NAMES = {
    "ipv4addresses": "privateipaddresses",
    "ipv4addresscount": "secondaryprivateipaddresscount",
    "licensespecification": "licensespecifications",
    "securitygroupnames": "securitygroups",
    "vpcsecuritygroupids": "securitygroupids",
}
#: What a network interface calls `groups` is `security_groups` there, and the instance's own elsewhere.
_INTERFACE_GROUPS = "security_groups"
#: Arguments of the template itself, which its versions do not say.
OUTSIDE = frozenset(
    {
        "arn",
        "default_version",
        "description",
        "id",
        "latest_version",
        "name",
        "name_prefix",
        "region",
        "tags",
        "tags_all",
        "update_default_version",
    }
)


def said(block: Block) -> frozenset[str]:
    """The arguments that a version of the template is made of."""
    return frozenset({*block.attributes, *block.blocks} - OUTSIDE)


def to_ec2(block: Block, values: Values, shape: Any) -> Values:
    """The structure for these values; what is not set is left out. `shape` is EC2's, of botocore's model."""
    result: Values = {}
    for name in _names(block):
        value = values.get(name)
        member = _member(name, shape)
        if member is not None and value not in (None, "", []):
            result[member] = _sent(block, name, value, shape.members[member])
    return result


def from_ec2(block: Block, data: Mapping[str, Any], shape: Any) -> Values:
    """The values for EC2's structure; what it does not have is None, or no block."""
    result: Values = {}
    for name in _names(block):
        member = _member(name, shape)
        if member is not None:
            result[name] = _told(block, name, data.get(member), shape.members[member])
    return result


def _names(block: Block) -> Iterable[str]:
    yield from block.attributes
    yield from block.blocks


def _member(name: str, shape: Any) -> str | None:
    wanted = name.replace("_", "")
    members = {member.lower(): member for member in shape.members}
    if name == _INTERFACE_GROUPS and "groups" in members:
        return str(members["groups"])
    return members.get(_OTHER_NAMES.get(wanted, wanted))


def _sent(block: Block, name: str, value: Any, shape: Any) -> Any:
    if name in block.blocks:
        inner = block.blocks[name].block
        if shape.type_name == "list":
            return [to_ec2(inner, item or {}, shape.member) for item in value]
        return to_ec2(inner, value[0] or {}, shape)
    if name == "tags":
        return [{"Key": key, "Value": text} for key, text in sorted(value.items())]
    if shape.type_name == "list" and shape.member.type_name == "structure":
        return [_address(text, place, shape.member) for place, text in enumerate(value)]
    return _scalar(value, shape.type_name)


def _address(text: str, place: int, shape: Any) -> Values:
    """One of a list of addresses: EC2 wants to know which is the first."""
    first = {"Primary": place == 0} if "Primary" in shape.members else {}
    return {next(member for member in shape.members if member != "Primary"): text, **first}


def _scalar(value: Any, kind: str) -> Any:
    if kind == "boolean" and isinstance(value, str):
        return value == "true"
    if kind == "integer" and isinstance(value, str):
        return int(value)
    return value


def _told(block: Block, name: str, value: Any, shape: Any) -> Any:
    if name in block.blocks:
        items = [] if value is None else value if shape.type_name == "list" else [value]
        inner = shape.member if shape.type_name == "list" else shape
        return [from_ec2(block.blocks[name].block, item, inner) for item in items]
    if value is None:
        return None
    if name == "tags":
        return {tag["Key"]: tag["Value"] for tag in value}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [text for item in value for text in item.values() if isinstance(text, str)]
    return value.isoformat() if hasattr(value, "isoformat") else value
