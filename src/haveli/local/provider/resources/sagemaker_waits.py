"""Waiting for SageMaker: until something is in service, until it is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from haveli.local.provider.resource import Context, Values
from haveli.local.provider.resources.errors import absent

#: What SageMaker answers for something of Studio that is not there.
GONE = ("ResourceNotFound",)
#: States that something passes through on its way into service.
COMING = ("Pending", "Updating", "Creating", "InProgress", "SystemUpdating")
SETTLED = ("InService", "Completed")


def until_in_service(
    ctx: Context, what: str, describe: Callable[[], Values], seconds: float, status: str = "Status"
) -> None:
    """Waits until what `describe` tells of is in service; another end is an error with SageMaker's reason."""

    def probe() -> bool | None:
        found = describe()
        if found[status] in SETTLED:
            return True
        if found[status] in COMING:
            return None
        raise ValueError(f"{what}: unexpected state {found[status]}: {found.get('FailureReason', 'no reason given')}")

    ctx.wait(probe, what=f"{what} to be in service", seconds=seconds)


def until_gone(ctx: Context, what: str, found: Callable[[], Any], seconds: float) -> None:
    """Waits until `found` gives None or is answered that there is nothing."""

    def probe() -> bool | None:
        with absent(*GONE):
            return True if found() is None else None
        return True

    ctx.wait(probe, what=f"{what} to be gone", seconds=seconds)
