"""aws_sagemaker_model against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_model import SagemakerModel
from tests.local.provider.resources.sagemaker_cloud import ROLE, SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life

CONTAINER = {
    "image": "880170353725.dkr.ecr.ap-south-1.amazonaws.com/scores:1",
    "model_data_url": "s3://models/scores.tar.gz",
    "environment": {"LEVEL": "info"},
}
SCORES: dict[str, Any] = {"name": "scores", "execution_role_arn": ROLE, "primary_container": [CONTAINER]}


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerModel(), sagemaker)


def test_a_model_is_known_by_its_name(life: Life) -> None:
    state = life.create(**SCORES, tags={"tenant": "fraud"})
    assert state["id"] == "scores" and state["arn"].endswith(":model/scores")
    assert state["primary_container"][0]["mode"] == "SingleModel"
    assert state["tags_all"] == {"product": "pai-risk-mlops", "tenant": "fraud"}


def test_a_model_without_a_name_gets_one(life: Life) -> None:
    state = life.create(execution_role_arn=ROLE, primary_container=[CONTAINER])
    assert state["name"].startswith("terraform-") and state["id"] == state["name"]


def test_containers_in_a_row_in_a_network_of_their_own(sagemaker: SageMakerContext, life: Life) -> None:
    source = {"s3_uri": "s3://models/a/", "s3_data_type": "S3Prefix", "compression_type": "None"}
    state = life.create(
        name="row",
        execution_role_arn=ROLE,
        enable_network_isolation=True,
        container=[
            {"container_hostname": "one", "image": "a:1", "model_data_source": [{"s3_data_source": [source]}]},
            {"container_hostname": "two", "image": "b:1"},
        ],
        inference_execution_config=[{"mode": "Serial"}],
        vpc_config=[{"subnets": sorted(sagemaker.subnets), "security_group_ids": ["sg-0"]}],
    )
    assert [each["container_hostname"] for each in state["container"]] == ["one", "two"]


def test_only_tags_change_in_place(life: Life) -> None:
    life.create(**SCORES)
    assert life.change(tags={"tenant": "fraud"})["tags"] == {"tenant": "fraud"}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "other"},
        {"execution_role_arn": f"{ROLE}-2"},
        {"enable_network_isolation": True},
        {"primary_container": [{**CONTAINER, "environment": {"LEVEL": "debug"}}]},
        {"inference_execution_config": [{"mode": "Direct"}]},
        {"vpc_config": [{"subnets": ["subnet-0"], "security_group_ids": ["sg-0"]}]},
    ],
)
def test_everything_else_replaces_it(life: Life, changes: dict[str, Any]) -> None:
    life.create(**SCORES)
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_model_is_deleted_once_and_again(life: Life) -> None:
    life.create(**SCORES)
    life.delete()


def test_a_model_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**SCORES)
    sagemaker.client("sagemaker").delete_model(ModelName="scores")
    assert life.refresh() is None


def test_an_imported_model_is_as_it_was_created(life: Life) -> None:
    created = life.create(**SCORES)
    assert life.imported("scores") == created


def test_two_models_cannot_have_one_name(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**SCORES)
    with pytest.raises(ClientError, match="already existing model"):
        Life(SagemakerModel(), sagemaker).create(**SCORES)


def test_a_mode_that_the_api_does_not_have_is_found_before_a_plan() -> None:
    (problem,) = SagemakerModel().validate({"primary_container": [{"mode": "ManyModels"}]})
    assert problem.path == ("primary_container", 0, "mode")
