"""EKS for the tests of its resource types: our emulation on a clock that each probe of a wait moves by a second."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from haveli.local.clock import Clock
from haveli.local.extensions.eks import models
from haveli.local.provider.resources.eks_cluster import EksCluster
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

T = TypeVar("T")

SECOND = timedelta(seconds=1)
NAME = "pai-risk-mlops-platform"


class EksContext(TestContext):
    """A context whose waits let time pass, in an account with two subnets."""

    def __init__(self, endpoint: str, clock: Clock) -> None:
        super().__init__(endpoint)
        self.clock = clock
        ec2 = self.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(
                VpcId=self.vpc, CidrBlock=f"10.0.{place}.0/24", AvailabilityZone=f"{self.region}{'abc'[place]}"
            )["Subnet"]["SubnetId"]
            for place in range(3)
        ]

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        def after_a_second() -> T | None:
            self.clock.advance(SECOND)
            return probe()

        return super().wait(after_a_second, what=what, seconds=seconds, every=every)

    def role(self, name: str, service: str = "eks.amazonaws.com") -> str:
        """The ARN of a new role that this service may take."""
        statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        role = self.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]
        return str(role["Arn"])

    def security_group(self, name: str) -> str:
        """The id of a new security group in the VPC."""
        group = self.client("ec2").create_security_group(GroupName=name, Description=name, VpcId=self.vpc)
        return str(group["GroupId"])

    def key(self) -> str:
        """The ARN of a new key."""
        return str(self.client("kms").create_key()["KeyMetadata"]["Arn"])

    def cluster(self, **changes: Any) -> str:
        """The name of a new cluster that is ACTIVE and takes access entries."""
        config = {"access_config": [{"authentication_mode": "API"}], **changes}
        return str(Life(EksCluster(), self).create(**cluster_config(self, **config))["name"])


def cluster_config(ctx: EksContext, **changes: Any) -> dict[str, Any]:
    """An aws_eks_cluster configuration with what is required."""
    role = changes.pop("role_arn", None) or ctx.role(f"cluster-{ctx.clock.now():%H%M%S%f}")
    return {"name": NAME, "role_arn": role, "vpc_config": [{"subnet_ids": ctx.subnets[:2]}], **changes}


@pytest.fixture
def eks(ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> EksContext:
    """A context on an empty moto with our EKS and a clock of its own."""
    clock = Clock()
    clock.stop()
    monkeypatch.setattr(models, "clock", clock)
    return EksContext(ctx.endpoint, clock)
