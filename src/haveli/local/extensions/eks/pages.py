"""Lists in pages: a token is the place of the first item that was not given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from haveli.local.extensions.eks.exceptions import InvalidParameterException

#: Items of a page unless the request says (API reference, 2026-11).
PAGE_LENGTH = 100


def page(member: str, items: Sequence[Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """The answer's members: the items under `member`, and `nextToken` when more follow."""
    token, length = request.get("nextToken") or "0", request.get("maxResults") or PAGE_LENGTH
    if not token.isdigit():
        raise InvalidParameterException("Invalid nextToken")
    start, end = int(token), int(token) + length
    answer: dict[str, Any] = {member: list(items[start:end])}
    return {**answer, "nextToken": str(end)} if end < len(items) else answer
