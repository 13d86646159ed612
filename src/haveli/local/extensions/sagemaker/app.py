"""Apps of a user profile or of a space (API reference, CreateApp, read 2026-11). A deleted one stays visible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker import domain, settings, space, user_profile
from haveli.local.extensions.sagemaker.exceptions import ResourceInUse, ResourceNotFound, ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import DELETED, DELETING, IN_SERVICE, PENDING, Facts, Record
from haveli.local.extensions.sagemaker.shelf import APP

#: What an app runs on that does not say otherwise.
INSTANCE_TYPES = {"JupyterServer": "system", "JupyterLab": "ml.t3.medium", "CodeEditor": "ml.t3.medium"}
_ASKED = ("DomainId", "UserProfileName", "SpaceName", "AppType", "AppName", "RecoveryMode")


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateApp, for a user profile or for a space."""
    owner = domain.find_settled(place, request["DomainId"])
    _check_holder(place, request)
    settings.check(place, {"ResourceSpec": request.get("ResourceSpec")}, owner.facts["VpcId"])
    key = _key(request)
    known = place.shelf.get(APP, key)
    if known is not None and known.state(place.now) != DELETED:
        raise ResourceInUse(f"App [{key}] already exists.")
    facts = {name: request[name] for name in _ASKED if request.get(name) is not None}
    record = place.shelf.put(APP, key, facts, request, place.now)
    facts |= {"AppArn": record.arn, "ResourceSpec": _resources(place, request)}
    record.begin(PENDING, IN_SERVICE, place.now, place.timings.app)
    return record


def find(place: Place, request: Mapping[str, Any]) -> Record:
    """The app that a request names, deleted or not. Raises ResourceNotFound."""
    _check_one_holder(request)
    record = place.shelf.get(APP, _key(request))
    if record is None:
        raise ResourceNotFound(f"App [{_key(request)}] does not exist.")
    return record


def described(place: Place, record: Record) -> Facts:
    """DescribeApp's answer."""
    return {**record.facts, "Status": record.state(place.now), "CreationTime": record.created}


def summary(place: Place, record: Record) -> Facts:
    """What ListApps says of an app."""
    told = described(place, record)
    return {member: value for member, value in told.items() if member not in ("AppArn", "RecoveryMode")}


def delete(place: Place, request: Mapping[str, Any]) -> None:
    """DeleteApp. Raises ResourceInUse while another change of it runs."""
    record = find(place, request)
    state = record.state(place.now)
    if state == DELETED:
        raise ResourceNotFound(f"App [{_key(request)}] does not exist: it was deleted.")
    if state != IN_SERVICE:
        raise ResourceInUse(f"App [{_key(request)}] is not in service: {state}.")
    record.begin(DELETING, DELETED, place.now, place.timings.deletion)


def _key(request: Mapping[str, Any]) -> str:
    holder = request.get("UserProfileName") or request.get("SpaceName")
    return f"{request['DomainId']}/{holder}/{request['AppType'].lower()}/{request['AppName']}"


def _check_one_holder(request: Mapping[str, Any]) -> None:
    if bool(request.get("UserProfileName")) == bool(request.get("SpaceName")):
        raise ValidationException("Exactly one of UserProfileName and SpaceName must be specified.")


def _check_holder(place: Place, request: Mapping[str, Any]) -> None:
    _check_one_holder(request)
    holder = user_profile.find(place, request) if request.get("UserProfileName") else space.find(place, request)
    if holder.state(place.now) != IN_SERVICE:
        raise ResourceInUse(f"{holder.arn} is not in service: {holder.state(place.now)}.")


def _resources(place: Place, request: Mapping[str, Any]) -> Facts:
    """What the app runs on: as asked, else as the profile or space says, else as the domain says."""
    image = f"arn:{place.shelf.partition}:sagemaker:{place.shelf.region}:{place.shelf.account}:image/default"
    instance = INSTANCE_TYPES.get(request["AppType"])
    for holder in _settings(place, request):
        spec = (holder.get(f"{request['AppType']}AppSettings") or {}).get("DefaultResourceSpec") or {}
        instance = spec.get("InstanceType", instance)
    asked = request.get("ResourceSpec") or {}
    if request["AppType"] == "KernelGateway" and not asked.get("InstanceType", instance):
        raise ValidationException("InstanceType is required in ResourceSpec for a KernelGateway app.")
    return {"SageMakerImageArn": image, **({"InstanceType": instance} if instance else {}), **asked}


def _settings(place: Place, request: Mapping[str, Any]) -> tuple[Facts, Facts]:
    """The settings that stand behind an app's own, the nearer last."""
    owner = domain.find(place, request["DomainId"]).facts
    if request.get("UserProfileName"):
        return owner["DefaultUserSettings"], user_profile.find(place, request).facts.get("UserSettings") or {}
    return owner.get("DefaultSpaceSettings") or {}, space.find(place, request).facts.get("SpaceSettings") or {}
