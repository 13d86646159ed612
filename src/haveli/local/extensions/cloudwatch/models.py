"""Composite alarms. Functions here become methods of moto's CloudWatchBackend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.cloudwatch.exceptions import ValidationError
from moto.cloudwatch.models import Alarm, CloudWatchBackend

from haveli.local.extensions.cloudwatch import rules

_moto_delete_alarms = CloudWatchBackend.delete_alarms

#: What a metric alarm has and a composite one has not, as moto's constructor wants it.
_NO_METRIC: dict[str, Any] = {
    "namespace": "",
    "metric_name": "",
    "comparison_operator": "",
    "evaluation_periods": 0,
    "period": 0,
    "threshold": 0.0,
    "statistic": "",
    "dimensions": [],
}


def put_composite_alarm(self: CloudWatchBackend, wanted: dict[str, Any]) -> None:
    """Creates or replaces a composite alarm. Tags are those of the creation only."""
    name = wanted["AlarmName"]
    rule = _rule(wanted["AlarmRule"])
    missing = sorted(rule.alarms - self.alarms.keys())
    if missing:
        raise ValidationError(
            f"Could not save the composite alarm as alarms [{', '.join(missing)}] in the alarm rule do not exist"
        )
    if name in _reached(self, rule.alarms):
        raise ValidationError(f"Could not save the composite alarm as a cycle was detected: {name}")
    is_new = name not in self.alarms
    alarm = self.put_metric_alarm(
        name=name,
        description=wanted.get("AlarmDescription") or "",
        alarm_actions=wanted.get("AlarmActions", []),
        ok_actions=wanted.get("OKActions", []),
        insufficient_data_actions=wanted.get("InsufficientDataActions", []),
        actions_enabled=wanted.get("ActionsEnabled", True),
        rule=wanted["AlarmRule"],
        tags=wanted.get("Tags") if is_new else None,
        **_NO_METRIC,
    )
    alarm.suppressor = {key: value for key, value in wanted.items() if key.startswith("ActionsSuppressor")}


def delete_alarms(self: CloudWatchBackend, alarm_names: list[str]) -> None:
    """Deletes alarms with their tags; a composite alarm that another one watches stays."""
    for name in alarm_names:
        watchers = [
            alarm.name
            for alarm in self.alarms.values()
            if alarm.rule is not None and alarm.name not in alarm_names and name in _rule(alarm.rule).alarms
        ]
        if watchers and name in self.alarms and self.alarms[name].rule is not None:
            raise ValidationError(f"Cannot delete {name} as there are composite alarm(s) depending on it: {watchers}")
    for name in alarm_names:
        if name in self.alarms:
            self.tagger.delete_all_tags_for_resource(self.alarms[name].alarm_arn)
    _moto_delete_alarms(self, alarm_names)


def state_of(backend: CloudWatchBackend, alarm: Alarm) -> str:
    """The state of an alarm: a composite one's follows from the others' now."""
    if alarm.rule is None:
        return str(alarm.state_value)
    rule = _rule(alarm.rule)
    return rule.state({name: state_of(backend, backend.alarms[name]) for name in rule.alarms if name in backend.alarms})


def described(backend: CloudWatchBackend, alarm: Alarm) -> dict[str, Any]:
    """A composite alarm as DescribeAlarms tells it."""
    state = state_of(backend, alarm)
    return {
        "ActionsEnabled": alarm.actions_enabled,
        "AlarmActions": alarm.alarm_actions,
        "AlarmArn": alarm.alarm_arn,
        "AlarmConfigurationUpdatedTimestamp": alarm.configuration_updated_timestamp,
        "AlarmDescription": alarm.description,
        "AlarmName": alarm.name,
        "AlarmRule": alarm.rule,
        "InsufficientDataActions": alarm.insufficient_data_actions,
        "OKActions": alarm.ok_actions,
        "StateReason": f"{alarm.alarm_arn} is {state} by its rule",
        "StateUpdatedTimestamp": alarm.state_updated_timestamp,
        "StateValue": state,
        **getattr(alarm, "suppressor", {}),
    }


def _rule(text: str) -> rules.Rule:
    try:
        return rules.parse(text)
    except rules.BadRule as error:
        raise ValidationError(f"Invalid AlarmRule: {error}") from error


def _reached(backend: CloudWatchBackend, names: Iterable[str]) -> set[str]:
    """These alarms, and those that their rules name, and so on."""
    reached: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        alarm = backend.alarms.get(name)
        if name not in reached and alarm is not None and alarm.rule is not None:
            todo += _rule(alarm.rule).alarms
        reached.add(name)
    return reached
