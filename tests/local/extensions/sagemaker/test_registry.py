"""Model package groups, and moto's packages in them."""

from __future__ import annotations

from typing import Any

from tests.local.extensions.sagemaker.conftest import refusal

NAMED = {"ModelPackageGroupName": "scores"}


def test_a_group_is_complete_at_once(sagemaker: Any) -> None:
    arn = sagemaker.create_model_package_group(**NAMED, ModelPackageGroupDescription="Scores.")["ModelPackageGroupArn"]
    found = sagemaker.describe_model_package_group(**NAMED)
    assert found["ModelPackageGroupStatus"] == "Completed" and found["ModelPackageGroupDescription"] == "Scores."
    assert sagemaker.describe_model_package_group(ModelPackageGroupName=arn)["ModelPackageGroupArn"] == arn


def test_one_name_is_one_group(sagemaker: Any) -> None:
    sagemaker.create_model_package_group(**NAMED)
    assert "already exists" in refusal(sagemaker.create_model_package_group, **NAMED)


def test_a_group_that_is_not_there_is_a_validation_error(sagemaker: Any) -> None:
    found = refusal(sagemaker.describe_model_package_group, **NAMED)
    assert found == "ValidationException: ModelPackageGroup scores does not exist."


def test_groups_are_listed_by_name(sagemaker: Any) -> None:
    for name in ("b", "a"):
        sagemaker.create_model_package_group(ModelPackageGroupName=name)
    listed = sagemaker.list_model_package_groups(SortBy="Name")["ModelPackageGroupSummaryList"]
    assert [each["ModelPackageGroupName"] for each in listed] == ["a", "b"]


def test_motos_packages_find_the_group_and_keep_it(sagemaker: Any, checked: list[str]) -> None:
    sagemaker.create_model_package_group(**NAMED)
    arn = sagemaker.create_model_package(**NAMED)["ModelPackageArn"]
    assert arn.endswith(":model-package/scores/1")
    assert "still contains" in refusal(sagemaker.delete_model_package_group, **NAMED)


def test_an_empty_group_is_deleted(sagemaker: Any) -> None:
    sagemaker.create_model_package_group(**NAMED)
    sagemaker.delete_model_package_group(**NAMED)
    assert sagemaker.list_model_package_groups()["ModelPackageGroupSummaryList"] == []
