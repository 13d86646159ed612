"""aws_internet_gateway and aws_nat_gateway against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.gateway import InternetGateway, NatGateway
from haveli.local.provider.resources.vpc import Vpc
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


def nat(network: Network, **config: object) -> Life:
    config = {"subnet_id": network.subnet()["id"], "allocation_id": network.address()["id"], **config}
    return network.living(NatGateway(), **config)


def test_an_internet_gateway_is_attached_where_it_is_configured(network: Network) -> None:
    state = network.living(InternetGateway(), vpc_id=network.vpc_id).state
    assert state["vpc_id"] == network.vpc_id and state["owner_id"] == "123456789012"
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:internet-gateway/{state['id']}"
    assert network.living(InternetGateway()).state["vpc_id"] == ""


def test_an_internet_gateway_moves_to_another_vpc(network: Network) -> None:
    other = network.living(Vpc(), cidr_block="10.1.0.0/16").state["id"]
    life = network.living(InternetGateway(), vpc_id=network.vpc_id, tags={"Name": "a"})
    assert life.change(vpc_id=other, tags={"Name": "b"})["vpc_id"] == other


def test_an_internet_gateway_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = network.living(InternetGateway(), vpc_id=network.vpc_id)
    assert life.imported(life.state["id"]) == life.state
    life.delete()


def test_an_internet_gateway_stays_while_public_addresses_need_it(network: Network) -> None:
    life = network.living(InternetGateway(), vpc_id=network.vpc_id)
    gateway = nat(network)
    with pytest.raises(ClientError, match="mapped public address"):
        life.delete()
    gateway.delete()
    life.delete()


def test_a_nat_gateway_reports_its_addresses(network: Network) -> None:
    life = nat(network)
    address = network.ec2.describe_addresses(AllocationIds=[life.state["allocation_id"]])["Addresses"][0]
    assert life.state["public_ip"] == address["PublicIp"]
    assert life.state["association_id"] == address["AssociationId"]
    assert life.state["network_interface_id"] == address["NetworkInterfaceId"]
    assert life.state["private_ip"].startswith("10.0.")
    assert life.state["connectivity_type"] == "public" and life.state["availability_mode"] == "zonal"
    assert life.state["vpc_id"] == network.vpc_id


def test_only_the_tags_of_a_nat_gateway_change_in_place(network: Network) -> None:
    life = nat(network, tags={"Name": "a"})
    assert life.change(tags={"Name": "b"})["tags"] == {"Name": "b"}
    assert life.replaced_by(allocation_id="eipalloc-2", subnet_id="subnet-2") == ("allocation_id", "subnet_id")


def test_a_deleted_nat_gateway_reads_as_gone_and_gives_its_address_back(network: Network) -> None:
    life = nat(network)
    assert life.imported(life.state["id"]) == life.state
    life.delete()
    address = network.ec2.describe_addresses(AllocationIds=[life.state["allocation_id"]])["Addresses"][0]
    assert "AssociationId" not in address
    network.ec2.delete_subnet(SubnetId=life.state["subnet_id"])
