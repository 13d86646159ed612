"""An aws_elasticache_replication_group as the API reports it, with what only its members tell. Pure."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import settled

#: From this version on a configuration says major and minor version alone (provider's documentation, 2026-11).
_SHORT_FROM = 6
USUAL_PORT = 6379


def reported(group: Values, member: Values, state: Values) -> Values:
    """Every attribute but tags; `member` is one of the group's cache clusters."""
    topic = (member.get("NotificationConfiguration") or {}).get("TopicArn")
    return {
        "id": group["ReplicationGroupId"],
        "arn": group["ARN"],
        "apply_immediately": bool(state.get("apply_immediately")),
        "at_rest_encryption_enabled": _text(group["AtRestEncryptionEnabled"]),
        "auto_minor_version_upgrade": _text(group.get("AutoMinorVersionUpgrade")),
        "automatic_failover_enabled": group["AutomaticFailover"] in ("enabled", "enabling"),
        "cluster_enabled": group["ClusterEnabled"],
        "cluster_mode": group.get("ClusterMode"),
        "data_tiering_enabled": group.get("DataTiering") == "enabled",
        "description": group["Description"],
        "durability": group.get("Durability"),
        "engine": group["Engine"],
        "engine_version": shown_version(member["EngineVersion"], state.get("engine_version")),
        "engine_version_actual": member["EngineVersion"],
        "global_replication_group_id": "",
        "ip_discovery": group.get("IpDiscovery"),
        "kms_key_id": settled(group.get("KmsKeyId"), state.get("kms_key_id")),
        "log_delivery_configuration": [_log(each) for each in group.get("LogDeliveryConfigurations") or ()],
        "maintenance_window": member["PreferredMaintenanceWindow"],
        "member_clusters": group["MemberClusters"],
        "multi_az_enabled": group.get("MultiAZ") == "enabled",
        "network_type": group.get("NetworkType"),
        "node_type": group["CacheNodeType"],
        "notification_topic_arn": settled(topic, state.get("notification_topic_arn")),
        "parameter_group_name": member["CacheParameterGroup"]["CacheParameterGroupName"],
        "replication_group_id": group["ReplicationGroupId"],
        "security_group_ids": [each["SecurityGroupId"] for each in member.get("SecurityGroups") or ()],
        "security_group_names": [],
        "snapshot_retention_limit": settled(group.get("SnapshotRetentionLimit"), state.get("snapshot_retention_limit")),
        "snapshot_window": group.get("SnapshotWindow"),
        "subnet_group_name": member["CacheSubnetGroupName"],
        "transit_encryption_enabled": group["TransitEncryptionEnabled"],
        "transit_encryption_mode": group.get("TransitEncryptionMode"),
        "user_group_ids": settled(group.get("UserGroupIds"), state.get("user_group_ids")),
        **_counts(group),
        **_endpoints(group, state),
    }


def shown_version(actual: str, known: str | None) -> str:
    """The version as a configuration says it: `7.1` of 7.1.0, `6.x` as it stands, a whole one before 6."""
    major, minor = actual.split(".")[:2]
    if known == f"{major}.x":
        return known
    return f"{major}.{minor}" if int(major) >= _SHORT_FROM else actual


def _counts(group: Values) -> Values:
    shards = group["NodeGroups"]
    return {
        "num_cache_clusters": len(group["MemberClusters"]),
        "num_node_groups": len(shards),
        "replicas_per_node_group": len(shards[0]["NodeGroupMembers"]) - 1,
    }


def _endpoints(group: Values, state: Values) -> Values:
    whole = group.get("ConfigurationEndpoint")
    first = group["NodeGroups"][0]
    port: Any = (whole or first["PrimaryEndpoint"])["Port"]
    return {
        "configuration_endpoint_address": whole["Address"] if whole else None,
        "primary_endpoint_address": None if whole else first["PrimaryEndpoint"]["Address"],
        "reader_endpoint_address": None if whole else first["ReaderEndpoint"]["Address"],
        # The provider takes the usual port for none, unless the configuration says it.
        **({} if port == USUAL_PORT and state.get("port") is None else {"port": port}),
    }


def _log(found: Values) -> Values:
    details = found["DestinationDetails"]
    to_logs = details.get("CloudWatchLogsDetails")
    return {
        "destination": to_logs["LogGroup"] if to_logs else details["KinesisFirehoseDetails"]["DeliveryStream"],
        "destination_type": found["DestinationType"],
        "log_format": found["LogFormat"],
        "log_type": found["LogType"],
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value).lower()
