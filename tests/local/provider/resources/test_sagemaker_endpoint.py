"""aws_sagemaker_endpoint against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_endpoint import SagemakerEndpoint
from haveli.local.provider.resources.sagemaker_endpoint_configuration import SagemakerEndpointConfiguration
from haveli.local.provider.resources.sagemaker_model import SagemakerModel
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.resources.test_sagemaker_endpoint_configuration import VARIANT
from tests.local.provider.resources.test_sagemaker_model import SCORES
from tests.local.provider.settling import Life


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    Life(SagemakerModel(), sagemaker).create(**SCORES)
    for count, name in enumerate(("one", "two"), start=1):
        variant = {**VARIANT, "initial_instance_count": count}
        Life(SagemakerEndpointConfiguration(), sagemaker).create(name=name, production_variants=[variant])
    return Life(SagemakerEndpoint(), sagemaker)


def running(sagemaker: SageMakerContext) -> dict[str, Any]:
    """The only variant of the endpoint, as it runs."""
    (variant,) = sagemaker.client("sagemaker").describe_endpoint(EndpointName="scores")["ProductionVariants"]
    return dict(variant)


def test_an_endpoint_is_in_service_when_it_was_created(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(name="scores", endpoint_config_name="one", tags={"tenant": "fraud"})
    assert state["id"] == "scores" and state["arn"].endswith(":endpoint/scores")
    found = sagemaker.client("sagemaker").describe_endpoint(EndpointName="scores")
    assert found["EndpointStatus"] == "InService"
    variant = running(sagemaker)
    assert variant["CurrentInstanceCount"] == 1 and variant["CurrentWeight"] == 1.0
    assert variant["DeployedImages"][0]["SpecifiedImage"] == SCORES["primary_container"][0]["image"]


def test_an_endpoint_without_a_name_gets_one(life: Life) -> None:
    assert life.create(endpoint_config_name="one")["name"].startswith("terraform-")


def test_another_configuration_is_deployed_in_place(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(name="scores", endpoint_config_name="one")
    life.change(endpoint_config_name="two", tags={"tenant": "fraud"})
    assert running(sagemaker)["CurrentInstanceCount"] == 2


def test_how_it_is_deployed_changes_in_place_and_can_be_taken_away(life: Life) -> None:
    canary = {"type": "INSTANCE_COUNT", "value": 1}
    routing = {"type": "CANARY", "wait_interval_in_seconds": 60, "canary_size": [canary]}
    policy = {"termination_wait_in_seconds": 30, "traffic_routing_configuration": [routing]}
    alarms = {"alarms": [{"alarm_name": "errors"}]}
    life.create(name="scores", endpoint_config_name="one")
    life.change(deployment_config=[{"blue_green_update_policy": [policy], "auto_rollback_configuration": [alarms]}])
    assert life.change(deployment_config=[])["deployment_config"] == []


def test_another_name_is_another_endpoint(life: Life) -> None:
    life.create(name="scores", endpoint_config_name="one")
    assert life.replaced_by(name="other") == ("name",)


def test_an_endpoint_needs_a_configuration_that_exists(life: Life) -> None:
    with pytest.raises(ClientError, match="Could not find endpoint configuration"):
        life.create(name="scores", endpoint_config_name="three")


def test_an_endpoint_is_deleted_once_and_again(life: Life) -> None:
    life.create(name="scores", endpoint_config_name="one")
    life.delete()


def test_an_endpoint_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(name="scores", endpoint_config_name="one")
    sagemaker.client("sagemaker").delete_endpoint(EndpointName="scores")
    assert life.refresh() is None


def test_an_imported_endpoint_is_as_it_was_created(life: Life) -> None:
    created = life.create(name="scores", endpoint_config_name="one")
    assert life.imported("scores") == created


def test_a_way_of_routing_that_the_api_does_not_have_is_found_before_a_plan() -> None:
    routing = {"traffic_routing_configuration": [{"type": "ALL"}]}
    (problem,) = SagemakerEndpoint().validate({"deployment_config": [{"blue_green_update_policy": [routing]}]})
    assert problem.path[-1] == "type"
