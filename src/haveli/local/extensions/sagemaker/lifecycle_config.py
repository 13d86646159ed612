"""Lifecycle configurations of Studio: scripts that run when an app starts (API reference, 2026-11)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from haveli.local.extensions.sagemaker import settings
from haveli.local.extensions.sagemaker.exceptions import ResourceInUse, ResourceNotFound, ValidationException
from haveli.local.extensions.sagemaker.place import Place
from haveli.local.extensions.sagemaker.record import AT_ONCE, DELETED, DELETING, GONE, Facts, Record
from haveli.local.extensions.sagemaker.shelf import APP, DOMAIN, LIFECYCLE_CONFIG, SPACE, USER_PROFILE

#: The longest script, in characters of base64 (API reference, StudioLifecycleConfigContent, 2026-11).
LONGEST = 16_384
_ASKED = ("StudioLifecycleConfigName", "StudioLifecycleConfigAppType", "StudioLifecycleConfigContent")


def create(place: Place, request: Mapping[str, Any]) -> Record:
    """CreateStudioLifecycleConfig."""
    name = request["StudioLifecycleConfigName"]
    if place.shelf.get(LIFECYCLE_CONFIG, name) is not None:
        raise ResourceInUse(f"StudioLifecycleConfig [{name}] already exists.")
    _check_content(request["StudioLifecycleConfigContent"])
    facts = {member: request[member] for member in _ASKED}
    record = place.shelf.put(LIFECYCLE_CONFIG, name, facts, request, place.now)
    facts["StudioLifecycleConfigArn"] = record.arn
    return record


def find(place: Place, name: str) -> Record:
    """The configuration of this name. Raises ResourceNotFound."""
    record = place.shelf.get(LIFECYCLE_CONFIG, name)
    if record is None:
        raise ResourceNotFound(f"StudioLifecycleConfig [{name}] does not exist.")
    return record


def described(record: Record) -> Facts:
    """DescribeStudioLifecycleConfig's answer."""
    return {**record.facts, "CreationTime": record.created, "LastModifiedTime": record.modified}


def summary(record: Record) -> Facts:
    """What ListStudioLifecycleConfigs says of a configuration: all but the script."""
    return {member: value for member, value in described(record).items() if member != "StudioLifecycleConfigContent"}


def delete(place: Place, name: str) -> None:
    """DeleteStudioLifecycleConfig. Raises ResourceInUse while settings name it, or an app runs with it."""
    record = find(place, name)
    for kind in (DOMAIN, USER_PROFILE, SPACE, APP):
        for user in place.shelf.all(kind):
            if user.state(place.now) != DELETED and record.arn in settings.lifecycle_configs(user.facts):
                raise ResourceInUse(f"StudioLifecycleConfig [{name}] is in use by {user.arn}.")
    record.begin(DELETING, GONE, place.now, AT_ONCE)


def _check_content(content: str) -> None:
    if len(content) > LONGEST:
        raise ValidationException(f"StudioLifecycleConfigContent must have at most {LONGEST} characters.")
    try:
        base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise ValidationException("StudioLifecycleConfigContent must be in base64.") from error
