"""Lists in pages. A page's marker names the last item that was given, so that later items keep their place."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from haveli.local.extensions.emr.exceptions import InvalidRequest

# ListClusters and ListSteps give at most 50 (API reference, read 2026-11); for the other lists the length is ours.
PAGE_LENGTHS = {"Clusters": 50, "Steps": 50}
PAGE_LENGTH = 100


def page(member: str, items: Sequence[Any], marker: str | None) -> dict[str, Any]:
    """The page after `marker` as the answer's members: the items under `member`, and `Marker` when more follow.

    Raises InvalidRequest for a marker that names no item.
    """
    start = 0 if marker is None else _position(items, marker) + 1
    shown = items[start : start + PAGE_LENGTHS.get(member, PAGE_LENGTH)]
    answer: dict[str, Any] = {member: list(shown)}
    if start + len(shown) < len(items):
        answer["Marker"] = base64.urlsafe_b64encode(_name(shown[-1]).encode()).decode()
    return answer


def _position(items: Sequence[Any], marker: str) -> int:
    try:
        name = base64.urlsafe_b64decode(marker.encode()).decode()
        return [_name(item) for item in items].index(name)
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise InvalidRequest(f"Marker '{marker}' is not valid.") from error


def _name(item: Any) -> str:
    if isinstance(item, dict):
        return str(item.get("Id") or item["Name"])
    return str(item.id)
