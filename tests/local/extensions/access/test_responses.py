"""The refusal is AWS's, for each protocol; and nothing is judged that is not signed or that AWS leaves free."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.exceptions import AccessDeniedError, JsonRESTError
from moto.s3.exceptions import S3AccessDeniedError

from haveli.local.extensions.access.responses import judge_normal, judge_s3

ACCOUNT = "123456789012"


@pytest.fixture
def key() -> Any:
    """The access key of a user who may only list buckets."""
    with mock_aws():
        iam = boto3.client("iam", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        iam.create_user(UserName="u")
        allow = {
            "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}],
            "Version": "2012-10-17",
        }
        iam.put_user_policy(UserName="u", PolicyName="p", PolicyDocument=json.dumps(allow))
        yield iam.create_access_key(UserName="u")["AccessKey"]["AccessKeyId"]


def response(key: str, service: str, action: str, *, json_protocol: bool = True, signed: bool = True) -> Any:
    credential = f"AWS4-HMAC-SHA256 Credential={key}/20261123/ap-south-1/{service}/aws4_request, x=y"
    return SimpleNamespace(
        headers={
            "Authorization": credential if signed else "",
            "Content-Type": "application/x-amz-json-1.1" if json_protocol else "application/x-www-form-urlencoded",
        },
        current_account=ACCOUNT,
        body="{}" if json_protocol else "",
        querystring={},
        data={"Action": action},
        _get_action=lambda: action,
    )


def test_a_json_service_refuses_with_awss_words(key: str) -> None:
    with pytest.raises(JsonRESTError) as caught:
        judge_normal(response(key, "elasticmapreduce", "ListClusters"))
    assert "is not authorized to perform: elasticmapreduce:ListClusters on resource: *" in str(caught.value.message)


def test_a_query_service_refuses_with_access_denied(key: str) -> None:
    with pytest.raises(AccessDeniedError):
        judge_normal(response(key, "iam", "CreateUser", json_protocol=False))


def test_s3_allows_what_the_policy_allows_and_refuses_the_rest(key: str) -> None:
    judge_s3(response(key, "s3", "ListAllMyBuckets"))
    with pytest.raises(S3AccessDeniedError):
        judge_s3(response(key, "s3", "ListBucket"), bucket_name="b")


def test_who_one_is_may_always_be_asked(key: str) -> None:
    judge_normal(response(key, "sts", "GetCallerIdentity", json_protocol=False))


@mock_aws
def test_the_accounts_own_key_and_an_unsigned_request_are_not_judged() -> None:
    judge_normal(response(ACCOUNT, "elasticmapreduce", "TerminateJobFlows"))
    judge_normal(response("x", "elasticmapreduce", "TerminateJobFlows", signed=False))
