"""VPC endpoints."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

S3 = "com.amazonaws.ap-south-1.s3"
GLUE = "com.amazonaws.ap-south-1.glue"


def described(client: Any, id: str) -> dict[str, Any]:
    return dict(client.describe_vpc_endpoints(VpcEndpointIds=[id])["VpcEndpoints"][0])


def table(client: Any, vpc: str) -> str:
    return str(client.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])


def to_endpoints(client: Any, table: str) -> list[str]:
    routes = client.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    return [route["GatewayId"] for route in routes if "DestinationPrefixListId" in route]


def interface_endpoint(client: Any, vpc: str, subnet: str, **config: Any) -> str:
    made = client.create_vpc_endpoint(
        VpcId=vpc, ServiceName=GLUE, VpcEndpointType="Interface", SubnetIds=[subnet], **config
    )
    return str(made["VpcEndpoint"]["VpcEndpointId"])


def test_routes_come_and_go_with_the_tables_of_an_endpoint(client: Any, vpc: str) -> None:
    first, second = table(client, vpc), table(client, vpc)
    made = client.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, RouteTableIds=[first])["VpcEndpoint"]["VpcEndpointId"]
    client.modify_vpc_endpoint(VpcEndpointId=made, AddRouteTableIds=[second], RemoveRouteTableIds=[first])
    assert (to_endpoints(client, first), to_endpoints(client, second)) == ([], [made])
    assert described(client, made)["RouteTableIds"] == [second]
    client.delete_vpc_endpoints(VpcEndpointIds=[made])
    assert to_endpoints(client, second) == []


def test_interfaces_come_and_go_with_the_subnets_of_an_endpoint(client: Any, vpc: str, subnet: str) -> None:
    made = interface_endpoint(client, vpc, subnet)
    second = client.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    client.modify_vpc_endpoint(VpcEndpointId=made, AddSubnetIds=[second], RemoveSubnetIds=[subnet])
    [interface] = described(client, made)["NetworkInterfaceIds"]
    found = client.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]
    assert found["SubnetId"] == second and found["PrivateIpAddress"].startswith("10.0.1.")
    client.delete_subnet(SubnetId=subnet)
    client.delete_vpc_endpoints(VpcEndpointIds=[made])
    client.delete_subnet(SubnetId=second)


def test_the_groups_of_an_endpoint_are_those_of_its_interfaces(client: Any, vpc: str, subnet: str, group: str) -> None:
    made = interface_endpoint(client, vpc, subnet)
    assert [item["GroupName"] for item in described(client, made)["Groups"]] == ["default"]
    default = described(client, made)["Groups"][0]["GroupId"]
    client.modify_vpc_endpoint(VpcEndpointId=made, AddSecurityGroupIds=[group], RemoveSecurityGroupIds=[default])
    found = client.describe_network_interfaces()["NetworkInterfaces"][0]
    assert [item["GroupId"] for item in found["Groups"]] == [group]


def test_settings_of_an_endpoint_can_be_changed(client: Any, vpc: str, subnet: str) -> None:
    made = interface_endpoint(client, vpc, subnet, PrivateDnsEnabled=True)
    before = described(client, made)["PolicyDocument"]
    client.modify_vpc_endpoint(VpcEndpointId=made, PrivateDnsEnabled=False, PolicyDocument="{}")
    assert described(client, made)["PrivateDnsEnabled"] is False and described(client, made)["PolicyDocument"] == "{}"
    client.modify_vpc_endpoint(VpcEndpointId=made, ResetPolicy=True)
    assert described(client, made)["PolicyDocument"] == before


def test_a_deleted_endpoint_is_not_found(client: Any, vpc: str) -> None:
    made = client.create_vpc_endpoint(VpcId=vpc, ServiceName=S3)["VpcEndpoint"]["VpcEndpointId"]
    client.delete_vpc_endpoints(VpcEndpointIds=[made])
    with pytest.raises(ClientError, match="NotFound"):
        described(client, made)


def test_a_prefix_list_shows_its_blocks(client: Any) -> None:
    [found] = client.describe_prefix_lists(Filters=[{"Name": "prefix-list-name", "Values": [S3]}])["PrefixLists"]
    assert "52.216.0.0/15" in found["Cidrs"]
