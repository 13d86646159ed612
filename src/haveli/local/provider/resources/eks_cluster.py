"""aws_eks_cluster: a control plane.

As in the genuine provider: creation waits until the cluster is ACTIVE; each kind of change is an update of its own that
is waited for, the version first; encryption of secrets may be added in place and is never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import eks_cluster_state
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.eks_cluster_request import (
    LOG_TYPES,
    auto_mode,
    creation,
    encryption,
    logging,
    vpc_endpoints,
    vpc_places,
)
from haveli.local.provider.resources.eks_shapes import camel, structure
from haveli.local.provider.resources.eks_waits import GONE, until_active, until_gone, until_updated
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.tags import removed, written

CREATE_SECONDS = 30 * 60
UPDATE_SECONDS = 60 * 60
DELETE_SECONDS = 15 * 60

#: Blocks that are one update each, as they are.
_PLAIN_UPDATES = (
    "upgrade_policy",
    "zonal_shift_config",
    "remote_network_config",
    "control_plane_scaling_config",
    "kube_api_server_config",
    "kube_scheduler_config",
    "kube_controller_manager_config",
)
_NAME = re.compile(r"[0-9A-Za-z][A-Za-z0-9_-]*")
_LONGEST_NAME = 100


class EksCluster(Resource):
    name = "aws_eks_cluster"
    not_emulated = "`outpost_config` is refused. There is no Kubernetes behind a cluster."
    force_new = frozenset(
        {
            "access_config.bootstrap_cluster_creator_admin_permissions",
            "bootstrap_self_managed_addons",
            "kubernetes_network_config.ip_family",
            "kubernetes_network_config.service_ipv4_cidr",
            "name",
            "outpost_config",
            "role_arn",
        }
    )
    defaults = {
        "access_config.bootstrap_cluster_creator_admin_permissions": False,
        "bootstrap_self_managed_addons": True,
        "vpc_config.endpoint_private_access": False,
        "vpc_config.endpoint_public_access": True,
    }
    recomputed = {"platform_version": frozenset({"version"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from _name_problems(config.get("name"))
        modes = ("API", "API_AND_CONFIG_MAP", "CONFIG_MAP")
        yield from choice_problems(config, ("access_config", 0, "authentication_mode"), modes)
        yield from choice_problems(config, ("kubernetes_network_config", 0, "ip_family"), ("ipv4", "ipv6"))
        yield from choice_problems(config, ("upgrade_policy", 0, "support_type"), ("STANDARD", "EXTENDED"))
        yield from choice_problems(config, ("enabled_cluster_log_types",), LOG_TYPES)
        if config.get("outpost_config"):
            yield Problem("Not in the local cloud", "It has no Outposts.", ("outpost_config",))

    def create(self, ctx: Context, planned: Values) -> str:
        eks, name = ctx.client("eks"), planned["name"]
        eks.create_cluster(**creation(planned))
        with after_creation({"id": name}):
            until_active(ctx, f"EKS cluster {name}", lambda: _describe(eks, name), CREATE_SECONDS)
        return str(name)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            return eks_cluster_state.reported(_describe(ctx.client("eks"), state["id"]), state)
        return None

    def update(self, ctx: Context, change: Change) -> None:
        eks, name, after = ctx.client("eks"), change.after["id"], change.after
        if change.touches("version"):
            forced = {"force": True} if after.get("force_update_version") else {}
            _settle(ctx, eks.update_cluster_version(name=name, version=after["version"], **forced), name)
        if change.touches("encryption_config"):
            _encrypt(ctx, change)
        for members in _config_updates(change):
            _settle(ctx, eks.update_cluster_config(name=name, **members), name)
        if removed(change):
            eks.untag_resource(resourceArn=after["arn"], tagKeys=removed(change))
        if written(change):
            eks.tag_resource(resourceArn=after["arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        eks, name = ctx.client("eks"), state["id"]
        with absent(*GONE):
            eks.delete_cluster(name=name)
        until_gone(ctx, f"EKS cluster {name}", lambda: _describe(eks, name), DELETE_SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": id, **eks_cluster_state.imported(_describe(ctx.client("eks"), id))}


def _describe(eks: Any, name: str) -> Values:
    return dict(eks.describe_cluster(name=name)["cluster"])


def _settle(ctx: Context, answer: Values, name: str) -> None:
    until_updated(ctx, answer["update"], UPDATE_SECONDS, name=name)


def _encrypt(ctx: Context, change: Change) -> None:
    wanted, name = encryption(change.after), change.after["id"]
    if not wanted:
        raise ValueError(f"encryption of secrets cannot be taken from EKS cluster {name}: replace the cluster")
    eks = ctx.client("eks")
    _settle(ctx, eks.associate_encryption_config(clusterName=name, encryptionConfig=wanted), name)


def _config_updates(change: Change) -> Iterable[Values]:
    """The members of each UpdateClusterConfig call that a change needs: EKS takes one kind of update at a time."""
    after = change.after
    mode = _mode(after)
    if mode and mode != _mode(change.before):
        yield {"accessConfig": {"authenticationMode": mode}}
    if auto_mode(after) != auto_mode(change.before):
        yield auto_mode(after)
    if change.touches("enabled_cluster_log_types"):
        yield {"logging": logging(after)}
    for name in _PLAIN_UPDATES:
        wanted = structure(after.get(name))
        if wanted and wanted != structure(change.before.get(name)):
            yield {camel(name): wanted}
    for part in (vpc_endpoints, vpc_places):
        if part(after) != part(change.before):
            yield {"resourcesVpcConfig": part(after)}
    if change.touches("deletion_protection") and after.get("deletion_protection") is not None:
        yield {"deletionProtection": after["deletion_protection"]}


def _mode(values: Values) -> Any:
    return (structure(values.get("access_config")) or {}).get("authenticationMode")


def _name_problems(name: Any) -> Iterable[Problem]:
    if isinstance(name, str) and not (_NAME.fullmatch(name) and len(name) <= _LONGEST_NAME):
        detail = f"{name!r} must have 1 to {_LONGEST_NAME} letters, digits, hyphens and underscores."
        yield Problem("invalid value for name", detail, ("name",))
