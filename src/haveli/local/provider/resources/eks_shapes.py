"""Terraform's blocks and EKS's structures, which differ in the case of their names and in little else. Pure.

A block of at most one item is a structure; a block of several, named in `LISTS`, is a list of structures.
"""

from __future__ import annotations

import re
from typing import Any

from haveli.local.provider.resource import Values

#: Blocks of several items, by the name of EKS's list.
LISTS = {
    "remoteNodeNetworks": "remote_node_networks",
    "remotePodNetworks": "remote_pod_networks",
    "resources": "resource",
    "nodeRepairConfigOverrides": "node_repair_config_overrides",
}
_BLOCKS = {block: member for member, block in LISTS.items()}


def structure(block: Any) -> Values | None:
    """EKS's structure for a block that may occur once, or None for an absent block; what is not set is left out."""
    if not block or block[0] is None:
        return None
    return _members(block[0])


def block(found: Values | None) -> list[Values]:
    """The block for a structure of EKS: empty when there is none."""
    return [_arguments(found)] if found is not None else []


def _members(item: Values) -> Values:
    named = {_BLOCKS.get(name) or camel(name): (name, value) for name, value in item.items() if value not in (None, [])}
    return {member: _sent(name, value) for member, (name, value) in named.items()}


def _sent(name: str, value: Any) -> Any:
    if not isinstance(value, list) or not isinstance(value[0], dict):
        return value
    return [_members(item) for item in value] if name in _BLOCKS else _members(value[0])


def _arguments(found: Values) -> Values:
    return {_name(member, value): _told(value) for member, value in found.items()}


def _name(member: str, value: Any) -> str:
    is_list_of_blocks = isinstance(value, list) and value and isinstance(value[0], dict)
    return LISTS[member] if is_list_of_blocks else snake(member)


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return [_arguments(value)]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_arguments(item) for item in value]
    return value


def camel(name: str) -> str:
    """`service_ipv4_cidr` as `serviceIpv4Cidr`."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def snake(member: str) -> str:
    """`serviceIpv4Cidr` as `service_ipv4_cidr`."""
    return re.sub(r"[A-Z]", lambda letter: f"_{letter.group().lower()}", member)
