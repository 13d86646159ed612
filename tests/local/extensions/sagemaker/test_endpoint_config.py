"""Endpoint configurations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.extensions.sagemaker.conftest import make_endpoint_config, make_model, refusal

NAMED = {"EndpointConfigName": "scores"}


def test_a_variant_that_does_not_say_weighs_one(sagemaker: Any) -> None:
    make_model(sagemaker)
    make_endpoint_config(sagemaker)
    found = sagemaker.describe_endpoint_config(**NAMED)
    assert found["ProductionVariants"][0]["InitialVariantWeight"] == 1.0
    assert found["EndpointConfigArn"].endswith(":endpoint-config/scores")


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ({"ModelName": "other", "InstanceType": "ml.m5.large"}, "Could not find model"),
        ({"ModelName": "scores"}, "needs an InstanceType or a ServerlessConfig"),
        (
            {
                "ModelName": "scores",
                "InstanceType": "ml.m5.large",
                "ServerlessConfig": {"MemorySizeInMB": 1024, "MaxConcurrency": 1},
            },
            "and not both",
        ),
    ],
)
def test_a_variant_that_cannot_run_is_refused(sagemaker: Any, variant: dict[str, Any], expected: str) -> None:
    make_model(sagemaker)
    variants = [{"VariantName": "blue", **variant}]
    assert expected in refusal(sagemaker.create_endpoint_config, **NAMED, ProductionVariants=variants)
    assert sagemaker.list_endpoint_configs()["EndpointConfigs"] == []


def test_one_name_is_one_configuration(sagemaker: Any) -> None:
    make_model(sagemaker)
    make_endpoint_config(sagemaker)
    variants = [{"VariantName": "blue", "ModelName": "scores", "InstanceType": "ml.m5.large"}]
    found = refusal(sagemaker.create_endpoint_config, **NAMED, ProductionVariants=variants)
    assert "already existing endpoint configuration" in found


def test_a_deleted_configuration_is_gone_at_once(sagemaker: Any) -> None:
    make_model(sagemaker)
    make_endpoint_config(sagemaker)
    sagemaker.delete_endpoint_config(**NAMED)
    assert "Could not find endpoint configuration" in refusal(sagemaker.describe_endpoint_config, **NAMED)
