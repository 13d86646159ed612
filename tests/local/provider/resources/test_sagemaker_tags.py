"""Tags of SageMaker's resources, by ARN."""

from __future__ import annotations

from haveli.local.provider.resource import Change
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker


def test_tags_are_added_overwritten_and_taken_away(sagemaker: SageMakerContext) -> None:
    arn = sagemaker.lifecycle_config()
    write_tags(sagemaker, arn, Change({"tags_all": {}}, {"tags_all": {"a": "1", "b": "1"}}))
    write_tags(sagemaker, arn, Change({"tags_all": {"a": "1", "b": "1"}}, {"tags_all": {"b": "2", "c": "3"}}))
    assert tags_of(sagemaker, arn) == {"b": "2", "c": "3", "product": "pai-risk-mlops"}


def test_all_pages_of_tags_are_read(sagemaker: SageMakerContext) -> None:
    arn, many = sagemaker.lifecycle_config(), {f"key-{number:02}": "x" for number in range(45)}
    write_tags(sagemaker, arn, Change({"tags_all": {}}, {"tags_all": many}))
    assert many.items() <= tags_of(sagemaker, arn).items()
