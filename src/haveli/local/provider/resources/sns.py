"""aws_sns_topic, aws_sns_topic_policy and aws_sns_topic_subscription."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.settled import settled
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("NotFound", "NotFoundException")

#: Arguments of a topic and the attributes of SNS that they are.
TOPIC = {
    "archive_policy": "ArchivePolicy",
    "content_based_deduplication": "ContentBasedDeduplication",
    "delivery_policy": "DeliveryPolicy",
    "display_name": "DisplayName",
    "fifo_throughput_scope": "FifoThroughputScope",
    "fifo_topic": "FifoTopic",
    "kms_master_key_id": "KmsMasterKeyId",
    "policy": "Policy",
    "signature_version": "SignatureVersion",
    "tracing_config": "TracingConfig",
    **{
        f"{ours}_{argument}": f"{aws}{attribute}"
        for ours, aws in (
            ("application", "Application"),
            ("firehose", "Firehose"),
            ("http", "HTTP"),
            ("lambda", "Lambda"),
            ("sqs", "SQS"),
        )
        for argument, attribute in (
            ("failure_feedback_role_arn", "FailureFeedbackRoleArn"),
            ("success_feedback_role_arn", "SuccessFeedbackRoleArn"),
            ("success_feedback_sample_rate", "SuccessFeedbackSampleRate"),
        )
    },
}
SUBSCRIPTION = {
    "delivery_policy": "DeliveryPolicy",
    "filter_policy": "FilterPolicy",
    "filter_policy_scope": "FilterPolicyScope",
    "raw_message_delivery": "RawMessageDelivery",
    "redrive_policy": "RedrivePolicy",
    "replay_policy": "ReplayPolicy",
    "subscription_role_arn": "SubscriptionRoleArn",
}
#: Arguments that are numbers and switches; SNS knows text only.
_NUMBERS = ("signature_version", *(name for name in TOPIC if name.endswith("_sample_rate")))
_SWITCHES = ("content_based_deduplication", "fifo_topic", "raw_message_delivery")
_DOCUMENTS = ("archive_policy", "delivery_policy", "filter_policy", "redrive_policy", "replay_policy")

#: What a topic's own account may do under the policy that SNS gives a new topic (SNS developer guide, 2026-11).
_OWNERS_ACTIONS = (
    "Publish",
    "RemovePermission",
    "SetTopicAttributes",
    "DeleteTopic",
    "ListSubscriptionsByTopic",
    "GetTopicAttributes",
    "AddPermission",
    "Subscribe",
)


class SnsTopic(Resource):
    name = "aws_sns_topic"
    force_new = frozenset({"name", "name_prefix", "fifo_topic"})
    defaults = {"content_based_deduplication": False, "fifo_topic": False}
    same = {"policy": policy_form, "delivery_policy": json_form, "archive_policy": json_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 256, r"[\w.-]")
        name, fifo = config.get("name"), config.get("fifo_topic")
        if isinstance(name, str) and isinstance(fifo, bool) and fifo is not name.endswith(".fifo"):
            yield Problem("the name of a FIFO topic, and of no other, must end with '.fifo'", path=("name",))

    def create(self, ctx: Context, planned: Values) -> str:
        sns = ctx.client("sns")
        name = chosen_name(planned)
        if planned.get("fifo_topic") and not name.endswith(".fifo"):
            name += ".fifo"
        attributes = {
            aws: _text(planned[ours]) for ours, aws in TOPIC.items() if planned.get(ours) not in (None, "", False)
        }
        topic = sns.create_topic(Name=name, Attributes=attributes, Tags=tag_list(planned.get("tags_all")))
        return str(topic["TopicArn"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        sns, arn = ctx.client("sns"), state["id"]
        with absent(*GONE):
            found = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
            return {
                "id": arn,
                "arn": arn,
                "name": arn.rpartition(":")[2],
                "name_prefix": prefix_of(arn.rpartition(":")[2].removesuffix(".fifo")),
                "owner": found["Owner"],
                "beginning_archive_time": found.get("BeginningArchiveTime"),
                **_reported(found, TOPIC, state),
                "policy": kept_policy(found.get("Policy"), state.get("policy")),
                "tags_all": tag_map(sns.list_tags_for_resource(ResourceArn=arn)["Tags"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        sns, arn = ctx.client("sns"), change.after["id"]
        for ours, aws in TOPIC.items():
            if change.touches(ours):
                value = _text(change.after.get(ours))
                sns.set_topic_attributes(TopicArn=arn, AttributeName=aws, AttributeValue=value)
        if removed(change):
            sns.untag_resource(ResourceArn=arn, TagKeys=removed(change))
        if written(change):
            sns.tag_resource(ResourceArn=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("sns").delete_topic(TopicArn=state["id"])


class SnsTopicPolicy(Resource):
    """A topic's policy apart from the topic. A topic always has one: deleting it brings SNS's own back."""

    name = "aws_sns_topic_policy"
    force_new = frozenset({"arn"})
    same = {"policy": policy_form}

    def create(self, ctx: Context, planned: Values) -> str:
        _write_policy(ctx, planned["arn"], planned["policy"])
        return str(planned["arn"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sns").get_topic_attributes(TopicArn=state["id"])["Attributes"]
            policy = kept_policy(found.get("Policy"), state.get("policy"))
            return {"id": state["id"], "arn": state["id"], "owner": found["Owner"], "policy": policy}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _write_policy(ctx, change.after["arn"], change.after["policy"])

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            _write_policy(ctx, state["arn"], default_topic_policy(state["arn"]))


class SnsTopicSubscription(Resource):
    name = "aws_sns_topic_subscription"
    force_new = frozenset({"endpoint", "protocol", "topic_arn"})
    defaults = {
        "confirmation_timeout_in_minutes": 1,
        "endpoint_auto_confirms": False,
        "raw_message_delivery": False,
    }
    same = dict.fromkeys(("delivery_policy", "filter_policy", "redrive_policy", "replay_policy"), json_form)

    def create(self, ctx: Context, planned: Values) -> str:
        attributes = {
            aws: _text(planned[ours])
            for ours, aws in SUBSCRIPTION.items()
            if planned.get(ours) not in (None, "", False)
        }
        subscription = ctx.client("sns").subscribe(
            TopicArn=planned["topic_arn"],
            Protocol=planned["protocol"],
            Endpoint=planned["endpoint"],
            Attributes=attributes,
            ReturnSubscriptionArn=True,
        )
        return str(subscription["SubscriptionArn"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sns").get_subscription_attributes(SubscriptionArn=state["id"])["Attributes"]
            return {
                "id": state["id"],
                "arn": state["id"],
                "topic_arn": found["TopicArn"],
                "protocol": found["Protocol"],
                "endpoint": found["Endpoint"],
                "owner_id": found["Owner"],
                "pending_confirmation": _switch(found.get("PendingConfirmation")),
                "confirmation_was_authenticated": _switch(found.get("ConfirmationWasAuthenticated")),
                **_reported(found, SUBSCRIPTION, state),
                **_unused_scope(found, state),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        arn = change.after["id"]
        # SNS checks a filter policy against its scope: the scope goes first.
        for ours in sorted(SUBSCRIPTION, key=lambda name: name != "filter_policy_scope"):
            if change.touches(ours):
                ctx.client("sns").set_subscription_attributes(
                    SubscriptionArn=arn, AttributeName=SUBSCRIPTION[ours], AttributeValue=_text(change.after.get(ours))
                )

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("sns").unsubscribe(SubscriptionArn=state["id"])


def default_topic_policy(arn: str) -> str:
    """What SNS gives a new topic: its own account may do all with it."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{action}" for action in _OWNERS_ACTIONS],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": arn.split(":")[4]}},
    }
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})


def _write_policy(ctx: Context, arn: str, policy: str) -> None:
    ctx.client("sns").set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)


def _reported(found: dict[str, str], names: dict[str, str], state: Values) -> Values:
    return {ours: _value(ours, found.get(aws), state.get(ours)) for ours, aws in names.items()}


def _unused_scope(found: dict[str, str], state: Values) -> Values:
    """Without a filter policy SNS has no scope for it, whatever is configured."""
    return {} if found.get("FilterPolicy") else {"filter_policy_scope": state.get("filter_policy_scope")}


def _value(name: str, text: str | None, known: Any) -> Any:
    if name in _SWITCHES:
        return _switch(text)
    if name in _NUMBERS:
        return settled(int(text) if text else None, known)
    if name in _DOCUMENTS and text and known and json_form(text) == json_form(known):
        return known
    return settled(text, known)


def _switch(text: str | None) -> bool:
    return str(text).lower() == "true"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
