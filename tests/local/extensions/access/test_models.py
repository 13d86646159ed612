"""Who sends a request, and what binds them."""

from __future__ import annotations

import json
from typing import Any

import boto3
from moto import mock_aws

from haveli.local.extensions.access.models import caller, document

ACCOUNT = "123456789012"
POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}


def client(service: str) -> Any:
    return boto3.client(service, "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")


@mock_aws
def test_the_accounts_own_key_is_nobodys() -> None:
    assert caller(ACCOUNT, ACCOUNT) is None


@mock_aws
def test_a_session_is_bound_by_its_roles_policies_boundary_and_its_own_policy() -> None:
    iam, text = client("iam"), json.dumps(POLICY)
    limit = iam.create_policy(PolicyName="limit", PolicyDocument=text)["Policy"]["Arn"]
    made = iam.create_role(
        RoleName="r",
        AssumeRolePolicyDocument=text,
        PermissionsBoundary=limit,
        Tags=[{"Key": "tenant", "Value": "fraud"}],
    )["Role"]
    iam.put_role_policy(RoleName="r", PolicyName="inline", PolicyDocument=text)
    iam.attach_role_policy(RoleName="r", PolicyArn=limit)
    given = client("sts").assume_role(RoleArn=made["Arn"], RoleSessionName="me", Policy=text)["Credentials"]
    found = caller(ACCOUNT, given["AccessKeyId"])
    assert found is not None
    assert found.arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/r/me"
    assert found.tags == {"tenant": "fraud"}
    assert list(found.policies.identity) == [POLICY, POLICY]
    assert found.policies.boundary == [POLICY]
    assert found.policies.session == [POLICY]


@mock_aws
def test_a_user_is_known_by_its_key() -> None:
    iam = client("iam")
    iam.create_user(UserName="u")
    key = iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]
    found = caller(ACCOUNT, key)
    assert found is not None
    assert found.arn.endswith(":user/u")
    assert found.policies.session is None


def test_a_document_is_read_in_each_form_that_moto_keeps() -> None:
    assert (
        document(POLICY)
        == document(json.dumps(POLICY))
        == document("%7B%22Version%22%3A%20%222012-10-17%22%7D") | POLICY
    )
