"""aws_cloudtrail against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.cloudtrail import Trail
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

MANAGEMENT = {"name": "account", "field_selector": [{"field": "eventCategory", "equals": ["Management"]}]}
OBJECTS = {
    "name": "objects",
    "field_selector": [
        {"field": "eventCategory", "equals": ["Data"]},
        {"field": "resources.type", "equals": ["AWS::S3::Object"]},
        {"field": "resources.ARN", "starts_with": ["arn:aws:s3:::data/"]},
    ],
}


def bucket(ctx: TestContext, name: str) -> str:
    s3 = ctx.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    allow = {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}}
    statements = [
        {**allow, "Action": "s3:GetBucketAcl", "Resource": f"arn:aws:s3:::{name}"},
        {**allow, "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{name}/*"},
    ]
    s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    return name


@pytest.fixture
def life(ctx: TestContext) -> Life:
    bucket(ctx, "audit")
    return Life(Trail(), ctx)


def test_a_trail_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(name="audit", s3_bucket_name="audit", tags={"a": "1"})
    assert state["id"] == state["arn"] and state["home_region"] == "ap-south-1"
    assert state["enable_logging"] is True and state["include_global_service_events"] is True
    assert state["event_selector"] == [] and state["sns_topic_arn"] == ""


def test_a_trail_changes_in_place(life: Life, ctx: TestContext) -> None:
    bucket(ctx, "other")
    topic = ctx.client("sns").create_topic(Name="audit")["TopicArn"]
    life.create(name="audit", s3_bucket_name="audit", tags={"a": "1", "b": "2"})
    life.change(enable_log_file_validation=True, is_multi_region_trail=True, tags={"b": "3"})
    life.change(s3_bucket_name="other", s3_key_prefix="trail", enable_logging=False)
    assert life.change(sns_topic_name="audit")["sns_topic_arn"] == topic
    key = "arn:aws:kms:ap-south-1:123456789012:key/1"
    life.change(s3_key_prefix=None, kms_key_id=key, enable_logging=True, sns_topic_name=None)
    life.change(kms_key_id=None)
    life.delete()


def test_what_is_recorded_changes_in_place(life: Life) -> None:
    life.create(name="audit", s3_bucket_name="audit", advanced_event_selector=[MANAGEMENT])
    life.change(advanced_event_selector=[MANAGEMENT, OBJECTS])
    resource = {"type": "AWS::S3::Object", "values": ["arn:aws:s3:::data/"]}
    basic = {"read_write_type": "WriteOnly", "data_resource": [resource]}
    life.change(advanced_event_selector=[], event_selector=[basic])
    life.change(event_selector=[{**basic, "exclude_management_event_sources": ["kms.amazonaws.com"]}])
    life.change(event_selector=[])
    life.change(insight_selector=[{"insight_type": "ApiCallRateInsight"}])
    life.change(insight_selector=[])


def test_another_name_is_another_trail(life: Life) -> None:
    life.create(name="audit", s3_bucket_name="audit")
    assert life.replaced_by(name="other") == ("name",)


def test_what_someone_switched_off_is_planned_again(life: Life) -> None:
    life.create(name="audit", s3_bucket_name="audit")
    life.ctx.client("cloudtrail").stop_logging(Name="audit")
    life.refresh()
    assert life.state["enable_logging"] is False and life.plan().state["enable_logging"] is True


def test_a_trail_is_imported_by_its_arn(life: Life) -> None:
    config: dict[str, Any] = {"advanced_event_selector": [MANAGEMENT], "tags": {"a": "1"}}
    state = life.create(name="audit", s3_bucket_name="audit", **config)
    found = life.imported(state["arn"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "ab"}, "name"),
        ({"event_selector": [{}], "advanced_event_selector": [{}]}, "event_selector"),
        ({"cloud_watch_logs_group_arn": "arn"}, "cloud_watch_logs_group_arn"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in Trail().validate(config)] == [(path,)]
