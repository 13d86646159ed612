"""Lookups in IAM, against moto."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.data_sources.iam import IamPolicy, IamRole
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext

DOCUMENT = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
TRUST = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}


def test_a_role_is_read_with_its_trust_and_tags(ctx: TestContext) -> None:
    trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    ctx.client("iam").create_role(
        RoleName="emr", AssumeRolePolicyDocument=trust, Tags=[{"Key": "tenant", "Value": "fraud"}]
    )
    found = read(IamRole(), ctx, name="emr")
    assert json.loads(found["assume_role_policy"]) == json.loads(trust)
    assert found["tags"] == {"tenant": "fraud"} and found["arn"].endswith(":role/emr")


def test_a_role_that_is_missing_is_aws_own_error(ctx: TestContext) -> None:
    with pytest.raises(ClientError, match="NoSuchEntity"):
        read(IamRole(), ctx, name="none")


def test_a_policy_is_found_by_name_and_by_arn(ctx: TestContext) -> None:
    arn = ctx.client("iam").create_policy(PolicyName="p", PolicyDocument=DOCUMENT)["Policy"]["Arn"]
    by_name, by_arn = read(IamPolicy(), ctx, name="p"), read(IamPolicy(), ctx, arn=arn)
    assert by_name == by_arn and json.loads(by_name["policy"]) == json.loads(DOCUMENT)


def test_a_policy_of_another_name_is_no_match(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match="no matching IAM Policy"):
        read(IamPolicy(), ctx, name="none")
