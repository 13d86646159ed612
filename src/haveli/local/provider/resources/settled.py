"""Values that AWS reports in another shape than the state has them, without a difference in meaning."""

from __future__ import annotations

from typing import Any


def settled(reported: Any, known: Any) -> Any:
    """What `read` reports for an argument that AWS gives back empty when it is unset, and leaves out when it is empty.

    While both are empty (None, "", 0, False, {}, []) the state's own stays; else AWS's counts.
    """
    return known if not reported and not known else reported


def first(block: Any) -> dict[str, Any]:
    """The only item of a block that may occur once, or {} when it is absent."""
    return dict(block[0]) if isinstance(block, list) and block and block[0] is not None else {}


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """A request without the arguments that are None."""
    return {name: value for name, value in values.items() if value is not None}
