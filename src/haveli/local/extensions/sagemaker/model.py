"""Models: containers with what they were trained to, and the role that they run with (API reference, 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import AT_ONCE, DELETING, GONE, Facts, Record
from haveli.local.extensions.sagemaker.shelf import MODEL

_ASKED = (
    "ModelName",
    "PrimaryContainer",
    "Containers",
    "InferenceExecutionConfig",
    "ExecutionRoleArn",
    "VpcConfig",
    "EnableNetworkIsolation",
)


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateModel: of one primary container, or of several in a row."""
    name = request["ModelName"]
    if place.shelf.get(MODEL, name) is not None:
        raise ValidationException(f'Cannot create already existing model "{place.shelf.arn(MODEL, name)}".')
    if bool(request.get("PrimaryContainer")) == bool(request.get("Containers")):
        raise ValidationException("Exactly one of PrimaryContainer and Containers must be specified.")
    asked = {member: request[member] for member in _ASKED if request.get(member) is not None}
    facts: Facts = {"EnableNetworkIsolation": False, **asked}
    if "PrimaryContainer" in asked:
        facts["PrimaryContainer"] = _container(asked["PrimaryContainer"])
    if "Containers" in asked:
        facts["Containers"] = [_container(each) for each in asked["Containers"]]
    record = place.shelf.put(MODEL, name, facts, request, place.now)
    facts["ModelArn"] = record.arn
    return record


def find(place: Place, name: str) -> Record:
    """The model of this name. Raises ValidationException."""
    record = place.shelf.get(MODEL, name)
    if record is None:
        raise ValidationException(f'Could not find model "{place.shelf.arn(MODEL, name)}".')
    return record


def described(record: Record) -> Facts:
    """DescribeModel's answer."""
    return {**record.facts, "CreationTime": record.created}


def delete(place: Place, name: str) -> None:
    """DeleteModel; endpoints that serve it go on."""
    find(place, name).begin(DELETING, GONE, place.now, AT_ONCE)


def _container(asked: Mapping[str, Any]) -> Facts:
    """A container with what SageMaker says of one that does not."""
    return {"Mode": "SingleModel", **asked}


def containers(record: Record) -> list[Facts]:
    """The containers of a model, in the order in which a request passes them."""
    primary = record.facts.get("PrimaryContainer")
    return [primary] if primary else list(record.facts["Containers"])
