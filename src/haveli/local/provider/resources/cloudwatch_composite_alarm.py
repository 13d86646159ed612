"""aws_cloudwatch_composite_alarm: an alarm over other alarms."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

ACTIONS = {
    "alarm_actions": "AlarmActions",
    "insufficient_data_actions": "InsufficientDataActions",
    "ok_actions": "OKActions",
}
SUPPRESSOR = {
    "alarm": "ActionsSuppressor",
    "extension_period": "ActionsSuppressorExtensionPeriod",
    "wait_period": "ActionsSuppressorWaitPeriod",
}
#: Characters of a rule (CloudWatch API reference, PutCompositeAlarm, 2026-11).
MOST_CHARACTERS = 10240


class CloudwatchCompositeAlarm(Resource):
    name = "aws_cloudwatch_composite_alarm"
    not_emulated = "Its actions are not taken."
    force_new = frozenset({"actions_enabled", "alarm_name"})
    defaults = {"actions_enabled": True}

    def validate(self, config: Values) -> Iterable[Problem]:
        for argument, most in (("alarm_name", 255), ("alarm_rule", MOST_CHARACTERS), ("alarm_description", 1024)):
            value = config.get(argument)
            least = 0 if argument == "alarm_description" else 1
            if isinstance(value, str) and not least <= len(value) <= most:
                yield Problem(f"expected length of {argument} to be in the range ({least} - {most})", path=(argument,))
        for argument in ACTIONS:
            actions = config.get(argument)
            if isinstance(actions, list) and len(actions) > 5:
                yield Problem(f"{argument} has more than 5 actions", path=(argument,))

    def create(self, ctx: Context, planned: Values) -> str:
        tags = tag_list(planned.get("tags_all"))
        ctx.client("cloudwatch").put_composite_alarm(**_sent(planned), **({"Tags": tags} if tags else {}))
        return str(planned["alarm_name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        cloudwatch = ctx.client("cloudwatch")
        answer = cloudwatch.describe_alarms(AlarmNames=[state["id"]], AlarmTypes=["CompositeAlarm"])
        if not answer["CompositeAlarms"]:
            return None
        found = answer["CompositeAlarms"][0]
        tags = cloudwatch.list_tags_for_resource(ResourceARN=found["AlarmArn"])["Tags"]
        return {**_reported(found, state), "tags_all": tag_map(tags)}

    def update(self, ctx: Context, change: Change) -> None:
        cloudwatch, arn = ctx.client("cloudwatch"), change.after["arn"]
        if any(change.touches(name) for name in change.after if name not in ("tags", "tags_all")):
            cloudwatch.put_composite_alarm(**_sent(change.after))
        if removed(change):
            cloudwatch.untag_resource(ResourceARN=arn, TagKeys=removed(change))
        if written(change):
            cloudwatch.tag_resource(ResourceARN=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("ResourceNotFound", "ResourceNotFoundException"):
            ctx.client("cloudwatch").delete_alarms(AlarmNames=[state["id"]])


def _sent(planned: Values) -> Values:
    suppressor = first(planned.get("actions_suppressor"))
    return without_none(
        {
            "AlarmName": planned["alarm_name"],
            "AlarmRule": planned["alarm_rule"],
            "AlarmDescription": planned.get("alarm_description") or None,
            "ActionsEnabled": planned.get("actions_enabled"),
            **{aws: list(planned.get(ours) or []) for ours, aws in ACTIONS.items()},
            **{aws: suppressor.get(ours) for ours, aws in SUPPRESSOR.items()},
        }
    )


def _reported(found: Values, state: Values) -> Values:
    suppressor = {ours: found.get(aws) for ours, aws in SUPPRESSOR.items()}
    return {
        "id": found["AlarmName"],
        "alarm_name": found["AlarmName"],
        "arn": found["AlarmArn"],
        "alarm_rule": found["AlarmRule"],
        "alarm_description": settled(found.get("AlarmDescription"), state.get("alarm_description")),
        "actions_enabled": found.get("ActionsEnabled", True),
        **{ours: settled(found.get(aws), state.get(ours)) for ours, aws in ACTIONS.items()},
        "actions_suppressor": [suppressor] if suppressor["alarm"] else [],
    }
