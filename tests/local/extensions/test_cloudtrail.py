"""Trails: who lets them write, and selectors that replace each other."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import cloudtrail
from haveli.local.extensions.cloudtrail.models import lets_trails_write
from tests.local.provider.doubles import TestContext


def allowed(*actions: str, principal: Any = None) -> dict[str, Any]:
    who = principal or {"Service": "cloudtrail.amazonaws.com"}
    return {"Statement": [{"Effect": "Allow", "Principal": who, "Action": list(actions), "Resource": "*"}]}


WRITES = allowed("s3:GetBucketAcl", "s3:PutObject")


@pytest.fixture
def trails(ctx: TestContext) -> Any:
    for name, policy in (("audit", WRITES), ("closed", allowed("s3:GetBucketAcl"))):
        s3 = ctx.client("s3")
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", **policy}))
    return ctx.client("cloudtrail")


def code(call: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(**request)
    return str(refused.value.response["Error"]["Code"])


@pytest.mark.parametrize(
    ("policy", "answer"),
    [
        (WRITES, True),
        (allowed("s3:*"), True),
        (allowed("s3:Get*", "s3:Put*"), True),
        (allowed("s3:GetBucketAcl", "s3:PutObject", principal="*"), True),
        (allowed("s3:PutObject"), False),
        (allowed("s3:*", principal={"Service": "logging.s3.amazonaws.com"}), False),
        ({"Statement": {**WRITES["Statement"][0], "Effect": "Deny"}}, False),
        ({}, False),
    ],
)
def test_a_policy_lets_trails_write_or_not(policy: dict[str, Any], answer: bool) -> None:
    assert lets_trails_write(policy) is answer


def test_a_bucket_that_does_not_let_trails_write_is_refused(trails: Any) -> None:
    refused = "InsufficientS3BucketPolicyException"
    assert code(trails.create_trail, Name="audit", S3BucketName="closed") == refused
    trails.create_trail(Name="audit", S3BucketName="audit")
    assert code(trails.update_trail, Name="audit", S3BucketName="closed") == refused


def test_a_name_is_one_trails_and_a_trail_goes_once(trails: Any) -> None:
    arn = trails.create_trail(Name="audit", S3BucketName="audit")["TrailARN"]
    assert code(trails.create_trail, Name="audit", S3BucketName="audit") == "TrailAlreadyExistsException"
    trails.delete_trail(Name=arn)
    assert code(trails.delete_trail, Name=arn) == "TrailNotFoundException"


def test_selectors_of_one_kind_replace_those_of_the_other(trails: Any) -> None:
    trails.create_trail(Name="audit", S3BucketName="audit")
    assert trails.get_event_selectors(TrailName="audit")["EventSelectors"][0]["ReadWriteType"] == "All"
    assert trails.get_trail(Name="audit")["Trail"]["HasCustomEventSelectors"] is False
    fields = [{"Field": "eventCategory", "Equals": ["Management"]}]
    trails.put_event_selectors(TrailName="audit", AdvancedEventSelectors=[{"FieldSelectors": fields}])
    assert not trails.get_event_selectors(TrailName="audit")["EventSelectors"]
    assert trails.get_trail(Name="audit")["Trail"]["HasCustomEventSelectors"] is True
    trails.put_event_selectors(TrailName="audit", EventSelectors=[{"ReadWriteType": "ReadOnly"}])
    assert not trails.get_event_selectors(TrailName="audit")["AdvancedEventSelectors"]


def test_an_empty_text_takes_a_setting_away(trails: Any) -> None:
    trails.create_trail(Name="audit", S3BucketName="audit", S3KeyPrefix="a", KmsKeyId="k")
    trails.update_trail(Name="audit", S3KeyPrefix="", KmsKeyId="")
    found = trails.get_trail(Name="audit")["Trail"]
    assert not {"S3KeyPrefix", "KmsKeyId"} & found.keys() and found["HomeRegion"] == "ap-south-1"


def test_installing_twice_changes_nothing() -> None:
    from moto.cloudtrail.models import Trail

    before = Trail.description
    cloudtrail.install()
    assert Trail.description is before
