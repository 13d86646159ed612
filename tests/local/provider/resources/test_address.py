"""aws_eip against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources import address
from haveli.local.provider.resources.address import ElasticIp
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


def interface(network: Network) -> str:
    subnet = network.subnet()["id"]
    return str(network.ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]["NetworkInterfaceId"])


def test_a_free_address_reports_its_names(network: Network) -> None:
    state = network.living(ElasticIp(), domain="vpc").state
    assert state["id"] == state["allocation_id"] and state["id"].startswith("eipalloc-")
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:elastic-ip/{state['id']}"
    dashed = state["public_ip"].replace(".", "-")
    assert state["public_dns"] == f"ec2-{dashed}.ap-south-1.compute.amazonaws.com"
    assert state["association_id"] == state["private_ip"] == state["instance"] == ""


def test_names_in_us_east_1_have_their_own_form() -> None:
    names = address._names("us-east-1", "3.4.5.6", "10.0.0.1")
    assert names["public_dns"] == "ec2-3-4-5-6.compute-1.amazonaws.com"
    assert names["private_dns"] == "ip-10-0-0-1.ec2.internal"


def test_an_address_moves_between_interfaces(network: Network) -> None:
    first = interface(network)
    second = network.ec2.create_network_interface(SubnetId=network.subnet(1)["id"])["NetworkInterface"]
    life = network.living(ElasticIp(), network_interface=first)
    assert life.state["association_id"] != ""
    state = life.change(network_interface=second["NetworkInterfaceId"], tags={"Name": "b"})
    assert state["private_ip"] == second["PrivateIpAddress"]


def test_what_a_nat_gateway_makes_of_an_address_is_no_change(network: Network) -> None:
    life = network.living(ElasticIp(), domain="vpc")
    gateway = network.nat(network.subnet()["id"], life.state["id"])
    found = life.refresh()
    assert found is not None and found["association_id"] == gateway["association_id"]
    assert life.plan().state == life.state


def test_an_address_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = network.living(ElasticIp(), domain="vpc")
    assert life.imported(life.state["id"]) == life.state
    life.delete()


def test_an_associated_address_is_let_go_first(network: Network) -> None:
    network.living(ElasticIp(), network_interface=interface(network)).delete()


def test_an_address_that_someone_else_uses_is_not_released(network: Network) -> None:
    life: Life = network.living(ElasticIp(), domain="vpc")
    network.nat(network.subnet()["id"], life.state["id"])
    with pytest.raises(ClientError, match="InUse"):
        life.delete()
