"""Lookups of buckets and keys, against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.storage import KmsAlias, KmsKey, S3Bucket
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext

NAME = "pai-risk-mlops-fraud-shared-data"


def test_a_bucket_reports_its_names_and_region(ctx: TestContext) -> None:
    ctx.client("s3").create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    found = read(S3Bucket(), ctx, bucket=NAME)
    assert found["arn"] == f"arn:aws:s3:::{NAME}" and found["bucket_region"] == "ap-south-1"


def test_a_bucket_that_is_missing_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match=NAME):
        read(S3Bucket(), ctx, bucket=NAME)


def test_an_alias_leads_to_its_key(ctx: TestContext) -> None:
    kms = ctx.client("kms")
    key = kms.create_key(Description="data")["KeyMetadata"]
    kms.create_alias(AliasName="alias/fraud", TargetKeyId=key["KeyId"])
    assert read(KmsAlias(), ctx, name="alias/fraud")["target_key_arn"] == key["Arn"]
    assert read(KmsKey(), ctx, key_id=key["KeyId"])["description"] == "data"


def test_an_alias_that_is_missing_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match="alias/none"):
        read(KmsAlias(), ctx, name="alias/none")
