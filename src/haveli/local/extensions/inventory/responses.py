"""The inventory over HTTP."""

from __future__ import annotations

import json
import os
from typing import Any

from haveli.local.extensions.inventory.models import account_inventory


def inventory(request: Any, full_url: str, headers: Any) -> tuple[int, dict[str, str], str]:
    """moto's form of an answer: status, headers, body."""
    body = json.dumps(account_inventory(os.environ["MOTO_ACCOUNT_ID"]), sort_keys=True, default=str)
    return 200, {"Content-Type": "application/json"}, body
