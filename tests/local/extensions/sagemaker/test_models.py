"""The backend: tags, search and what has ended."""

from __future__ import annotations

from typing import Any

import boto3

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, make_config, refusal


def test_a_tag_that_is_there_gets_the_new_value(sagemaker: Any, config: str) -> None:
    sagemaker.add_tags(ResourceArn=config, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}])
    sagemaker.add_tags(ResourceArn=config, Tags=[{"Key": "a", "Value": "2"}])
    sagemaker.delete_tags(ResourceArn=config, TagKeys=["b"])
    assert sagemaker.list_tags(ResourceArn=config)["Tags"] == [{"Key": "a", "Value": "2"}]


def test_what_is_gone_has_no_tags(sagemaker: Any, ann: dict[str, str], clock: Clock) -> None:
    arn = sagemaker.describe_user_profile(**ann)["UserProfileArn"]
    sagemaker.delete_user_profile(**ann)
    clock.advance(A_WHILE)
    assert "does not exist" in refusal(sagemaker.list_tags, ResourceArn=arn)


def test_motos_own_kinds_keep_their_tags(sagemaker: Any) -> None:
    arn = sagemaker.create_experiment(ExperimentName="a")["ExperimentArn"]
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "a", "Value": "1"}])
    assert sagemaker.list_tags(ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]


def test_the_tagging_api_finds_a_domain(sagemaker: Any, session: boto3.Session, domain: str) -> None:
    arn = sagemaker.describe_domain(DomainId=domain)["DomainArn"]
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "tenant", "Value": "fraud"}])
    tagging = session.client("resourcegroupstaggingapi")
    found = tagging.get_resources(TagFilters=[{"Key": "tenant", "Values": ["fraud"]}])["ResourceTagMappingList"]
    assert [each["ResourceARN"] for each in found] == [arn]


def test_accounts_and_regions_are_apart(sagemaker: Any, session: boto3.Session) -> None:
    make_config(sagemaker)
    elsewhere = session.client("sagemaker", region_name="eu-west-1")
    assert elsewhere.list_studio_lifecycle_configs()["StudioLifecycleConfigs"] == []
