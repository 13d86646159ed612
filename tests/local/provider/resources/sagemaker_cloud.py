"""SageMaker for the tests of its types: our emulation on a clock that each probe of a wait moves by a second."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from haveli.local.clock import Clock
from haveli.local.extensions.sagemaker import models
from haveli.local.provider.resources.sagemaker_domain import SagemakerDomain
from haveli.local.provider.resources.sagemaker_studio_lifecycle_config import SagemakerStudioLifecycleConfig
from haveli.local.provider.resources.sagemaker_user_profile import SagemakerUserProfile
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

T = TypeVar("T")

SECOND = timedelta(seconds=1)
NAME = "pai-risk-mlops-platform-studio"
ROLE = "arn:aws:iam::123456789012:role/studio"
SCRIPT = base64.b64encode(b"#!/bin/bash\ntrue\n").decode()


class SageMakerContext(TestContext):
    """A context whose waits let time pass, in an account with two subnets."""

    def __init__(self, endpoint: str, clock: Clock) -> None:
        super().__init__(endpoint)
        self.clock = clock
        ec2 = self.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        blocks = [f"10.0.{place}.0/24" for place in range(2)]
        self.subnets = [ec2.create_subnet(VpcId=self.vpc, CidrBlock=each)["Subnet"]["SubnetId"] for each in blocks]

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        def after_a_second() -> T | None:
            self.clock.advance(SECOND)
            return probe()

        return super().wait(after_a_second, what=what, seconds=seconds, every=every)

    def security_group(self, name: str) -> str:
        """The id of a new security group in the VPC."""
        group = self.client("ec2").create_security_group(GroupName=name, Description=name, VpcId=self.vpc)
        return str(group["GroupId"])

    def key(self) -> str:
        """The ARN of a new key."""
        return str(self.client("kms").create_key()["KeyMetadata"]["Arn"])

    def lifecycle_config(self, name: str = "analytics", kind: str = "JupyterLab") -> str:
        """The ARN of a new lifecycle configuration."""
        config = {
            "studio_lifecycle_config_name": name,
            "studio_lifecycle_config_app_type": kind,
            "studio_lifecycle_config_content": SCRIPT,
        }
        return str(Life(SagemakerStudioLifecycleConfig(), self).create(**config)["arn"])

    def domain(self, **changes: Any) -> str:
        """The id of a new domain that is in service."""
        return str(Life(SagemakerDomain(), self).create(**domain_config(self, **changes))["id"])

    def user_profile(self, domain: str, name: str = "ann") -> str:
        """The name of a new user profile that is in service."""
        made = Life(SagemakerUserProfile(), self).create(domain_id=domain, user_profile_name=name)
        return str(made["user_profile_name"])


def domain_config(ctx: SageMakerContext, **changes: Any) -> dict[str, Any]:
    """An aws_sagemaker_domain configuration with what is required."""
    return {
        "domain_name": NAME,
        "auth_mode": "IAM",
        "vpc_id": ctx.vpc,
        "subnet_ids": sorted(ctx.subnets),
        "default_user_settings": [{"execution_role": ROLE}],
        **changes,
    }


@pytest.fixture
def sagemaker(ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> SageMakerContext:
    """A context on an empty moto with our SageMaker and a clock of its own."""
    clock = Clock()
    clock.stop()
    monkeypatch.setattr(models, "clock", clock)
    return SageMakerContext(ctx.endpoint, clock)
