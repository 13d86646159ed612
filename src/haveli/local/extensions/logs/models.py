"""A log group with its class."""

from __future__ import annotations

from typing import Any

from moto.logs.models import LogGroup

_moto_to_describe_dict = LogGroup.to_describe_dict

#: The class of a group that asks for none (CreateLogGroup, API reference, 2026-11).
STANDARD = "STANDARD"


def to_describe_dict(self: LogGroup) -> dict[str, Any]:
    """moto's description, with the group's class."""
    return {**_moto_to_describe_dict(self), "logGroupClass": getattr(self, "log_group_class", STANDARD)}
