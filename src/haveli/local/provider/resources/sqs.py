"""aws_sqs_queue and aws_sqs_queue_policy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.tags import own, removed, written

GONE = ("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist")
#: How long a queue's attributes take to be seen everywhere, at most (SQS API reference, SetQueueAttributes, 2026-11).
SETTLE_SECONDS = 60.0

NUMBERS = {
    "delay_seconds": "DelaySeconds",
    "kms_data_key_reuse_period_seconds": "KmsDataKeyReusePeriodSeconds",
    "max_message_size": "MaximumMessageSize",
    "message_retention_seconds": "MessageRetentionPeriod",
    "receive_wait_time_seconds": "ReceiveMessageWaitTimeSeconds",
    "visibility_timeout_seconds": "VisibilityTimeout",
}
SWITCHES = {
    "content_based_deduplication": "ContentBasedDeduplication",
    "fifo_queue": "FifoQueue",
    "sqs_managed_sse_enabled": "SqsManagedSseEnabled",
}
TEXTS = {
    "deduplication_scope": "DeduplicationScope",
    "fifo_throughput_limit": "FifoThroughputLimit",
    "kms_master_key_id": "KmsMasterKeyId",
    "policy": "Policy",
    "redrive_allow_policy": "RedriveAllowPolicy",
    "redrive_policy": "RedrivePolicy",
}
ATTRIBUTES = {**NUMBERS, **SWITCHES, **TEXTS}
_DOCUMENTS = ("policy", "redrive_allow_policy", "redrive_policy")
#: What each number may be (SQS API reference, CreateQueue, 2026-11).
_RANGES = {
    "delay_seconds": (0, 900),
    "kms_data_key_reuse_period_seconds": (60, 86400),
    "max_message_size": (1024, 1048576),
    "message_retention_seconds": (60, 1209600),
    "receive_wait_time_seconds": (0, 20),
    "visibility_timeout_seconds": (0, 43200),
}


def redrive_form(text: str) -> Any:
    """The normal form of a redrive policy: a count is a number, whether it is written as text or not."""
    form = json_form(text)
    if isinstance(form, dict) and "maxReceiveCount" in form:
        return {**form, "maxReceiveCount": int(form["maxReceiveCount"])}
    return form


class SqsQueue(Resource):
    name = "aws_sqs_queue"
    force_new = frozenset({"fifo_queue", "name", "name_prefix"})
    defaults = {
        "content_based_deduplication": False,
        "delay_seconds": 0,
        "fifo_queue": False,
        "max_message_size": 262144,
        "message_retention_seconds": 345600,
        "receive_wait_time_seconds": 0,
        "visibility_timeout_seconds": 30,
    }
    same = {"policy": policy_form, "redrive_allow_policy": json_form, "redrive_policy": redrive_form}
    recomputed = {
        "kms_data_key_reuse_period_seconds": frozenset({"kms_master_key_id"}),
        "sqs_managed_sse_enabled": frozenset({"kms_master_key_id"}),
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 80, r"[\w.-]")
        for argument, (least, most) in _RANGES.items():
            value = config.get(argument)
            if isinstance(value, int | float) and not least <= value <= most:
                summary = f"expected {argument} to be in the range ({least} - {most}), got {value}"
                yield Problem(summary, path=(argument,))
        if config.get("kms_master_key_id") and config.get("sqs_managed_sse_enabled") is not None:
            yield Problem('"kms_master_key_id": conflicts with sqs_managed_sse_enabled', path=("kms_master_key_id",))
        name, is_fifo = config.get("name"), config.get("fifo_queue")
        if isinstance(name, str) and isinstance(is_fifo, bool) and is_fifo is not name.endswith(".fifo"):
            yield Problem("the name of a FIFO queue, and of no other, must end with '.fifo'", path=("name",))

    def create(self, ctx: Context, planned: Values) -> Values:
        name = chosen_name(planned)
        if planned.get("fifo_queue") and not name.endswith(".fifo"):
            name += ".fifo"
        wanted = {
            aws: _text(planned[ours])
            for ours, aws in ATTRIBUTES.items()
            if planned.get(ours) not in (None, "", False) or (ours == "sqs_managed_sse_enabled" and ours in planned)
        }
        wanted = {aws: text for aws, text in wanted.items() if text}
        tags = planned.get("tags_all") or {}
        made = ctx.client("sqs").create_queue(QueueName=name, Attributes=wanted, **({"tags": tags} if tags else {}))
        return {"id": made["QueueUrl"], "url": made["QueueUrl"]}

    def read(self, ctx: Context, state: Values) -> Values | None:
        sqs, url = ctx.client("sqs"), state["id"]
        with absent(*GONE):
            found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
            name = found["QueueArn"].rpartition(":")[2]
            return {
                "id": url,
                "url": url,
                "arn": found["QueueArn"],
                "name": name,
                "name_prefix": prefix_of(name.removesuffix(".fifo")),
                **_reported(found, state),
                "tags_all": own(sqs.list_queue_tags(QueueUrl=url).get("Tags", {})),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        sqs, url = ctx.client("sqs"), change.after["id"]
        wanted = {aws: _text(change.after.get(ours)) for ours, aws in ATTRIBUTES.items() if change.touches(ours)}
        if wanted:
            sqs.set_queue_attributes(QueueUrl=url, Attributes=wanted)
        if removed(change):
            sqs.untag_queue(QueueUrl=url, TagKeys=removed(change))
        if written(change):
            sqs.tag_queue(QueueUrl=url, Tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("sqs").delete_queue(QueueUrl=state["id"])


class SqsQueuePolicy(Resource):
    """A queue's policy apart from the queue."""

    name = "aws_sqs_queue_policy"
    force_new = frozenset({"queue_url"})
    same = {"policy": policy_form}

    def create(self, ctx: Context, planned: Values) -> str:
        _write_policy(ctx, planned["queue_url"], planned["policy"])
        return str(planned["queue_url"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            policy = _policy(ctx, state["id"])
            if policy:
                return {
                    "id": state["id"],
                    "queue_url": state["id"],
                    "policy": kept_policy(policy, state.get("policy")),
                }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _write_policy(ctx, change.after["queue_url"], change.after["policy"])

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            _write_policy(ctx, state["queue_url"], "")


def _policy(ctx: Context, url: str) -> str | None:
    found = ctx.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])
    policy = found.get("Attributes", {}).get("Policy")
    return str(policy) if policy else None


def _write_policy(ctx: Context, url: str, policy: str) -> None:
    """Waits until SQS gives the policy back: it takes up to a minute."""
    ctx.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})

    def settled_() -> bool | None:
        return True if policy_form(_policy(ctx, url) or "") == policy_form(policy) else None

    ctx.wait(settled_, what=f"the policy of {url}", seconds=SETTLE_SECONDS)


def _reported(found: dict[str, str], state: Values) -> Values:
    numbers = {ours: int(found[aws]) if aws in found else state.get(ours) for ours, aws in NUMBERS.items()}
    switches = {ours: found.get(aws, "false").lower() == "true" for ours, aws in SWITCHES.items()}
    texts = {ours: found.get(aws) or ("" if state.get(ours) == "" else None) for ours, aws in TEXTS.items()}
    for document in _DOCUMENTS:
        form, known = SqsQueue.same[document], state.get(document)
        if texts[document] and known and form(texts[document]) == form(known):
            texts[document] = known
    if "KmsDataKeyReusePeriodSeconds" not in found:
        numbers["kms_data_key_reuse_period_seconds"] = 300
    return {**numbers, **switches, **texts}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
