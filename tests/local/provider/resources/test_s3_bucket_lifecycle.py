"""aws_s3_bucket_lifecycle_configuration against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.s3_bucket_lifecycle import S3BucketLifecycleConfiguration
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-fraud-shared-data"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    ctx.client("s3").create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    return Life(S3BucketLifecycleConfiguration(), ctx)


def rule(name: str, **blocks: Any) -> dict[str, Any]:
    return {"id": name, "status": "Enabled", **blocks}


@pytest.mark.parametrize(
    "blocks",
    [
        {"filter": [{}], "expiration": [{"days": 30}]},
        {"filter": [{"prefix": "tmp/"}], "expiration": [{"days": 1}]},
        {"filter": [{"tag": [{"key": "kind", "value": "spill"}]}], "expiration": [{"days": 1}]},
        {"filter": [{"and": [{"prefix": "a/", "tags": {"x": "1", "y": "2"}}]}], "expiration": [{"days": 2}]},
        {"filter": [{}], "expiration": [{"date": "2030-01-01T00:00:00Z"}]},
        {"filter": [{}], "expiration": [{"expired_object_delete_marker": True}]},
        {"expiration": [{"days": 7}]},
        {"prefix": "old/", "expiration": [{"days": 7}]},
        {"filter": [{}], "abort_incomplete_multipart_upload": [{"days_after_initiation": 7}]},
        {"filter": [{}], "noncurrent_version_expiration": [{"noncurrent_days": 90}]},
        {
            "filter": [{"object_size_greater_than": 1024}],
            "noncurrent_version_expiration": [{"noncurrent_days": 9, "newer_noncurrent_versions": 3}],
        },
        {
            "filter": [{"and": [{"prefix": "a/", "object_size_less_than": 9, "tags": {"x": "1"}}]}],
            "expiration": [{"days": 2}],
        },
        {
            "filter": [{}],
            "transition": [
                {"days": 30, "storage_class": "STANDARD_IA"},
                {"days": 90, "storage_class": "GLACIER"},
            ],
            "noncurrent_version_transition": [
                {"noncurrent_days": 30, "newer_noncurrent_versions": 3, "storage_class": "GLACIER"}
            ],
        },
    ],
)
def test_each_kind_of_rule_settles(life: Life, blocks: dict[str, Any]) -> None:
    life.create(bucket=NAME, rule=[rule("only", **blocks)])


def test_rules_change_in_place_and_are_deleted(life: Life) -> None:
    life.create(bucket=NAME, rule=[rule("a", filter=[{}], expiration=[{"days": 30}])])
    state = life.change(
        rule=[
            rule("a", filter=[{"prefix": "x/"}], expiration=[{"days": 10}]),
            rule("b", filter=[{}], expiration=[{"days": 40}]),
        ]
    )
    assert [item["id"] for item in state["rule"]] == ["a", "b"]
    life.delete()


def test_rules_keep_the_order_of_the_configuration(life: Life) -> None:
    life.create(bucket=NAME, rule=[rule(name, filter=[{}], expiration=[{"days": 5}]) for name in ("z", "a")])
    s3 = life.ctx.client("s3")
    answer = s3.get_bucket_lifecycle_configuration(Bucket=NAME)
    turned = {"Rules": list(reversed(answer["Rules"]))}
    s3.put_bucket_lifecycle_configuration(Bucket=NAME, LifecycleConfiguration=turned)
    found = life.refresh()
    assert found is not None and [item["id"] for item in found["rule"]] == ["z", "a"]


def test_an_import_has_every_rule(life: Life) -> None:
    created = life.create(bucket=NAME, rule=[rule("a", filter=[{"prefix": "x/"}], expiration=[{"days": 30}])])
    assert life.imported(NAME)["rule"][0]["filter"][0]["prefix"] == created["rule"][0]["filter"][0]["prefix"] == "x/"


def test_a_lower_case_status_is_refused_before_apply() -> None:
    problems = S3BucketLifecycleConfiguration().validate({"rule": [{"id": "a", "status": "enabled"}]})
    assert [problem.path for problem in problems] == [("rule", 0, "status")]
