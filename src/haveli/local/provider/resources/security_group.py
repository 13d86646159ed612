"""aws_security_group and aws_default_security_group.

A group's rules may be kept in its own `ingress` and `egress`, or in resources of their own: what the configuration
leaves out is only read. As in the genuine provider, a new group loses the rule that AWS gives it (all traffic out), and
the default group of a VPC is adopted with all of its rules taken away.
"""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import SUFFIX_LENGTH, chosen_name
from haveli.local.provider.resources.security_rules import (
    Atom,
    atoms_found,
    atoms_of,
    permissions_for,
    rules_form,
    rules_held,
)
from haveli.local.provider.resources.settled import without_none


class SecurityGroup(Resource):
    name = "aws_security_group"
    force_new = frozenset({"description", "name", "name_prefix", "vpc_id"})
    defaults = {"description": "Managed by Terraform", "revoke_rules_on_delete": False}
    same = {"ingress": rules_form, "egress": rules_form}

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none({"VpcId": planned.get("vpc_id")})
        made = client.create_security_group(
            GroupName=chosen_name(planned),
            Description=planned["description"],
            **request,
            **ec2.tagged("security-group", planned),
        )
        id = str(made["GroupId"])
        with ec2.made(id):
            _take_away_rules(ctx, id)
            _change_rules(ctx, id, {}, planned)
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        return read_group(ctx, state)

    def update(self, ctx: Context, change: Change) -> None:
        update_group(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        if state.get("revoke_rules_on_delete"):
            _release(ctx, state["id"])
        busy = ("DependencyViolation", "InvalidGroup.InUse")
        ec2.remove(ctx, lambda: ctx.client("ec2").delete_security_group(GroupId=state["id"]), state, busy=busy)


class DefaultSecurityGroup(Resource):
    """Adopted, not made: it cannot be deleted, so a destroy only forgets it."""

    name = "aws_default_security_group"
    force_new = frozenset({"vpc_id"})
    defaults = {"revoke_rules_on_delete": False}
    same = {"ingress": rules_form, "egress": rules_form}

    def create(self, ctx: Context, planned: Values) -> str:
        group = _default_group(ctx, planned.get("vpc_id"))
        id = str(group["GroupId"])
        with ec2.made(id):
            before = {"id": id, "tags_all": ec2.tags_of(group)}
            ec2.retag(ctx, Change(before, {**before, "tags_all": planned.get("tags_all")}))
            _take_away_rules(ctx, id)
            _change_rules(ctx, id, {}, planned)
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        return read_group(ctx, state)

    def update(self, ctx: Context, change: Change) -> None:
        update_group(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        """The group stays with its VPC (documentation of the genuine resource, "Removing from your configuration")."""


def read_group(ctx: Context, state: Values) -> Values | None:
    """What EC2 says of a group, its rules grouped as the state has them."""
    group = _group(ctx, state["id"])
    if group is None:
        return None
    ingress, egress = _atoms(ctx, group)
    return {
        "id": state["id"],
        "arn": group.get("SecurityGroupArn") or ec2.arn(ctx, "security-group", state["id"]),
        "name": group["GroupName"],
        "name_prefix": state.get("name_prefix") or _prefix_of(group["GroupName"]),
        "description": group["Description"],
        "owner_id": group.get("OwnerId", ctx.account),
        "vpc_id": group.get("VpcId", ""),
        "ingress": rules_held(state.get("ingress") or [], ingress),
        "egress": rules_held(state.get("egress") or [], egress),
        "tags_all": ec2.tags_of(group),
    }


def update_group(ctx: Context, change: Change) -> None:
    """Applies changed rules and tags."""
    _change_rules(ctx, change.after["id"], change.before, change.after)
    ec2.retag(ctx, change)


def _prefix_of(name: str) -> str:
    """The prefix of a name that the provider chose, else the empty string."""
    prefix, suffix = name[:-SUFFIX_LENGTH], name[-SUFFIX_LENGTH:]
    return prefix if len(suffix) == SUFFIX_LENGTH and suffix[:18].isdigit() else ""


def _group(ctx: Context, id: str) -> dict[str, Any] | None:
    return ec2.one(ctx.client("ec2").describe_security_groups, "SecurityGroups", GroupIds=[id])


def _default_group(ctx: Context, vpc: str | None) -> dict[str, Any]:
    """The default group of a VPC, or of the region's default VPC. Raises ValueError when there is none."""
    client = ctx.client("ec2")
    if vpc is None:
        found = ec2.one(client.describe_vpcs, "Vpcs", Filters=[{"Name": "is-default", "Values": ["true"]}])
        if found is None:
            raise ValueError("this region has no default VPC: set vpc_id")
        vpc = str(found["VpcId"])
    filters = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [vpc]}]
    group = ec2.one(client.describe_security_groups, "SecurityGroups", Filters=filters)
    if group is None:
        raise ValueError(f"VPC {vpc} has no default security group")
    return group


def _atoms(ctx: Context, group: dict[str, Any]) -> tuple[list[Atom], list[Atom]]:
    owner = (group["GroupId"], group.get("OwnerId", ctx.account))
    return (
        atoms_found(group.get("IpPermissions", []), *owner),
        atoms_found(group.get("IpPermissionsEgress", []), *owner),
    )


def _take_away_rules(ctx: Context, id: str) -> None:
    group = _group(ctx, id) or {"GroupId": id}
    ingress, egress = _atoms(ctx, group)
    _revoke(ctx, id, ingress, egress)


def _change_rules(ctx: Context, id: str, before: Values, after: Values) -> None:
    """Revokes what the plan no longer has, then authorises what it adds; rules that it does not know are left alone."""
    old = [atoms_of(before.get(side) or []) for side in ("ingress", "egress")]
    new = [atoms_of(after.get(side) or []) for side in ("ingress", "egress")]
    _revoke(ctx, id, *(_without(atoms, kept) for atoms, kept in zip(old, new, strict=True)))
    _authorise(ctx, id, *(_without(atoms, kept) for atoms, kept in zip(new, old, strict=True)))


def _without(atoms: list[Atom], others: list[Atom]) -> list[Atom]:
    return list(dict.fromkeys(atom for atom in atoms if atom not in set(others)))


def _revoke(ctx: Context, id: str, ingress: list[Atom], egress: list[Atom]) -> None:
    client = ctx.client("ec2")
    with absent("InvalidPermission.NotFound"):
        if ingress:
            client.revoke_security_group_ingress(GroupId=id, IpPermissions=permissions_for(ingress, id))
    with absent("InvalidPermission.NotFound"):
        if egress:
            client.revoke_security_group_egress(GroupId=id, IpPermissions=permissions_for(egress, id))


def _authorise(ctx: Context, id: str, ingress: list[Atom], egress: list[Atom]) -> None:
    client = ctx.client("ec2")
    if ingress:
        client.authorize_security_group_ingress(GroupId=id, IpPermissions=permissions_for(ingress, id))
    if egress:
        client.authorize_security_group_egress(GroupId=id, IpPermissions=permissions_for(egress, id))


def _release(ctx: Context, id: str) -> None:
    """Takes away the rules of a group and those of other groups that refer to it: EMR adds such pairs to its managed
    groups (Amazon EMR management guide, "Amazon EMR-managed security groups", 2026-11)."""
    if _group(ctx, id) is None:
        return
    _take_away_rules(ctx, id)
    pages = ctx.client("ec2").get_paginator("describe_security_groups").paginate()
    for group in (group for page in pages for group in page["SecurityGroups"]):
        ingress, egress = _atoms(ctx, group)
        _revoke(ctx, group["GroupId"], _referring(ingress, id), _referring(egress, id))


def _referring(atoms: list[Atom], id: str) -> list[Atom]:
    return [atom for atom in atoms if atom.kind == "security_groups" and atom.source == id]
