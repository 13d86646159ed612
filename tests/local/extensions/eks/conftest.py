"""Fixtures of the EKS emulation's tests: moto in this process, a clock that the test drives, answers checked."""

from __future__ import annotations

import json
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
from haveli.local.extensions import eks as extension
from haveli.local.extensions.eks import models, responses
from haveli.local.extensions.eks.network import Surroundings

REGION = "ap-south-1"
ACCOUNT = "123456789012"
MODEL = ServiceModel(Loader().load_service_model("eks", "service-2"), "eks")
#: Longer than anything takes.
LATER = timedelta(seconds=2)
NAME = "pai-risk-mlops-platform"


class Account:
    """What a cluster needs around it."""

    def __init__(self, session: boto3.Session) -> None:
        self.session = session
        ec2 = session.client("ec2")
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnets = [
            ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{place}.0/24", AvailabilityZone=f"{REGION}{zone}")[
                "Subnet"
            ]["SubnetId"]
            for place, zone in enumerate("ab")
        ]
        self.role = self.new_role("cluster")

    def new_role(self, name: str, service: str = "eks.amazonaws.com") -> str:
        """The ARN of a new role that this service may take."""
        statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam = self.session.client("iam")
        return str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"])

    def request(self, **changes: Any) -> dict[str, Any]:
        """A CreateCluster request."""
        return {
            "name": NAME,
            "roleArn": self.role,
            "resourcesVpcConfig": {"subnetIds": self.subnets},
            "accessConfig": {"authenticationMode": "API"},
            "version": "1.34",
            **changes,
        }

    def node_group(self, **changes: Any) -> dict[str, Any]:
        """A CreateNodegroup request."""
        required = {"clusterName": NAME, "nodegroupName": "core", "subnets": self.subnets, "nodeRole": self.role}
        return {**required, **changes}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A held clock, the emulation's only time."""
    held = Clock()
    held.stop()
    monkeypatch.setattr(models, "clock", held)
    return held


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls so far. Each answer must fit botocore's model: known members, right types, none missing."""
    calls: list[str] = []
    serialized = responses.EksResponse.serialized

    def check(self: responses.EksResponse, answer: ActionResult) -> Any:
        operation = MODEL.operation_model(self._get_action())
        if isinstance(answer.result, dict) and operation.output_shape is not None:
            report = ParamValidator().validate(answer.result, operation.output_shape)
            assert not report.has_errors(), f"{operation.name}: {report.generate_report()}"
            assert_known(operation.output_shape, answer.result, operation.name)
        calls.append(operation.name)
        return serialized(self, answer)

    monkeypatch.setattr(responses.EksResponse, "serialized", check)
    return calls


def assert_known(shape: Any, value: Any, path: str) -> None:
    """Fails on a member, at any depth, that the model does not have: botocore would drop it."""
    if shape.type_name == "structure":
        assert value.keys() <= shape.members.keys(), f"{path}: {value.keys() - shape.members.keys()}"
        for name, item in value.items():
            assert_known(shape.members[name], item, f"{path}.{name}")
    elif shape.type_name == "list":
        for item in value:
            assert_known(shape.member, item, f"{path}[]")


@pytest.fixture
def account(clock: Clock, checked: list[str]) -> Iterator[Account]:
    extension.install()
    with mock_aws():
        yield Account(boto3.Session("test", "test", region_name=REGION))


@pytest.fixture
def eks(account: Account) -> Any:
    return account.session.client("eks")


@pytest.fixture
def around(account: Account) -> Surroundings:
    return Surroundings(ACCOUNT, REGION, "aws")


@pytest.fixture
def cluster(eks: Any, account: Account, clock: Clock) -> str:
    """The name of a cluster that is ACTIVE."""
    eks.create_cluster(**account.request())
    clock.advance(LATER)
    return NAME
