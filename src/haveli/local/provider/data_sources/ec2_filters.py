"""EC2's filters, as the data sources that look something up build them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.provider.resource import Values


def filters(config: Values, arguments: Mapping[str, str]) -> list[dict[str, Any]]:
    """The request's filters: one for each argument that is set, each tag, and each `filter` block.

    `arguments` gives EC2's filter name for an argument's name.
    """
    found = [
        {"Name": name, "Values": [_text(config[argument])]}
        for argument, name in arguments.items()
        if config.get(argument) not in (None, "")
    ]
    found += [{"Name": f"tag:{key}", "Values": [value]} for key, value in (config.get("tags") or {}).items()]
    found += [{"Name": block["name"], "Values": list(block["values"])} for block in config.get("filter") or []]
    return found


def only(items: list[Values], what: str) -> Values:
    """The one item that a lookup found; raises LookupError for none or several."""
    if not items:
        raise LookupError(f"no matching {what} found")
    if len(items) > 1:
        raise LookupError(f"multiple {what}s matched; use additional constraints to reduce matches to a single {what}")
    return items[0]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
