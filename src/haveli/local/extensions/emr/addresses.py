"""Addresses and DNS names of instances, as a subnet of the cluster's region gives them.

A public subnet gives a public address as well. A cluster's primary is known by its public name there and by its private
name elsewhere (DescribeCluster, MasterPublicDnsName; API reference, read 2026-11).

A private name is the one that EC2 gives, which this machine cannot resolve, or a loopback one: each instance then has
an address of its own in 127.0.0.0/8, where a program on this machine can stand for it (a Livy for Studio, say).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network
from typing import Literal

#: How private addresses are named.
Naming = Literal["ec2", "loopback"]

# EC2 keeps the first four addresses of a subnet and the last (VPC user guide, read 2026-11).
_KEPT_FIRST = 4


@dataclass(frozen=True)
class Address:
    """What one instance is reached by. The public half is empty in a private subnet."""

    private_ip: str
    private_dns: str
    public_ip: str = ""
    public_dns: str = ""

    @property
    def best_dns(self) -> str:
        return self.public_dns or self.private_dns


def ec2_private_name(ip: IPv4Address, region: str) -> str:
    """The name that EC2 gives a private address."""
    domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
    return f"ip-{_dashed(ip)}.{domain}"


def loopback_name(ip: IPv4Address, region: str) -> str:
    """A name that resolves on this machine: the address with 127 as its first number."""
    return str(IPv4Address(int(IPv4Address("127.0.0.0")) + int(ip) % 2**24))


_PRIVATE_NAMES = {"ec2": ec2_private_name, "loopback": loopback_name}


@dataclass
class Subnet:
    """The addresses of one subnet, given one after the other; an address that came back is given again."""

    id: str
    region: str
    zone: str
    network: IPv4Network
    public: bool
    naming: Naming = "ec2"
    _given: set[IPv4Address] = field(default_factory=set)
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        # moto hands out the low end of a subnet to network interfaces of its own; nodes start half-way.
        self._next = _KEPT_FIRST + max(self._usable, 0) // 2

    @property
    def _usable(self) -> int:
        return self.network.num_addresses - _KEPT_FIRST - 1

    def take(self) -> Address | None:
        """The next free address, or None when the subnet has run out."""
        for _ in range(max(self._usable, 0)):
            ip = self.network[self._next]
            self._next = _KEPT_FIRST + (self._next + 1 - _KEPT_FIRST) % self._usable
            if ip not in self._given:
                self._given.add(ip)
                return self._address(ip)
        return None

    def give_back(self, address: Address) -> None:
        self._given.discard(IPv4Address(address.private_ip))

    def _address(self, ip: IPv4Address) -> Address:
        private_dns = _PRIVATE_NAMES[self.naming](ip, self.region)
        if not self.public:
            return Address(str(ip), private_dns)
        public_ip = _public_twin(ip)
        return Address(str(ip), private_dns, str(public_ip), f"ec2-{_dashed(public_ip)}.{_public_domain(self.region)}")


def _dashed(ip: IPv4Address) -> str:
    return str(ip).replace(".", "-")


def _public_domain(region: str) -> str:
    return "compute-1.amazonaws.com" if region == "us-east-1" else f"{region}.compute.amazonaws.com"


def _public_twin(ip: IPv4Address) -> IPv4Address:
    """A stable public address for a private one, from the range kept for benchmarks (RFC 2544): nobody else has it."""
    return IPv4Address(int(IPv4Address("198.18.0.0")) + int(ip) % 2**17)
