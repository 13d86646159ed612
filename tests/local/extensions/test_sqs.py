"""Queues whose attributes stay when others are set."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions import sqs
from tests.local.provider.doubles import TestContext


def attributes(ctx: TestContext, url: str) -> dict[str, str]:
    return dict(ctx.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"])


@pytest.fixture
def url(ctx: TestContext) -> str:
    return str(ctx.client("sqs").create_queue(QueueName="events")["QueueUrl"])


def test_a_policy_stays_when_something_else_is_set(ctx: TestContext, url: str) -> None:
    def write(**wanted: Any) -> dict[str, str]:
        ctx.client("sqs").set_queue_attributes(QueueUrl=url, Attributes=wanted)
        return attributes(ctx, url)

    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}'
    write(Policy=policy, RedriveAllowPolicy='{"redrivePermission": "denyAll"}')
    found = write(DelaySeconds="3")
    assert found["Policy"] and found["RedriveAllowPolicy"] and found["DelaySeconds"] == "3"
    assert not {"Policy", "RedriveAllowPolicy"} & write(Policy="", RedriveAllowPolicy="").keys()


def test_a_key_ends_the_encryption_of_sqs(ctx: TestContext, url: str) -> None:
    assert attributes(ctx, url)["SqsManagedSseEnabled"] == "true"
    ctx.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"KmsMasterKeyId": "alias/a"})
    found = attributes(ctx, url)
    assert (found["KmsMasterKeyId"], found["SqsManagedSseEnabled"]) == ("alias/a", "false")
    ctx.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"SqsManagedSseEnabled": "true"})
    assert "KmsMasterKeyId" not in attributes(ctx, url)


def test_installing_twice_changes_nothing() -> None:
    from moto.sqs.models import Queue

    before = (Queue._set_attributes, list(Queue.BASE_ATTRIBUTES))
    sqs.install()
    assert (Queue._set_attributes, list(Queue.BASE_ATTRIBUTES)) == before
