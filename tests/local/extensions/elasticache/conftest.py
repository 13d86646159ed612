"""Fixtures of the ElastiCache emulation's tests: moto in this process, a driven clock, answers checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from moto import mock_aws
from moto.core.responses import ActionResult

from haveli.local.clock import Clock
from haveli.local.extensions import elasticache as extension
from haveli.local.extensions.elasticache import models, responses
from tests.local.extensions.eks.conftest import assert_known

REGION = "ap-south-1"
MODEL = ServiceModel(Loader().load_service_model("elasticache", "service-2"), "elasticache")
#: Longer than anything takes.
LATER = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A held clock, the emulation's only time."""
    held = Clock()
    held.stop()
    monkeypatch.setattr(models, "clock", held)
    return held


@pytest.fixture
def session(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """Each answer of ours must fit botocore's model: known members, right types, none missing."""
    extension.install()
    serialized = responses.CacheResponse.serialized

    def check(self: responses.CacheResponse, answer: ActionResult) -> Any:
        operation = MODEL.operation_model(self._get_action())
        if isinstance(answer.result, dict) and operation.output_shape is not None:
            report = ParamValidator().validate(answer.result, operation.output_shape)
            assert not report.has_errors(), f"{operation.name}: {report.generate_report()}"
            assert_known(operation.output_shape, answer.result, operation.name)
        return serialized(self, answer)

    monkeypatch.setattr(responses.CacheResponse, "serialized", check)
    with mock_aws():
        yield boto3.Session("test", "test", region_name=REGION)


@pytest.fixture
def caches(session: boto3.Session) -> Any:
    return session.client("elasticache")


@pytest.fixture
def subnets(session: boto3.Session) -> list[str]:
    """Three subnets of one VPC, each in a zone of its own."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{place}.0/24", AvailabilityZone=f"{REGION}{zone}")["Subnet"][
            "SubnetId"
        ]
        for place, zone in enumerate("abc")
    ]
