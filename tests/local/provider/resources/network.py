"""A small network for the tests of EC2's types: each thing as the state that creating it led to."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Resource, Values
from haveli.local.provider.resources.address import ElasticIp
from haveli.local.provider.resources.gateway import InternetGateway, NatGateway
from haveli.local.provider.resources.routing import RouteTable
from haveli.local.provider.resources.security_group import SecurityGroup
from haveli.local.provider.resources.subnet import Subnet
from haveli.local.provider.resources.vpc import Vpc
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


class Network:
    """A VPC 10.0.0.0/16, and what a test asks for in it."""

    def __init__(self, ctx: TestContext) -> None:
        self.ctx = ctx
        self.ec2 = ctx.client("ec2")
        self.vpc = self.living(Vpc(), cidr_block="10.0.0.0/16")
        self.vpc_id: str = self.vpc.state["id"]

    def living(self, traits: Resource, **config: Any) -> Life:
        """A resource created from `config`, settled."""
        life = Life(traits, self.ctx)
        life.create(**config)
        return life

    def subnet(self, number: int = 0, **config: Any) -> Values:
        zone = "abc"[number % 3]
        block = f"10.0.{16 * number}.0/20"
        config = {"vpc_id": self.vpc_id, "cidr_block": block, "availability_zone": f"ap-south-1{zone}", **config}
        return self.living(Subnet(), **config).state

    def group(self, name: str) -> Values:
        return self.living(SecurityGroup(), name=name, vpc_id=self.vpc_id).state

    def gateway(self) -> Values:
        return self.living(InternetGateway(), vpc_id=self.vpc_id).state

    def address(self) -> Values:
        return self.living(ElasticIp(), domain="vpc").state

    def nat(self, subnet: str, address: str) -> Values:
        return self.living(NatGateway(), subnet_id=subnet, allocation_id=address).state

    def table(self) -> Values:
        return self.living(RouteTable(), vpc_id=self.vpc_id).state
