"""aws_eks_node_group: a managed node group.

As in the genuine provider: sizes, labels, taints and update settings change in one call, versions of Kubernetes, images
and the launch template in another, each waited for; what the nodes are made of replaces the group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.eks_ids import joined, parts
from haveli.local.provider.resources.eks_shapes import block, structure
from haveli.local.provider.resources.eks_waits import GONE, until_active, until_gone, until_updated
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.names import chosen_name, length_problems
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import own, removed, written

SECONDS = 60 * 60
EFFECTS = ("NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE")
#: Blocks that the state has only when they were configured or imported: EKS fills them in.
_OPTIONAL = {
    "update_config": "updateConfig",
    "node_repair_config": "nodeRepairConfig",
    "warm_pool_config": "warmPoolConfig",
}


class EksNodeGroup(Resource):
    name = "aws_eks_node_group"
    force_new = frozenset(
        {
            "ami_type",
            "capacity_type",
            "cluster_name",
            "disk_size",
            "instance_types",
            "launch_template.id",
            "launch_template.name",
            "node_group_name",
            "node_group_name_prefix",
            "node_role_arn",
            "remote_access",
            "subnet_ids",
        }
    )
    recomputed = {"release_version": frozenset({"version"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "node_group_name", 63, r"[\w-]")
        yield from choice_problems(config, ("capacity_type",), ("ON_DEMAND", "SPOT", "CAPACITY_BLOCK"))
        for place in range(len(config["taint"]) if isinstance(config.get("taint"), list) else 0):
            yield from choice_problems(config, ("taint", place, "effect"), EFFECTS)
        if config.get("launch_template") and (config.get("remote_access") or config.get("disk_size")):
            argument = "remote_access" if config.get("remote_access") else "disk_size"
            yield Problem(
                "Conflicting configuration arguments", f"{argument} belongs into the launch template.", (argument,)
            )

    def create(self, ctx: Context, planned: Values) -> str:
        eks, cluster = ctx.client("eks"), planned["cluster_name"]
        name = chosen_name(planned, "node_group_name", "node_group_name_prefix")
        eks.create_nodegroup(**_creation(name, planned))
        identity = joined(cluster, name)
        with after_creation({"id": identity, "node_group_name": name}):
            until_active(ctx, f"EKS node group {identity}", lambda: _describe(eks, identity), SECONDS)
        return identity

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            return _reported(_describe(ctx.client("eks"), state["id"]), state)
        return None

    def update(self, ctx: Context, change: Change) -> None:
        eks, names = ctx.client("eks"), _names(change.after["id"])
        if change.touches("launch_template", "release_version", "version"):
            _settle(ctx, eks.update_nodegroup_version(**names, **_versions(change)), names)
        if change.touches("labels", "taint", "scaling_config", *_OPTIONAL):
            _settle(ctx, eks.update_nodegroup_config(**names, **_settings(change)), names)
        if removed(change):
            eks.untag_resource(resourceArn=change.after["arn"], tagKeys=removed(change))
        if written(change):
            eks.tag_resource(resourceArn=change.after["arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        eks, identity = ctx.client("eks"), state["id"]
        with absent(*GONE):
            eks.delete_nodegroup(**_names(identity))
        until_gone(ctx, f"EKS node group {identity}", lambda: _describe(eks, identity), SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        found = _describe(ctx.client("eks"), id)
        return {"id": id, **{name: block(found.get(member)) for name, member in _OPTIONAL.items()}}


def _names(identity: str) -> dict[str, str]:
    cluster, name = parts(identity, "cluster_name", "node_group_name")
    return {"clusterName": cluster, "nodegroupName": name}


def _describe(eks: Any, identity: str) -> Values:
    return dict(eks.describe_nodegroup(**_names(identity))["nodegroup"])


def _settle(ctx: Context, answer: Values, names: dict[str, str]) -> None:
    until_updated(ctx, answer["update"], SECONDS, name=names["clusterName"], nodegroupName=names["nodegroupName"])


def _creation(name: str, planned: Values) -> Values:
    access = first(planned.get("remote_access"))
    remote = {"ec2SshKey": access.get("ec2_ssh_key"), "sourceSecurityGroups": access.get("source_security_group_ids")}
    return without_none(
        {
            "clusterName": planned["cluster_name"],
            "nodegroupName": name,
            "nodeRole": planned["node_role_arn"],
            "subnets": planned["subnet_ids"],
            "scalingConfig": structure(planned["scaling_config"]),
            "amiType": planned.get("ami_type"),
            "capacityType": planned.get("capacity_type"),
            "diskSize": planned.get("disk_size") or None,
            "instanceTypes": planned.get("instance_types") or None,
            "labels": planned.get("labels") or None,
            "taints": _taints(planned) or None,
            "launchTemplate": _template(planned),
            "remoteAccess": without_none(remote) if access else None,
            "version": planned.get("version"),
            "releaseVersion": planned.get("release_version"),
            "tags": planned.get("tags_all") or {},
            **{member: structure(planned.get(argument)) for argument, member in _OPTIONAL.items()},
        }
    )


def _template(values: Values) -> Values | None:
    """Id or name: EKS takes one of them."""
    item = first(values.get("launch_template"))
    if not item:
        return None
    return {**({"id": item["id"]} if item.get("id") else {"name": item["name"]}), "version": item["version"]}


def _taints(values: Values) -> list[Values]:
    return [without_none(dict(item)) for item in values.get("taint") or ()]


def _versions(change: Change) -> Values:
    """UpdateNodegroupVersion's arguments: what changes, and the launch template whenever there is one."""
    after = change.after
    return without_none(
        {
            "force": bool(after.get("force_update_version")),
            "launchTemplate": _template(after) if change.touches("launch_template") else None,
            "version": after.get("version") if change.touches("version") else None,
            "releaseVersion": after.get("release_version") if change.touches("release_version") else None,
        }
    )


def _settings(change: Change) -> Values:
    """UpdateNodegroupConfig's arguments."""
    after, before = change.after, change.before
    return without_none(
        {
            "scalingConfig": structure(after["scaling_config"]),
            "labels": _label_changes(before.get("labels") or {}, after.get("labels") or {}),
            "taints": _taint_changes(_taints(before), _taints(after)),
            **{member: structure(after.get(name)) for name, member in _OPTIONAL.items() if change.touches(name)},
        }
    )


def _label_changes(before: Values, after: Values) -> Values | None:
    added = {key: value for key, value in after.items() if before.get(key) != value}
    gone = sorted(before.keys() - after.keys())
    return {"addOrUpdateLabels": added, "removeLabels": gone} if added or gone else None


def _taint_changes(before: list[Values], after: list[Values]) -> Values | None:
    added = [taint for taint in after if taint not in before]
    replaced = [(taint["key"], taint["effect"]) for taint in added]
    gone = [taint for taint in before if taint not in after and (taint["key"], taint["effect"]) not in replaced]
    return {"addOrUpdateTaints": added, "removeTaints": gone} if added or gone else None


def _reported(group: Values, state: Values) -> Values:
    return {
        "id": joined(group["clusterName"], group["nodegroupName"]),
        "arn": group["nodegroupArn"],
        "ami_type": group.get("amiType"),
        "capacity_type": group.get("capacityType"),
        "cluster_name": group["clusterName"],
        "disk_size": group.get("diskSize") or 0,
        "instance_types": group.get("instanceTypes") or [],
        "labels": settled(group.get("labels"), state.get("labels")),
        "launch_template": [dict(each) for each in _present(group, "launchTemplate")],
        "node_group_name": group["nodegroupName"],
        "node_role_arn": group["nodeRole"],
        "release_version": group.get("releaseVersion"),
        "remote_access": [_remote_access(each) for each in _present(group, "remoteAccess")],
        "resources": [_made(group.get("resources") or {})],
        "scaling_config": block(group["scalingConfig"]),
        "status": group["status"],
        "subnet_ids": group["subnets"],
        "taint": list(_reported_taints(group, state)),
        "version": group.get("version"),
        "tags_all": own(group.get("tags") or {}),
        **{name: _kept(name, group.get(member), state) for name, member in _OPTIONAL.items() if state.get(name)},
    }


def _present(group: Values, member: str) -> list[Values]:
    return [group[member]] if group.get(member) else []


def _remote_access(found: Values) -> Values:
    return {"ec2_ssh_key": found.get("ec2SshKey"), "source_security_group_ids": found.get("sourceSecurityGroups")}


def _made(found: Values) -> Values:
    return {
        "autoscaling_groups": [{"name": each["name"]} for each in found.get("autoScalingGroups") or ()],
        "remote_access_security_group_id": found.get("remoteAccessSecurityGroup", ""),
    }


def _reported_taints(group: Values, state: Values) -> Iterator[Values]:
    """A taint without a value is one with an empty value for EKS: the state's own form stays."""
    known = {(item["key"], item["effect"]): item.get("value") for item in state.get("taint") or ()}
    for taint in group.get("taints") or ():
        value = settled(taint.get("value"), known.get((taint["key"], taint["effect"])))
        yield {"key": taint["key"], "value": value, "effect": taint["effect"]}


def _kept(name: str, found: Values | None, state: Values) -> list[Values]:
    """A block as EKS has it, without the members that EKS chose itself."""
    known = first(state[name])
    return [
        {
            argument: value
            for argument, value in item.items()
            if known.get(argument) is not None or name != "update_config"
        }
        for item in block(found)
    ]
