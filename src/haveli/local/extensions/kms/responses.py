"""EnableKeyRotation and GetKeyRotationStatus with a period (KMS API reference, 2026-11)."""

from __future__ import annotations

import json
from typing import Any

from moto.kms.exceptions import ValidationException
from moto.kms.responses import KmsResponse

#: Days between two rotations when a request does not say, and the range that it may say.
DEFAULT_PERIOD = 365
SHORTEST_PERIOD, LONGEST_PERIOD = 90, 2560


def enable_key_rotation(self: KmsResponse) -> str:
    """Starts rotation, or changes the period of one that runs; without a period the key keeps the one it has."""
    key = _key(self)
    period = self._get_param("RotationPeriodInDays")
    if period is not None and not SHORTEST_PERIOD <= period <= LONGEST_PERIOD:
        raise ValidationException(
            f"1 validation error detected: Value '{period}' at 'rotationPeriodInDays' failed to satisfy constraint: "
            f"Member must be between {SHORTEST_PERIOD} and {LONGEST_PERIOD}"
        )
    key.key_rotation_status = True
    key.rotation_period = period or getattr(key, "rotation_period", DEFAULT_PERIOD)
    return json.dumps({})


def get_key_rotation_status(self: KmsResponse) -> str:
    """Whether the key rotates, and while it does how often."""
    key = _key(self)
    status: dict[str, Any] = {"KeyId": key.arn, "KeyRotationEnabled": key.key_rotation_status}
    if key.key_rotation_status:
        status["RotationPeriodInDays"] = getattr(key, "rotation_period", DEFAULT_PERIOD)
    return json.dumps(status)


def _key(response: KmsResponse) -> Any:
    key_id = response._get_param("KeyId")
    response._validate_cmk_id(key_id)
    backend = response.kms_backend
    return backend.keys[backend.get_key_id(key_id)]
