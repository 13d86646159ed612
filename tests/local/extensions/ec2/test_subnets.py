"""Subnets."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

DNS = "PrivateDnsNameOptionsOnLaunch"


def described(client: Any, subnet: str) -> dict[str, Any]:
    return dict(client.describe_subnets(SubnetIds=[subnet])["Subnets"][0])


def test_the_first_subnet_of_a_zone_is_not_a_default_one(client: Any, subnet: str) -> None:
    found = described(client, subnet)
    assert found["DefaultForAz"] is False and found["MapPublicIpOnLaunch"] is False


def test_default_subnets_still_give_public_addresses(client: Any) -> None:
    vpcs = client.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    subnets = client.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpcs[0]["VpcId"]]}])["Subnets"]
    assert all(found["MapPublicIpOnLaunch"] for found in subnets) and len(subnets) == 3


def test_a_zone_may_be_given_by_its_id(client: Any, vpc: str) -> None:
    made = client.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZoneId="aps1-az3")["Subnet"]
    assert made["AvailabilityZone"] == "ap-south-1b"


def test_a_zone_of_another_region_is_refused(client: Any, vpc: str) -> None:
    with pytest.raises(ClientError, match="InvalidParameterValue"):
        client.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZone="us-east-1a")


def test_a_subnet_in_use_stays(client: Any, subnet: str) -> None:
    interface = client.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"]
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_subnet(SubnetId=subnet)
    client.delete_network_interface(NetworkInterfaceId=interface)
    client.delete_subnet(SubnetId=subnet)


def test_every_attribute_can_be_set(client: Any, subnet: str) -> None:
    for switch in ("EnableDns64", "EnableResourceNameDnsARecordOnLaunch", "EnableResourceNameDnsAAAARecordOnLaunch"):
        client.modify_subnet_attribute(SubnetId=subnet, **{switch: {"Value": True}})
    client.modify_subnet_attribute(SubnetId=subnet, PrivateDnsHostnameTypeOnLaunch="resource-name")
    found = described(client, subnet)
    assert found["EnableDns64"] is True
    assert found[DNS] == {
        "HostnameType": "resource-name",
        "EnableResourceNameDnsARecord": True,
        "EnableResourceNameDnsAAAARecord": True,
    }


def test_only_associated_ipv6_blocks_show(client: Any, subnet: str) -> None:
    made = client.associate_subnet_cidr_block(SubnetId=subnet, Ipv6CidrBlock="2600:1:2:3::/64")
    [block] = described(client, subnet)["Ipv6CidrBlockAssociationSet"]
    assert block["Ipv6CidrBlockState"] == {"State": "associated"}
    client.disassociate_subnet_cidr_block(AssociationId=made["Ipv6CidrBlockAssociation"]["AssociationId"])
    assert described(client, subnet)["Ipv6CidrBlockAssociationSet"] == []
