"""Deleting a VPC."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

CONTENTS: dict[str, Callable[[Any, str], Any]] = {
    "a subnet": lambda client, vpc: client.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24"),
    "a group": lambda client, vpc: client.create_security_group(GroupName="a", Description="a", VpcId=vpc),
    "a route table": lambda client, vpc: client.create_route_table(VpcId=vpc),
    "a network ACL": lambda client, vpc: client.create_network_acl(VpcId=vpc),
    "an endpoint": lambda client, vpc: client.create_vpc_endpoint(VpcId=vpc, ServiceName="com.amazonaws.ap-south-1.s3"),
    "an IPv6 gateway": lambda client, vpc: client.create_egress_only_internet_gateway(VpcId=vpc),
}


@pytest.mark.parametrize("content", CONTENTS)
def test_a_vpc_with_something_in_it_stays(client: Any, vpc: str, content: str) -> None:
    CONTENTS[content](client, vpc)
    groups = client.describe_security_groups()["SecurityGroups"]
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_vpc(VpcId=vpc)
    assert client.describe_security_groups()["SecurityGroups"] == groups


def test_a_vpc_with_an_internet_gateway_stays(client: Any, vpc: str, gateway: str) -> None:
    with pytest.raises(ClientError, match="DependencyViolation"):
        client.delete_vpc(VpcId=vpc)
    client.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    client.delete_vpc(VpcId=vpc)


def test_what_came_with_a_vpc_goes_with_it(client: Any, vpc: str) -> None:
    client.delete_vpc(VpcId=vpc)
    of_vpc = [{"Name": "vpc-id", "Values": [vpc]}]
    assert client.describe_security_groups(Filters=of_vpc)["SecurityGroups"] == []
    assert client.describe_network_acls(Filters=of_vpc)["NetworkAcls"] == []
    assert client.describe_route_tables(Filters=of_vpc)["RouteTables"] == []


def test_dhcp_options_outlive_their_vpc(client: Any, vpc: str) -> None:
    domain = [{"Key": "domain-name", "Values": ["example.internal"]}]
    options = client.create_dhcp_options(DhcpConfigurations=domain)["DhcpOptions"]["DhcpOptionsId"]
    client.associate_dhcp_options(DhcpOptionsId=options, VpcId=vpc)
    client.delete_vpc(VpcId=vpc)
    assert client.describe_dhcp_options(DhcpOptionsIds=[options])["DhcpOptions"][0]["DhcpOptionsId"] == options


def test_a_vpc_that_is_not_there_is_not_found(client: Any) -> None:
    with pytest.raises(ClientError, match=r"InvalidVpcID\.NotFound"):
        client.delete_vpc(VpcId="vpc-0123456789abcdef0")
