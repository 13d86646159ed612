"""aws_subnet against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.subnet import Subnet
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

BLOCK = "10.0.0.0/20"


def subnet(network: Network, **config: object) -> Life:
    config = {"vpc_id": network.vpc_id, "cidr_block": BLOCK, "availability_zone": "ap-south-1a", **config}
    return network.living(Subnet(), **config)


def test_a_subnet_reports_its_place(network: Network) -> None:
    state = subnet(network).state
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:subnet/{state['id']}"
    assert state["availability_zone_id"] == "aps1-az1" and state["owner_id"] == "123456789012"
    assert state["map_public_ip_on_launch"] is False
    assert state["private_dns_hostname_type_on_launch"] == "ip-name"


def test_without_a_zone_it_is_in_one_of_its_region(network: Network) -> None:
    state = subnet(network, availability_zone=None).state
    assert state["availability_zone"] in ("ap-south-1a", "ap-south-1b", "ap-south-1c")


def test_a_zone_of_another_region_is_refused(network: Network) -> None:
    with pytest.raises(ClientError, match="InvalidParameterValue"):
        subnet(network, availability_zone="us-east-1a")


def test_switches_are_set_at_creation_and_change_in_place(network: Network) -> None:
    life = subnet(network, map_public_ip_on_launch=True, enable_resource_name_dns_a_record_on_launch=True)
    life.change(map_public_ip_on_launch=False, enable_resource_name_dns_a_record_on_launch=False)
    life.change(
        enable_dns64=True,
        enable_resource_name_dns_aaaa_record_on_launch=True,
        private_dns_hostname_type_on_launch="resource-name",
        tags={"tier": "private"},
    )


def test_an_ipv6_block_changes_in_place(network: Network) -> None:
    life = subnet(network, ipv6_cidr_block="2400:6500:aaaa:100::/64")
    first = life.state["ipv6_cidr_block_association_id"]
    state = life.change(ipv6_cidr_block="2400:6500:aaaa:200::/64")
    assert state["ipv6_cidr_block_association_id"] not in ("", first)


def test_another_place_is_another_subnet(network: Network) -> None:
    life = subnet(network)
    assert life.replaced_by(cidr_block="10.0.16.0/20", availability_zone="ap-south-1b") == (
        "availability_zone",
        "cidr_block",
    )


def test_an_import_finds_the_same_subnet(network: Network) -> None:
    life = subnet(network, map_public_ip_on_launch=True, tags={"tier": "public"})
    assert life.imported(life.state["id"]) == life.state


def test_a_subnet_goes_once(network: Network) -> None:
    subnet(network).delete()


def test_a_subnet_in_use_is_not_deleted(network: Network) -> None:
    life = subnet(network)
    network.ec2.create_network_interface(SubnetId=life.state["id"])
    with pytest.raises(ClientError, match="DependencyViolation"):
        life.delete()
