"""User settings, which a domain has as defaults and a user profile as its own."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.schemas import Block

#: What SageMaker tells of the storage of spaces when nobody has set it (API reference, 2026-11).
SPACE_STORAGE: Values = {"DefaultEbsStorageSettings": {"DefaultEbsVolumeSizeInGb": 5, "MaximumEbsVolumeSizeInGb": 100}}


def defaults(prefix: str) -> dict[str, Any]:
    """What the genuine provider plans for settings that say nothing; `prefix` is their block with a dot."""
    return {
        f"{prefix}r_studio_server_pro_app_settings.user_group": "R_STUDIO_USER",
        f"{prefix}sharing_settings.notebook_output_option": "Disabled",
    }


def sent(block: Any, before: Any = None) -> Values | None:
    """The API's settings for the block; None when there is none."""
    if not block or block[0] is None:
        return None
    return shapes.request(shapes.shape("UserSettings"), block[0], before[0] if before else None)


def reported(found: Values | None, schema: Block, known: Any) -> list[Values]:
    """The block for the API's settings. The storage that SageMaker fills in is not told of unless it was set."""
    if not found:
        return []
    item = shapes.block(shapes.shape("UserSettings"), schema, found)
    was_set = bool(known and known[0] and known[0].get("space_storage_settings"))
    if not was_set and found.get("SpaceStorageSettings") == SPACE_STORAGE:
        item["space_storage_settings"] = []
    return [item]
