"""aws_cloudwatch_metric_alarm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

#: Arguments that CloudWatch takes as they are.
PLAIN = {
    "actions_enabled": "ActionsEnabled",
    "alarm_description": "AlarmDescription",
    "comparison_operator": "ComparisonOperator",
    "datapoints_to_alarm": "DatapointsToAlarm",
    "evaluate_low_sample_count_percentiles": "EvaluateLowSampleCountPercentile",
    "evaluation_periods": "EvaluationPeriods",
    "extended_statistic": "ExtendedStatistic",
    "metric_name": "MetricName",
    "namespace": "Namespace",
    "period": "Period",
    "statistic": "Statistic",
    "threshold": "Threshold",
    "threshold_metric_id": "ThresholdMetricId",
    "treat_missing_data": "TreatMissingData",
    "unit": "Unit",
}
ACTIONS = {
    "alarm_actions": "AlarmActions",
    "insufficient_data_actions": "InsufficientDataActions",
    "ok_actions": "OKActions",
}
_REFUSED = ("evaluation_criteria", "warm_up_configuration")


class CloudwatchMetricAlarm(Resource):
    name = "aws_cloudwatch_metric_alarm"
    not_emulated = "`evaluation_criteria` and `warm_up_configuration` are refused."
    force_new = frozenset({"alarm_name"})
    defaults = {"actions_enabled": True, "treat_missing_data": "missing"}

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("alarm_name")
        if isinstance(name, str) and not 1 <= len(name) <= 255:
            yield Problem("expected length of alarm_name to be in the range (1 - 255)", path=("alarm_name",))
        if config.get("metric_name") is None and not config.get("metric_query") and not _uses_refused(config):
            detail = "One of `metric_name` and `metric_query` must be specified."
            yield Problem("an alarm needs a metric", detail, path=("metric_name",))
        for block in _REFUSED:
            if isinstance(config.get(block), list) and config[block]:
                yield Problem(f"{block} is not emulated by the local provider", path=(block,))

    def create(self, ctx: Context, planned: Values) -> str:
        request = {**_sent(planned), "Tags": tag_list(planned.get("tags_all"))}
        ctx.client("cloudwatch").put_metric_alarm(**request)
        return str(planned["alarm_name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        cloudwatch = ctx.client("cloudwatch")
        found = cloudwatch.describe_alarms(AlarmNames=[state["id"]], AlarmTypes=["MetricAlarm"])["MetricAlarms"]
        if not found:
            return None
        tags = cloudwatch.list_tags_for_resource(ResourceARN=found[0]["AlarmArn"])["Tags"]
        return {**_reported(found[0], state), "tags_all": tag_map(tags)}

    def update(self, ctx: Context, change: Change) -> None:
        cloudwatch, arn = ctx.client("cloudwatch"), change.after["arn"]
        if any(change.touches(name) for name in change.after if name not in ("tags", "tags_all")):
            cloudwatch.put_metric_alarm(**_sent(change.after))
        if removed(change):
            cloudwatch.untag_resource(ResourceARN=arn, TagKeys=removed(change))
        if written(change):
            cloudwatch.tag_resource(ResourceARN=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("ResourceNotFound", "ResourceNotFoundException"):
            ctx.client("cloudwatch").delete_alarms(AlarmNames=[state["id"]])


def _uses_refused(config: Values) -> bool:
    return any(config.get(block) for block in _REFUSED)


def _sent(planned: Values) -> Values:
    sent = {aws: planned[ours] for ours, aws in PLAIN.items() if planned.get(ours) not in (None, "")}
    actions = {aws: list(planned.get(ours) or []) for ours, aws in ACTIONS.items()}
    queries = [_sent_query(query) for query in planned.get("metric_query") or []]
    return without_none(
        {
            "AlarmName": planned["alarm_name"],
            **sent,
            **actions,
            "Dimensions": _sent_dimensions(planned) if not queries else None,
            "Metrics": queries or None,
        }
    )


def _sent_query(query: Values) -> Values:
    metric = first(query.get("metric"))
    stat = {
        "Metric": without_none(
            {
                "MetricName": metric.get("metric_name"),
                "Namespace": metric.get("namespace"),
                "Dimensions": _sent_dimensions(metric),
            }
        ),
        "Period": metric.get("period"),
        "Stat": metric.get("stat"),
        "Unit": metric.get("unit") or None,
    }
    return without_none(
        {
            "Id": query["id"],
            "AccountId": query.get("account_id") or None,
            "Expression": query.get("expression") or None,
            "Label": query.get("label") or None,
            "Period": query.get("period") or None,
            "ReturnData": bool(query.get("return_data")),
            "MetricStat": without_none(stat) if metric else None,
        }
    )


def _sent_dimensions(values: Values) -> list[dict[str, str]]:
    return tag_list(values.get("dimensions"), "Name", "Value")


def _reported(alarm: Values, state: Values) -> Values:
    known = {query.get("id"): query for query in state.get("metric_query") or []}
    queries = alarm.get("Metrics", [])
    return {
        "id": alarm["AlarmName"],
        "alarm_name": alarm["AlarmName"],
        "arn": alarm["AlarmArn"],
        **{ours: settled(alarm.get(aws), state.get(ours)) for ours, aws in PLAIN.items()},
        "treat_missing_data": alarm.get("TreatMissingData", "missing"),
        **{ours: settled(alarm.get(aws), state.get(ours)) for ours, aws in ACTIONS.items()},
        "dimensions": settled(_dimensions(alarm), state.get("dimensions")),
        "metric_query": [_reported_query(query, known.get(query["Id"], {})) for query in queries],
    }


def _reported_query(query: Values, known: Values) -> Values:
    stat = query.get("MetricStat")
    return {
        "id": query["Id"],
        "account_id": settled(query.get("AccountId"), known.get("account_id")),
        "expression": settled(query.get("Expression"), known.get("expression")),
        "label": settled(query.get("Label"), known.get("label")),
        "period": settled(query.get("Period"), known.get("period")),
        "return_data": settled(query.get("ReturnData"), known.get("return_data")),
        "metric": [_reported_metric(stat, first(known.get("metric")))] if stat else [],
    }


def _reported_metric(stat: Values, known: Values) -> Values:
    metric = stat["Metric"]
    return {
        "metric_name": metric.get("MetricName"),
        "namespace": settled(metric.get("Namespace"), known.get("namespace")),
        "dimensions": settled(_dimensions(metric), known.get("dimensions")),
        "period": stat.get("Period"),
        "stat": stat.get("Stat"),
        "unit": settled(stat.get("Unit"), known.get("unit")),
    }


def _dimensions(values: Any) -> dict[str, str]:
    return {item["Name"]: item["Value"] for item in values.get("Dimensions", [])}
