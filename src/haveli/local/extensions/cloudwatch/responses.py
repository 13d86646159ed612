"""PutCompositeAlarm, and DescribeAlarms by type. Functions here become methods of moto's CloudWatchResponse."""

from __future__ import annotations

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult, EmptyResult

from haveli.local.extensions.cloudwatch import models

_moto_describe_alarms = CloudWatchResponse.describe_alarms


def put_composite_alarm(self: CloudWatchResponse) -> ActionResult:
    """PutCompositeAlarm."""
    self.cloudwatch_backend.put_composite_alarm(self._get_params())
    return EmptyResult()


def describe_alarms(self: CloudWatchResponse) -> ActionResult:
    """DescribeAlarms: metric alarms, unless other types are asked for (API reference, 2026-11)."""
    answer = _moto_describe_alarms(self)
    types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
    found, backend = answer.result, self.cloudwatch_backend
    state = self._get_param("StateValue")
    # What moto keeps as the state of a composite alarm is not the one that its rule gives.
    chosen = backend.alarms.values() if state else found["CompositeAlarms"]
    composite = [models.described(backend, alarm) for alarm in chosen if alarm.rule is not None]
    composite = [alarm for alarm in composite if state in (None, alarm["StateValue"])]
    return ActionResult(
        {
            "MetricAlarms": found["MetricAlarms"] if "MetricAlarm" in types else [],
            "CompositeAlarms": composite if "CompositeAlarm" in types else [],
        }
    )
