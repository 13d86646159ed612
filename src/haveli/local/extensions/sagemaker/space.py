"""Spaces of a domain, private or shared (API reference, CreateSpace, read 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker import domain, settings, user_profile
from haveli.local.extensions.sagemaker.exceptions import ResourceInUse, ResourceNotFound, ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import (
    DELETED,
    DELETING,
    GONE,
    IN_SERVICE,
    PENDING,
    UPDATING,
    Facts,
    Record,
    merged,
)
from haveli.local.extensions.sagemaker.shelf import APP, SPACE

_ASKED = (
    "DomainId",
    "SpaceName",
    "SpaceDisplayName",
    "SpaceSettings",
    "OwnershipSettings",
    "SpaceSharingSettings",
)


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateSpace."""
    owner = domain.find_settled(place, request["DomainId"])
    key = _key(request)
    if place.shelf.get(SPACE, key) is not None:
        raise ResourceInUse(f"Space [{key}] already exists.")
    settings.check(place, request.get("SpaceSettings"), owner.facts["VpcId"])
    _check_owner(place, request)
    facts = {name: request[name] for name in _ASKED if request.get(name) is not None}
    facts["HomeEfsFileSystemUid"] = user_profile.next_uid(place, request["DomainId"])
    record = place.shelf.put(SPACE, key, facts, request, place.now)
    facts |= {"SpaceArn": record.arn, "Url": f"{owner.facts['Url']}/spaces/{request['SpaceName']}"}
    record.begin(PENDING, IN_SERVICE, place.now, place.timings.member)
    return record


def find(place: Place, request: Mapping[str, Any]) -> Record:
    """The space that a request names. Raises ResourceNotFound."""
    domain.find(place, request["DomainId"])
    record = place.shelf.get(SPACE, _key(request))
    if record is None:
        raise ResourceNotFound(f"Space [{_key(request)}] does not exist.")
    return record


def described(place: Place, record: Record) -> Facts:
    """DescribeSpace's answer."""
    return {**record.facts, **domain.times(place, record)}


def summary(place: Place, record: Record) -> Facts:
    """What ListSpaces says of a space."""
    facts = record.facts
    told: Facts = {name: facts[name] for name in ("DomainId", "SpaceName", "SpaceDisplayName") if name in facts}
    if facts.get("SpaceSettings"):
        told["SpaceSettingsSummary"] = {
            name: value for name, value in facts["SpaceSettings"].items() if name in ("AppType", "SpaceStorageSettings")
        }
    if facts.get("OwnershipSettings"):
        told["OwnershipSettingsSummary"] = dict(facts["OwnershipSettings"])
        told["SpaceSharingSettingsSummary"] = dict(facts["SpaceSharingSettings"])
    return {**told, **domain.times(place, record)}


def update(place: Place, request: Mapping[str, Any]) -> Record:
    """UpdateSpace. Settings that the request leaves out stay as they are."""
    record = _find_settled(place, request)
    settings.check(place, request.get("SpaceSettings"), domain.find(place, request["DomainId"]).facts["VpcId"])
    given = {name: request[name] for name in ("SpaceDisplayName", "SpaceSettings") if request.get(name) is not None}
    record.facts = merged(record.facts, given, 1 + settings.MERGE_DEPTH)
    record.begin(UPDATING, IN_SERVICE, place.now, place.timings.update)
    return record


def delete(place: Place, request: Mapping[str, Any]) -> None:
    """DeleteSpace. Raises ResourceInUse while it has apps."""
    record = _find_settled(place, request)
    for app in place.shelf.of_domain(APP, request["DomainId"]):
        if app.facts.get("SpaceName") == request["SpaceName"] and app.state(place.now) != DELETED:
            raise ResourceInUse(f"Space [{_key(request)}] has apps; delete them first.")
    record.begin(DELETING, GONE, place.now, place.timings.deletion)


def _key(request: Mapping[str, Any]) -> str:
    return f"{request['DomainId']}/{request['SpaceName']}"


def _find_settled(place: Place, request: Mapping[str, Any]) -> Record:
    record = find(place, request)
    if record.state(place.now) != IN_SERVICE:
        raise ResourceInUse(f"Space [{_key(request)}] is not in service: {record.state(place.now)}.")
    return record


def _check_owner(place: Place, request: Mapping[str, Any]) -> None:
    """A space that says how it is shared says whose it is, and the other way round."""
    ownership, sharing = request.get("OwnershipSettings"), request.get("SpaceSharingSettings")
    if bool(ownership) != bool(sharing):
        raise ValidationException("OwnershipSettings and SpaceSharingSettings go together.")
    if ownership:
        named = {"DomainId": request["DomainId"], "UserProfileName": ownership["OwnerUserProfileName"]}
        user_profile.find(place, named)
