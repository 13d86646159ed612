"""aws_vpc_endpoint against moto."""

from __future__ import annotations

import json

from haveli.local.provider.resources.endpoint import VpcEndpoint
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

S3 = "com.amazonaws.ap-south-1.s3"
GLUE = "com.amazonaws.ap-south-1.glue"


def policy(effect: str) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def to_s3(network: Network, *tables: str) -> Life:
    return network.living(VpcEndpoint(), vpc_id=network.vpc_id, service_name=S3, route_table_ids=list(tables))


def to_glue(network: Network, subnet: str, group: str) -> Life:
    return network.living(
        VpcEndpoint(),
        vpc_id=network.vpc_id,
        service_name=GLUE,
        vpc_endpoint_type="Interface",
        subnet_ids=[subnet],
        security_group_ids=[group],
        private_dns_enabled=True,
    )


def gateways(network: Network, table: str) -> list[str]:
    found = network.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    return [route["GatewayId"] for route in found if route["GatewayId"] != "local"]


def test_a_gateway_endpoint_reports_its_prefix_list(network: Network) -> None:
    state = to_s3(network, network.table()["id"]).state
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:vpc-endpoint/{state['id']}"
    assert state["prefix_list_id"].startswith("pl-") and len(state["cidr_blocks"]) > 0
    assert state["state"] == "available" and state["vpc_endpoint_type"] == "Gateway"
    assert json.loads(state["policy"])["Statement"][0]["Effect"] == "Allow"


def test_routes_follow_the_tables_of_a_gateway_endpoint(network: Network) -> None:
    first, second = network.table()["id"], network.table()["id"]
    life = to_s3(network, first)
    assert gateways(network, first) == [life.state["id"]]
    life.change(route_table_ids=[second])
    assert (gateways(network, first), gateways(network, second)) == ([], [life.state["id"]])
    life.delete()
    assert gateways(network, second) == []


def test_a_policy_is_compared_by_meaning_and_can_be_changed(network: Network) -> None:
    life = to_s3(network)
    life.change(policy=policy("Deny"))
    life.config["policy"] = policy("Deny").replace('"s3:GetObject"', '["s3:GetObject"]')
    assert life.plan().state["policy"] == life.state["policy"]


def test_an_interface_endpoint_has_interfaces_and_names(network: Network) -> None:
    subnet, group = network.subnet()["id"], network.group("endpoints")["id"]
    state = to_glue(network, subnet, group).state
    [interface] = state["network_interface_ids"]
    found = network.ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]
    assert found["SubnetId"] == subnet and [item["GroupId"] for item in found["Groups"]] == [group]
    assert found["PrivateIpAddress"].startswith("10.0.")
    assert state["dns_entry"][0]["dns_name"] != "" and state["ip_address_type"] == "ipv4"
    assert state["prefix_list_id"] == ""


def test_subnets_groups_and_private_names_change_in_place(network: Network) -> None:
    life = to_glue(network, network.subnet(0)["id"], network.group("a")["id"])
    before = life.state["network_interface_ids"]
    second, other = network.subnet(1)["id"], network.group("b")["id"]
    state = life.change(
        subnet_ids=[second], security_group_ids=[other], private_dns_enabled=False, tags={"Name": "glue"}
    )
    assert state["network_interface_ids"] != before and len(state["network_interface_ids"]) == 1


def test_without_a_group_an_interface_endpoint_has_the_default_one(network: Network) -> None:
    subnet = network.subnet()["id"]
    config = {"vpc_endpoint_type": "Interface", "service_name": GLUE, "subnet_ids": [subnet]}
    state = network.living(VpcEndpoint(), vpc_id=network.vpc_id, **config).state
    assert state["security_group_ids"] == [network.vpc.state["default_security_group_id"]]


def test_another_service_is_another_endpoint(network: Network) -> None:
    life = to_s3(network)
    assert life.replaced_by(service_name=GLUE, vpc_endpoint_type="Interface") == ("service_name", "vpc_endpoint_type")


def test_an_endpoint_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = to_glue(network, network.subnet()["id"], network.group("a")["id"])
    assert life.imported(life.state["id"]) == life.state
    life.delete()
    assert network.ec2.describe_network_interfaces()["NetworkInterfaces"] == []
