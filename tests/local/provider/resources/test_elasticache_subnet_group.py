"""aws_elasticache_subnet_group against our ElastiCache."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.elasticache_subnet_group import ElastiCacheSubnetGroup
from tests.local.provider.resources.cache_cloud import CacheContext
from tests.local.provider.resources.cache_cloud import caches as caches
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-platform"


@pytest.fixture
def life(caches: CacheContext) -> Life:
    return Life(ElastiCacheSubnetGroup(), caches)


def test_a_group_has_the_defaults_of_the_provider(caches: CacheContext, life: Life) -> None:
    state = life.create(name=NAME, subnet_ids=caches.subnets[:2])
    assert state["description"] == "Managed by Terraform" and state["vpc_id"] == caches.vpc
    assert state["arn"] == f"arn:aws:elasticache:ap-south-1:{caches.account}:subnetgroup:{NAME}"


def test_subnets_description_and_tags_change_in_place(caches: CacheContext, life: Life) -> None:
    life.create(name=NAME, subnet_ids=caches.subnets[:2], tags={"a": "1"})
    life.change(subnet_ids=caches.subnets)
    life.change(description="of Superset", tags={"b": "2"})


def test_a_name_in_other_case_is_no_change_and_another_name_replaces(caches: CacheContext, life: Life) -> None:
    life.create(name=NAME.title(), subnet_ids=caches.subnets[:2])
    assert life.replaced_by(name=NAME) == () and life.replaced_by(name="other") == ("name",)


def test_a_group_is_imported_and_deleted(caches: CacheContext, life: Life) -> None:
    state = life.create(name=NAME, subnet_ids=caches.subnets[:2], tags={"a": "1"})
    assert life.imported(NAME) == state
    life.delete()


def test_a_subnet_that_is_not_there_is_refused(life: Life) -> None:
    with pytest.raises(ClientError, match="InvalidSubnet"):
        life.create(name=NAME, subnet_ids=["subnet-00000000"])


@pytest.mark.parametrize("name", ["a b", "x" * 256, "Default"])
def test_faults_are_found_before_apply(name: str) -> None:
    assert [problem.path for problem in ElastiCacheSubnetGroup().validate({"name": name})] == [("name",)]
