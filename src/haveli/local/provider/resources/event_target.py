"""aws_cloudwatch_event_target: what EventBridge sends to when a rule fires, and how."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.event_rule import DEFAULT_BUS, GONE
from haveli.local.provider.resources.names import chosen_name
from haveli.local.provider.resources.settled import first, settled, without_none

#: Block -> the member of a target and the names of its arguments.
BLOCKS: dict[str, tuple[str, dict[str, str]]] = {
    "dead_letter_config": ("DeadLetterConfig", {"arn": "Arn"}),
    "http_target": (
        "HttpParameters",
        {
            "header_parameters": "HeaderParameters",
            "path_parameter_values": "PathParameterValues",
            "query_string_parameters": "QueryStringParameters",
        },
    ),
    "input_transformer": (
        "InputTransformer",
        {"input_paths": "InputPathsMap", "input_template": "InputTemplate"},
    ),
    "kinesis_target": ("KinesisParameters", {"partition_key_path": "PartitionKeyPath"}),
    "retry_policy": (
        "RetryPolicy",
        {
            "maximum_event_age_in_seconds": "MaximumEventAgeInSeconds",
            "maximum_retry_attempts": "MaximumRetryAttempts",
        },
    ),
    "sqs_target": ("SqsParameters", {"message_group_id": "MessageGroupId"}),
}
PLAIN = {"input": "Input", "input_path": "InputPath", "role_arn": "RoleArn"}
_REFUSED = (
    "appsync_target",
    "batch_target",
    "ecs_target",
    "redshift_target",
    "run_command_targets",
    "sagemaker_pipeline_target",
)


class EventTarget(Resource):
    name = "aws_cloudwatch_event_target"
    not_emulated = "AppSync, Batch, ECS, Redshift, Run Command and SageMaker pipelines as targets are refused."
    force_new = frozenset({"event_bus_name", "rule", "target_id"})
    defaults = {"event_bus_name": DEFAULT_BUS, "force_destroy": False}
    same = {"input": json_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        given = [name for name in ("input", "input_path", "input_transformer") if config.get(name)]
        if len(given) > 1:
            yield Problem(f'"{given[1]}": conflicts with {given[0]}', path=(given[1],))
        for block in _REFUSED:
            if config.get(block):
                yield Problem(f"{block} is not emulated by the local provider", path=(block,))

    def create(self, ctx: Context, planned: Values) -> Values:
        target = chosen_name({"target_id": planned.get("target_id")}, "target_id", "")
        _put(ctx, planned, target)
        return {"id": _id(planned, target), "target_id": target}

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = _find(ctx, state)
            if found is not None:
                return {"id": _id(state, found["Id"]), "target_id": found["Id"], **_reported(found, state)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _put(ctx, change.after, change.after["target_id"])

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            answer = ctx.client("events").remove_targets(
                Rule=state["rule"], EventBusName=state["event_bus_name"], Ids=[state["target_id"]]
            )
            _check(answer)

    def import_state(self, ctx: Context, id: str) -> Values:
        parts = id.split("/")
        if len(parts) not in (2, 3):
            raise ValueError(f"unexpected format of ID ({id}), expected [EVENT-BUS/]RULE/TARGET-ID")
        bus = parts[0] if len(parts) == 3 else DEFAULT_BUS
        return {"event_bus_name": bus, "rule": parts[-2], "target_id": parts[-1], "force_destroy": False, "id": id}


def _id(values: Values, target: str) -> str:
    bus = values["event_bus_name"]
    return "-".join([*([] if bus == DEFAULT_BUS else [bus]), values["rule"], target])


def _find(ctx: Context, state: Values) -> Values | None:
    pages = ctx.client("events").get_paginator("list_targets_by_rule")
    for page in pages.paginate(Rule=state["rule"], EventBusName=state["event_bus_name"]):
        for target in page["Targets"]:
            if target["Id"] == state["target_id"]:
                return dict(target)
    return None


def _put(ctx: Context, planned: Values, target: str) -> None:
    wanted = {
        "Id": target,
        "Arn": planned["arn"],
        **{aws: planned[ours] for ours, aws in PLAIN.items() if planned.get(ours)},
    }
    for block, (member, names) in BLOCKS.items():
        item = first(planned.get(block))
        if item:
            wanted[member] = without_none({aws: item.get(ours) for ours, aws in names.items()})
    answer = ctx.client("events").put_targets(
        Rule=planned["rule"], EventBusName=planned["event_bus_name"], Targets=[wanted]
    )
    _check(answer)


def _check(answer: Values) -> None:
    """EventBridge answers with success even when it refused."""
    for fault in answer.get("FailedEntries", []):
        raise ValueError(f"target {fault.get('TargetId')}: {fault.get('ErrorCode')}: {fault.get('ErrorMessage')}")


def _reported(found: Values, state: Values) -> Values:
    result: Values = {"arn": found["Arn"]}
    for ours, aws in PLAIN.items():
        result[ours] = settled(found.get(aws), state.get(ours))
    if result["input"] and state.get("input") and json_form(result["input"]) == json_form(state["input"]):
        result["input"] = state["input"]
    for block, (member, names) in BLOCKS.items():
        result[block] = _reported_block(found.get(member), names, state.get(block))
    return result


def _reported_block(item: Any, names: dict[str, str], known: Any) -> list[Values]:
    if not item and not known:
        return []
    before = first(known)
    return [{ours: settled((item or {}).get(aws), before.get(ours)) for ours, aws in names.items()}]
