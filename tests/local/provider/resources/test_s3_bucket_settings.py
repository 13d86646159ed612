"""The settings of a bucket against moto, each from creation to deletion."""

from __future__ import annotations

import json

import pytest

from haveli.local.provider.resources.s3_bucket_settings import (
    S3BucketOwnershipControls,
    S3BucketPolicy,
    S3BucketPublicAccessBlock,
    S3BucketServerSideEncryptionConfiguration,
    S3BucketVersioning,
)
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-fraud-shared-data"
KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"


@pytest.fixture
def bucket(ctx: TestContext) -> str:
    ctx.client("s3").create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    return NAME


def test_versioning_is_enabled_suspended_and_suspended_again_on_delete(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketVersioning(), ctx)
    state = life.create(bucket=bucket, versioning_configuration=[{"status": "Enabled"}])
    assert state["id"] == bucket and state["versioning_configuration"] == [{"status": "Enabled", "mfa_delete": None}]
    life.change(versioning_configuration=[{"status": "Suspended"}])
    life.kind.traits.delete(ctx, life.state)
    assert ctx.client("s3").get_bucket_versioning(Bucket=bucket)["Status"] == "Suspended"


def test_disabled_versioning_sends_nothing(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketVersioning(), ctx)
    life.create(bucket=bucket, versioning_configuration=[{"status": "Disabled"}])
    life.kind.traits.delete(ctx, life.state)
    assert "Status" not in ctx.client("s3").get_bucket_versioning(Bucket=bucket)


def test_another_bucket_replaces_a_setting(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketVersioning(), ctx)
    life.create(bucket=bucket, versioning_configuration=[{"status": "Enabled"}])
    assert life.replaced_by(bucket="another") == ("bucket",)


def test_an_expected_owner_is_part_of_the_id(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketVersioning(), ctx)
    state = life.create(
        bucket=bucket, expected_bucket_owner=ctx.account, versioning_configuration=[{"status": "Enabled"}]
    )
    assert state["id"] == f"{bucket},{ctx.account}"
    assert life.imported(state["id"])["expected_bucket_owner"] == ctx.account


def test_a_setting_of_a_bucket_that_is_gone_is_gone(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketVersioning(), ctx)
    life.create(bucket=bucket, versioning_configuration=[{"status": "Enabled"}])
    ctx.client("s3").delete_bucket(Bucket=bucket)
    assert life.refresh() is None


@pytest.mark.parametrize(
    "rule",
    [
        {"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]},
        {"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms"}], "bucket_key_enabled": True},
        {"apply_server_side_encryption_by_default": [{"sse_algorithm": "aws:kms", "kms_master_key_id": KEY}]},
    ],
)
def test_encryption_settles_and_is_deleted(ctx: TestContext, bucket: str, rule: dict[str, object]) -> None:
    life = Life(S3BucketServerSideEncryptionConfiguration(), ctx)
    life.create(bucket=bucket, rule=[rule])
    life.delete()


def test_encryption_changes_its_key_in_place(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketServerSideEncryptionConfiguration(), ctx)
    life.create(bucket=bucket, rule=[{"apply_server_side_encryption_by_default": [{"sse_algorithm": "AES256"}]}])
    setting = {"sse_algorithm": "aws:kms", "kms_master_key_id": KEY}
    state = life.change(rule=[{"apply_server_side_encryption_by_default": [setting], "bucket_key_enabled": True}])
    assert state["rule"][0]["apply_server_side_encryption_by_default"] == [setting]
    assert state["rule"][0]["bucket_key_enabled"] is True


def test_public_access_flags_are_false_unless_set(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketPublicAccessBlock(), ctx)
    state = life.create(bucket=bucket, block_public_acls=True, block_public_policy=True)
    assert state["block_public_acls"] and not state["ignore_public_acls"]
    life.change(ignore_public_acls=True, restrict_public_buckets=True)
    life.delete()


def test_a_policy_is_written_compared_by_meaning_and_deleted(ctx: TestContext, bucket: str) -> None:
    statement = {"Effect": "Deny", "Principal": "*", "Action": ["s3:GetObject"], "Resource": f"arn:aws:s3:::{bucket}/*"}
    life = Life(S3BucketPolicy(), ctx)
    life.create(bucket=bucket, policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    written = life.state["policy"]
    life.config["policy"] = json.dumps({"Statement": {**statement, "Action": "s3:GetObject"}, "Version": "2012-10-17"})
    assert life.plan().state["policy"] == written
    life.change(policy=json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Action": "s3:PutObject"}]}))
    assert "PutObject" in ctx.client("s3").get_bucket_policy(Bucket=bucket)["Policy"]
    life.delete()


def test_ownership_controls_settle(ctx: TestContext, bucket: str) -> None:
    life = Life(S3BucketOwnershipControls(), ctx)
    life.create(bucket=bucket, rule=[{"object_ownership": "BucketOwnerEnforced"}])
    life.change(rule=[{"object_ownership": "BucketOwnerPreferred"}])
    assert life.imported(bucket)["rule"] == [{"object_ownership": "BucketOwnerPreferred"}]
    life.delete()
