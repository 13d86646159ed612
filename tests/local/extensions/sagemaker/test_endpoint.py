"""Endpoints."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, make_endpoint_config, make_model, refusal

NAMED = {"EndpointName": "scores"}


@pytest.fixture
def endpoint(sagemaker: Any, clock: Clock) -> Any:
    """The client, with an endpoint in service and a second configuration."""
    make_model(sagemaker)
    make_endpoint_config(sagemaker, "one")
    make_endpoint_config(sagemaker, "two", 2)
    sagemaker.create_endpoint(**NAMED, EndpointConfigName="one")
    clock.advance(A_WHILE)
    return sagemaker


def test_an_endpoint_is_creating_without_variants_and_then_in_service_with_them(sagemaker: Any, clock: Clock) -> None:
    make_model(sagemaker)
    make_endpoint_config(sagemaker)
    sagemaker.create_endpoint(**NAMED, EndpointConfigName="scores")
    found = sagemaker.describe_endpoint(**NAMED)
    assert found["EndpointStatus"] == "Creating" and "ProductionVariants" not in found
    clock.advance(A_WHILE)
    found = sagemaker.describe_endpoint(**NAMED)
    (variant,) = found["ProductionVariants"]
    assert found["EndpointStatus"] == "InService" and variant["CurrentInstanceCount"] == 1
    assert variant["DeployedImages"][0]["SpecifiedImage"] == "scores:1"


def test_an_endpoint_needs_a_configuration_and_a_free_name(endpoint: Any) -> None:
    assert "already existing" in refusal(endpoint.create_endpoint, **NAMED, EndpointConfigName="one")
    other = {"EndpointName": "other", "EndpointConfigName": "three"}
    assert "Could not find endpoint configuration" in refusal(endpoint.create_endpoint, **other)


def test_another_configuration_is_deployed_under_the_same_name(endpoint: Any, clock: Clock) -> None:
    endpoint.update_endpoint(**NAMED, EndpointConfigName="two")
    assert endpoint.describe_endpoint(**NAMED)["EndpointStatus"] == "Updating"
    busy = refusal(endpoint.update_endpoint, **NAMED, EndpointConfigName="one")
    assert "Cannot update in-progress endpoint" in busy
    clock.advance(A_WHILE)
    found = endpoint.describe_endpoint(**NAMED)
    assert found["EndpointConfigName"] == "two" and found["ProductionVariants"][0]["CurrentInstanceCount"] == 2


def test_how_it_was_deployed_is_told_until_it_is_deployed_otherwise(endpoint: Any, clock: Clock) -> None:
    way = {"AutoRollbackConfiguration": {"Alarms": [{"AlarmName": "errors"}]}}
    told = []
    for deployment in ({"DeploymentConfig": way}, {"RetainDeploymentConfig": True}, {}):
        endpoint.update_endpoint(**NAMED, EndpointConfigName="two", **deployment)
        clock.advance(A_WHILE)
        told.append(endpoint.describe_endpoint(**NAMED).get("LastDeploymentConfig"))
    assert told == [way, way, None]


def test_weights_and_capacities_change_by_variant(endpoint: Any, clock: Clock) -> None:
    wanted = {"VariantName": "blue", "DesiredWeight": 0.0, "DesiredInstanceCount": 3}
    endpoint.update_endpoint_weights_and_capacities(**NAMED, DesiredWeightsAndCapacities=[wanted])
    clock.advance(A_WHILE)
    (variant,) = endpoint.describe_endpoint(**NAMED)["ProductionVariants"]
    assert (variant["CurrentWeight"], variant["DesiredInstanceCount"]) == (0.0, 3)
    other = [{"VariantName": "green"}]
    call = endpoint.update_endpoint_weights_and_capacities
    assert '"green" is not in the endpoint' in refusal(call, **NAMED, DesiredWeightsAndCapacities=other)


def test_endpoints_are_listed_by_their_state(endpoint: Any) -> None:
    endpoint.create_endpoint(EndpointName="other", EndpointConfigName="one")
    (told,) = endpoint.list_endpoints(StatusEquals="Creating")["Endpoints"]
    assert told["EndpointName"] == "other"


def test_a_deleted_endpoint_is_deleting_and_then_gone(endpoint: Any, clock: Clock) -> None:
    endpoint.delete_endpoint(**NAMED)
    assert endpoint.describe_endpoint(**NAMED)["EndpointStatus"] == "Deleting"
    clock.advance(A_WHILE)
    assert "Could not find endpoint" in refusal(endpoint.describe_endpoint, **NAMED)


def test_an_endpoint_outlives_its_model_and_its_configuration(endpoint: Any, clock: Clock) -> None:
    endpoint.delete_model(ModelName="scores")
    endpoint.delete_endpoint_config(EndpointConfigName="one")
    assert endpoint.describe_endpoint(**NAMED)["EndpointStatus"] == "InService"
    endpoint.update_endpoint(**NAMED, EndpointConfigName="two")
    clock.advance(A_WHILE)
    assert endpoint.describe_endpoint(**NAMED)["ProductionVariants"][0]["DeployedImages"] == []
