"""User profiles of a domain (API reference, CreateUserProfile, read 2026-11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker import domain, settings
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
from haveli.local.extensions.sagemaker.shelf import APP, SPACE, USER_PROFILE

#: The first user id in a home; the next ones count up.
FIRST_UID = 200001
_ASKED = ("DomainId", "UserProfileName", "UserSettings", "SingleSignOnUserIdentifier", "SingleSignOnUserValue")


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateUserProfile."""
    owner = domain.find_settled(place, request["DomainId"])
    key = _key(request)
    if place.shelf.get(USER_PROFILE, key) is not None:
        raise ResourceInUse(f"UserProfile [{key}] already exists.")
    _check_sign_on(owner, request)
    _check_settings(place, owner, request)
    facts = {name: request[name] for name in _ASKED if request.get(name) is not None}
    if "UserSettings" in facts:
        facts["UserSettings"] = {"AutoMountHomeEFS": "DefaultAsDomain", **facts["UserSettings"]}
    record = place.shelf.put(USER_PROFILE, key, facts, request, place.now)
    facts |= {"UserProfileArn": record.arn, "HomeEfsFileSystemUid": next_uid(place, request["DomainId"])}
    record.begin(PENDING, IN_SERVICE, place.now, place.timings.member)
    return record


def next_uid(place: Place, identity: str) -> str:
    """A user id that nobody in the domain's home has."""
    members = [*place.shelf.of_domain(USER_PROFILE, identity), *place.shelf.of_domain(SPACE, identity)]
    taken = (int(each.facts.get("HomeEfsFileSystemUid", FIRST_UID - 1)) for each in members)
    return str(max(taken, default=FIRST_UID - 1) + 1)


def find(place: Place, request: Mapping[str, Any]) -> Record:
    """The profile that a request names. Raises ResourceNotFound."""
    domain.find(place, request["DomainId"])
    record = place.shelf.get(USER_PROFILE, _key(request))
    if record is None:
        raise ResourceNotFound(f"UserProfile [{_key(request)}] does not exist.")
    return record


def described(place: Place, record: Record) -> Facts:
    """DescribeUserProfile's answer."""
    return {**record.facts, **domain.times(place, record)}


def update(place: Place, request: Mapping[str, Any]) -> Record:
    """UpdateUserProfile. Settings that the request leaves out stay as they are."""
    record = _find_settled(place, request)
    _check_settings(place, domain.find(place, request["DomainId"]), {**record.facts, **request})
    known, given = record.facts.get("UserSettings") or {}, request.get("UserSettings") or {}
    record.facts["UserSettings"] = merged(known, given, settings.MERGE_DEPTH)
    record.begin(UPDATING, IN_SERVICE, place.now, place.timings.update)
    return record


def delete(place: Place, request: Mapping[str, Any]) -> None:
    """DeleteUserProfile. Raises ResourceInUse while it has apps or owns spaces."""
    record = _find_settled(place, request)
    name = record.facts["UserProfileName"]
    for app in place.shelf.of_domain(APP, request["DomainId"]):
        if app.facts.get("UserProfileName") == name and app.state(place.now) != DELETED:
            raise ResourceInUse(f"UserProfile [{name}] has apps; delete them first.")
    for space in place.shelf.of_domain(SPACE, request["DomainId"]):
        if (space.facts.get("OwnershipSettings") or {}).get("OwnerUserProfileName") == name:
            raise ResourceInUse(f"UserProfile [{name}] owns spaces; delete them first.")
    record.begin(DELETING, GONE, place.now, place.timings.deletion)


def _key(request: Mapping[str, Any]) -> str:
    return f"{request['DomainId']}/{request['UserProfileName']}"


def _find_settled(place: Place, request: Mapping[str, Any]) -> Record:
    record = find(place, request)
    if record.state(place.now) != IN_SERVICE:
        raise ResourceInUse(f"UserProfile [{_key(request)}] is not in service: {record.state(place.now)}.")
    return record


def _check_sign_on(owner: Record, request: Mapping[str, Any]) -> None:
    """Identity Center's user is required in a domain that signs on by it, and refused in any other."""
    if (owner.facts["AuthMode"] == "SSO") != bool(request.get("SingleSignOnUserIdentifier")):
        raise ValidationException(
            f"SingleSignOnUserIdentifier is for domains of AuthMode SSO, and required there; {request['DomainId']} has "
            f"{owner.facts['AuthMode']}."
        )


def _check_settings(place: Place, owner: Record, request: Mapping[str, Any]) -> None:
    wanted = request.get("UserSettings") or {}
    settings.check(place, wanted, owner.facts["VpcId"])
    groups = wanted.get("SecurityGroups") or owner.facts["DefaultUserSettings"].get("SecurityGroups")
    if owner.facts["AppNetworkAccessType"] == "VpcOnly" and not groups:
        raise ValidationException("SecurityGroups are required in UserSettings: the domain is VpcOnly and has none.")
