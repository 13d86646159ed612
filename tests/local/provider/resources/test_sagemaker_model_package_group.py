"""aws_sagemaker_model_package_group against our SageMaker."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_model_package_group import SagemakerModelPackageGroup
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life

CONFIG = {"model_package_group_name": "fraud-scores", "model_package_group_description": "Scores of payments."}


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerModelPackageGroup(), sagemaker)


def test_a_group_is_known_by_its_name(life: Life) -> None:
    state = life.create(**CONFIG, tags={"tenant": "fraud"})
    assert state["id"] == "fraud-scores" and state["arn"].endswith(":model-package-group/fraud-scores")
    assert state["tags_all"] == {"product": "pai-risk-mlops", "tenant": "fraud"}


def test_a_group_without_a_description_has_none(life: Life) -> None:
    assert life.create(model_package_group_name="fraud-scores")["model_package_group_description"] is None


def test_only_tags_change_in_place(life: Life) -> None:
    life.create(**CONFIG)
    assert life.change(tags={"tenant": "fraud"})["tags"] == {"tenant": "fraud"}


@pytest.mark.parametrize("argument", sorted(CONFIG))
def test_everything_else_replaces_it(life: Life, argument: str) -> None:
    life.create(**CONFIG)
    assert life.replaced_by(**{argument: "other"}) == (argument,)


def test_a_group_is_deleted_once_and_again(life: Life) -> None:
    life.create(**CONFIG)
    life.delete()


def test_a_group_with_a_version_of_the_model_is_not_deleted(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**CONFIG)
    sagemaker.client("sagemaker").create_model_package(ModelPackageGroupName="fraud-scores")
    with pytest.raises(ClientError, match="ConflictException"):
        life.delete()


def test_a_group_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**CONFIG)
    sagemaker.client("sagemaker").delete_model_package_group(ModelPackageGroupName="fraud-scores")
    assert life.refresh() is None


def test_an_imported_group_is_as_it_was_created(life: Life) -> None:
    created = life.create(**CONFIG)
    assert life.imported("fraud-scores") == created


def test_a_name_that_sagemaker_refuses_is_found_before_a_plan() -> None:
    (problem,) = SagemakerModelPackageGroup().validate({"model_package_group_name": "fraud_scores"})
    assert problem.path == ("model_package_group_name",)
