"""aws_cloudwatch_metric_alarm against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.cloudwatch_alarm import CloudwatchMetricAlarm
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

TOPIC = "arn:aws:sns:ap-south-1:123456789012:alarms"


def idle(**changes: Any) -> dict[str, Any]:
    base = {
        "alarm_name": "pai-risk-mlops-fraud-production-idle",
        "alarm_description": "No work for an hour",
        "namespace": "AWS/ElasticMapReduce",
        "metric_name": "IsIdle",
        "dimensions": {"JobFlowId": "j-1"},
        "statistic": "Minimum",
        "comparison_operator": "GreaterThanOrEqualToThreshold",
        "threshold": 1,
        "period": 300,
        "evaluation_periods": 12,
        "alarm_actions": [TOPIC],
    }
    return {**base, **changes}


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(CloudwatchMetricAlarm(), ctx)


def test_an_alarm_settles_with_the_defaults(life: Life) -> None:
    state = life.create(**idle(tags={"a": "1"}))
    assert state["actions_enabled"] is True and state["treat_missing_data"] == "missing"
    assert state["arn"].endswith(f":alarm:{state['alarm_name']}")


def test_everything_but_the_name_changes_in_place(life: Life) -> None:
    life.create(**idle())
    life.change(threshold=0.5, alarm_actions=None, ok_actions=[TOPIC], treat_missing_data="breaching", tags={"b": "2"})
    life.change(dimensions=None, actions_enabled=False, datapoints_to_alarm=6)
    assert life.replaced_by(alarm_name="other") == ("alarm_name",)
    life.delete()


def test_an_alarm_on_an_expression_settles(life: Life) -> None:
    metric = {
        "metric_name": "YARNMemoryAvailablePercentage",
        "namespace": "AWS/ElasticMapReduce",
        "dimensions": {"JobFlowId": "j-1"},
        "period": 300,
        "stat": "Average",
    }
    queries = [
        {"id": "m", "metric": [metric]},
        {"id": "e", "expression": "100 - m", "label": "used", "return_data": True},
    ]
    life.create(
        alarm_name="used",
        comparison_operator="GreaterThanThreshold",
        threshold=85,
        evaluation_periods=1,
        metric_query=queries,
    )


def test_an_alarm_is_imported_by_its_name(life: Life) -> None:
    created = life.create(**idle())
    found = life.imported(created["id"])
    assert (found["metric_name"], found["dimensions"]) == ("IsIdle", {"JobFlowId": "j-1"})


def test_an_alarm_deleted_by_hand_is_gone(life: Life) -> None:
    state = life.create(**idle())
    life.ctx.client("cloudwatch").delete_alarms(AlarmNames=[state["id"]])
    assert life.refresh() is None


@pytest.mark.parametrize(
    ("config", "path"),
    [
        (idle(alarm_name="x" * 256), ("alarm_name",)),
        (idle(metric_name=None), ("metric_name",)),
        (idle(warm_up_configuration=[{}]), ("warm_up_configuration",)),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: tuple[str, ...]) -> None:
    assert [problem.path for problem in CloudwatchMetricAlarm().validate(config)] == [path]


def test_a_good_alarm_has_no_faults() -> None:
    assert not list(CloudwatchMetricAlarm().validate(idle()))
