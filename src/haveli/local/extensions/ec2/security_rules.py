"""One rule of a security group as moto keeps it: its description, what makes two the same, and how one is changed."""

from __future__ import annotations

from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.security_groups import GroupedSecurityRuleView, SecurityGroup, SecurityGroupRule

#: Parameter of ModifySecurityGroupRules -> the kind of source that a rule has for good.
KINDS = {
    "CidrIpv4": "IPv4 CIDR",
    "CidrIpv6": "IPv6 CIDR",
    "PrefixListId": "prefix list",
    "ReferencedGroupId": "security group",
}


def install() -> None:
    """Puts these in the place of moto's, which know the description of address blocks only and compare by it."""
    SecurityGroupRule.prefix_description = None
    SecurityGroupRule.description = property(description)
    SecurityGroupRule.__eq__ = same
    SecurityGroup._flattened_rules = grouped


def description(rule: Any) -> str | None:
    """The text beside the rule's source."""
    text = rule.ip_range.get("Description") or rule.source_group.get("Description") or rule.prefix_description
    return str(text) if text else None


def same(rule: Any, other: Any) -> bool:
    """Whether AWS takes two rules for one: its description does not count (EC2 API reference,
    AuthorizeSecurityGroupIngress, 2026-11)."""
    return _key(rule) == _key(other)


def grouped(group: Any, rules: list[Any]) -> list[Any]:
    """The rules as permissions: those of the same protocol and ports in one."""
    views: dict[tuple[Any, ...], Any] = {}
    for rule in rules:
        key = (rule.from_port, rule.to_port, rule.ip_protocol)
        view = views.setdefault(key, GroupedSecurityRuleView(*key))
        if rule.ip_range:
            view.all_ip_ranges.append(rule.ip_range)
        if rule.source_group:
            view.source_groups.append(rule.source_group)
        if rule.prefix_list_id:
            described = {"Description": rule.prefix_description} if rule.prefix_description else {}
            view.prefix_list_ids.append({"PrefixListId": rule.prefix_list_id, **described})
    return list(views.values())


def rewrite(rule: Any, wanted: dict[str, Any], account: str) -> None:
    """Changes a rule in place. Raises InvalidParameterValue when its source would be of another kind."""
    kind = next((name for name in KINDS if wanted.get(name)), None)
    if kind is None or kind != _kind(rule):
        message = f"Invalid rule type for security group rule '{rule.id}': it is of a {KINDS[_kind(rule)]}."
        raise EC2ClientError("InvalidParameterValue", message)
    rule.ip_protocol = str(wanted["IpProtocol"])
    ports = (None, None) if rule.ip_protocol == "-1" else (int(wanted["FromPort"]), int(wanted["ToPort"]))
    rule.from_port, rule.to_port = ports
    described = {"Description": wanted["Description"]} if wanted.get("Description") else {}
    if kind == "PrefixListId":
        rule.prefix_list_id, rule.prefix_description = wanted[kind], described.get("Description")
    elif kind == "ReferencedGroupId":
        rule.source_group = {"GroupId": wanted[kind], "UserId": account, "OwnerId": account, **described}
    else:
        rule.ip_range = {{"CidrIpv4": "CidrIp", "CidrIpv6": "CidrIpv6"}[kind]: wanted[kind], **described}


def _kind(rule: Any) -> str:
    if rule.prefix_list_id:
        return "PrefixListId"
    if rule.source_group:
        return "ReferencedGroupId"
    return "CidrIpv6" if rule.ip_range.get("CidrIpv6") else "CidrIpv4"


def _key(rule: Any) -> tuple[Any, ...]:
    ports = (None, None) if rule.ip_protocol == "-1" else (rule.from_port, rule.to_port)
    blocks = (rule.ip_range.get("CidrIp"), rule.ip_range.get("CidrIpv6"))
    return (rule.ip_protocol, *ports, *blocks, rule.source_group.get("GroupId"), rule.prefix_list_id)
