"""What a request is about."""

from __future__ import annotations

import boto3
import pytest
from moto import mock_aws

from haveli.local.extensions.access.targets import Target, target

ACCOUNT, REGION = "123456789012", "ap-south-1"


@pytest.mark.parametrize(
    ("parameters", "resource"),
    [
        ({}, "catalog"),
        ({"Name": "fraud_raw"}, "database/fraud_raw"),
        ({"DatabaseInput": {"Name": "fraud_raw"}}, "database/fraud_raw"),
        ({"DatabaseName": "fraud_raw", "Name": "t"}, "table/fraud_raw/t"),
        ({"DatabaseName": "fraud_raw", "TableInput": {"Name": "t"}}, "table/fraud_raw/t"),
    ],
)
def test_glue_names_catalog_database_or_table(parameters: dict[str, object], resource: str) -> None:
    assert target("glue", ACCOUNT, REGION, parameters).arn == f"arn:aws:glue:{REGION}:{ACCOUNT}:{resource}"


def test_an_unknown_service_and_a_call_without_a_resource_mean_everything() -> None:
    assert target("batch", ACCOUNT, REGION, {"jobId": "x"}) == Target()
    assert target("elasticmapreduce", ACCOUNT, REGION, {}) == Target()


@mock_aws
def test_a_secrets_tags_are_condition_keys() -> None:
    client = boto3.client("secretsmanager", REGION, aws_access_key_id="a", aws_secret_access_key="b")
    arn = client.create_secret(Name="s", SecretString="x", Tags=[{"Key": "Tenant", "Value": "fraud"}])["ARN"]
    found = target("secretsmanager", ACCOUNT, REGION, {"SecretId": "s"})
    assert found.arn == arn
    assert found.context == {"secretsmanager:resourcetag/tenant": ["fraud"], "aws:resourcetag/tenant": ["fraud"]}


def test_assuming_a_role_is_about_the_role() -> None:
    assert target("sts", ACCOUNT, REGION, {"RoleArn": "arn:aws:iam::1:role/x"}).arn == "arn:aws:iam::1:role/x"
