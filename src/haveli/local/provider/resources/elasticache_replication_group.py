"""aws_elasticache_replication_group: a Redis or Valkey of one primary and its replicas, or of several shards.

As in the genuine provider: creation, changes and deletion are waited for; the number of shards, the number of replicas
and the settings change by calls of their own, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.elasticache_group_state import reported
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("ReplicationGroupNotFoundFault",)
CREATE_SECONDS = 60 * 60
UPDATE_SECONDS = 40 * 60
DELETE_SECONDS = 45 * 60

_NAME = re.compile(r"[A-Za-z](?!.*--)[A-Za-z0-9-]{0,39}(?<!-)")
#: Arguments that ModifyReplicationGroup takes as they are, and CreateReplicationGroup too.
_SETTINGS = {
    "automatic_failover_enabled": "AutomaticFailoverEnabled",
    "cluster_mode": "ClusterMode",
    "description": "ReplicationGroupDescription",
    "durability": "Durability",
    "engine": "Engine",
    "engine_version": "EngineVersion",
    "ip_discovery": "IpDiscovery",
    "maintenance_window": "PreferredMaintenanceWindow",
    "multi_az_enabled": "MultiAZEnabled",
    "node_type": "CacheNodeType",
    "notification_topic_arn": "NotificationTopicArn",
    "parameter_group_name": "CacheParameterGroupName",
    "security_group_ids": "SecurityGroupIds",
    "snapshot_retention_limit": "SnapshotRetentionLimit",
    "snapshot_window": "SnapshotWindow",
    "transit_encryption_enabled": "TransitEncryptionEnabled",
    "transit_encryption_mode": "TransitEncryptionMode",
}
#: Arguments that only CreateReplicationGroup takes.
_BORN = {
    "auth_token": "AuthToken",
    "data_tiering_enabled": "DataTieringEnabled",
    "kms_key_id": "KmsKeyId",
    "network_type": "NetworkType",
    "num_cache_clusters": "NumCacheClusters",
    "num_node_groups": "NumNodeGroups",
    "port": "Port",
    "preferred_cache_cluster_azs": "PreferredCacheClusterAZs",
    "replicas_per_node_group": "ReplicasPerNodeGroup",
    "replication_group_id": "ReplicationGroupId",
    "security_group_names": "CacheSecurityGroupNames",
    "snapshot_arns": "SnapshotArns",
    "snapshot_name": "SnapshotName",
    "subnet_group_name": "CacheSubnetGroupName",
    "user_group_ids": "UserGroupIds",
}
#: Switches that the provider has as texts.
_SWITCHES = {
    "at_rest_encryption_enabled": "AtRestEncryptionEnabled",
    "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
}
_COUNTS = ("num_cache_clusters", "num_node_groups", "replicas_per_node_group")


class ElastiCacheReplicationGroup(Resource):
    name = "aws_elasticache_replication_group"
    force_new = frozenset(
        {
            "at_rest_encryption_enabled",
            "data_tiering_enabled",
            "kms_key_id",
            "network_type",
            "port",
            "preferred_cache_cluster_azs",
            "replication_group_id",
            "security_group_names",
            "snapshot_arns",
            "snapshot_name",
            "subnet_group_name",
        }
    )
    defaults = {"automatic_failover_enabled": False, "engine": "redis", "multi_az_enabled": False}
    same = {"replication_group_id": lambda name: name.lower()}
    sensitive = frozenset({"auth_token"})
    recomputed = {
        "engine_version_actual": frozenset({"engine", "engine_version"}),
        "member_clusters": frozenset(_COUNTS),
        "num_cache_clusters": frozenset({"num_node_groups", "replicas_per_node_group"}),
        "num_node_groups": frozenset({"num_cache_clusters"}),
        "replicas_per_node_group": frozenset({"num_cache_clusters"}),
        "parameter_group_name": frozenset({"engine", "engine_version"}),
        "transit_encryption_mode": frozenset({"transit_encryption_enabled"}),
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("replication_group_id")
        if isinstance(name, str) and not _NAME.fullmatch(name):
            detail = f"{name!r} must have 1 to 40 letters, digits and single hyphens, and begin with a letter."
            yield Problem("invalid value for replication_group_id", detail, ("replication_group_id",))
        yield from choice_problems(config, ("engine",), ("redis", "valkey"))
        yield from choice_problems(config, ("auth_token_update_strategy",), ("SET", "ROTATE", "DELETE"))
        if config.get("num_cache_clusters") and (
            config.get("num_node_groups") or config.get("replicas_per_node_group") not in (None, UNKNOWN)
        ):
            detail = '"num_cache_clusters" conflicts with "num_node_groups" and "replicas_per_node_group".'
            yield Problem("Conflicting configuration arguments", detail, ("num_cache_clusters",))
        if config.get("multi_az_enabled") is True and config.get("automatic_failover_enabled") in (None, False):
            detail = "multi_az_enabled needs automatic_failover_enabled."
            yield Problem("invalid configuration", detail, ("multi_az_enabled",))
        yield from _missing_problems(config)

    def create(self, ctx: Context, planned: Values) -> str:
        caches = ctx.client("elasticache")
        made = caches.create_replication_group(**_creation(planned))["ReplicationGroup"]
        name = str(made["ReplicationGroupId"])
        with after_creation({"id": name}):
            _until_available(ctx, caches, name, CREATE_SECONDS)
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        caches = ctx.client("elasticache")
        with absent(*GONE):
            group = _describe(caches, state["id"])
            if group["Status"] == "deleting":
                return None
            member = caches.describe_cache_clusters(CacheClusterId=group["MemberClusters"][0])["CacheClusters"][0]
            tags = caches.list_tags_for_resource(ResourceName=group["ARN"])["TagList"]
            return {**reported(group, member, state), "tags_all": tag_map(tags)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        caches, name, after = ctx.client("elasticache"), change.after["id"], change.after
        if change.touches("num_node_groups") and after.get("num_node_groups"):
            count = after["num_node_groups"]
            caches.modify_replication_group_shard_configuration(
                ReplicationGroupId=name, NodeGroupCount=count, ApplyImmediately=True
            )
            _until_available(ctx, caches, name, UPDATE_SECONDS)
        _change_replicas(ctx, caches, change)
        if settings := _changed_settings(change):
            now = bool(after.get("apply_immediately"))
            caches.modify_replication_group(ReplicationGroupId=name, ApplyImmediately=now, **settings)
            _until_available(ctx, caches, name, UPDATE_SECONDS)
        if removed(change):
            caches.remove_tags_from_resource(ResourceName=after["arn"], TagKeys=removed(change))
        if written(change):
            caches.add_tags_to_resource(ResourceName=after["arn"], Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        caches, name = ctx.client("elasticache"), state["id"]
        snapshot = {"FinalSnapshotIdentifier": state.get("final_snapshot_identifier") or None}
        with absent(*GONE):
            if _describe(caches, name)["Status"] != "deleting":
                caches.delete_replication_group(ReplicationGroupId=name, **without_none(snapshot))
        ctx.wait(lambda: _when_gone(caches, name), what=f"replication group {name} to be gone", seconds=DELETE_SECONDS)


def _describe(caches: Any, name: str) -> Values:
    return dict(caches.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"][0])


def _until_available(ctx: Context, caches: Any, name: str, seconds: float) -> None:
    def probe() -> bool | None:
        status = _describe(caches, name)["Status"]
        if status in ("create-failed", "deleting"):
            raise ValueError(f"replication group {name}: unexpected state {status}")
        return True if status == "available" else None

    ctx.wait(probe, what=f"replication group {name} to be available", seconds=seconds)


def _when_gone(caches: Any, name: str) -> bool | None:
    with absent(*GONE):
        _describe(caches, name)
        return None
    return True


def _creation(planned: Values) -> Values:
    given = {aws: planned.get(ours) for ours, aws in {**_SETTINGS, **_BORN}.items()}
    return {
        **{aws: value for aws, value in given.items() if value not in (None, [], "")},
        **_switches(planned),
        **({"LogDeliveryConfigurations": _logs(planned)} if planned.get("log_delivery_configuration") else {}),
        "Tags": tag_list(planned.get("tags_all")),
    }


def _switches(values: Values) -> Values:
    known = {aws: values.get(ours) for ours, aws in _SWITCHES.items()}
    return {aws: str(value).lower() == "true" for aws, value in known.items() if value not in (None, "")}


def _changed_settings(change: Change) -> Values:
    """ModifyReplicationGroup's arguments, none when nothing of it changes."""
    after = change.after
    settings = {aws: after.get(ours) for ours, aws in _SETTINGS.items() if change.touches(ours)}
    if change.touches("snapshot_retention_limit"):
        settings["SnapshotRetentionLimit"] = after.get("snapshot_retention_limit") or 0
    if change.touches("auto_minor_version_upgrade"):
        settings |= {"AutoMinorVersionUpgrade": _switches(after).get("AutoMinorVersionUpgrade")}
    if change.touches("auth_token", "auth_token_update_strategy") and after.get("auth_token_update_strategy"):
        settings |= {
            "AuthToken": after.get("auth_token"),
            "AuthTokenUpdateStrategy": after["auth_token_update_strategy"],
        }
    elif change.touches("auth_token") and after.get("auth_token"):
        settings |= {"AuthToken": after["auth_token"], "AuthTokenUpdateStrategy": "ROTATE"}
    if change.touches("log_delivery_configuration"):
        settings["LogDeliveryConfigurations"] = [*_logs(after), *_logs_off(change)]
    return {**without_none(settings), **_user_groups(change)}


def _user_groups(change: Change) -> Values:
    before, after = (set(values.get("user_group_ids") or ()) for values in (change.before, change.after))
    groups = {"UserGroupIdsToAdd": sorted(after - before), "UserGroupIdsToRemove": sorted(before - after)}
    return {aws: value for aws, value in groups.items() if value}


def _change_replicas(ctx: Context, caches: Any, change: Change) -> None:
    before, after = _replicas(change.before), _replicas(change.after)
    if not change.touches("num_cache_clusters", "replicas_per_node_group") or after == before or after is None:
        return
    name = change.after["id"]
    more = before is None or after > before
    resize = caches.increase_replica_count if more else caches.decrease_replica_count
    resize(ReplicationGroupId=name, NewReplicaCount=after, ApplyImmediately=True)
    _until_available(ctx, caches, name, UPDATE_SECONDS)


def _replicas(values: Values) -> int | None:
    """Replicas of each shard: one less than the clusters, when there is one shard."""
    if values.get("replicas_per_node_group") is not None and (values.get("num_node_groups") or 1) > 1:
        return int(values["replicas_per_node_group"])
    return int(values["num_cache_clusters"]) - 1 if values.get("num_cache_clusters") else None


def _logs(values: Values) -> list[Values]:
    return [
        {
            "LogType": item["log_type"],
            "DestinationType": item["destination_type"],
            "DestinationDetails": _destination(item),
            "LogFormat": item["log_format"],
            "Enabled": True,
        }
        for item in values.get("log_delivery_configuration") or ()
    ]


def _destination(item: Values) -> Values:
    if item["destination_type"] == "cloudwatch-logs":
        return {"CloudWatchLogsDetails": {"LogGroup": item["destination"]}}
    return {"KinesisFirehoseDetails": {"DeliveryStream": item["destination"]}}


def _logs_off(change: Change) -> list[Values]:
    kept = {item["log_type"] for item in change.after.get("log_delivery_configuration") or ()}
    known = {item["log_type"] for item in change.before.get("log_delivery_configuration") or ()}
    return [{"LogType": kind, "Enabled": False} for kind in sorted(known - kept)]


def _missing_problems(config: Values) -> Iterable[Problem]:
    """What the local cloud does not have."""
    for argument in ("global_replication_group_id", "node_group_configuration"):
        if config.get(argument):
            yield Problem("Not in the local cloud", f"Its replication groups have no {argument}.", (argument,))
