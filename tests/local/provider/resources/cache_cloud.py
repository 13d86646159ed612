"""ElastiCache for the tests of its resource types: our emulation on a clock that each probe of a wait moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import pytest

from haveli.local.clock import Clock
from haveli.local.extensions.elasticache import models
from tests.local.provider.doubles import TestContext

T = TypeVar("T")


class CacheContext(TestContext):
    """A context whose waits let time pass, in an account with two subnets."""

    def __init__(self, endpoint: str, clock: Clock) -> None:
        super().__init__(endpoint)
        self.clock = clock
        ec2 = self.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{place}.0/24", AvailabilityZone=f"ap-south-1{zone}")[
                "Subnet"
            ]["SubnetId"]
            for place, zone in enumerate("abc")
        ]

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        def after_a_second() -> T | None:
            self.clock.advance(timedelta(seconds=1))
            return probe()

        return super().wait(after_a_second, what=what, seconds=seconds, every=every)


@pytest.fixture
def caches(ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> CacheContext:
    """A context on an empty moto with our ElastiCache and a clock of its own."""
    clock = Clock()
    clock.stop()
    monkeypatch.setattr(models, "clock", clock)
    return CacheContext(ctx.endpoint, clock)
