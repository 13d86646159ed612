"""aws_sqs_queue and aws_sqs_queue_policy against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.sqs import SqsQueue, SqsQueuePolicy
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"


def policy(arn: str, *actions: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": list(actions)}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Resource": arn}]})


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(SqsQueue(), ctx)


def test_a_queue_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(name="events", tags={"a": "1"})
    assert state["id"] == state["url"] and state["arn"].endswith(":events")
    assert (state["visibility_timeout_seconds"], state["max_message_size"]) == (30, 262144)
    assert state["sqs_managed_sse_enabled"] is True and state["kms_data_key_reuse_period_seconds"] == 300


def test_a_queue_changes_in_place(life: Life, ctx: TestContext) -> None:
    dead = Life(SqsQueue(), ctx).create(name="dead")
    life.create(name="events", tags={"a": "1"})
    life.change(message_retention_seconds=1209600, receive_wait_time_seconds=20, tags={"b": "2"})
    redrive = {"deadLetterTargetArn": dead["arn"], "maxReceiveCount": 5}
    life.change(redrive_policy=json.dumps(redrive))
    life.config["redrive_policy"] = json.dumps({**redrive, "maxReceiveCount": "5"}, indent=1)
    assert life.plan().state["redrive_policy"] == json.dumps(redrive)
    life.change(redrive_policy="")
    allow = json.dumps({"redrivePermission": "byQueue", "sourceQueueArns": [life.state["arn"]]})
    life.change(redrive_allow_policy=allow, policy=policy(life.state["arn"], "sqs:SendMessage"))
    life.change(delay_seconds=5)
    assert life.state["policy"] and life.state["redrive_allow_policy"]
    life.delete()


def test_encryption_is_sqss_or_a_keys(life: Life) -> None:
    state = life.create(name="events", kms_master_key_id=KEY, kms_data_key_reuse_period_seconds=600)
    assert state["sqs_managed_sse_enabled"] is False
    life.change(kms_master_key_id="alias/events")
    life.change(kms_master_key_id=None, kms_data_key_reuse_period_seconds=None, sqs_managed_sse_enabled=True)
    life.change(sqs_managed_sse_enabled=False)


def test_a_fifo_queue_has_its_own_settings(life: Life) -> None:
    state = life.create(name="events.fifo", fifo_queue=True, content_based_deduplication=True)
    assert state["deduplication_scope"] == "queue"
    life.change(deduplication_scope="messageGroup", fifo_throughput_limit="perMessageGroupId")
    assert life.replaced_by(name="other.fifo") == ("name",)


def test_a_fifo_queue_without_a_name_gets_one(life: Life) -> None:
    assert life.create(fifo_queue=True)["name"].endswith(".fifo")


def test_what_someone_changed_is_planned_again(life: Life) -> None:
    life.create(name="events")
    attributes = {"VisibilityTimeout": "99"}
    life.ctx.client("sqs").set_queue_attributes(QueueUrl=life.state["url"], Attributes=attributes)
    life.refresh()
    assert life.state["visibility_timeout_seconds"] == 99 and life.plan().state["visibility_timeout_seconds"] == 30


def test_a_queue_is_imported_by_its_url(life: Life) -> None:
    state = life.create(name="events", delay_seconds=3, tags={"a": "1"})
    found = life.imported(state["url"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a" * 81}, "name"),
        ({"name": "a", "fifo_queue": True}, "name"),
        ({"name": "a.fifo", "fifo_queue": False}, "name"),
        ({"delay_seconds": 901}, "delay_seconds"),
        ({"message_retention_seconds": 59}, "message_retention_seconds"),
        ({"kms_master_key_id": KEY, "sqs_managed_sse_enabled": True}, "kms_master_key_id"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in SqsQueue().validate(config)] == [(path,)]


def test_a_policy_stands_apart_from_its_queue(life: Life, ctx: TestContext) -> None:
    queue = life.create(name="events")
    apart = Life(SqsQueuePolicy(), ctx)
    state = apart.create(queue_url=queue["url"], policy=policy(queue["arn"], "sqs:SendMessage"))
    life.refresh()
    assert life.plan().state["policy"] == life.state["policy"]
    apart.config["policy"] = state["policy"].replace('["sqs:SendMessage"]', '"sqs:SendMessage"')
    assert apart.plan().state["policy"] == state["policy"]
    apart.change(policy=policy(queue["arn"], "sqs:*"))
    assert apart.imported(queue["url"])["policy"]
    life.refresh()
    life.change(delay_seconds=1)
    assert apart.refresh() is not None
    apart.delete()


def test_a_policy_goes_with_its_queue(life: Life, ctx: TestContext) -> None:
    queue = life.create(name="events")
    apart = Life(SqsQueuePolicy(), ctx)
    apart.create(queue_url=queue["url"], policy=policy(queue["arn"], "sqs:SendMessage"))
    life.delete()
    assert apart.refresh() is None
    apart.delete()
