"""aws_db_instance against moto."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.clock import clock
from haveli.local.provider.resources.db_groups import DbParameterGroup, DbSubnetGroup
from haveli.local.provider.resources.db_instance import DbInstance
from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.kms import KmsKey
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    """RDS says up to when it could restore: that moves with the clock."""
    clock.stop()
    yield
    clock.run()


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(DbInstance(), ctx)


def wanted(**more: Any) -> dict[str, Any]:
    return {
        "identifier": "superset",
        "engine": "postgres",
        "engine_version": "17",
        "instance_class": "db.t4g.small",
        "allocated_storage": 20,
        "username": "superset",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
        **more,
    }


def test_an_instance_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(**wanted(tags={"a": "1"}))
    assert state["id"] == state["resource_id"] and state["id"].startswith("db-")
    assert (state["engine_version"], state["engine_version_actual"]) == ("17", "17.6")
    assert state["endpoint"] == f"{state['address']}:5432" and state["port"] == 5432
    assert (state["auto_minor_version_upgrade"], state["publicly_accessible"]) == (True, False)
    assert state["parameter_group_name"] == "default.postgres17" and state["status"] == "available"
    assert state["ca_cert_identifier"] == "rds-ca-rsa2048-g1" and state["license_model"] == "postgresql-license"


def test_rds_keeps_the_password_and_the_state_does_not(life: Life) -> None:
    state = life.create(**wanted())
    [secret] = state["master_user_secret"]
    assert secret["secret_status"] == "active" and state["password"] is None
    value = life.ctx.client("secretsmanager").get_secret_value(SecretId=secret["secret_arn"])["SecretString"]
    assert json.loads(value)["username"] == "superset" and json.loads(value)["password"] not in json.dumps(state)
    life.change(manage_master_user_password=None, password="not-a-secret")
    assert life.state["master_user_secret"] == []
    life.change(manage_master_user_password=True, password=None)
    assert {"password", "password_wo"} <= DbInstance.sensitive


def test_the_secret_has_the_key_that_is_configured(life: Life) -> None:
    key = Life(KmsKey(), life.ctx).create()
    state = life.create(
        **wanted(master_user_secret_kms_key_id=key["arn"], storage_encrypted=True, kms_key_id=key["arn"])
    )
    assert state["master_user_secret"][0]["kms_key_id"] == state["kms_key_id"] == key["arn"]


def test_the_secret_changes_its_key_and_stays(life: Life) -> None:
    keys = [Life(KmsKey(), life.ctx).create()["arn"] for _ in range(2)]
    before = life.create(**wanted(master_user_secret_kms_key_id=keys[0]))["master_user_secret"][0]
    after = life.change(master_user_secret_kms_key_id=keys[1])["master_user_secret"][0]
    assert after["secret_arn"] == before["secret_arn"] and after["kms_key_id"] == keys[1]


def test_settings_change_in_place(life: Life) -> None:
    life.create(**wanted(storage_type="gp3", max_allocated_storage=100, backup_retention_period=7))
    assert (life.state["iops"], life.state["storage_throughput"]) == (3000, 125)
    life.change(instance_class="db.t4g.medium", multi_az=True, deletion_protection=True, apply_immediately=True)
    life.change(allocated_storage=30, max_allocated_storage=200)
    life.change(max_allocated_storage=None)
    life.change(backup_window="20:00-21:00", maintenance_window="Sat:21:30-Sat:22:30", copy_tags_to_snapshot=True)
    life.change(enabled_cloudwatch_logs_exports=["postgresql", "upgrade"], tags={"b": "2"})
    life.change(enabled_cloudwatch_logs_exports=["upgrade"], iam_database_authentication_enabled=True)
    life.change(performance_insights_enabled=True)
    assert life.state["performance_insights_retention_period"] == 7
    life.change(performance_insights_enabled=False, backup_retention_period=0, deletion_protection=False)
    assert life.state["latest_restorable_time"] == ""
    life.delete()


def test_a_new_name_keeps_the_instance(life: Life) -> None:
    before = life.create(**wanted())
    after = life.change(identifier="superset-two")
    assert after["id"] == before["id"] and after["address"].startswith("superset-two.")
    life.delete()


def test_groups_of_the_network_and_of_parameters_are_its_own(network: Network) -> None:
    subnets = [network.subnet(number)["id"] for number in range(2)]
    Life(DbSubnetGroup(), network.ctx).create(name="superset", subnet_ids=subnets)
    for name in ("one", "two"):
        Life(DbParameterGroup(), network.ctx).create(name=name, family="postgres17")
    life = Life(DbInstance(), network.ctx)
    state = life.create(**wanted(db_subnet_group_name="superset", parameter_group_name="one"))
    assert len(state["vpc_security_group_ids"]) == 1 and state["availability_zone"] == "ap-south-1a"
    life.change(parameter_group_name="two", vpc_security_group_ids=[network.group("db")["id"]])


def test_a_major_version_is_changed_by_name_only(life: Life) -> None:
    life.create(**wanted(engine_version="16"))
    with pytest.raises(ClientError, match="AllowMajorVersionUpgrade"):
        life.change(engine_version="17")
    life.config["engine_version"] = "16"
    state = life.change(engine_version="17", allow_major_version_upgrade=True)
    assert state["engine_version_actual"] == "17.6" and state["parameter_group_name"] == "default.postgres17"


def test_a_protected_instance_stays(life: Life) -> None:
    life.create(**wanted(deletion_protection=True))
    with pytest.raises(ClientError, match="deletion protection") as refused:
        life.delete()
    assert code_of(refused.value) == "InvalidParameterCombination"


def test_a_final_snapshot_stays(life: Life) -> None:
    state = life.create(**wanted(skip_final_snapshot=False))
    with pytest.raises(ValueError, match="final_snapshot_identifier is required"):
        life.delete()
    life.change(final_snapshot_identifier="superset-final")
    life.delete()
    rds = life.ctx.client("rds")
    [snapshot] = rds.describe_db_snapshots(DBSnapshotIdentifier="superset-final")["DBSnapshots"]
    assert snapshot["DBInstanceIdentifier"] == state["identifier"]


def test_an_instance_comes_back_from_its_last_snapshot(life: Life) -> None:
    config = wanted(db_name="superset", skip_final_snapshot=False, final_snapshot_identifier="superset-last")
    life.create(**config, storage_encrypted=True)
    life.delete()
    again = Life(DbInstance(), life.ctx)
    more = {"snapshot_identifier": "superset-last", "backup_retention_period": 14, "multi_az": True}
    state = again.create(**{**config, **more, "final_snapshot_identifier": "superset-later"}, storage_encrypted=True)
    assert (state["username"], state["db_name"], state["storage_encrypted"]) == ("superset", "superset", True)
    assert (state["backup_retention_period"], state["multi_az"]) == (14, True)
    assert again.replaced_by(snapshot_identifier="superset-older") == ("snapshot_identifier",)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("db_name", "other"),
        ("engine", "mysql"),
        ("kms_key_id", "arn:aws:kms:ap-south-1:123456789012:key/1"),
        ("storage_encrypted", True),
        ("username", "other"),
        ("availability_zone", "ap-south-1c"),
    ],
)
def test_what_cannot_change_replaces_it(life: Life, argument: str, value: Any) -> None:
    life.create(**wanted(db_name="superset"))
    assert life.replaced_by(**{argument: value}) == (argument,)


def test_what_someone_changed_is_planned_again(life: Life) -> None:
    life.create(**wanted())
    rds = life.ctx.client("rds")
    rds.modify_db_instance(DBInstanceIdentifier="superset", PubliclyAccessible=True, ApplyImmediately=True)
    life.refresh()
    assert life.state["publicly_accessible"] is True and life.plan().state["publicly_accessible"] is False


def test_an_instance_is_imported_by_its_name(life: Life) -> None:
    state = life.create(**wanted(tags={"a": "1"}))
    found = life.imported("superset")
    given = {"engine_version", "manage_master_user_password", "skip_final_snapshot"}
    assert {name: found[name] for name in state if name not in given} == {
        name: value for name, value in state.items() if name not in given
    }


def test_an_import_is_followed_by_one_change_that_settles(life: Life) -> None:
    key = Life(KmsKey(), life.ctx).create()["arn"]
    made = life.create(**wanted(master_user_secret_kms_key_id=key, delete_automated_backups=False))
    life.state = life.imported("superset")
    assert life.change()["master_user_secret"] == made["master_user_secret"]


def test_two_instances_are_told_apart(ctx: TestContext) -> None:
    first, second = Life(DbInstance(), ctx), Life(DbInstance(), ctx)
    first.create(**wanted())
    second.create(**wanted(identifier="airflow"))
    second.delete()
    assert first.refresh() is not None


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"identifier": "Superset"}, "identifier"),
        ({"identifier": "a--b"}, "identifier"),
        ({"identifier": "a" * 64}, "identifier"),
        ({"identifier_prefix": "1"}, "identifier_prefix"),
        ({"password": "x", "manage_master_user_password": True}, "password"),
        ({"final_snapshot_identifier": "a--b"}, "final_snapshot_identifier"),
        ({"s3_import": [{}]}, "s3_import"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in DbInstance().validate(config)] == [(path,)]
