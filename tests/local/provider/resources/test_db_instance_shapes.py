"""An instance's arguments in RDS's requests and answers."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change
from haveli.local.provider.resources import db_instance_shapes as shapes

FOUND: dict[str, Any] = {
    "DbiResourceId": "db-1",
    "DBInstanceArn": "arn",
    "DBInstanceIdentifier": "superset",
    "EngineVersion": "17.6",
}


def change(before: dict[str, Any], after: dict[str, Any]) -> Change:
    return Change({"allocated_storage": 20, **before}, {"allocated_storage": 20, **before, **after})


@pytest.mark.contract
@pytest.mark.parametrize(
    ("operation", "kind", "names"),
    [
        ("CreateDBInstance", "input_shape", {**shapes.SHARED, **shapes.CREATED}),
        ("ModifyDBInstance", "input_shape", shapes.SHARED),
    ],
)
def test_every_argument_is_a_member_of_the_request(operation: str, kind: str, names: dict[str, str]) -> None:
    client = boto3.client("rds", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
    members = getattr(client.meta.service_model.operation_model(operation), kind).members
    assert set(names.values()) <= members.keys()


@pytest.mark.contract
def test_every_answer_is_a_member_of_an_instance_and_in_the_schema() -> None:
    client = boto3.client("rds", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
    assert set(shapes.TOLD.values()) <= client.meta.service_model.shape_for("DBInstance").members.keys()
    attributes = schemas.resource_block("aws_db_instance").attributes
    assert {*shapes.TOLD, *shapes.SHARED, *shapes.CREATED} <= attributes.keys()


def test_nothing_that_is_left_out_is_sent() -> None:
    planned = {"allocated_storage": 20, "iops": 0, "password": None, "db_name": "", "multi_az": False, "port": 5432}
    assert shapes.creation("a", planned) == {
        "AllocatedStorage": 20,
        "DBInstanceIdentifier": "a",
        "MultiAZ": False,
        "Port": 5432,
        "Tags": [],
    }


def test_only_what_changes_is_modified() -> None:
    assert shapes.modification(change({"multi_az": False, "port": 1}, {"multi_az": True})) == {"MultiAZ": True}
    assert shapes.modification(change({"multi_az": False}, {})) == {}


def test_storage_that_may_not_grow_any_more_has_its_own_size_as_limit() -> None:
    sent = shapes.modification(change({"max_allocated_storage": 100}, {"max_allocated_storage": None}))
    assert sent == {"MaxAllocatedStorage": 20}


def test_operations_a_second_go_with_their_storage() -> None:
    sent = shapes.modification(change({"iops": 3000, "storage_type": "gp3"}, {"iops": 12000}))
    assert sent == {"Iops": 12000, "StorageType": "gp3", "AllocatedStorage": 20}


def test_a_password_is_given_back_to_the_configuration() -> None:
    managed = {"manage_master_user_password": True}
    sent = shapes.modification(change(managed, {"manage_master_user_password": None, "password": "p"}))
    assert sent == {"ManageMasterUserPassword": False, "MasterUserPassword": "p"}


def test_logs_come_and_go_by_name() -> None:
    before, after = {"enabled_cloudwatch_logs_exports": ["a", "b"]}, {"enabled_cloudwatch_logs_exports": ["b", "c"]}
    assert shapes.modification(change(before, after)) == {
        "CloudwatchLogsExportConfiguration": {"EnableLogTypes": ["c"], "DisableLogTypes": ["a"]}
    }


@pytest.mark.parametrize(
    ("configured", "told"),
    [("17", "17"), ("17.6", "17.6"), ("1", "17.6"), ("16", "17.6"), (None, "17.6")],
)
def test_a_version_in_part_stays_while_the_instance_has_one_of_its_minors(configured: str | None, told: str) -> None:
    found = shapes.reported(FOUND, {"engine_version": configured})
    assert (found["engine_version"], found["engine_version_actual"]) == (told, "17.6")


@pytest.mark.parametrize("known", ["1234", "arn:aws:kms:ap-south-1:1:key/1234", None])
def test_the_secrets_key_is_told_as_it_is_configured(known: str | None) -> None:
    arn = "arn:aws:kms:ap-south-1:1:key/1234"
    found = {**FOUND, "MasterUserSecret": {"SecretArn": "s", "KmsKeyId": arn}}
    told = shapes.reported(found, {"master_user_secret_kms_key_id": known})
    assert told["master_user_secret_kms_key_id"] == (known or arn)
