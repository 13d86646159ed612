"""Models."""

from __future__ import annotations

from typing import Any

from haveli.local.extensions.sagemaker import model
from haveli.local.extensions.sagemaker.record import Record
from tests.local.extensions.sagemaker.conftest import ROLE, make_model, refusal


def test_a_model_is_there_at_once_with_what_it_does_not_say(sagemaker: Any) -> None:
    make_model(sagemaker)
    found = sagemaker.describe_model(ModelName="scores")
    assert found["PrimaryContainer"] == {"Image": "scores:1", "Mode": "SingleModel"}
    assert found["EnableNetworkIsolation"] is False and found["ModelArn"].endswith(":model/scores")


def test_a_model_has_one_container_or_several_in_a_row(sagemaker: Any) -> None:
    named = {"ModelName": "row", "ExecutionRoleArn": ROLE}
    assert "Exactly one" in refusal(sagemaker.create_model, **named)
    both = {"PrimaryContainer": {"Image": "a"}, "Containers": [{"Image": "b"}]}
    assert "Exactly one" in refusal(sagemaker.create_model, **named, **both)
    sagemaker.create_model(**named, Containers=[{"Image": "a"}, {"Image": "b", "Mode": "MultiModel"}])
    found = sagemaker.describe_model(ModelName="row")["Containers"]
    assert [each["Mode"] for each in found] == ["SingleModel", "MultiModel"]


def test_containers_are_given_in_their_order(sagemaker: Any, clock: Any) -> None:
    one, row = ({"PrimaryContainer": {"Image": "a"}}, {"Containers": [{"Image": "a"}, {"Image": "b"}]})
    assert model.containers(Record("arn", one, [], clock.now())) == [{"Image": "a"}]
    assert model.containers(Record("arn", row, [], clock.now())) == [{"Image": "a"}, {"Image": "b"}]


def test_one_name_is_one_model(sagemaker: Any) -> None:
    make_model(sagemaker)
    asked = {"ModelName": "scores", "ExecutionRoleArn": ROLE, "PrimaryContainer": {"Image": "a"}}
    assert "Cannot create already existing model" in refusal(sagemaker.create_model, **asked)


def test_a_deleted_model_is_gone_at_once(sagemaker: Any) -> None:
    make_model(sagemaker)
    sagemaker.delete_model(ModelName="scores")
    assert "Could not find model" in refusal(sagemaker.describe_model, ModelName="scores")
    assert "Could not find model" in refusal(sagemaker.delete_model, ModelName="scores")
