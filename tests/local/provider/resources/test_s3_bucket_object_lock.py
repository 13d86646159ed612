"""aws_s3_bucket_object_lock_configuration against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.s3_bucket import S3Bucket
from haveli.local.provider.resources.s3_bucket_object_lock import S3BucketObjectLockConfiguration
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

DAYS = [{"default_retention": [{"mode": "GOVERNANCE", "days": 30}]}]


@pytest.fixture
def life(ctx: TestContext) -> Life:
    Life(S3Bucket(), ctx).create(bucket="audit", object_lock_enabled=True)
    return Life(S3BucketObjectLockConfiguration(), ctx)


def test_a_retention_changes_in_place(life: Life) -> None:
    state = life.create(bucket="audit", rule=DAYS)
    assert (state["id"], state["object_lock_enabled"]) == ("audit", "Enabled")
    life.change(rule=[{"default_retention": [{"mode": "COMPLIANCE", "years": 1}]}])
    life.change(rule=[])
    assert life.replaced_by(bucket="other") == ("bucket",)


def test_a_lock_cannot_be_taken_away_but_its_retention_can(life: Life) -> None:
    state = life.create(bucket="audit", rule=DAYS)
    S3BucketObjectLockConfiguration().delete(life.ctx, state)
    assert life.refresh() is not None and life.state["rule"] == []


def test_a_bucket_with_objects_can_be_locked_still(life: Life) -> None:
    life.ctx.client("s3").put_object(Bucket="audit", Key="a", Body=b"a")
    life.create(bucket="audit", rule=DAYS)


def test_a_bucket_without_versions_takes_no_lock(ctx: TestContext) -> None:
    Life(S3Bucket(), ctx).create(bucket="plain")
    with pytest.raises(ClientError, match="Versioning must be"):
        Life(S3BucketObjectLockConfiguration(), ctx).create(bucket="plain", rule=DAYS)


def test_a_lock_goes_with_its_bucket(life: Life) -> None:
    state = life.create(bucket="audit", rule=DAYS)
    life.ctx.client("s3").delete_bucket(Bucket="audit")
    assert life.refresh() is None
    S3BucketObjectLockConfiguration().delete(life.ctx, state)


def test_a_lock_is_imported_by_its_bucket(life: Life) -> None:
    state = life.create(bucket="audit", rule=DAYS)
    found = life.imported("audit")
    assert {name: found[name] for name in state} == state


def test_days_and_years_together_are_found_before_apply() -> None:
    both = [{"default_retention": [{"days": 1, "years": 1}]}]
    assert [problem.path for problem in S3BucketObjectLockConfiguration().validate({"rule": both})] == [("rule",)]
