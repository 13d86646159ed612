"""aws_cloudwatch_composite_alarm against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.cloudwatch_composite_alarm import CloudwatchCompositeAlarm
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

TOPIC = "arn:aws:sns:ap-south-1:123456789012:alarms"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    for name in ("memory", "disk"):
        ctx.client("cloudwatch").put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/ElasticMapReduce",
            MetricName=name,
            Statistic="Average",
            Period=60,
            EvaluationPeriods=1,
            Threshold=15,
            ComparisonOperator="LessThanThreshold",
        )
    return Life(CloudwatchCompositeAlarm(), ctx)


def test_an_alarm_over_alarms_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(alarm_name="any", alarm_rule='ALARM("memory") OR ALARM("disk")', tags={"a": "1"})
    assert state["actions_enabled"] is True and state["arn"].endswith(":alarm:any")


def test_it_changes_in_place(life: Life) -> None:
    life.create(alarm_name="any", alarm_rule="ALARM(memory)", alarm_description="rings", tags={"a": "1"})
    life.change(alarm_rule='ALARM("memory") AND NOT OK(disk)', alarm_actions=[TOPIC], tags={"b": "2"})
    suppressor = {"alarm": "disk", "extension_period": 60, "wait_period": 120}
    life.change(actions_suppressor=[suppressor], alarm_description=None, ok_actions=[TOPIC], alarm_actions=None)
    life.change(actions_suppressor=[])
    assert life.replaced_by(alarm_name="other") == ("alarm_name",)
    assert life.replaced_by(actions_enabled=False) == ("actions_enabled",)
    life.delete()


def test_what_someone_changed_is_planned_again(life: Life) -> None:
    life.create(alarm_name="any", alarm_rule="ALARM(memory)")
    life.ctx.client("cloudwatch").put_composite_alarm(AlarmName="any", AlarmRule="TRUE")
    life.refresh()
    assert life.state["alarm_rule"] == "TRUE" and life.plan().state["alarm_rule"] == "ALARM(memory)"


def test_it_is_imported_by_its_name(life: Life) -> None:
    state = life.create(alarm_name="any", alarm_rule="ALARM(memory)", alarm_actions=[TOPIC], tags={"a": "1"})
    found = life.imported("any")
    assert {name: found[name] for name in state} == state


def test_a_metric_alarm_of_the_name_is_none(life: Life) -> None:
    with pytest.raises(AssertionError, match="imports as gone"):
        life.imported("memory")


def test_a_rule_over_alarms_that_do_not_exist_is_refused(life: Life) -> None:
    with pytest.raises(ClientError, match="do not exist"):
        life.create(alarm_name="any", alarm_rule="ALARM(none)")


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"alarm_name": "a" * 256}, "alarm_name"),
        ({"alarm_rule": ""}, "alarm_rule"),
        ({"alarm_description": "a" * 1025}, "alarm_description"),
        ({"alarm_actions": [TOPIC] * 6}, "alarm_actions"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in CloudwatchCompositeAlarm().validate(config)] == [(path,)]
