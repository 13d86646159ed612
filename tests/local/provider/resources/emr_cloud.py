"""EMR for the tests of its resource types: our emulation on a clock that each probe of a wait moves by a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from haveli.local.clock import Clock
from haveli.local.extensions import emr
from haveli.local.extensions.emr import models
from haveli.local.provider.resource import Context
from tests.local.provider.doubles import TestContext

T = TypeVar("T")

SECOND = timedelta(seconds=1)
TYPES = [
    (f"{family}.{size}", weight) for family in ("r6g", "r6a", "r5a") for size, weight in (("xlarge", 1), ("2xlarge", 2))
]


class EmrContext(TestContext):
    """A context whose waits let time pass."""

    def __init__(self, endpoint: str, clock: Clock) -> None:
        super().__init__(endpoint)
        self.clock = clock

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        def after_a_second() -> T | None:
            self.clock.advance(SECOND)
            return probe()

        return super().wait(after_a_second, what=what, seconds=seconds, every=every)

    def emr(self) -> Any:
        return self.client("emr")


@pytest.fixture
def emr_ctx(ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmrContext]:
    """A context on an empty moto with our EMR and a clock of its own."""
    # The server runs in this process: it would make its hundreds of machine images again for every test.
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    emr.install()
    clock = Clock()
    clock.stop()
    monkeypatch.setattr(models, "clock", clock)
    yield EmrContext(ctx.endpoint, clock)


def subnet(ctx: Context) -> str:
    """A new private subnet."""
    ec2 = ctx.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


def type_configs(pairs: list[tuple[str, int]]) -> list[dict[str, Any]]:
    """instance_type_configs blocks as the platform's module writes them."""
    return [
        {
            "instance_type": name,
            "weighted_capacity": weight,
            "ebs_config": [{"type": "gp3", "size": 64 * weight, "volumes_per_instance": 1}],
            "configurations": [{"classification": "trino-config", "properties": {"query.max-memory": f"{weight}GB"}}],
        }
        for name, weight in pairs
    ]


def on_demand() -> list[dict[str, Any]]:
    """launch_specifications for on-demand capacity."""
    return [{"on_demand_specification": [{"allocation_strategy": "lowest-price"}]}]


def spot() -> list[dict[str, Any]]:
    """launch_specifications for spot capacity."""
    specification = {
        "allocation_strategy": "price-capacity-optimized",
        "timeout_action": "SWITCH_TO_ON_DEMAND",
        "timeout_duration_minutes": 15,
    }
    return [{"spot_specification": [specification]}]


def cluster(ctx: Context, **changes: Any) -> dict[str, Any]:
    """A whole aws_emr_cluster configuration: one primary, two core units of six types."""
    return {
        "name": "pai-risk-mlops-fraud-production-emr",
        "release_label": "emr-7.10.0",
        "applications": ["Trino", "Spark", "Livy"],
        "service_role": f"arn:aws:iam::{ctx.account}:role/service",
        "log_uri": "s3://pai-risk-mlops-platform-shared-logs/emr/",
        "configurations_json": '[{"Classification":"trino-config","Properties":{"a":"b"}}]',
        "ec2_attributes": [{"subnet_ids": [subnet(ctx)], "instance_profile": "node"}],
        "master_instance_fleet": [
            {
                "name": "primary",
                "target_on_demand_capacity": 1,
                "instance_type_configs": [{"instance_type": "r6g.xlarge"}],
                "launch_specifications": on_demand(),
            }
        ],
        "core_instance_fleet": [
            {
                "name": "core",
                "target_on_demand_capacity": 2,
                "instance_type_configs": type_configs(TYPES),
                "launch_specifications": on_demand(),
            }
        ],
        **changes,
    }
