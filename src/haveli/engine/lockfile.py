"""What the bytes of a state lock say. Pure; no bytes make it raise.

Terraform and OpenTofu write a lock as one JSON object with ID, Operation, Info, Who (`user@host`), Version, Created and
Path: as the object `<state key>.tflock` (S3 backend with `use_lockfile`), or in the attribute Info of an item of a
DynamoDB table (its older form). Sources: hashicorp/terraform, internal/states/statemgr/locker.go and
internal/backend/remote-state/s3/client.go, 1.11 to 1.15 (2026-11).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

SUFFIX = ".tflock"
_DIGEST_SUFFIX = "-md5"
_FIELDS = ("ID", "Operation", "Info", "Who", "Version", "Created", "Path")
_FIELD = re.compile(r'"(ID|Operation|Info|Who|Version|Created|Path)"\s*:\s*"((?:[^"\\]|\\.)*)"')

#: `terraform`: whole; `truncated`: begins as one and breaks off; `empty`: no text; `foreign`: something else.
Form = Literal["terraform", "truncated", "empty", "foreign"]


@dataclass(frozen=True)
class Lock:
    """A lock as its text tells it. What it does not tell is empty, and `created` (UTC) is None."""

    form: Form
    id: str = ""
    operation: str = ""
    info: str = ""
    who: str = ""
    version: str = ""
    created: datetime | None = None
    path: str = ""

    @property
    def user(self) -> str:
        """The user of `who`: what stands before the last `@`."""
        return self.who.rpartition("@")[0]

    @property
    def host(self) -> str:
        """The host of `who`; empty when it names none."""
        return self.who.rpartition("@")[2] if "@" in self.who else ""


@dataclass(frozen=True)
class TableItem:
    """An item of a lock table: a lock, or the MD5 (hex) expected of a state. `path` is `<bucket>/<state key>`."""

    path: str
    lock: Lock | None = None
    digest: str = ""


def parse(data: bytes) -> Lock:
    """The lock in the bytes of a `.tflock` object."""
    text = data.decode("utf-8", errors="replace").strip().strip("\0").strip()
    if not text:
        return Lock("empty")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        found = dict(_FIELD.findall(text))
        return _lock("truncated" if text.startswith("{") and found else "foreign", found)
    if not isinstance(document, dict):
        return Lock("foreign")
    texts = {name: document[name] for name in _FIELDS if isinstance(document.get(name), str)}
    return _lock("terraform" if texts.get("ID") and "Who" in texts else "foreign", texts)


def parse_item(item: Mapping[str, Any]) -> TableItem:
    """An item of a lock table, as DynamoDB's API gives it: `{"LockID": {"S": ...}, "Info": {"S": ...}}`."""
    path, info, digest = (_attribute(item, name) for name in ("LockID", "Info", "Digest"))
    if path.endswith(_DIGEST_SUFFIX) and not info:
        return TableItem(path.removesuffix(_DIGEST_SUFFIX), digest=digest)
    return TableItem(path, lock=parse(info.encode("utf-8", errors="replace")))


def digest_key(path: str) -> str:
    """The LockID of the item that holds the MD5 of a state; `path` is `<bucket>/<state key>`."""
    return path + _DIGEST_SUFFIX


def _lock(form: Form, texts: Mapping[str, str]) -> Lock:
    id, operation, info, who, version, created, path = (texts.get(name, "") for name in _FIELDS)
    return Lock(form, id, operation, info, who, version, _moment(created), path)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year > 1 else None  # Go's zero time means that nobody set it


def _attribute(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    text = value.get("S") if isinstance(value, Mapping) else None
    return text if isinstance(text, str) else ""
