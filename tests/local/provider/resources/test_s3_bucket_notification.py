"""aws_s3_bucket_notification against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.s3_bucket import S3Bucket
from haveli.local.provider.resources.s3_bucket_notification import S3BucketNotification
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

CREATED = ["s3:ObjectCreated:*"]


@pytest.fixture
def life(ctx: TestContext) -> Life:
    Life(S3Bucket(), ctx).create(bucket="data")
    return Life(S3BucketNotification(), ctx)


@pytest.fixture
def queue(ctx: TestContext) -> str:
    url = ctx.client("sqs").create_queue(QueueName="new-files")["QueueUrl"]
    found = ctx.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(found["Attributes"]["QueueArn"])


def test_whom_a_bucket_tells_changes_in_place(life: Life, ctx: TestContext, queue: str) -> None:
    topic = ctx.client("sns").create_topic(Name="new-files")["TopicArn"]
    first = {"queue_arn": queue, "events": CREATED, "filter_prefix": "raw/", "filter_suffix": ".parquet"}
    state = life.create(bucket="data", queue=[first])
    assert state["queue"][0]["id"].startswith("tf-s3-queue-") and state["eventbridge"] is False
    second = {"id": "second", "queue_arn": queue, "events": ["s3:ObjectRemoved:*"], "filter_prefix": "tmp/"}
    life.change(queue=[first, second])
    life.change(queue=[second], topic=[{"topic_arn": topic, "events": CREATED}])
    life.change(queue=[], eventbridge=True)
    life.change(topic=[])
    assert life.replaced_by(bucket="other") == ("bucket",)
    life.delete()


def test_what_someone_took_away_is_planned_again(life: Life, queue: str) -> None:
    life.create(bucket="data", eventbridge=True, queue=[{"queue_arn": queue, "events": CREATED}])
    only: dict[str, dict[str, str]] = {"EventBridgeConfiguration": {}}
    life.ctx.client("s3").put_bucket_notification_configuration(Bucket="data", NotificationConfiguration=only)
    life.refresh()
    assert life.state["queue"] == [] and len(life.plan().state["queue"]) == 1


def test_a_configuration_goes_with_its_bucket(life: Life) -> None:
    life.create(bucket="data", eventbridge=True)
    life.ctx.client("s3").delete_bucket(Bucket="data")
    assert life.refresh() is None
    life.delete()


def test_a_configuration_is_imported_by_its_bucket(life: Life, queue: str) -> None:
    state = life.create(bucket="data", eventbridge=True, queue=[{"queue_arn": queue, "events": CREATED}])
    found = life.imported("data")
    assert {name: found[name] for name in state} == state
