"""Internet gateways, NAT gateways and elastic addresses."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def described(client: Any, nat: str) -> dict[str, Any]:
    return dict(client.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0])


def test_a_nat_gateway_has_an_address_of_its_subnet(client: Any, nat: str, address: str) -> None:
    [held] = described(client, nat)["NatGatewayAddresses"]
    assert held["PrivateIp"].startswith("10.0.0.") and held["IsPrimary"] and held["AllocationId"] == address
    interface = client.describe_network_interfaces(NetworkInterfaceIds=[held["NetworkInterfaceId"]])
    assert interface["NetworkInterfaces"][0]["PrivateIpAddress"] == held["PrivateIp"]


def test_an_internet_gateway_is_held_by_public_addresses(client: Any, vpc: str, gateway: str, nat: str) -> None:
    with pytest.raises(ClientError, match="mapped public address"):
        client.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    client.delete_nat_gateway(NatGatewayId=nat)
    client.detach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)


def test_an_address_is_held_by_its_nat_gateway(client: Any, nat: str, address: str, subnet: str) -> None:
    with pytest.raises(ClientError, match="InUse"):
        client.release_address(AllocationId=address)
    client.delete_nat_gateway(NatGatewayId=nat)
    client.release_address(AllocationId=address)
    client.delete_subnet(SubnetId=subnet)
    assert described(client, nat)["State"] == "deleted"


def test_a_nat_gateway_that_is_not_there_is_not_found(client: Any, vpc: str) -> None:
    with pytest.raises(ClientError, match="NatGatewayNotFound"):
        client.delete_nat_gateway(NatGatewayId="nat-0123456789abcdef0")
    table = client.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    with pytest.raises(ClientError, match=r"InvalidNatGatewayID\.NotFound"):
        client.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId="nat-0123456789abcdef0")
