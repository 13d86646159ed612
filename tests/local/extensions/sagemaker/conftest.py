"""Fixtures of the SageMaker emulation's tests: moto in this process, a clock that the test drives, answers checked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from moto import mock_aws
from moto.core.responses import ActionResult, EmptyResult

from haveli.local.clock import Clock
from haveli.local.extensions import sagemaker as extension
from haveli.local.extensions.sagemaker import models, responses

REGION = "ap-south-1"
ROLE = "arn:aws:iam::123456789012:role/studio"
MODEL = ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")
#: Long enough for any change of the quick preset.
A_WHILE = timedelta(seconds=5)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A held clock, the emulation's only time."""
    held = Clock()
    held.stop()
    monkeypatch.setattr(models, "clock", held)
    return held


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls so far. Each answer of ours must fit botocore's model: known members, right types, none missing."""
    calls: list[str] = []
    serialized = responses.SageMakerResponse.serialized

    def check(self: responses.SageMakerResponse, answer: ActionResult) -> Any:
        operation = MODEL.operation_model(self._get_action())
        shape = operation.output_shape
        is_ours = xform_name(operation.name) in vars(responses.SageMakerResponse)
        if is_ours and isinstance(answer.result, dict) and shape is not None:
            report = ParamValidator().validate(answer.result, shape)
            assert not report.has_errors(), f"{operation.name}: {report.generate_report()}"
            extra = answer.result.keys() - shape.members.keys()
            assert not extra, f"{operation.name}: not in the model: {sorted(extra)}"
        if shape is not None and shape.members:
            assert not isinstance(answer, EmptyResult), f"{operation.name} answered nothing"
        calls.append(operation.name)
        return serialized(self, answer)

    monkeypatch.setattr(responses.SageMakerResponse, "serialized", check)
    return calls


@pytest.fixture(scope="session")
def shared_session() -> boto3.Session:
    """One for all tests: botocore reads its models once."""
    return boto3.Session("test", "test", region_name=REGION)


@pytest.fixture
def session(shared_session: boto3.Session, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """A session on an empty moto with our SageMaker."""
    # moto would make its hundreds of machine images again for every test.
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    extension.install()
    with mock_aws():
        yield shared_session


@pytest.fixture
def sagemaker(session: boto3.Session, checked: list[str]) -> Any:
    return session.client("sagemaker")


@pytest.fixture
def network(session: boto3.Session) -> dict[str, Any]:
    """The members of a domain's request that say where it is."""
    ec2 = session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
    return {"VpcId": vpc, "SubnetIds": [subnet]}


@pytest.fixture
def domain(sagemaker: Any, network: dict[str, Any], clock: Clock) -> str:
    """The id of a domain that is in service."""
    return make_domain(sagemaker, network, clock)


@pytest.fixture
def ann(sagemaker: Any, domain: str, clock: Clock) -> dict[str, str]:
    """The names of a user profile that is in service."""
    named = {"DomainId": domain, "UserProfileName": "ann"}
    sagemaker.create_user_profile(**named)
    clock.advance(A_WHILE)
    return named


@pytest.fixture
def config(sagemaker: Any) -> str:
    """The ARN of a lifecycle configuration."""
    return make_config(sagemaker)


def make_config(sagemaker: Any, name: str = "analytics", kind: str = "JupyterLab") -> str:
    """A lifecycle configuration's ARN."""
    made = sagemaker.create_studio_lifecycle_config(
        StudioLifecycleConfigName=name, StudioLifecycleConfigAppType=kind, StudioLifecycleConfigContent="dHJ1ZQo="
    )
    return str(made["StudioLifecycleConfigArn"])


def make_domain(sagemaker: Any, network: dict[str, Any], clock: Clock, **changes: Any) -> str:
    """The id of a domain that is in service."""
    request = {"DomainName": "studio", "AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": ROLE}, **network}
    made = sagemaker.create_domain(**{**request, **changes})
    clock.advance(A_WHILE)
    return str(made["DomainId"])


def make_model(sagemaker: Any, name: str = "scores") -> None:
    """A model of one container."""
    sagemaker.create_model(ModelName=name, ExecutionRoleArn=ROLE, PrimaryContainer={"Image": f"{name}:1"})


def make_endpoint_config(sagemaker: Any, name: str = "scores", count: int = 1, **changes: Any) -> None:
    """An endpoint configuration of one variant, `blue`, of the model `scores`."""
    variant = {"VariantName": "blue", "ModelName": "scores", "InstanceType": "ml.m5.large"}
    variants = [{**variant, "InitialInstanceCount": count}]
    sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=variants, **changes)


def refusal(call: Any, **request: Any) -> str:
    """The code and the text with which a call is refused."""
    with pytest.raises(ClientError) as refused:
        call(**request)
    error = refused.value.response["Error"]
    return f"{error['Code']}: {error['Message']}"
