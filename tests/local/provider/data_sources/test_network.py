"""Lookups in the network, against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.network import AvailabilityZones, PrefixList, Subnet, Subnets, Vpc
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext


@pytest.fixture
def vpc(ctx: TestContext) -> str:
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "root", "Value": "infra-vpc"}]}]
    return str(ctx.client("ec2").create_vpc(CidrBlock="10.7.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"])


def test_mumbai_has_three_zones_in_order(ctx: TestContext) -> None:
    found = read(AvailabilityZones(), ctx, state="available")
    assert found["names"] == ["ap-south-1a", "ap-south-1b", "ap-south-1c"]
    assert len(found["zone_ids"]) == 3 and found["id"] == "ap-south-1"


def test_excluded_zones_are_left_out_of_names_and_ids(ctx: TestContext) -> None:
    found = read(AvailabilityZones(), ctx, exclude_names=["ap-south-1b"])
    assert found["names"] == ["ap-south-1a", "ap-south-1c"] and len(found["zone_ids"]) == 2


def test_a_prefix_list_is_found_by_name_and_by_id(ctx: TestContext) -> None:
    found = read(PrefixList(), ctx, name="com.amazonaws.ap-south-1.s3")
    assert found["id"].startswith("pl-") and found["cidr_blocks"]
    assert read(PrefixList(), ctx, prefix_list_id=found["id"])["name"] == "com.amazonaws.ap-south-1.s3"


def test_a_prefix_list_that_does_not_exist_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match="Prefix List"):
        read(PrefixList(), ctx, name="com.amazonaws.ap-south-1.nothing")


def test_a_vpc_is_found_by_tag_cidr_and_id(ctx: TestContext, vpc: str) -> None:
    for config in ({"tags": {"root": "infra-vpc"}}, {"cidr_block": "10.7.0.0/16"}, {"id": vpc}):
        found = read(Vpc(), ctx, **config)
        assert found["id"] == vpc and found["arn"].endswith(f":vpc/{vpc}")
        assert found["enable_dns_support"] is True and found["main_route_table_id"].startswith("rtb-")


def test_several_vpcs_are_an_error(ctx: TestContext, vpc: str) -> None:
    with pytest.raises(LookupError, match="multiple EC2 VPCs"):
        read(Vpc(), ctx)


def test_the_subnets_of_a_vpc_are_listed_and_one_is_read(ctx: TestContext, vpc: str) -> None:
    ec2 = ctx.client("ec2")
    made = {ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.7.{n}.0/24")["Subnet"]["SubnetId"] for n in range(3)}
    of_vpc = [{"name": "vpc-id", "values": [vpc]}]
    assert set(read(Subnets(), ctx, filter=of_vpc)["ids"]) == made
    assert read(Subnets(), ctx, filter=[{"name": "vpc-id", "values": ["vpc-none"]}])["ids"] == []
    assert read(Subnet(), ctx, vpc_id=vpc, cidr_block="10.7.1.0/24")["id"] in made
