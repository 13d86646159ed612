"""aws_s3_bucket_logging against moto."""

from __future__ import annotations

import json

import pytest

from haveli.local.provider.resources.s3_bucket_logging import S3BucketLogging
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

LOGS = "pai-risk-mlops-platform-shared-logs"
DATA = "pai-risk-mlops-fraud-shared-data"


@pytest.fixture
def buckets(ctx: TestContext) -> None:
    s3 = ctx.client("s3")
    for name in (LOGS, DATA):
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{LOGS}/*",
    }
    s3.put_bucket_policy(Bucket=LOGS, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))


@pytest.mark.usefixtures("buckets")
def test_a_log_target_settles_changes_and_is_deleted(ctx: TestContext) -> None:
    life = Life(S3BucketLogging(), ctx)
    life.create(bucket=DATA, target_bucket=LOGS, target_prefix="data/")
    state = life.change(target_prefix="")
    assert state["target_prefix"] == ""
    assert life.imported(DATA)["target_bucket"] == LOGS
    life.delete()


@pytest.mark.usefixtures("buckets")
def test_grants_are_reported_as_they_were_given(ctx: TestContext) -> None:
    grantee = {"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"}
    life = Life(S3BucketLogging(), ctx)
    state = life.create(
        bucket=DATA, target_bucket=LOGS, target_prefix="x/", target_grant=[{"permission": "READ", "grantee": [grantee]}]
    )
    assert state["target_grant"][0]["grantee"][0]["uri"] == grantee["uri"]
