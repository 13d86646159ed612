"""aws_sagemaker_endpoint_configuration against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_endpoint_configuration import SagemakerEndpointConfiguration
from haveli.local.provider.resources.sagemaker_model import SagemakerModel
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.resources.test_sagemaker_model import SCORES
from tests.local.provider.settling import Life

VARIANT: dict[str, Any] = {
    "variant_name": "blue",
    "model_name": "scores",
    "instance_type": "ml.m5.large",
    "initial_instance_count": 1,
}
SERVERLESS: dict[str, Any] = {
    "model_name": "scores",
    "serverless_config": [{"max_concurrency": 5, "memory_size_in_mb": 2048}],
}


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    Life(SagemakerModel(), sagemaker).create(**SCORES)
    return Life(SagemakerEndpointConfiguration(), sagemaker)


def test_a_configuration_is_known_by_its_name(life: Life) -> None:
    state = life.create(name="scores", production_variants=[VARIANT], tags={"tenant": "fraud"})
    assert state["id"] == "scores" and state["arn"].endswith(":endpoint-config/scores")
    assert state["production_variants"][0]["initial_variant_weight"] == 1


def test_a_configuration_and_a_variant_without_names_get_them(life: Life) -> None:
    state = life.create(name_prefix="scores-", production_variants=[SERVERLESS])
    assert state["name"].startswith("scores-") and state["name_prefix"] == "scores-"
    assert state["production_variants"][0]["variant_name"].startswith("terraform-")


def test_a_configuration_with_everything_is_read_back_as_it_was_planned(life: Life) -> None:
    capture = {
        "enable_capture": True,
        "initial_sampling_percentage": 10,
        "destination_s3_uri": "s3://capture/scores",
        "capture_options": [{"capture_mode": "Input"}, {"capture_mode": "Output"}],
        "capture_content_type_header": [{"json_content_types": ["application/json"]}],
    }
    output = {
        "s3_output_path": "s3://capture/async",
        "notification_config": [{"include_inference_response_in": ["ERROR_NOTIFICATION_TOPIC"]}],
    }
    client = [{"max_concurrent_invocations_per_instance": 4}]
    variant = {
        **VARIANT,
        "volume_size_in_gb": 20,
        "routing_config": [{"routing_strategy": "LEAST_OUTSTANDING_REQUESTS"}],
        "managed_instance_scaling": [{"status": "ENABLED", "min_instance_count": 1, "max_instance_count": 3}],
    }
    life.create(
        name="scores",
        kms_key_arn="arn:aws:kms:ap-south-1:123456789012:key/a",
        production_variants=[variant],
        shadow_production_variants=[{**VARIANT, "variant_name": "shadow", "initial_variant_weight": 0.5}],
        data_capture_config=[capture],
        async_inference_config=[{"output_config": [output], "client_config": client}],
    )


def test_only_tags_change_in_place(life: Life) -> None:
    life.create(name="scores", production_variants=[VARIANT])
    assert life.change(tags={"tenant": "fraud"})["tags"] == {"tenant": "fraud"}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "other"},
        {"kms_key_arn": "arn:aws:kms:ap-south-1:123456789012:key/a"},
        {"production_variants": [{**VARIANT, "initial_instance_count": 2}]},
        {"data_capture_config": [{"destination_s3_uri": "s3://c/a", "initial_sampling_percentage": 1}]},
        {"execution_role_arn": "arn:aws:iam::123456789012:role/other"},
    ],
)
def test_everything_else_replaces_it(life: Life, changes: dict[str, Any]) -> None:
    life.create(name="scores", production_variants=[VARIANT])
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_variant_needs_a_model_that_exists(life: Life) -> None:
    with pytest.raises(ClientError, match="Could not find model"):
        life.create(name="scores", production_variants=[{**VARIANT, "model_name": "other"}])


def test_a_configuration_is_deleted_once_and_again(life: Life) -> None:
    life.create(name="scores", production_variants=[VARIANT])
    life.delete()


def test_a_configuration_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(name="scores", production_variants=[VARIANT])
    sagemaker.client("sagemaker").delete_endpoint_config(EndpointConfigName="scores")
    assert life.refresh() is None


def test_an_imported_configuration_is_as_it_was_created(life: Life) -> None:
    created = life.create(name="scores", production_variants=[VARIANT])
    assert life.imported("scores") == created


def test_an_instance_type_that_the_api_does_not_have_is_found_before_a_plan() -> None:
    config = {"production_variants": [{**VARIANT, "instance_type": "m5.large"}]}
    (problem,) = SagemakerEndpointConfiguration().validate(config)
    assert problem.path == ("production_variants", 0, "instance_type")
