"""Fixtures of the EMR emulation's tests: moto in this process, a clock that the test drives, answers checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from moto import mock_aws
from moto.core.responses import ActionResult, EmptyResult

from haveli.local.clock import Clock
from haveli.local.extensions import emr as extension
from haveli.local.extensions.emr import models, responses

REGION = "ap-south-1"
MODEL = ServiceModel(Loader().load_service_model("emr", "service-2"), "emr")
STARTED = timedelta(seconds=2)
LIMITS = {"UnitType": "InstanceFleetUnits", "MinimumCapacityUnits": 1, "MaximumCapacityUnits": 9}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A held clock, the emulation's only time."""
    held = Clock()
    held.stop()
    monkeypatch.setattr(models, "clock", held)
    monkeypatch.setattr(responses, "clock", held)
    return held


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls so far. Each answer of ours must fit botocore's model: known members, right types, none missing."""
    calls: list[str] = []
    serialized = responses.EmrResponse.serialized

    def check(self: responses.EmrResponse, answer: ActionResult) -> Any:
        operation = MODEL.operation_model(self._get_action())
        if isinstance(answer.result, dict) and operation.output_shape is not None and not _holds_moto(answer.result):
            report = ParamValidator().validate(answer.result, operation.output_shape)
            assert not report.has_errors(), f"{operation.name}: {report.generate_report()}"
        if operation.output_shape is not None and operation.output_shape.members:
            assert not isinstance(answer, EmptyResult), f"{operation.name} answered nothing"
        calls.append(operation.name)
        return serialized(self, answer)

    monkeypatch.setattr(responses.EmrResponse, "serialized", check)
    return calls


def _holds_moto(answer: dict[str, Any]) -> bool:
    """Whether an answer holds a cluster of instance groups, which moto's own objects stand for."""
    items = [item for value in answer.values() for item in (value if isinstance(value, list) else [value])]
    return any(type(item).__module__.startswith("moto.") for item in items)


@pytest.fixture(scope="session")
def shared_session() -> boto3.Session:
    """One for all tests: botocore reads its models once."""
    return boto3.Session("test", "test", region_name=REGION)


@pytest.fixture
def session(
    shared_session: boto3.Session, clock: Clock, checked: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[boto3.Session]:
    """A session on an empty moto with our EMR."""
    # moto would make its hundreds of machine images again for every test.
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    extension.install()
    with mock_aws():
        yield shared_session


@pytest.fixture
def emr(session: boto3.Session) -> Any:
    return session.client("emr")


@pytest.fixture
def subnet(session: boto3.Session) -> str:
    """A private subnet with 251 addresses."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    return str(ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"])


@pytest.fixture
def cluster_id(emr: Any, clock: Clock, subnet: str) -> str:
    """A cluster that is WAITING: one primary, two core units, three spot task units."""
    job = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    clock.advance(STARTED)
    return str(job)


def fleet(role: str, on_demand: int = 0, spot: int = 0, types: tuple[str, ...] = ("r6g.xlarge",)) -> dict[str, Any]:
    """InstanceFleetConfig with the given targets; an xlarge weighs 1 unit, a 2xlarge 2."""
    return {
        "InstanceFleetType": role,
        "Name": role.lower(),
        "TargetOnDemandCapacity": on_demand,
        "TargetSpotCapacity": spot,
        "InstanceTypeConfigs": [
            {"InstanceType": name, "WeightedCapacity": 2 if name.endswith(".2xlarge") else 1} for name in types
        ],
    }


def run_job_flow(subnet: str, **changes: Any) -> dict[str, Any]:
    """A whole RunJobFlow request; `fleets` and `instances` change its Instances."""
    fleets = changes.pop("fleets", [fleet("MASTER", 1), fleet("CORE", 2), fleet("TASK", spot=3)])
    instances = changes.pop("instances", {})
    return {
        "Name": "pai-risk-mlops-fraud-production-emr",
        "ReleaseLabel": "emr-7.10.0",
        "JobFlowRole": "node",
        "ServiceRole": "service",
        "Applications": [{"Name": "Trino"}],
        "Instances": {
            "Ec2SubnetId": subnet,
            "KeepJobFlowAliveWhenNoSteps": True,
            "InstanceFleets": fleets,
            **instances,
        },
        **changes,
    }


def describe(emr: Any, cluster_id: str) -> dict[str, Any]:
    return dict(emr.describe_cluster(ClusterId=cluster_id)["Cluster"])


def state(emr: Any, cluster_id: str) -> str:
    return str(describe(emr, cluster_id)["Status"]["State"])


def refusal(call: Callable[[], object]) -> str:
    """Code and text of the error that a call must end with."""
    with pytest.raises(ClientError) as caught:
        call()
    return f"{caught.value.response['Error']['Code']}: {caught.value.response['Error']['Message']}"
