"""The groups of one account and region, at the clock's time."""

from __future__ import annotations

from typing import Any

import pytest
from moto.elasticache.models import elasticache_backends

from haveli.local.clock import Clock
from haveli.local.extensions.elasticache import exceptions, install
from haveli.local.extensions.elasticache.models import CacheBackend
from tests.local.extensions.elasticache.conftest import LATER, REGION

GROUP = {"ReplicationGroupId": "g", "ReplicationGroupDescription": "d"}


@pytest.fixture
def backend(session: Any) -> CacheBackend:
    install()  # a second call changes nothing
    backend = elasticache_backends["123456789012"][REGION]
    assert isinstance(backend, CacheBackend)
    return backend


def test_a_name_is_free_again_when_its_group_is_gone(backend: CacheBackend, clock: Clock) -> None:
    backend.create_group(GROUP)
    clock.advance(LATER)
    group, now = backend.group("G")
    group.end(now, LATER / 2)
    with pytest.raises(exceptions.ReplicationGroupAlreadyExists):
        backend.create_group(GROUP)
    clock.advance(LATER)
    backend.create_group(GROUP)


def test_members_are_in_the_zones_of_their_subnets(backend: CacheBackend, subnets: list[str]) -> None:
    backend.create_subnet_group(
        {"CacheSubnetGroupName": "S", "CacheSubnetGroupDescription": "d", "SubnetIds": subnets[1:]}
    )
    backend.create_group({**GROUP, "CacheSubnetGroupName": "s"})
    assert backend.group("g")[0].zones == ["ap-south-1b", "ap-south-1c"]
    assert backend.subnet_group("s")["CacheSubnetGroupName"] == "s"


def test_subnets_of_two_networks_are_no_group(backend: CacheBackend, subnets: list[str], session: Any) -> None:
    ec2 = session.client("ec2")
    other = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=other, CidrBlock="10.1.0.0/24")["Subnet"]["SubnetId"]
    for ids in ([subnets[0], subnet], ["subnet-none"]):
        request = {"CacheSubnetGroupName": "s", "CacheSubnetGroupDescription": "d", "SubnetIds": ids}
        with pytest.raises(exceptions.InvalidSubnet):
            backend.create_subnet_group(request)


def test_what_is_not_there_is_not_found(backend: CacheBackend) -> None:
    with pytest.raises(exceptions.ReplicationGroupNotFound):
        backend.group("g")
    with pytest.raises(exceptions.SubnetGroupNotFound):
        backend.create_group({**GROUP, "CacheSubnetGroupName": "s"})
