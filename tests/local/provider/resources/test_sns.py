"""The SNS types against moto with our extension."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.policy_json import policy_form
from haveli.local.provider.resources.sns import SnsTopic, SnsTopicPolicy, SnsTopicSubscription, default_topic_policy
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-fraud-production-budget"
KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"


def policy(arn: str, action: str = "sns:Publish") -> str:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": [action],
        "Resource": arn,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def topic(ctx: TestContext) -> str:
    return str(ctx.client("sns").create_topic(Name=NAME)["TopicArn"])


def test_a_topic_settles_with_the_policy_of_aws(ctx: TestContext) -> None:
    state = Life(SnsTopic(), ctx).create(name=NAME, kms_master_key_id=KEY, tags={"a": "1"})
    assert state["arn"] == state["id"] == f"arn:aws:sns:ap-south-1:{ctx.account}:{NAME}"
    assert state["owner"] == ctx.account and state["name"] == NAME and state["fifo_topic"] is False
    assert json.loads(state["policy"])["Statement"]


@pytest.mark.parametrize(
    "changes",
    [
        {"display_name": "Fraud budget"},
        {"kms_master_key_id": KEY},
        {"signature_version": 2},
        {"tracing_config": "Active"},
        {"http_success_feedback_sample_rate": 50, "http_success_feedback_role_arn": "arn:aws:iam::1:role/r"},
        {"tags": {"tenant": "fraud"}},
    ],
)
def test_each_attribute_changes_in_place_and_back(ctx: TestContext, changes: dict[str, Any]) -> None:
    life = Life(SnsTopic(), ctx)
    life.create(name=NAME)
    life.change(**changes)
    if not {"signature_version", "tracing_config"} & changes.keys():  # computed: they keep what they are
        life.change(**dict.fromkeys(changes))
    life.delete()


def test_a_fifo_topic_is_one_for_life(ctx: TestContext) -> None:
    life = Life(SnsTopic(), ctx)
    state = life.create(name_prefix="pai-", fifo_topic=True, content_based_deduplication=True)
    assert state["name"].endswith(".fifo")
    assert life.replaced_by(fifo_topic=False) == ("fifo_topic",)


@pytest.mark.parametrize("config", [{"name": "x.fifo", "fifo_topic": False}, {"name": "a b"}, {"name": "x" * 257}])
def test_bad_names_are_found_before_apply(config: dict[str, Any]) -> None:
    assert [problem.path for problem in SnsTopic().validate(config)] == [("name",)]


def test_a_topic_is_imported_by_its_arn(ctx: TestContext, topic: str) -> None:
    assert Life(SnsTopic(), ctx).imported(topic)["name"] == NAME


def test_a_policy_apart_settles_and_leaves_the_default_behind(ctx: TestContext, topic: str) -> None:
    life = Life(SnsTopicPolicy(), ctx)
    life.create(arn=topic, policy=policy(topic))
    life.change(policy=policy(topic, "sns:Subscribe"))
    assert life.imported(topic)["owner"] == ctx.account
    life.kind.traits.delete(ctx, life.state)
    found = ctx.client("sns").get_topic_attributes(TopicArn=topic)["Attributes"]["Policy"]
    assert policy_form(found) == policy_form(default_topic_policy(topic))


def test_the_policy_of_a_deleted_topic_is_gone(ctx: TestContext, topic: str) -> None:
    life = Life(SnsTopicPolicy(), ctx)
    life.create(arn=topic, policy=policy(topic))
    ctx.client("sns").delete_topic(TopicArn=topic)
    assert life.refresh() is None
    life.delete()


def test_a_subscription_settles_and_filters(ctx: TestContext, topic: str) -> None:
    life = Life(SnsTopicSubscription(), ctx)
    state = life.create(topic_arn=topic, protocol="email", endpoint="fraud-oncall@example.com")
    assert state["arn"] == state["id"] and state["owner_id"] == ctx.account
    life.change(filter_policy='{"level": ["error"]}', filter_policy_scope="MessageBody")
    life.config["filter_policy"] = '{"level":["error"]}'
    assert life.plan().state["filter_policy"] == '{"level": ["error"]}'
    life.change(filter_policy=None)
    assert life.imported(state["id"])["endpoint"] == "fraud-oncall@example.com"
    assert life.replaced_by(endpoint="other@example.com") == ("endpoint",)
    life.delete()


def test_a_queue_takes_raw_messages(ctx: TestContext, topic: str) -> None:
    life = Life(SnsTopicSubscription(), ctx)
    queue = f"arn:aws:sqs:ap-south-1:{ctx.account}:events"
    state = life.create(topic_arn=topic, protocol="sqs", endpoint=queue, raw_message_delivery=True)
    assert state["raw_message_delivery"] is True and state["pending_confirmation"] is False
    life.change(raw_message_delivery=False)
