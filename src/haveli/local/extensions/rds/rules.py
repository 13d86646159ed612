"""What RDS refuses and moto lets through. Each raises RDS's error (API reference, 2026-11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from moto.rds.exceptions import InvalidParameterCombination, RDSClientError

from haveli.local.extensions.rds import versions


def zones(subnets: Iterable[Any]) -> None:
    """A subnet group covers at least two zones."""
    if len({subnet.availability_zone for subnet in subnets}) < 2:
        raise RDSClientError(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage is 1. "
            "Add subnets to cover at least 2 AZs.",
        )


def subnet_group_unused(name: str, databases: Iterable[Any]) -> None:
    """A subnet group that an instance is in stays."""
    for database in databases:
        if getattr(database, "_db_subnet_group_name", None) == name:
            raise RDSClientError(
                "InvalidDBSubnetGroupStateFault",
                f"Cannot delete the subnet group '{name}' because at least one database instance: "
                f"{database.db_instance_identifier} is still using it.",
            )


def parameter_group_unused(name: str, databases: Iterable[Any]) -> None:
    """A parameter group that an instance has stays."""
    for database in databases:
        if database.db_parameter_group_name == name:
            raise RDSClientError(
                "InvalidDBParameterGroupState",
                f"One or more database instances are still members of this parameter group {name}, so the group cannot "
                "be deleted",
            )


def family(group: Any, engine: str, version: str) -> None:
    """An instance's parameter group is of its engine's family."""
    if group is not None and group.family != versions.family(engine, version):
        raise InvalidParameterCombination(
            f"The parameter group {group.name} with DBParameterGroupFamily {group.family} can't be used for this "
            f"instance. Please use a parameter group with DBParameterGroupFamily {versions.family(engine, version)}"
        )


def version_change(engine: str, before: str, after: str, wanted: Mapping[str, Any]) -> None:
    """A new major version must be allowed by the request."""
    is_major = versions.major(engine, before) != versions.major(engine, after)
    if is_major and not wanted.get("allow_major_version_upgrade"):
        raise InvalidParameterCombination(
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
        )


def one_password(wanted: Mapping[str, Any]) -> None:
    """RDS manages the password, or the request has one."""
    if wanted.get("manage_master_user_password") and wanted.get("master_user_password"):
        raise InvalidParameterCombination(
            "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword enabled."
        )


def final_snapshot(name: str | None) -> None:
    """An instance that leaves a snapshot behind names it."""
    if not name:
        raise InvalidParameterCombination(
            "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
        )


def smaller_storage(before: int, after: int | None) -> None:
    """Storage does not shrink."""
    if after is not None and after < before:
        raise InvalidParameterCombination(
            f"Invalid storage size: the storage of an instance cannot be reduced from {before} to {after} GiB."
        )
