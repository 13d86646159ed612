"""What an instance's arguments are in RDS's requests and answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.provider.resource import Change, Values
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import tag_list

#: Arguments of both CreateDBInstance and ModifyDBInstance.
SHARED = {
    "allocated_storage": "AllocatedStorage",
    "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
    "backup_retention_period": "BackupRetentionPeriod",
    "backup_window": "PreferredBackupWindow",
    "ca_cert_identifier": "CACertificateIdentifier",
    "copy_tags_to_snapshot": "CopyTagsToSnapshot",
    "database_insights_mode": "DatabaseInsightsMode",
    "db_subnet_group_name": "DBSubnetGroupName",
    "dedicated_log_volume": "DedicatedLogVolume",
    "deletion_protection": "DeletionProtection",
    "engine_version": "EngineVersion",
    "iam_database_authentication_enabled": "EnableIAMDatabaseAuthentication",
    "instance_class": "DBInstanceClass",
    "iops": "Iops",
    "license_model": "LicenseModel",
    "maintenance_window": "PreferredMaintenanceWindow",
    "manage_master_user_password": "ManageMasterUserPassword",
    "master_user_secret_kms_key_id": "MasterUserSecretKmsKeyId",
    "max_allocated_storage": "MaxAllocatedStorage",
    "monitoring_interval": "MonitoringInterval",
    "monitoring_role_arn": "MonitoringRoleArn",
    "multi_az": "MultiAZ",
    "network_type": "NetworkType",
    "option_group_name": "OptionGroupName",
    "parameter_group_name": "DBParameterGroupName",
    "password": "MasterUserPassword",
    "performance_insights_enabled": "EnablePerformanceInsights",
    "performance_insights_kms_key_id": "PerformanceInsightsKMSKeyId",
    "performance_insights_retention_period": "PerformanceInsightsRetentionPeriod",
    "publicly_accessible": "PubliclyAccessible",
    "storage_throughput": "StorageThroughput",
    "storage_type": "StorageType",
    "vpc_security_group_ids": "VpcSecurityGroupIds",
}
#: Arguments of CreateDBInstance alone.
CREATED = {
    "availability_zone": "AvailabilityZone",
    "backup_target": "BackupTarget",
    "character_set_name": "CharacterSetName",
    "db_name": "DBName",
    "enabled_cloudwatch_logs_exports": "EnableCloudwatchLogsExports",
    "engine": "Engine",
    "engine_lifecycle_support": "EngineLifecycleSupport",
    "kms_key_id": "KmsKeyId",
    "nchar_character_set_name": "NcharCharacterSetName",
    "port": "Port",
    "storage_encrypted": "StorageEncrypted",
    "timezone": "Timezone",
    "username": "MasterUsername",
}
#: Arguments that RDS answers under the name of its member.
TOLD = {
    "allocated_storage": "AllocatedStorage",
    "auto_minor_version_upgrade": "AutoMinorVersionUpgrade",
    "availability_zone": "AvailabilityZone",
    "backup_retention_period": "BackupRetentionPeriod",
    "backup_target": "BackupTarget",
    "backup_window": "PreferredBackupWindow",
    "ca_cert_identifier": "CACertificateIdentifier",
    "character_set_name": "CharacterSetName",
    "copy_tags_to_snapshot": "CopyTagsToSnapshot",
    "database_insights_mode": "DatabaseInsightsMode",
    "db_name": "DBName",
    "dedicated_log_volume": "DedicatedLogVolume",
    "deletion_protection": "DeletionProtection",
    "enabled_cloudwatch_logs_exports": "EnabledCloudwatchLogsExports",
    "engine": "Engine",
    "engine_lifecycle_support": "EngineLifecycleSupport",
    "iam_database_authentication_enabled": "IAMDatabaseAuthenticationEnabled",
    "instance_class": "DBInstanceClass",
    "iops": "Iops",
    "kms_key_id": "KmsKeyId",
    "license_model": "LicenseModel",
    "maintenance_window": "PreferredMaintenanceWindow",
    "max_allocated_storage": "MaxAllocatedStorage",
    "monitoring_interval": "MonitoringInterval",
    "monitoring_role_arn": "MonitoringRoleArn",
    "multi_az": "MultiAZ",
    "nchar_character_set_name": "NcharCharacterSetName",
    "network_type": "NetworkType",
    "performance_insights_enabled": "PerformanceInsightsEnabled",
    "performance_insights_kms_key_id": "PerformanceInsightsKMSKeyId",
    "performance_insights_retention_period": "PerformanceInsightsRetentionPeriod",
    "publicly_accessible": "PubliclyAccessible",
    "status": "DBInstanceStatus",
    "storage_encrypted": "StorageEncrypted",
    "storage_throughput": "StorageThroughput",
    "storage_type": "StorageType",
    "timezone": "Timezone",
    "username": "MasterUsername",
}
#: Computed members that RDS leaves out when they are empty, and what the provider has then.
_EMPTY: Values = {
    "character_set_name": "",
    "db_name": "",
    "iops": 0,
    "kms_key_id": "",
    "monitoring_role_arn": "",
    "nchar_character_set_name": "",
    "performance_insights_kms_key_id": "",
    "performance_insights_retention_period": 0,
    "storage_throughput": 0,
    "timezone": "",
}


def creation(identifier: str, planned: Values) -> Values:
    """The request CreateDBInstance."""
    sent = {
        aws: planned[ours] for ours, aws in {**SHARED, **CREATED}.items() if planned.get(ours) not in (None, "", [])
    }
    for optional in ("MaxAllocatedStorage", "Iops", "StorageThroughput", "PerformanceInsightsRetentionPeriod"):
        if sent.get(optional) == 0:
            del sent[optional]
    return {**sent, "DBInstanceIdentifier": identifier, "Tags": tag_list(planned.get("tags_all"))}


def modification(change: Change) -> Values:
    """What of ModifyDBInstance a change needs; {} when nothing of it."""
    after = change.after
    sent = {aws: after[ours] for ours, aws in SHARED.items() if change.touches(ours) and after.get(ours) is not None}
    if change.touches("max_allocated_storage") and not after.get("max_allocated_storage"):
        # RDS takes the size itself for "no more than that".
        sent["MaxAllocatedStorage"] = after["allocated_storage"]
    if change.touches("manage_master_user_password", "master_user_secret_kms_key_id"):
        sent["ManageMasterUserPassword"] = bool(after.get("manage_master_user_password"))
    if change.touches("iops", "storage_throughput", "storage_type") and after.get("storage_type") in (
        "gp3",
        "io1",
        "io2",
    ):
        sent |= {"StorageType": after["storage_type"], "AllocatedStorage": after["allocated_storage"]}
    if change.touches("port"):
        sent["DBPortNumber"] = after["port"]
    if change.touches("identifier"):
        sent["NewDBInstanceIdentifier"] = after["identifier"]
    if change.touches("engine_version"):
        sent["AllowMajorVersionUpgrade"] = bool(after.get("allow_major_version_upgrade"))
    if change.touches("enabled_cloudwatch_logs_exports"):
        sent["CloudwatchLogsExportConfiguration"] = _exports(change)
    return sent


def reported(found: Values, state: Values) -> Values:
    """An instance's attributes, but its tags."""
    told = {ours: settled(found.get(aws, _EMPTY.get(ours)), state.get(ours)) for ours, aws in TOLD.items()}
    endpoint, group = found.get("Endpoint", {}), found.get("DBSubnetGroup", {})
    return {
        **told,
        **_identity(found),
        **_version(found, state),
        "address": endpoint.get("Address", ""),
        "endpoint": f"{endpoint['Address']}:{endpoint['Port']}" if endpoint else "",
        "hosted_zone_id": endpoint.get("HostedZoneId", ""),
        "port": endpoint.get("Port") or found.get("DbInstancePort"),
        "db_subnet_group_name": group.get("DBSubnetGroupName", ""),
        "latest_restorable_time": _moment(found.get("LatestRestorableTime")),
        "listener_endpoint": [],
        "master_user_secret": [_secret(found["MasterUserSecret"])] if found.get("MasterUserSecret") else [],
        "master_user_secret_kms_key_id": _secret_key(found, state),
        "option_group_name": _first(found.get("OptionGroupMemberships"), "OptionGroupName"),
        "parameter_group_name": _first(found.get("DBParameterGroups"), "DBParameterGroupName"),
        "replicas": found.get("ReadReplicaDBInstanceIdentifiers", []),
        "replica_mode": found.get("ReplicaMode", ""),
        "upgrade_rollout_order": found.get("UpgradeRolloutOrder", ""),
        "vpc_security_group_ids": [group["VpcSecurityGroupId"] for group in found.get("VpcSecurityGroups", [])],
    }


def _identity(found: Values) -> Values:
    return {
        "id": found["DbiResourceId"],
        "resource_id": found["DbiResourceId"],
        "arn": found["DBInstanceArn"],
        "identifier": found["DBInstanceIdentifier"],
    }


def _version(found: Values, state: Values) -> Values:
    """A version that is configured in part, such as 17, stays so while the instance has one of its minors."""
    actual, known = found["EngineVersion"], state.get("engine_version")
    keeps = known and f"{actual}.".startswith(f"{known}.")
    return {"engine_version": known if keeps else actual, "engine_version_actual": actual}


def _secret(secret: Mapping[str, Any]) -> Values:
    return {
        "kms_key_id": secret.get("KmsKeyId", ""),
        "secret_arn": secret["SecretArn"],
        "secret_status": secret.get("SecretStatus", ""),
    }


def _secret_key(found: Values, state: Values) -> str | None:
    """As configured, by id or alias, while the secret has it; RDS answers the key's ARN."""
    key, known = found.get("MasterUserSecret", {}).get("KmsKeyId"), state.get("master_user_secret_kms_key_id")
    keeps = known and key and str(key).endswith(str(known).rpartition("/")[2])
    chosen = known if keeps else key
    return None if chosen is None else str(chosen)


def _exports(change: Change) -> Values:
    before = set(change.before.get("enabled_cloudwatch_logs_exports") or [])
    after = set(change.after.get("enabled_cloudwatch_logs_exports") or [])
    return without_none(
        {
            "EnableLogTypes": sorted(after - before) or None,
            "DisableLogTypes": sorted(before - after) or None,
        }
    )


def _first(items: Any, name: str) -> str:
    return str(items[0][name]) if items else ""


def _moment(value: Any) -> str:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""
