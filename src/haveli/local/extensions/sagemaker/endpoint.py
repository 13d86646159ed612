"""Endpoints: what an endpoint configuration describes, in service (API reference, 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from haveli.local.extensions.sagemaker import endpoint_config, model
from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import DELETING, GONE, IN_SERVICE, UPDATING, Facts, Record
from haveli.local.extensions.sagemaker.shelf import ENDPOINT, MODEL

CREATING = "Creating"
#: Members that an endpoint takes over from its configuration.
_TAKEN = ("DataCaptureConfig", "AsyncInferenceConfig", "ExplainerConfig")


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateEndpoint."""
    name = request["EndpointName"]
    if place.shelf.get(ENDPOINT, name) is not None:
        raise ValidationException(f'Cannot create already existing endpoint "{place.shelf.arn(ENDPOINT, name)}".')
    facts: Facts = {"EndpointName": name, **_configured(place, request)}
    record = place.shelf.put(ENDPOINT, name, facts, request, place.now)
    facts["EndpointArn"] = record.arn
    record.begin(CREATING, IN_SERVICE, place.now, place.timings.endpoint)
    return record


def find(place: Place, name: str) -> Record:
    """The endpoint of this name. Raises ValidationException."""
    record = place.shelf.get(ENDPOINT, name)
    if record is None:
        raise ValidationException(f'Could not find endpoint "{place.shelf.arn(ENDPOINT, name)}".')
    return record


def described(place: Place, record: Record) -> Facts:
    """DescribeEndpoint's answer. While it is created there are no variants yet to tell of."""
    told = {**record.facts, **_life(place, record)}
    if told["EndpointStatus"] == CREATING:
        told.pop("ProductionVariants", None)
    return told


def summary(place: Place, record: Record) -> Facts:
    """What ListEndpoints says of an endpoint."""
    named = {member: record.facts[member] for member in ("EndpointName", "EndpointArn")}
    return {**named, **_life(place, record)}


def update(place: Place, request: Mapping[str, Any]) -> Record:
    """UpdateEndpoint: the variants of another configuration, or of the same one again."""
    record = _find_settled(place, request["EndpointName"])
    kept = (
        "EndpointName",
        "EndpointArn",
        *(("LastDeploymentConfig",) if request.get("RetainDeploymentConfig") else ()),
    )
    record.facts = {
        **{member: record.facts[member] for member in kept if member in record.facts},
        **_configured(place, request),
    }
    record.begin(UPDATING, IN_SERVICE, place.now, place.timings.update)
    return record


def weigh(place: Place, request: Mapping[str, Any]) -> Record:
    """UpdateEndpointWeightsAndCapacities."""
    record = _find_settled(place, request["EndpointName"])
    variants = {each["VariantName"]: each for each in record.facts["ProductionVariants"]}
    for wanted in request["DesiredWeightsAndCapacities"]:
        if wanted["VariantName"] not in variants:
            raise ValidationException(f'The variant name "{wanted["VariantName"]}" is not in the endpoint.')
        changed: Facts = {}
        for member, of in (("DesiredWeight", "Weight"), ("DesiredInstanceCount", "InstanceCount")):
            if wanted.get(member) is not None:
                changed |= {f"Current{of}": wanted[member], f"Desired{of}": wanted[member]}
        variants[wanted["VariantName"]].update(changed)
    record.begin(UPDATING, IN_SERVICE, place.now, place.timings.update)
    return record


def delete(place: Place, name: str) -> None:
    """DeleteEndpoint. Raises ValidationException while another change of it runs."""
    _find_settled(place, name).begin(DELETING, GONE, place.now, place.timings.deletion)


def _life(place: Place, record: Record) -> Facts:
    return {
        "EndpointStatus": record.state(place.now),
        "CreationTime": record.created,
        "LastModifiedTime": record.modified,
    }


def _find_settled(place: Place, name: str) -> Record:
    record = find(place, name)
    if record.state(place.now) != IN_SERVICE:
        raise ValidationException(f'Cannot update in-progress endpoint "{record.arn}".')
    return record


def _configured(place: Place, request: Mapping[str, Any]) -> Facts:
    """What an endpoint has from its configuration and from how it is to be deployed."""
    config = endpoint_config.find(place, request["EndpointConfigName"]).facts
    taken = {member: config[member] for member in _TAKEN if member in config}
    for member in ("ProductionVariants", "ShadowProductionVariants"):
        if member in config:
            taken[member] = _running(place, config[member])
    if request.get("DeploymentConfig"):
        taken["LastDeploymentConfig"] = request["DeploymentConfig"]
    return {"EndpointConfigName": request["EndpointConfigName"], **taken}


def _running(place: Place, variants: Sequence[Mapping[str, Any]]) -> list[Facts]:
    told = []
    for each in variants:
        running: Facts = {"VariantName": each["VariantName"], "DeployedImages": _images(place, each)}
        for member, of in (
            ("InitialVariantWeight", "Weight"),
            ("InitialInstanceCount", "InstanceCount"),
            ("ServerlessConfig", "ServerlessConfig"),
        ):
            if member in each:
                running |= {f"Current{of}": each[member], f"Desired{of}": each[member]}
        told.append(running)
    return told


def _images(place: Place, variant: Mapping[str, Any]) -> list[Facts]:
    found = place.shelf.get(MODEL, variant.get("ModelName", ""))
    if found is None:
        return []
    containers = model.containers(found)
    return [{"SpecifiedImage": each["Image"], "ResolutionTime": place.now} for each in containers if "Image" in each]
