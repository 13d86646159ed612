"""aws_vpc_security_group_ingress_rule and aws_vpc_security_group_egress_rule: one rule with an id of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.security_rules import protocol_form
from haveli.local.provider.resources.settled import settled, without_none

#: The arguments that say where the traffic comes from or goes to: exactly one is set.
SOURCES = ("cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id")
ARGUMENTS = (*SOURCES, "description", "from_port", "to_port", "ip_protocol")


class _Rule(Resource):
    """What the two directions share."""

    direction: ClassVar[str]
    force_new = frozenset({"security_group_id"})
    same = {"ip_protocol": protocol_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        chosen = [source for source in SOURCES if config.get(source) is not None]
        if len(chosen) != 1:
            names = ", ".join(SOURCES)
            yield Problem("Invalid Attribute Combination", f"Exactly one of {names} must be set, not {len(chosen)}.")

    def create(self, ctx: Context, planned: Values) -> Values:
        authorise = getattr(ctx.client("ec2"), f"authorize_security_group_{self.direction}")
        answer = authorise(
            GroupId=planned["security_group_id"],
            IpPermissions=[_permission(planned)],
            **ec2.tagged("security-group-rule", planned),
        )
        id = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return {"id": id, "security_group_rule_id": id}

    def read(self, ctx: Context, state: Values) -> Values | None:
        id = state["id"]
        rule = ec2.one(ctx.client("ec2").describe_security_group_rules, "SecurityGroupRules", SecurityGroupRuleIds=[id])
        if rule is None or rule.get("IsEgress", False) != (self.direction == "egress"):
            return None
        return {
            "id": id,
            "security_group_rule_id": id,
            "arn": ec2.arn(ctx, "security-group-rule", id),
            "security_group_id": rule["GroupId"],
            "ip_protocol": rule["IpProtocol"],
            "cidr_ipv4": rule.get("CidrIpv4"),
            "cidr_ipv6": rule.get("CidrIpv6"),
            "prefix_list_id": rule.get("PrefixListId"),
            "referenced_security_group_id": _referenced(rule, state, ctx.account),
            "description": settled(rule.get("Description"), state.get("description")),
            "tags_all": ec2.tags_of(rule),
            **_ports(rule, state),
        }

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches(*ARGUMENTS):
            ctx.client("ec2").modify_security_group_rules(
                GroupId=change.after["security_group_id"],
                SecurityGroupRules=[
                    {"SecurityGroupRuleId": change.after["id"], "SecurityGroupRule": _modified(change.after)}
                ],
            )
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        revoke = getattr(ctx.client("ec2"), f"revoke_security_group_{self.direction}")
        with absent("InvalidSecurityGroupRuleId.NotFound", "InvalidGroup.NotFound", "InvalidPermission.NotFound"):
            revoke(GroupId=state["security_group_id"], SecurityGroupRuleIds=[state["id"]])


class IngressRule(_Rule):
    name = "aws_vpc_security_group_ingress_rule"
    direction = "ingress"


class EgressRule(_Rule):
    name = "aws_vpc_security_group_egress_rule"
    direction = "egress"


def _permission(planned: Values) -> dict[str, Any]:
    """The rule as the authorize calls take it: a permission with one source."""
    described = without_none({"Description": planned.get("description")})
    places = {
        "cidr_ipv4": ("IpRanges", "CidrIp"),
        "cidr_ipv6": ("Ipv6Ranges", "CidrIpv6"),
        "prefix_list_id": ("PrefixListIds", "PrefixListId"),
        "referenced_security_group_id": ("UserIdGroupPairs", "GroupId"),
    }
    source = next(name for name in SOURCES if planned.get(name))
    listed, member = places[source]
    item = {member: planned[source], **described}
    if "/" in planned[source] and source == "referenced_security_group_id":
        owner, _, group = planned[source].partition("/")
        item = {"UserId": owner, member: group, **described}
    return without_none(
        {
            "IpProtocol": planned["ip_protocol"],
            "FromPort": planned.get("from_port"),
            "ToPort": planned.get("to_port"),
            listed: [item],
        }
    )


def _modified(planned: Values) -> dict[str, Any]:
    """The rule as ModifySecurityGroupRules takes it: whole, since what is left out is cleared."""
    group = planned.get("referenced_security_group_id")
    return without_none(
        {
            "IpProtocol": planned["ip_protocol"],
            "FromPort": planned.get("from_port"),
            "ToPort": planned.get("to_port"),
            "CidrIpv4": planned.get("cidr_ipv4"),
            "CidrIpv6": planned.get("cidr_ipv6"),
            "PrefixListId": planned.get("prefix_list_id"),
            "ReferencedGroupId": group.rpartition("/")[2] if group else None,
            "Description": planned.get("description") or "",
        }
    )


def _ports(rule: dict[str, Any], state: Values) -> Values:
    """EC2 reports -1 for the ports of all protocols; the configuration has them unset, or -1 too."""
    if rule["IpProtocol"] == "-1":
        return {"from_port": state.get("from_port"), "to_port": state.get("to_port")}
    return {"from_port": rule.get("FromPort"), "to_port": rule.get("ToPort")}


def _referenced(rule: dict[str, Any], state: Values, account: str) -> str | None:
    """The referenced group as Terraform has it: `account/group` for a group of another account."""
    info = rule.get("ReferencedGroupInfo") or {}
    if not info.get("GroupId"):
        return None
    owner = info.get("UserId") or account
    known = state.get("referenced_security_group_id")
    qualified = f"{owner}/{info['GroupId']}"
    return qualified if owner != account or known == qualified else str(info["GroupId"])
