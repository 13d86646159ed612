"""Instances, subnet groups and parameter groups as RDS keeps them. Functions here become methods of moto's classes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from moto.moto_api._internal import mock_random
from moto.rds.exceptions import DBSubnetGroupNotFoundError
from moto.rds.models import DBInstance, DBParameterGroup, DBSubnetGroup, MasterUserSecret, RDSBackend

from haveli.local.clock import clock
from haveli.local.extensions.rds import rules, versions

_moto_create_db_instance = RDSBackend.create_db_instance
_moto_create_subnet_group = RDSBackend.create_subnet_group
_moto_delete_db_instance = RDSBackend.delete_db_instance
_moto_delete_db_parameter_group = RDSBackend.delete_db_parameter_group
_moto_delete_subnet_group = RDSBackend.delete_subnet_group
_moto_modify_db_instance = RDSBackend.modify_db_instance

#: Arguments that moto drops -> the attribute from which it would answer.
KEPT = {
    "backup_target": "backup_target",
    "database_insights_mode": "database_insights_mode",
    "db_port_number": "port",
    "dedicated_log_volume": "dedicated_log_volume",
    "enable_customer_owned_ip": "customer_owned_ip_enabled",
    "enable_performance_insights": "performance_insights_enabled",
    "engine_lifecycle_support": "engine_lifecycle_support",
    "network_type": "network_type",
    "performance_insights_kms_key_id": "performance_insights_kms_key_id",
    "performance_insights_retention_period": "performance_insights_retention_period",
}
INITIAL: dict[str, Any] = {
    "backup_target": "region",
    "ca_certificate_identifier": "rds-ca-rsa2048-g1",
    "customer_owned_ip_enabled": False,
    "database_insights_mode": "standard",
    "dedicated_log_volume": False,
    "engine_lifecycle_support": "open-source-rds-extended-support",
    "network_type": "IPV4",
    "performance_insights_enabled": False,
    "performance_insights_kms_key_id": None,
    "performance_insights_retention_period": None,
}
#: What gp3 storage below 400 GiB has whatever is asked for (RDS user guide, "gp3 storage", 2026-11).
GP3_IOPS, GP3_MIB_A_SECOND = 3000, 125
#: The zone of instances' names by region (AWS General Reference, "Amazon RDS endpoints", 2026-11).
ZONES = {
    "ap-south-1": "Z2VFMSZA74J7XZ",
    "eu-west-1": "Z29XKXDKYMONMX",
    "us-east-1": "Z2R2ITUGPM61AM",
    "us-west-2": "Z1PVIF0B656C1W",
}
#: RDS keeps the log of changes in steps of this length (RDS user guide, "Restoring to a specified time").
LOG_STEP = timedelta(minutes=5)


def create_db_instance(self: RDSBackend, db_kwargs: dict[str, Any]) -> DBInstance:
    """Creates an instance with all that the request says; what it leaves out is RDS's choice."""
    engine = db_kwargs["engine"]
    wanted = {**db_kwargs, "engine_version": versions.full(engine, db_kwargs.get("engine_version"))}
    if wanted["engine_version"] is None:
        del wanted["engine_version"]
    rules.one_password(wanted)
    if "engine_version" in wanted:
        rules.family(_own_group(self, wanted), engine, wanted["engine_version"])
    if wanted.get("storage_encrypted") and not wanted.get("kms_key_id"):
        wanted["kms_key_id"] = f"arn:{self.partition}:kms:{self.region_name}:{self.account_id}:key/aws-rds"
    wanted.setdefault("license_model", versions.LICENSES.get(engine, "license-included"))
    made = _moto_create_db_instance(self, {**wanted, **_network(self, wanted)})
    made.dbi_resource_id = f"db-{''.join(mock_random.choices('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', k=26))}"
    for name, value in INITIAL.items():
        setattr(made, name, wanted.get(name) or value)
    _keep(made, wanted)
    return made


def modify_db_instance(self: RDSBackend, db_instance_identifier: str, db_kwargs: dict[str, Any]) -> DBInstance:
    """Changes an instance, at once: there is no maintenance window to wait for."""
    database = self.describe_db_instances(db_instance_identifier)[0]
    wanted = {name: value for name, value in db_kwargs.items() if name not in ("engine", "db_instance_identifier")}
    rules.one_password(wanted)
    rules.smaller_storage(database.allocated_storage, wanted.get("allocated_storage"))
    if wanted.get("engine_version"):
        wanted["engine_version"] = versions.full(database.engine, wanted["engine_version"])
        rules.version_change(database.engine, database.engine_version, wanted["engine_version"], wanted)
    after = wanted.get("engine_version") or database.engine_version
    if wanted.get("db_parameter_group_name"):
        rules.family(_own_group(self, wanted), database.engine, after)
    if "max_allocated_storage" in wanted:
        # The size itself means: no more than now.
        database.allocated_storage = wanted.get("allocated_storage") or database.allocated_storage
    _rekey_secret(database, wanted)
    moto = {name: value for name, value in wanted.items() if name not in KEPT}
    changed = _moto_modify_db_instance(self, db_instance_identifier, moto)
    _keep(changed, wanted)
    return changed


def delete_db_instance(
    self: RDSBackend,
    db_instance_identifier: str,
    *,
    final_db_snapshot_identifier: str | None = None,
    skip_final_snapshot: bool | None = False,
    delete_automated_backups: bool | None = True,
) -> DBInstance:
    """Deletes an instance; its final snapshot stays."""
    if not skip_final_snapshot:
        rules.final_snapshot(final_db_snapshot_identifier)
    return _moto_delete_db_instance(
        self, db_instance_identifier, final_db_snapshot_identifier, skip_final_snapshot, delete_automated_backups
    )


def create_subnet_group(
    self: RDSBackend, subnet_name: str, description: str, subnets: list[Any], tags: list[dict[str, str]]
) -> DBSubnetGroup:
    """Creates a subnet group over at least two zones."""
    rules.zones(subnets)
    made = _moto_create_subnet_group(self, subnet_name.lower(), description, subnets, tags)
    made.supported_network_types = ["IPV4"]
    return made


def modify_db_subnet_group(
    self: RDSBackend, subnet_name: str, description: str | None, subnets: list[Any]
) -> DBSubnetGroup:
    """Gives a subnet group other subnets. moto's forgets the group."""
    if subnet_name not in self.subnet_groups:
        raise DBSubnetGroupNotFoundError(subnet_name)
    rules.zones(subnets)
    group = self.subnet_groups[subnet_name]
    group.subnets = subnets
    group.description = group.description if description is None else description
    return group


def delete_subnet_group(self: RDSBackend, subnet_name: str) -> DBSubnetGroup:
    """Deletes a subnet group that no instance is in."""
    rules.subnet_group_unused(subnet_name, self.databases.values())
    return _moto_delete_subnet_group(self, subnet_name)


def delete_db_parameter_group(self: RDSBackend, db_parameter_group_name: str) -> DBParameterGroup:
    """Deletes a parameter group that no instance has."""
    rules.parameter_group_unused(db_parameter_group_name, self.databases.values())
    return _moto_delete_db_parameter_group(self, db_parameter_group_name)


def secret_string(self: MasterUserSecret) -> str:
    """The managed password: another one for each instance, with the name of its user."""
    alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
    password = "".join(mock_random.choices(alphabet, k=28))
    username = getattr(self.resource, "master_username", None) or "admin"
    return json.dumps({"username": username, "password": password})


def default_db_parameter_group_details(self: DBInstance) -> tuple[str, str]:
    """The family and name of the parameter group of an instance that has none of its own."""
    found = versions.family(self.engine, self.engine_version)
    return found, f"default.{found}"


def endpoint(self: DBInstance) -> dict[str, Any]:
    """Where the instance answers."""
    zone = ZONES.get(self.region)
    return {"Address": self.address, "Port": self.port, **({"HostedZoneId": zone} if zone else {})}


def latest_restorable_time(self: DBInstance) -> Any:
    """The end of the log of changes that is kept already; None without backups."""
    if not self.backup_retention_period:
        return None
    now = clock.now()
    return now - timedelta(seconds=now.timestamp() % LOG_STEP.total_seconds())


def _own_group(backend: RDSBackend, wanted: dict[str, Any]) -> Any:
    return backend.db_parameter_groups.get(wanted.get("db_parameter_group_name") or "")


def _network(backend: RDSBackend, wanted: dict[str, Any]) -> dict[str, Any]:
    """The zone and security group of an instance that names neither: of its subnet group's VPC."""
    group = backend.subnet_groups.get(wanted.get("db_subnet_group_name") or "")
    if group is None:
        return {}
    chosen: dict[str, Any] = {}
    if not wanted.get("availability_zone"):
        chosen["availability_zone"] = min(subnet.availability_zone for subnet in group._subnets)
    if not wanted.get("vpc_security_group_ids"):
        chosen["vpc_security_group_ids"] = [_default_group(backend, group.vpc_id)]
    return chosen


def _default_group(backend: RDSBackend, vpc: str) -> str:
    from moto.ec2.models import ec2_backends

    return str(ec2_backends[backend.account_id][backend.region_name].get_default_security_group(vpc).id)


def _rekey_secret(database: DBInstance, wanted: dict[str, Any]) -> None:
    """A password that RDS manages already stays, under another key where one is asked for. moto makes another."""
    if not (wanted.get("manage_master_user_password") and database.manage_master_user_password):
        return
    del wanted["manage_master_user_password"]
    key = wanted.pop("master_user_secret_kms_key_id", None)
    if key:
        database.master_user_secret.secret.kms_key_id = key


def _keep(database: DBInstance, wanted: dict[str, Any]) -> None:
    for argument, attribute in KEPT.items():
        if wanted.get(argument) is not None:
            setattr(database, attribute, wanted[argument])
    if database.storage_type == "gp3":
        database.iops = database.iops or GP3_IOPS
        database.storage_throughput = database.storage_throughput or GP3_MIB_A_SECOND
    if not database.performance_insights_enabled:
        database.performance_insights_kms_key_id = None
        database.performance_insights_retention_period = None
    elif database.performance_insights_retention_period is None:
        database.performance_insights_retention_period = 7


#: What `install` puts on moto's backend.
OPERATIONS = {
    "create_db_instance": create_db_instance,
    "create_subnet_group": create_subnet_group,
    "delete_db_instance": delete_db_instance,
    "delete_db_parameter_group": delete_db_parameter_group,
    "delete_subnet_group": delete_subnet_group,
    "modify_db_instance": modify_db_instance,
    "modify_db_subnet_group": modify_db_subnet_group,
}
#: What `install` puts on moto's DBInstance.
PROPERTIES = {
    "endpoint": endpoint,
    "latest_restorable_time": latest_restorable_time,
}
