"""Lists in the order and the pages that a request asks for: a token is the place of the first item not given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.record import Facts, Record

#: Items of a page unless the request says (API reference, List calls, 2026-11).
PAGE_LENGTH = 10

_TIMES: dict[str, Callable[[Record], datetime]] = {
    "CreationTime": lambda record: record.created,
    "LastModifiedTime": lambda record: record.modified,
    "ModifiedTime": lambda record: record.modified,
}


def chosen(records: Iterable[Record], request: Mapping[str, Any], name: str = "") -> list[Record]:
    """The records that the request's filters on time and name let through, in its order; `name` is the name's member.

    Without `SortBy` they are in the order of their creation, newest last unless the request says Descending.
    """
    wanted = request.get("NameContains") or request.get(f"{name}Contains") or ""
    found = [each for each in records if wanted in each.facts.get(name, "") and _is_in_time(each, request)]
    by = request.get("SortBy")
    if by == "Name":
        found.sort(key=lambda each: str(each.facts[name]))
    else:
        found.sort(key=_TIMES.get(str(by), _TIMES["CreationTime"]))
    return found[::-1] if request.get("SortOrder") == "Descending" else found


def page(member: str, items: list[Facts], request: Mapping[str, Any]) -> Facts:
    """The answer's members: the items under `member`, and `NextToken` when more follow."""
    token, length = request.get("NextToken") or "0", request.get("MaxResults") or PAGE_LENGTH
    if not token.isdigit():
        raise ValidationException("Invalid NextToken.")
    start, end = int(token), int(token) + length
    answer: Facts = {member: items[start:end]}
    return {**answer, "NextToken": str(end)} if end < len(items) else answer


def _is_in_time(record: Record, request: Mapping[str, Any]) -> bool:
    for name, time in _TIMES.items():
        after, before = _moment(request.get(f"{name}After")), _moment(request.get(f"{name}Before"))
        if (after and time(record) < after) or (before and time(record) > before):
            return False
    return True


def _moment(given: datetime | None) -> datetime | None:
    # moto's parser gives a request's times in UTC, and does not say so.
    return given.replace(tzinfo=UTC) if given and given.tzinfo is None else given
