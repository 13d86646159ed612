"""Fixtures of the EC2 extension's tests: the things of a small network, each by its id."""

from __future__ import annotations

from typing import Any

import pytest

from tests.local.provider.doubles import TestContext


@pytest.fixture
def client(ctx: TestContext) -> Any:
    """EC2 on an empty moto with the extension."""
    return ctx.client("ec2")


@pytest.fixture
def vpc(client: Any) -> str:
    return str(client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])


@pytest.fixture
def subnet(client: Any, vpc: str) -> str:
    return str(client.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"])


@pytest.fixture
def group(client: Any, vpc: str) -> str:
    return str(client.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"])


@pytest.fixture
def gateway(client: Any, vpc: str) -> str:
    id = str(client.create_internet_gateway()["InternetGateway"]["InternetGatewayId"])
    client.attach_internet_gateway(InternetGatewayId=id, VpcId=vpc)
    return id


@pytest.fixture
def address(client: Any) -> str:
    return str(client.allocate_address(Domain="vpc")["AllocationId"])


@pytest.fixture
def nat(client: Any, subnet: str, address: str) -> str:
    return str(client.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]["NatGatewayId"])
