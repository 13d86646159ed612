"""Instances and groups as RDS keeps them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.clock import clock
from haveli.local.extensions import rds
from haveli.local.extensions.rds import versions
from tests.local.provider.doubles import TestContext

WANTED: dict[str, Any] = {
    "DBInstanceIdentifier": "superset",
    "Engine": "postgres",
    "DBInstanceClass": "db.t4g.small",
    "AllocatedStorage": 20,
    "MasterUsername": "superset",
    "MasterUserPassword": "not-a-secret",
}


def made(ctx: TestContext, **more: Any) -> dict[str, Any]:
    return dict(ctx.client("rds").create_db_instance(**{**WANTED, **more})["DBInstance"])


def subnets(ctx: TestContext, zones: str = "ab") -> list[str]:
    ec2 = ctx.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=f"ap-south-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for number, zone in enumerate(zones)
    ]


def code(call: Any, *args: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(*args, **request)
    return str(refused.value.response["Error"]["Code"])


@pytest.mark.parametrize(
    ("engine", "asked", "got"),
    [
        ("postgres", None, "17.6"),
        ("postgres", "16", "16.10"),
        ("postgres", "16.4", "16.4"),
        ("mysql", "8.0", "8.0.43"),
        ("oracle-ee", "19", "19"),
    ],
)
def test_a_major_version_is_the_newest_of_its_minors(engine: str, asked: str | None, got: str) -> None:
    assert versions.full(engine, asked) == got


@given(st.sampled_from([(engine, major) for engine, all_ in versions.NEWEST.items() for major in all_]))
def test_the_newest_version_is_of_its_major_and_family(pair: tuple[str, str]) -> None:
    engine, major = pair
    newest = versions.full(engine, major)
    assert newest is not None and versions.major(engine, newest) == major
    assert versions.family(engine, newest) == f"{engine}{major}"


def test_an_instance_keeps_what_it_was_asked(ctx: TestContext) -> None:
    key = "arn:aws:kms:ap-south-1:123456789012:key/1"
    found = made(
        ctx,
        EnablePerformanceInsights=True,
        PerformanceInsightsKMSKeyId=key,
        StorageType="gp3",
        NetworkType="DUAL",
        DedicatedLogVolume=True,
    )
    assert (found["PerformanceInsightsEnabled"], found["PerformanceInsightsKMSKeyId"]) == (True, key)
    assert found["PerformanceInsightsRetentionPeriod"] == 7
    assert (found["Iops"], found["StorageThroughput"], found["NetworkType"]) == (3000, 125, "DUAL")
    assert found["DedicatedLogVolume"] is True and found["Endpoint"]["HostedZoneId"] == "Z2VFMSZA74J7XZ"
    changed = ctx.client("rds").modify_db_instance(
        DBInstanceIdentifier="superset", EnablePerformanceInsights=False, DBPortNumber=5433
    )["DBInstance"]
    assert changed["PerformanceInsightsEnabled"] is False and "PerformanceInsightsKMSKeyId" not in changed
    assert changed["Endpoint"]["Port"] == 5433


def test_every_instance_has_an_id_of_its_own(ctx: TestContext) -> None:
    assert made(ctx)["DbiResourceId"] != made(ctx, DBInstanceIdentifier="other")["DbiResourceId"]


def test_a_managed_password_is_its_own_and_its_users(ctx: TestContext) -> None:
    secrets = []
    for name in ("one", "two"):
        request = {key: value for key, value in WANTED.items() if key != "MasterUserPassword"}
        wanted = {**request, "DBInstanceIdentifier": name, "ManageMasterUserPassword": True}
        arn = ctx.client("rds").create_db_instance(**wanted)["DBInstance"]["MasterUserSecret"]["SecretArn"]
        secrets.append(json.loads(ctx.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"]))
    assert secrets[0]["username"] == "superset" and secrets[0]["password"] != secrets[1]["password"]


def test_a_password_that_is_managed_already_stays_under_another_key(ctx: TestContext) -> None:
    request = {key: value for key, value in WANTED.items() if key != "MasterUserPassword"}
    client, keys = ctx.client("rds"), [ctx.client("kms").create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
    managed = {"ManageMasterUserPassword": True, "MasterUserSecretKmsKeyId": keys[0]}
    before = client.create_db_instance(**request, **managed)["DBInstance"]["MasterUserSecret"]
    change = {"DBInstanceIdentifier": "superset", **managed, "MasterUserSecretKmsKeyId": keys[1]}
    after = client.modify_db_instance(**change)["DBInstance"]["MasterUserSecret"]
    assert after["SecretArn"] == before["SecretArn"]
    assert (before["KmsKeyId"], after["KmsKeyId"]) == (keys[0], keys[1])


def test_a_password_is_rdss_or_the_requests(ctx: TestContext) -> None:
    assert code(made, ctx, ManageMasterUserPassword=True) == "InvalidParameterCombination"


def test_a_group_of_another_family_is_refused(ctx: TestContext) -> None:
    client = ctx.client("rds")
    client.create_db_parameter_group(
        DBParameterGroupName="old", DBParameterGroupFamily="postgres16", Description="of 16"
    )
    assert code(made, ctx, DBParameterGroupName="old") == "InvalidParameterCombination"
    made(ctx)
    change = {"DBInstanceIdentifier": "superset", "DBParameterGroupName": "old"}
    assert code(client.modify_db_instance, **change) == "InvalidParameterCombination"


def test_storage_does_not_shrink_and_major_versions_are_allowed_first(ctx: TestContext) -> None:
    made(ctx, EngineVersion="16")
    change = ctx.client("rds").modify_db_instance
    assert code(change, DBInstanceIdentifier="superset", AllocatedStorage=10) == "InvalidParameterCombination"
    assert code(change, DBInstanceIdentifier="superset", EngineVersion="17") == "InvalidParameterCombination"
    found = change(DBInstanceIdentifier="superset", EngineVersion="17", AllowMajorVersionUpgrade=True)["DBInstance"]
    assert found["EngineVersion"] == "17.6"


def test_an_instance_that_goes_names_its_last_snapshot(ctx: TestContext) -> None:
    made(ctx)
    delete = ctx.client("rds").delete_db_instance
    assert code(delete, DBInstanceIdentifier="superset") == "InvalidParameterCombination"
    delete(DBInstanceIdentifier="superset", FinalDBSnapshotIdentifier="last")


def test_a_subnet_group_covers_two_zones_and_outlives_a_change(ctx: TestContext) -> None:
    client, ids = ctx.client("rds"), subnets(ctx, "aab")
    group = {"DBSubnetGroupName": "db", "DBSubnetGroupDescription": "d"}
    assert code(client.create_db_subnet_group, **group, SubnetIds=ids[:2]) == "DBSubnetGroupDoesNotCoverEnoughAZs"
    client.create_db_subnet_group(**group, SubnetIds=ids[1:])
    client.modify_db_subnet_group(DBSubnetGroupName="db", SubnetIds=[ids[0], ids[2]])
    [found] = client.describe_db_subnet_groups(DBSubnetGroupName="db")["DBSubnetGroups"]
    assert [item["SubnetIdentifier"] for item in found["Subnets"]] == [ids[0], ids[2]]
    assert found["DBSubnetGroupDescription"] == "d"
    missing = {"DBSubnetGroupName": "none", "SubnetIds": ids}
    assert code(client.modify_db_subnet_group, **missing) == "DBSubnetGroupNotFoundFault"


def test_groups_in_use_stay(ctx: TestContext) -> None:
    client = ctx.client("rds")
    client.create_db_subnet_group(DBSubnetGroupName="db", DBSubnetGroupDescription="d", SubnetIds=subnets(ctx))
    client.create_db_parameter_group(DBParameterGroupName="pg", DBParameterGroupFamily="postgres17", Description="d")
    made(ctx, DBSubnetGroupName="db", DBParameterGroupName="pg")
    assert code(client.delete_db_subnet_group, DBSubnetGroupName="db") == "InvalidDBSubnetGroupStateFault"
    assert code(client.delete_db_parameter_group, DBParameterGroupName="pg") == "InvalidDBParameterGroupState"


def test_parameters_are_reset_by_name_or_all(ctx: TestContext) -> None:
    client = ctx.client("rds")
    client.create_db_parameter_group(DBParameterGroupName="pg", DBParameterGroupFamily="postgres17", Description="d")
    values = [{"ParameterName": name, "ParameterValue": "1", "ApplyMethod": "immediate"} for name in "abc"]
    client.modify_db_parameter_group(DBParameterGroupName="pg", Parameters=values)

    def names() -> list[str]:
        found = client.describe_db_parameters(DBParameterGroupName="pg")["Parameters"]
        return [item["ParameterName"] for item in found]

    client.reset_db_parameter_group(DBParameterGroupName="pg", Parameters=values[:1])
    assert names() == ["b", "c"]
    client.reset_db_parameter_group(DBParameterGroupName="pg", ResetAllParameters=True)
    assert names() == []
    assert code(client.describe_db_parameter_groups, DBParameterGroupName="x") == "DBParameterGroupNotFound"
    assert code(client.reset_db_parameter_group, DBParameterGroupName="x") == "DBParameterGroupNotFound"


def test_what_could_be_restored_moves_in_steps(ctx: TestContext) -> None:
    clock.stop()
    try:
        before = made(ctx, BackupRetentionPeriod=7)["LatestRestorableTime"]
        clock.advance(timedelta(minutes=5))
        after = ctx.client("rds").describe_db_instances()["DBInstances"][0]["LatestRestorableTime"]
    finally:
        clock.run()
    assert after - before == timedelta(minutes=5) and before.minute % 5 == 0


def test_installing_twice_changes_nothing() -> None:
    from moto.rds.models import RDSBackend

    before = RDSBackend.create_db_instance
    rds.install()
    assert RDSBackend.create_db_instance is before
