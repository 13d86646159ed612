"""What a bucket's policy says of a request, and what goes with a key."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicyStatement, PermissionResult


def get_permission(self: Any, action: str, resource: str) -> Any:
    """Denied, permitted or neutral, by the bucket's policy; `self` is moto's bucket."""
    if self.policy is None:
        return PermissionResult.NEUTRAL
    results = [
        IAMPolicyStatement({key: value for key, value in statement.items() if key != "Condition"}).is_action_permitted(
            action, resource
        )
        for statement in applicable(json.loads(self.policy.decode()))
    ]
    for wanted in (PermissionResult.DENIED, PermissionResult.PERMITTED):
        if wanted in results:
            return wanted
    return PermissionResult.NEUTRAL


def applicable(policy: dict[str, Any]) -> list[dict[str, Any]]:
    """The statements whose conditions hold for a request to the local cloud.

    The loopback stands for TLS. Any other condition asks for what moto does not hand on (who asks, which headers): such
    a statement is left out, so it neither permits nor denies.
    """
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    return [statement for statement in statements if _holds(statement.get("Condition") or {})]


def _holds(conditions: dict[str, dict[str, Any]]) -> bool:
    for operator, tests in conditions.items():
        for key, value in tests.items():
            wanted = value if isinstance(value, list) else [value]
            if (operator, key.lower()) != ("Bool", "aws:securetransport") or "true" not in [
                str(v).lower() for v in wanted
            ]:
                return False
    return True


def dispose(self: Any) -> None:
    """Lets a delete marker go with its key, as moto does with every other version: it holds no file to close."""
