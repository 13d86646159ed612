"""Composite alarms over the wire."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import cloudwatch
from haveli.local.extensions.cloudwatch.models import described
from tests.local.extensions.model import assert_in_model
from tests.local.provider.doubles import TestContext


@pytest.fixture
def client(ctx: TestContext) -> Any:
    made = ctx.client("cloudwatch")
    for name in ("memory", "disk"):
        made.put_metric_alarm(
            AlarmName=name,
            Namespace="n",
            MetricName=name,
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
        )
    return made


def composite(client: Any, **which: Any) -> list[dict[str, Any]]:
    return list(client.describe_alarms(AlarmTypes=["CompositeAlarm"], **which)["CompositeAlarms"])


def refused(call: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**request)
    return str(error.value.response["Error"]["Message"])


def test_its_state_follows_the_others(client: Any) -> None:
    client.put_composite_alarm(AlarmName="any", AlarmRule="ALARM(memory) OR ALARM(disk)")
    client.put_composite_alarm(AlarmName="above", AlarmRule="ALARM(any)")
    assert [alarm["StateValue"] for alarm in composite(client)] == ["OK", "OK"]
    client.set_alarm_state(AlarmName="disk", StateValue="ALARM", StateReason="full")
    assert {alarm["AlarmName"] for alarm in composite(client, StateValue="ALARM")} == {"any", "above"}
    assert composite(client, StateValue="OK") == []


def test_alarms_are_told_by_type_and_metric_alarms_unless_asked(client: Any) -> None:
    client.put_composite_alarm(AlarmName="any", AlarmRule="ALARM(memory)")
    plain = client.describe_alarms()
    assert len(plain["MetricAlarms"]) == 2 and plain["CompositeAlarms"] == []
    assert [alarm["AlarmName"] for alarm in composite(client, AlarmNames=["any", "memory"])] == ["any"]


def test_an_alarm_is_replaced_and_keeps_the_tags_of_its_creation(client: Any) -> None:
    client.put_composite_alarm(AlarmName="any", AlarmRule="ALARM(memory)", Tags=[{"Key": "a", "Value": "1"}])
    client.put_composite_alarm(AlarmName="any", AlarmRule="TRUE", Tags=[{"Key": "b", "Value": "2"}])
    [alarm] = composite(client)
    assert alarm["AlarmRule"] == "TRUE"
    assert client.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])["Tags"] == [{"Key": "a", "Value": "1"}]


def test_rules_that_cannot_be_are_refused(client: Any) -> None:
    put = client.put_composite_alarm
    assert "do not exist" in refused(put, AlarmName="any", AlarmRule="ALARM(none)")
    assert "Invalid AlarmRule" in refused(put, AlarmName="any", AlarmRule="ALARM(")
    put(AlarmName="any", AlarmRule="ALARM(memory)")
    put(AlarmName="above", AlarmRule="ALARM(any)")
    assert "cycle" in refused(put, AlarmName="any", AlarmRule="ALARM(above)")


def test_an_alarm_that_another_one_watches_stays(client: Any) -> None:
    client.put_composite_alarm(AlarmName="any", AlarmRule="ALARM(memory)")
    client.put_composite_alarm(AlarmName="above", AlarmRule="ALARM(any)")
    assert "depending on it" in refused(client.delete_alarms, AlarmNames=["any"])
    client.delete_alarms(AlarmNames=["above"])
    client.delete_alarms(AlarmNames=["any"])
    assert composite(client) == []


@pytest.mark.contract
def test_the_answer_fits_the_model(client: Any, ctx: TestContext) -> None:
    from moto.cloudwatch.models import cloudwatch_backends

    client.put_composite_alarm(
        AlarmName="any", AlarmRule="TRUE", ActionsSuppressor="disk", ActionsSuppressorWaitPeriod=60
    )
    backend = cloudwatch_backends[ctx.account][ctx.region]
    alarm = described(backend, backend.alarms["any"])
    told = {name: str(value) if name.endswith("Timestamp") else value for name, value in alarm.items()}
    assert_in_model("cloudwatch", "DescribeAlarms", {"CompositeAlarms": [told]})


def test_installing_twice_changes_nothing() -> None:
    from moto.cloudwatch.responses import CloudWatchResponse

    before = CloudWatchResponse.describe_alarms
    cloudwatch.install()
    assert CloudWatchResponse.describe_alarms is before
