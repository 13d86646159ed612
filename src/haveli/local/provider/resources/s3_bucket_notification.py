"""aws_s3_bucket_notification: whom a bucket tells what happens in it. A bucket has one such configuration."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import chosen_name
from haveli.local.provider.resources.s3_bucket import GONE

#: Block -> its members in the request, the argument and member of its target, and the prefix of ids that are left out.
BLOCKS = {
    "lambda_function": ("LambdaFunctionConfigurations", "lambda_function_arn", "LambdaFunctionArn", "tf-s3-lambda-"),
    "queue": ("QueueConfigurations", "queue_arn", "QueueArn", "tf-s3-queue-"),
    "topic": ("TopicConfigurations", "topic_arn", "TopicArn", "tf-s3-topic-"),
}
_FILTERS = {"filter_prefix": "prefix", "filter_suffix": "suffix"}


class S3BucketNotification(Resource):
    name = "aws_s3_bucket_notification"
    force_new = frozenset({"bucket"})
    defaults = {"eventbridge": False}

    def create(self, ctx: Context, planned: Values) -> str:
        _put(ctx, planned["bucket"], _sent(planned))
        return str(planned["bucket"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("s3").get_bucket_notification_configuration(Bucket=state["id"])
            blocks = {block: _reported(found, block, state.get(block) or []) for block in BLOCKS}
            is_told = "EventBridgeConfiguration" in found
            if is_told or any(blocks.values()):
                return {"id": state["id"], "bucket": state["id"], "eventbridge": is_told, **blocks}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _put(ctx, change.after["bucket"], _sent(change.after))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            _put(ctx, state["bucket"], {})


def _put(ctx: Context, bucket: str, configuration: Values) -> None:
    ctx.client("s3").put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration=configuration)


def _sent(planned: Values) -> Values:
    sent: Values = {"EventBridgeConfiguration": {}} if planned.get("eventbridge") else {}
    for block, (member, argument, arn, prefix) in BLOCKS.items():
        items = [_sent_item(item, argument, arn, prefix) for item in planned.get(block) or []]
        if items:
            sent[member] = items
    return sent


def _sent_item(item: Values, argument: str, arn: str, prefix: str) -> Values:
    rules = [{"Name": aws, "Value": item[ours]} for ours, aws in _FILTERS.items() if item.get(ours)]
    sent = {
        "Id": chosen_name({"id": item.get("id"), "prefix": prefix}, "id", "prefix"),
        arn: item[argument],
        "Events": item["events"],
    }
    return {**sent, "Filter": {"Key": {"FilterRules": rules}}} if rules else sent


def _reported(found: Values, block: str, known: list[Values]) -> list[Values]:
    """The items in the order of the state: S3 keeps them in none."""
    member, argument, arn, _ = BLOCKS[block]
    items = [_reported_item(item, argument, arn) for item in found.get(member, [])]
    order = {item.get("id"): place for place, item in enumerate(known)}
    return sorted(items, key=lambda item: order.get(item["id"], len(order)))


def _reported_item(item: Any, argument: str, arn: str) -> Values:
    rules = {
        rule["Name"].lower(): rule["Value"] for rule in item.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    }
    return {
        "id": item["Id"],
        argument: item[arn],
        "events": item["Events"],
        **{ours: rules.get(aws) or None for ours, aws in _FILTERS.items()},
    }
