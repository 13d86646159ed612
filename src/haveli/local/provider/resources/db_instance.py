"""aws_db_instance: a database instance on its own (Aurora's are another type)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import db_instance_shapes as shapes
from haveli.local.provider.resources.db_groups import retag, tags_of
from haveli.local.provider.resources.ec2 import allowed
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.settled import without_none

GONE = ("DBInstanceNotFound", "DBInstanceNotFoundFault")
#: How long the genuine provider waits for an instance (its documentation): 40, 80 and 60 minutes.
CREATE_SECONDS, UPDATE_SECONDS, DELETE_SECONDS = 2400.0, 4800.0, 3600.0
_REFUSED = (
    "blue_green_update",
    "custom_iam_instance_profile",
    "customer_owned_ip_enabled",
    "domain",
    "replicate_source_db",
    "restore_to_point_in_time",
    "s3_import",
)
#: What a snapshot already says of the instance, so that no request after a restoration may.
_OF_SNAPSHOT = ("DBName", "EngineVersion", "KmsKeyId", "MasterUsername", "StorageEncrypted")


class DbInstance(Resource):
    name = "aws_db_instance"
    not_emulated = (
        "Replicas, `restore_to_point_in_time`, `s3_import`, `blue_green_update`, domains, "
        "`custom_iam_instance_profile`, `customer_owned_ip_enabled` and `password_wo` are refused. There "
        "is no database behind it; changes apply at once."
    )
    force_new = frozenset(
        {
            "availability_zone",
            "backup_target",
            "character_set_name",
            "db_name",
            "engine",
            "engine_lifecycle_support",
            "identifier_prefix",
            "kms_key_id",
            "nchar_character_set_name",
            "snapshot_identifier",
            "storage_encrypted",
            "timezone",
            "username",
        }
    )
    defaults = {
        "auto_minor_version_upgrade": True,
        "copy_tags_to_snapshot": False,
        "delete_automated_backups": True,
        "monitoring_interval": 0,
        "performance_insights_enabled": False,
        "publicly_accessible": False,
        "skip_final_snapshot": False,
    }
    same = {"identifier": str.lower, "maintenance_window": str.lower}
    sensitive = frozenset({"password", "password_wo"})
    recomputed = {
        "address": frozenset({"identifier"}),
        "arn": frozenset({"identifier"}),
        "endpoint": frozenset({"identifier", "port"}),
        "engine_version_actual": frozenset({"engine_version"}),
        "iops": frozenset({"storage_type"}),
        "latest_restorable_time": frozenset({"backup_retention_period"}),
        "master_user_secret": frozenset({"manage_master_user_password", "master_user_secret_kms_key_id"}),
        "master_user_secret_kms_key_id": frozenset({"manage_master_user_password"}),
        "option_group_name": frozenset({"engine_version"}),
        "parameter_group_name": frozenset({"engine_version"}),
        "performance_insights_kms_key_id": frozenset({"performance_insights_enabled"}),
        "performance_insights_retention_period": frozenset({"performance_insights_enabled"}),
        "storage_throughput": frozenset({"storage_type"}),
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from _identifier_problems(config)
        if config.get("password") is not None and config.get("manage_master_user_password"):
            yield Problem('"manage_master_user_password": conflicts with password', path=("password",))
        for argument in _REFUSED:
            if config.get(argument):
                yield Problem(f"{argument} is not emulated by the local provider", path=(argument,))
        name = config.get("final_snapshot_identifier")
        if isinstance(name, str) and not re.fullmatch(r"[A-Za-z](-?[0-9A-Za-z])*", name):
            detail = "Letters, digits and single hyphens; begins with a letter, ends with a letter or digit."
            yield Problem("invalid final_snapshot_identifier", detail, path=("final_snapshot_identifier",))

    def create(self, ctx: Context, planned: Values) -> Values:
        rds = ctx.client("rds")
        identifier = chosen_name(planned, "identifier", "identifier_prefix").lower()
        request, snapshot = shapes.creation(identifier, planned), planned.get("snapshot_identifier")
        seconds = allowed(planned, "create", CREATE_SECONDS)
        made = _restored(rds, request, snapshot) if snapshot else rds.create_db_instance(**request)["DBInstance"]
        known = {"id": made["DbiResourceId"], "identifier": identifier}
        with after_creation(known):
            _await(ctx, identifier, seconds)
            if snapshot:
                _complete(rds, request)
                _await(ctx, identifier, seconds)
        return known

    def read(self, ctx: Context, state: Values) -> Values | None:
        rds = ctx.client("rds")
        with absent(*GONE):
            found = _found(rds, state["id"])
            if found is None:
                return None
            return {
                **shapes.reported(found, state),
                "identifier_prefix": prefix_of(found["DBInstanceIdentifier"]),
                "tags_all": tags_of(rds, found["DBInstanceArn"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        rds, before, after = ctx.client("rds"), change.before, change.after
        wanted = shapes.modification(change)
        if wanted:
            rds.modify_db_instance(
                DBInstanceIdentifier=before["identifier"],
                ApplyImmediately=bool(after.get("apply_immediately")) or "NewDBInstanceIdentifier" in wanted,
                **wanted,
            )
            _await(ctx, after["identifier"], allowed(after, "update", UPDATE_SECONDS))
        retag(rds, _found(rds, after["id"])["DBInstanceArn"], change)  # type: ignore[index]

    def delete(self, ctx: Context, state: Values) -> None:
        rds, is_skipped = ctx.client("rds"), bool(state.get("skip_final_snapshot"))
        snapshot = state.get("final_snapshot_identifier")
        if not is_skipped and not snapshot:
            raise ValueError("final_snapshot_identifier is required when skip_final_snapshot is false")
        with absent(*GONE):
            rds.delete_db_instance(
                **without_none(
                    {
                        "DBInstanceIdentifier": state["identifier"],
                        "SkipFinalSnapshot": is_skipped,
                        "FinalDBSnapshotIdentifier": None if is_skipped else snapshot,
                        "DeleteAutomatedBackups": bool(state.get("delete_automated_backups", True)),
                    }
                )
            )
            ctx.wait(
                lambda: True if _found(rds, state["id"]) is None else None,
                what=f"the end of DB instance {state['identifier']}",
                seconds=allowed(state, "delete", DELETE_SECONDS),
            )

    def import_state(self, ctx: Context, id: str) -> Values:
        """An import names the instance; the state's id is RDS's own, which a new name does not change."""
        found = ctx.client("rds").describe_db_instances(DBInstanceIdentifier=id)["DBInstances"][0]
        return {"id": found["DbiResourceId"], "identifier": id, "skip_final_snapshot": False}


def _identifier_problems(config: Values) -> Iterable[Problem]:
    """RDS names (API reference, CreateDBInstance, 2026-11): letters, digits and single hyphens, a letter first."""
    for argument in ("identifier", "identifier_prefix"):
        value = config.get(argument)
        if value is None or value is UNKNOWN:
            continue
        pattern = r"[a-z](-?[0-9a-z])*" + ("-?" if argument == "identifier_prefix" else "")
        if len(value) > 63 or not re.fullmatch(pattern, value):
            detail = "Lower-case letters, digits and single hyphens, at most 63; begins with a letter."
            yield Problem(f"invalid {argument} {value!r}", detail, path=(argument,))


def _found(rds: Any, resource_id: str) -> Values | None:
    filters = [{"Name": "dbi-resource-id", "Values": [resource_id]}]
    instances = rds.describe_db_instances(Filters=filters)["DBInstances"]
    return dict(instances[0]) if instances else None


def _takes(rds: Any, operation: str) -> frozenset[str]:
    """The arguments of one of RDS's operations."""
    return frozenset(rds.meta.service_model.operation_model(operation).input_shape.members)


def _restored(rds: Any, request: Values, snapshot: str) -> Values:
    takes = _takes(rds, "RestoreDBInstanceFromDBSnapshot") - set(_OF_SNAPSHOT)
    wanted = {name: value for name, value in request.items() if name in takes}
    return dict(rds.restore_db_instance_from_db_snapshot(DBSnapshotIdentifier=snapshot, **wanted)["DBInstance"])


def _complete(rds: Any, request: Values) -> None:
    """A restoration leaves out some of what a creation takes: that is changed afterwards."""
    left = _takes(rds, "ModifyDBInstance") - _takes(rds, "RestoreDBInstanceFromDBSnapshot") - set(_OF_SNAPSHOT)
    wanted = {name: value for name, value in request.items() if name in left}
    if wanted:
        identifier = request["DBInstanceIdentifier"]
        rds.modify_db_instance(DBInstanceIdentifier=identifier, ApplyImmediately=True, **wanted)


def _await(ctx: Context, identifier: str, seconds: float) -> None:
    """Waits until the instance, and the secret with its password, can be used."""
    rds = ctx.client("rds")

    def ready() -> bool | None:
        found = rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"][0]
        secret = found.get("MasterUserSecret", {}).get("SecretStatus", "active")
        return (
            True if found["DBInstanceStatus"] in ("available", "storage-optimization") and secret == "active" else None
        )

    ctx.wait(ready, what=f"DB instance {identifier}", seconds=seconds)
