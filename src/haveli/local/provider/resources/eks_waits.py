"""Waiting for EKS: until something is ACTIVE, until an update has ended, until something is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from haveli.local.provider.resource import Context, Values
from haveli.local.provider.resources.errors import absent

GONE = ("ResourceNotFoundException",)
#: Between two questions: a second is soon enough for AWS's pace, and the local cloud is quicker than that.
EVERY = 0.1


def until_active(
    ctx: Context, what: str, describe: Callable[[], Values], seconds: float, coming: Iterable[str] = ("CREATING",)
) -> None:
    """Waits until what `describe` tells of is ACTIVE; any state but these before it is an error with EKS's reasons."""
    states = frozenset(coming)

    def probe() -> bool | None:
        found = describe()
        if found["status"] == "ACTIVE":
            return True
        if found["status"] in states:
            return None
        raise ValueError(f"{what}: unexpected state {found['status']}: {_issues(found)}")

    ctx.wait(probe, what=f"{what} to be active", seconds=seconds, every=EVERY)


def until_updated(ctx: Context, update: Values, seconds: float, **names: str) -> None:
    """Waits until an update has ended well. `names` are DescribeUpdate's: `name`, `nodegroupName`, `addonName`."""
    eks = ctx.client("eks")
    what = f"EKS update {update['id']} of {'/'.join(names.values())}"

    def probe() -> bool | None:
        found = eks.describe_update(updateId=update["id"], **names)["update"]
        if found["status"] == "Successful":
            return True
        if found["status"] == "InProgress":
            return None
        reasons = "; ".join(f"{each.get('errorCode')}: {each.get('errorMessage')}" for each in found.get("errors", ()))
        raise ValueError(f"{what}: {found['status']}: {reasons}")

    ctx.wait(probe, what=what, seconds=seconds, every=EVERY)


def until_gone(ctx: Context, what: str, describe: Callable[[], Any], seconds: float) -> None:
    """Waits until `describe` is answered with ResourceNotFoundException."""

    def probe() -> bool | None:
        with absent(*GONE):
            describe()
            return None
        return True

    ctx.wait(probe, what=f"{what} to be gone", seconds=seconds, every=EVERY)


def _issues(found: Values) -> str:
    issues = (found.get("health") or {}).get("issues") or ()
    return "; ".join(f"{issue.get('code')}: {issue.get('message')}" for issue in issues) or "no reason given"
