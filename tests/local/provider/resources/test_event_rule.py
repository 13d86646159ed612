"""aws_cloudwatch_event_rule against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.event_rule import EventRule, parts_of, rule_id
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

PATTERN = json.dumps({"source": ["aws.emr"], "detail": {"name": [{"prefix": "pai-risk-mlops-"}]}})


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(EventRule(), ctx)


def test_a_rule_of_events_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(name="cluster-state", event_pattern=PATTERN, description="A cluster", tags={"a": "1"})
    assert (state["id"], state["event_bus_name"], state["state"]) == ("cluster-state", "default", "ENABLED")
    assert state["arn"].endswith(":rule/cluster-state") and state["is_enabled"] is None


def test_a_rule_changes_in_place(life: Life) -> None:
    life.create(name="cluster-state", event_pattern=PATTERN, description="A cluster", tags={"a": "1"})
    life.change(event_pattern=json.dumps({"source": ["aws.ec2"]}), tags={"b": "2"})
    life.change(description=None, state="DISABLED", role_arn="arn:aws:iam::123456789012:role/r")
    life.change(state=None)
    assert life.state["state"] == "ENABLED"
    life.change(event_pattern=None, schedule_expression="rate(5 minutes)")
    life.delete()


def test_a_pattern_in_other_words_is_no_change(life: Life) -> None:
    life.create(name="cluster-state", event_pattern=PATTERN)
    life.config["event_pattern"] = json.dumps(json.loads(PATTERN), indent=2)
    assert life.plan().state["event_pattern"] == PATTERN


def test_the_old_switch_still_works(life: Life) -> None:
    state = life.create(name="cluster-state", event_pattern=PATTERN, is_enabled=False)
    found = life.ctx.client("events").describe_rule(Name="cluster-state")
    assert found["State"] == "DISABLED" and state["is_enabled"] is False
    life.change(is_enabled=True)


def test_a_rule_of_another_bus_is_known_by_both_names(life: Life) -> None:
    life.ctx.client("events").create_event_bus(Name="platform")
    state = life.create(name="state", event_bus_name="platform", event_pattern=PATTERN)
    assert state["id"] == "platform/state"
    found = life.imported("platform/state")
    assert {name: found[name] for name in state} == state
    assert life.replaced_by(event_bus_name="default") == ("event_bus_name",)
    life.delete()


def test_a_rule_with_targets_stays(life: Life) -> None:
    life.create(name="state", event_pattern=PATTERN)
    events = life.ctx.client("events")
    events.put_targets(Rule="state", Targets=[{"Id": "q", "Arn": "arn:aws:sqs:ap-south-1:123456789012:q"}])
    with pytest.raises(ClientError, match="has targets"):
        life.delete()
    events.remove_targets(Rule="state", Ids=["q"])
    life.delete()


def test_what_someone_changed_is_planned_again(life: Life) -> None:
    life.create(name="state", event_pattern=PATTERN)
    life.ctx.client("events").disable_rule(Name="state")
    life.refresh()
    assert life.state["state"] == "DISABLED" and life.plan().state["state"] == "ENABLED"


def test_a_rule_is_imported_by_its_name(life: Life) -> None:
    state = life.create(name="state", event_pattern=PATTERN, tags={"a": "1"})
    found = life.imported("state")
    assert {name: found[name] for name in state if name != "event_pattern"} == {
        name: value for name, value in state.items() if name != "event_pattern"
    }
    assert json.loads(found["event_pattern"]) == json.loads(PATTERN)


@pytest.mark.parametrize("bus", ["default", "platform", "aws.partner/example.com/1"])
def test_an_id_is_of_one_bus_and_one_rule(bus: str) -> None:
    assert parts_of(rule_id(bus, "state")) == (bus, "state")


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"event_pattern": "{}", "name": "a b"}, "name"),
        ({}, "event_pattern"),
        ({"event_pattern": "{"}, "event_pattern"),
        ({"event_pattern": "{}", "is_enabled": True, "state": "ENABLED"}, "is_enabled"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in EventRule().validate(config)] == [(path,)]
