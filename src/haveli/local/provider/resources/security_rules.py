"""Rules of a security group, pure: between Terraform's `ingress` and `egress` and EC2's permissions.

EC2 keeps one rule for each source and merges rules of the same ports into one permission; Terraform's configuration
groups sources as its author likes. So rules are compared as atoms: one protocol, one range of ports, one source, one
description.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haveli.local.provider.resource import Values

#: Argument of a rule -> the kind of its sources, and EC2's list and member for them.
SOURCES = {
    "cidr_blocks": ("IpRanges", "CidrIp"),
    "ipv6_cidr_blocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefix_list_ids": ("PrefixListIds", "PrefixListId"),
    "security_groups": ("UserIdGroupPairs", "GroupId"),
}
#: IP protocol numbers that EC2 reports by name (EC2 API reference, IpPermission, 2026-11).
PROTOCOLS = {"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}
SELF = "self"


@dataclass(frozen=True)
class Atom:
    """One rule with one source. Ports are None when the protocol has none."""

    protocol: str
    from_port: Any
    to_port: Any
    kind: str
    source: Any
    description: str


def protocol_form(protocol: Any) -> Any:
    """The name that EC2 reports for a protocol given as a name in any case, or as a number."""
    return PROTOCOLS.get(protocol.lower(), protocol.lower()) if isinstance(protocol, str) else protocol


def atoms_of(rules: Iterable[Any]) -> list[Atom]:
    """The atoms of Terraform's rules."""
    return [atom for rule in rules for atom in _atoms_of_rule(rule)]


def rules_form(rules: Any) -> Any:
    """The normal form of `ingress` and `egress`: the set of their atoms, whatever their grouping."""
    if not isinstance(rules, list) or not all(isinstance(rule, Mapping) for rule in rules):
        return rules
    return frozenset(atoms_of(rules))


def atoms_found(permissions: Iterable[Mapping[str, Any]], group: str, account: str) -> list[Atom]:
    """The atoms of EC2's permissions of a group."""
    return [
        Atom(
            permission["IpProtocol"],
            *_ports(permission["IpProtocol"], permission.get("FromPort"), permission.get("ToPort")),
            kind=kind,
            source=_source_found(item, member, group, account),
            description=item.get("Description") or "",
        )
        for permission in permissions
        for kind, (listed, member) in SOURCES.items()
        for item in permission.get(listed, [])
    ]


def permissions_for(atoms: Iterable[Atom], group: str) -> list[dict[str, Any]]:
    """EC2's permissions for atoms, one for each."""
    return [_permission(atom, group) for atom in atoms]


def rules_held(known: Iterable[Any], found: Iterable[Atom]) -> list[Values]:
    """The rules that exist, grouped as the state has them; others are grouped by protocol, ports and description."""
    left = list(found)
    existing, held = set(left), []
    for rule in known:
        ours = _atoms_of_rule(rule)
        kept = [atom for atom in ours if atom in existing]
        left = [atom for atom in left if atom not in set(kept)]
        if len(kept) == len(ours):
            held.append(dict(rule))
        else:
            held.extend(_grouped(kept))
    return held + _grouped(left)


def _atoms_of_rule(rule: Mapping[str, Any]) -> list[Atom]:
    protocol = protocol_form(rule.get("protocol"))
    ports = _ports(protocol, rule.get("from_port"), rule.get("to_port"))
    sources = [(kind, source) for kind in SOURCES for source in _listed(rule.get(kind))]
    if rule.get("self"):
        sources.append(("security_groups", SELF))
    return [Atom(protocol, *ports, kind, source, rule.get("description") or "") for kind, source in sources]


def _ports(protocol: Any, first: Any, last: Any) -> tuple[Any, Any]:
    """All protocols together have no ports: the configuration says 0 and 0 and EC2 says nothing."""
    return (None, None) if protocol == "-1" else (first, last)


def _source_found(item: Mapping[str, Any], member: str, group: str, account: str) -> str:
    """A source as Terraform has it: `self` for the group itself, `account/group` for a group of another account."""
    source = str(item[member])
    if member != "GroupId":
        return source
    if source == group:
        return SELF
    owner = item.get("UserId") or account
    return source if owner == account else f"{owner}/{source}"


def _permission(atom: Atom, group: str) -> dict[str, Any]:
    listed, member = SOURCES[atom.kind]
    item: dict[str, Any] = {member: group if atom.source == SELF else atom.source}
    if atom.kind == "security_groups" and "/" in item[member]:
        owner, _, other = item[member].partition("/")
        item = {"UserId": owner, member: other}
    if atom.description:
        item["Description"] = atom.description
    ports = {} if atom.from_port is None else {"FromPort": atom.from_port, "ToPort": atom.to_port}
    return {"IpProtocol": atom.protocol, **ports, listed: [item]}


def _grouped(atoms: Iterable[Atom]) -> list[Values]:
    """Rules for atoms: one for each protocol, ports and description."""
    groups: dict[tuple[str, Any, Any, str], list[Atom]] = {}
    for atom in atoms:
        groups.setdefault((atom.protocol, atom.from_port, atom.to_port, atom.description), []).append(atom)
    return [_rule(*key, members) for key, members in groups.items()]


def _rule(protocol: str, first: Any, last: Any, description: str, members: list[Atom]) -> Values:
    sources = {kind: [atom.source for atom in members if atom.kind == kind and atom.source != SELF] for kind in SOURCES}
    return {
        "protocol": protocol,
        "from_port": first or 0,
        "to_port": last or 0,
        "description": description,
        "self": any(atom.source == SELF for atom in members),
        **sources,
    }


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
