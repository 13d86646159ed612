"""Endpoint configurations: which models on which instances (API reference, CreateEndpointConfig, 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker import model
from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import AT_ONCE, DELETING, GONE, Facts, Record
from haveli.local.extensions.sagemaker.shelf import ENDPOINT_CONFIG

_ASKED = (
    "EndpointConfigName",
    "ProductionVariants",
    "ShadowProductionVariants",
    "DataCaptureConfig",
    "KmsKeyId",
    "AsyncInferenceConfig",
    "ExplainerConfig",
    "ExecutionRoleArn",
    "VpcConfig",
    "EnableNetworkIsolation",
)


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateEndpointConfig. Raises ValidationException for a model that is not there."""
    name = request["EndpointConfigName"]
    if place.shelf.get(ENDPOINT_CONFIG, name) is not None:
        arn = place.shelf.arn(ENDPOINT_CONFIG, name)
        raise ValidationException(f'Cannot create already existing endpoint configuration "{arn}".')
    facts = {member: request[member] for member in _ASKED if request.get(member) is not None}
    for member in ("ProductionVariants", "ShadowProductionVariants"):
        if member in facts:
            facts[member] = [_variant(place, each) for each in facts[member]]
    record = place.shelf.put(ENDPOINT_CONFIG, name, facts, request, place.now)
    facts["EndpointConfigArn"] = record.arn
    return record


def find(place: Place, name: str) -> Record:
    """The configuration of this name. Raises ValidationException."""
    record = place.shelf.get(ENDPOINT_CONFIG, name)
    if record is None:
        arn = place.shelf.arn(ENDPOINT_CONFIG, name)
        raise ValidationException(f'Could not find endpoint configuration "{arn}".')
    return record


def described(record: Record) -> Facts:
    """DescribeEndpointConfig's answer."""
    return {**record.facts, "CreationTime": record.created}


def delete(place: Place, name: str) -> None:
    """DeleteEndpointConfig; AWS lets it go although an endpoint uses it."""
    find(place, name).begin(DELETING, GONE, place.now, AT_ONCE)


def _variant(place: Place, asked: Mapping[str, Any]) -> Facts:
    if asked.get("ModelName"):
        model.find(place, asked["ModelName"])
    if bool(asked.get("InstanceType")) == bool(asked.get("ServerlessConfig")):
        raise ValidationException(
            f"Variant {asked['VariantName']} needs an InstanceType or a ServerlessConfig, and not both."
        )
    return {"InitialVariantWeight": 1.0, **asked}
