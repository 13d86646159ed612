"""aws_cloudwatch_event_target against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.event_target import EventTarget
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

QUEUE = "arn:aws:sqs:ap-south-1:123456789012:events"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    ctx.client("events").put_rule(Name="state", EventPattern='{"source": ["aws.emr"]}')
    return Life(EventTarget(), ctx)


def test_a_queue_is_a_target(life: Life) -> None:
    state = life.create(rule="state", target_id="queue", arn=QUEUE)
    assert (state["id"], state["event_bus_name"]) == ("state-queue", "default")
    life.change(arn=f"{QUEUE}-two", role_arn="arn:aws:iam::123456789012:role/r")
    assert life.replaced_by(target_id="other") == ("target_id",) and life.replaced_by(rule="other") == ("rule",)
    life.delete()


def test_a_target_without_an_id_gets_one(life: Life) -> None:
    assert life.create(rule="state", arn=QUEUE)["target_id"].startswith("terraform-")


@pytest.mark.parametrize(
    "block",
    [
        {"input_transformer": [{"input_paths": {"id": "$.detail.clusterId"}, "input_template": '"<id> is down"'}]},
        {"retry_policy": [{"maximum_event_age_in_seconds": 60, "maximum_retry_attempts": 0}]},
        {"dead_letter_config": [{"arn": QUEUE}]},
        {"sqs_target": [{"message_group_id": "emr"}]},
        {"http_target": [{"header_parameters": {"a": "b"}, "path_parameter_values": ["x"]}]},
        {"kinesis_target": [{"partition_key_path": "$.detail.id"}]},
        {"input_path": "$.detail"},
    ],
    ids=lambda block: next(iter(block)),
)
def test_what_is_sent_comes_and_goes_in_place(life: Life, block: dict[str, Any]) -> None:
    life.create(rule="state", target_id="queue", arn=QUEUE, **block)
    life.change(**{name: [] if isinstance(value, list) else None for name, value in block.items()})
    life.change(**block)


def test_an_input_in_other_words_is_no_change(life: Life) -> None:
    text = json.dumps({"a": 1, "b": 2})
    life.create(rule="state", target_id="queue", arn=QUEUE, input=text)
    life.config["input"] = json.dumps({"b": 2, "a": 1}, indent=1)
    assert life.plan().state["input"] == text


def test_a_target_of_another_bus_is_known_by_all_its_names(life: Life) -> None:
    events = life.ctx.client("events")
    events.create_event_bus(Name="platform")
    events.put_rule(Name="state", EventBusName="platform", EventPattern='{"source": ["aws.emr"]}')
    state = life.create(rule="state", event_bus_name="platform", target_id="queue", arn=QUEUE)
    assert state["id"] == "platform-state-queue"
    found = life.imported("platform/state/queue")
    assert {name: found[name] for name in state} == state
    with pytest.raises(ValueError, match="unexpected format"):
        life.imported("state")


def test_a_target_goes_with_its_rule(life: Life) -> None:
    life.create(rule="state", target_id="queue", arn=QUEUE)
    events = life.ctx.client("events")
    events.remove_targets(Rule="state", Ids=["queue"])
    assert life.refresh() is None
    events.delete_rule(Name="state")
    assert life.refresh() is None
    life.delete()


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"input": "{}", "input_path": "$"}, "input_path"),
        ({"ecs_target": [{"task_definition_arn": "a"}]}, "ecs_target"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in EventTarget().validate(config)] == [(path,)]
