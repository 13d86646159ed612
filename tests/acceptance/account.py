"""The whole emulated account as data (see haveli.local.extensions.inventory)."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

# Kept though they are gone for a person: a key awaiting deletion, an ended cluster and its parts.
_STATES_OF_THE_GONE = ("TERMINATED", "PendingDeletion")


def everything(endpoint: str) -> dict[str, str]:
    """All objects of the account by `service.region.collection key`, each as text; those that are gone are left out."""
    with urllib.request.urlopen(f"{endpoint}/moto-api/haveli/inventory") as answer:
        document = json.load(answer)
    return {
        f"{collection} {key}": json.dumps(item, sort_keys=True)
        for collection, items in document.items()
        for key, item in items.items()
        if not _is_gone(item)
    }


def _is_gone(item: Any) -> bool:
    return isinstance(item, dict) and any(
        str(item.get(name)) in _STATES_OF_THE_GONE for name in ("state", "key_state", "status")
    )
