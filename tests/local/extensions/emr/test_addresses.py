"""Addresses and names that a subnet gives."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from socket import gethostbyname

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.emr.addresses import Address, Subnet

SMALL = IPv4Network("10.0.1.0/28")
USABLE = 16 - 5


def private(network: IPv4Network = SMALL, region: str = "ap-south-1") -> Subnet:
    return Subnet("subnet-1", region, "ap-south-1a", network, public=False)


def test_a_subnet_gives_every_usable_address_once_and_then_none() -> None:
    subnet = private()
    given_out = [subnet.take() for _ in range(USABLE)]
    assert len({address.private_ip for address in given_out if address}) == USABLE
    assert subnet.take() is None


def test_the_addresses_that_ec2_keeps_are_not_given() -> None:
    subnet = private()
    ips = {IPv4Address(address.private_ip) for address in (subnet.take() for _ in range(USABLE)) if address}
    assert ips.isdisjoint({SMALL[0], SMALL[1], SMALL[2], SMALL[3], SMALL[-1]})


def test_an_address_that_came_back_is_given_again() -> None:
    subnet = private()
    addresses = [address for address in (subnet.take() for _ in range(USABLE)) if address]
    subnet.give_back(addresses[3])
    assert subnet.take() == addresses[3]


@given(st.integers(0, 32))
def test_no_network_is_too_small_to_be_asked(prefix: int) -> None:
    network = IPv4Network((0x0A000000 >> (32 - prefix) << (32 - prefix) if prefix else 0, prefix))
    assert (private(network).take() is None) is (network.num_addresses <= 5)


def test_a_private_address_is_named_after_its_region() -> None:
    address = private().take()
    assert address is not None
    assert address.private_dns == f"ip-{address.private_ip.replace('.', '-')}.ap-south-1.compute.internal"
    assert (address.public_ip, address.public_dns) == ("", "") and address.best_dns == address.private_dns


def test_a_public_subnet_gives_a_public_name_as_well() -> None:
    address = Subnet("subnet-1", "ap-south-1", "ap-south-1a", SMALL, public=True).take()
    assert address is not None and address.best_dns == address.public_dns
    assert address.public_dns == f"ec2-{address.public_ip.replace('.', '-')}.ap-south-1.compute.amazonaws.com"


def test_a_loopback_name_resolves_on_this_machine_and_is_the_instances_own() -> None:
    subnet = Subnet("subnet-1", "ap-south-1", "ap-south-1a", SMALL, public=False, naming="loopback")
    names = {address.private_dns for address in (subnet.take() for _ in range(USABLE)) if address}
    assert len(names) == USABLE
    assert all(IPv4Address(name).is_loopback and gethostbyname(name) == name for name in names)


def test_the_first_region_has_names_of_its_own() -> None:
    address = Subnet("subnet-1", "us-east-1", "us-east-1a", SMALL, public=True).take()
    assert address is not None
    assert address.private_dns.endswith(".ec2.internal") and address.public_dns.endswith(".compute-1.amazonaws.com")


def test_an_instance_is_best_known_by_its_public_name() -> None:
    assert Address("10.0.0.4", "private").best_dns == "private"
    assert Address("10.0.0.4", "private", "198.18.0.4", "public").best_dns == "public"
