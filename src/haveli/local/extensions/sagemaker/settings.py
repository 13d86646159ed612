"""The settings of domains, user profiles and spaces: what they refer to must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.place import Place

#: How deep an update merges user settings: the applications' own settings are merged, what is in them is replaced.
MERGE_DEPTH = 2


def check(place: Place, settings: Mapping[str, Any] | None, vpc: str) -> None:
    """Raises ValidationException for a security group or a lifecycle configuration that is not there."""
    if not settings:
        return
    place.around.check_security_groups(settings.get("SecurityGroups") or (), vpc)
    for arn in lifecycle_configs(settings):
        if place.shelf.by_arn(arn) is None:
            raise ValidationException(f"StudioLifecycleConfig [{arn}] does not exist.")


def lifecycle_configs(settings: Any) -> Iterator[str]:
    """The ARNs of the lifecycle configurations that settings name, at any depth."""
    if isinstance(settings, Mapping):
        for name, value in settings.items():
            if name == "LifecycleConfigArn":
                yield value
            elif name == "LifecycleConfigArns":
                yield from value
            else:
                yield from lifecycle_configs(value)
