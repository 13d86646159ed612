"""What a key means, for `haveli explain`, and the JSON Schemas for editors; both come from the tables of keys. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from haveli.errors import UsageError
from haveli.spec.keys import Key, walk
from haveli.spec.kinds import Group
from haveli.spec.platform_keys import PLATFORM
from haveli.spec.reader import did_you_mean
from haveli.spec.tenant_keys import TENANT

FILES = {"tenants/<tenant>.yaml": TENANT, "platform.yaml": PLATFORM}


@dataclass(frozen=True)
class Explanation:
    """All that there is to say about one key. `keys` are the keys below it, `default` is empty for a required key."""

    path: str
    file: str
    meaning: str
    type: str
    default: str
    example: str
    update: str
    because: str
    keys: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.path}   (in {self.file})", f"  {self.meaning}", f"  Type: {self.type}"]
        lines += [f"  Default: {self.default}"] if self.default else ["  Required"]
        lines += [f"  Example: {self.path.rpartition('.')[2]}: {self.example}"] if self.example else []
        lines += [f"  Keys: {', '.join(self.keys)}"] if self.keys else [f"  A change {self.update}."]
        lines += [f"  {self.because}"] if self.because else []
        return "\n".join(lines)


def explain(path: str) -> tuple[Explanation, ...]:
    """What is known about a key, by its full path; two entries when both kinds of file have it. `[0]` is ignored.

    Raises UsageError for a key that does not exist.
    """
    wanted = re.sub(r"\[\d*\]", "", path).strip(".")
    found = [_explanation(wanted, file, keys[wanted]) for file, keys in _tables().items() if wanted in keys]
    if not found:
        known = sorted({name for keys in _tables().values() for name in keys})
        raise UsageError(
            f"There is no key {path!r}. {did_you_mean(wanted, known)}".strip(), hint="haveli explain clusters"
        )
    return tuple(found)


def outline() -> dict[str, dict[str, str]]:
    """The meaning of every key by its full path, for each kind of file."""
    return {file: {path: key.meaning for path, key in keys.items()} for file, keys in _tables().items()}


def json_schema(file: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `platform.yaml` or `tenants/<tenant>.yaml`. Raises KeyError for others."""
    group = FILES[file]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"haveli: {group.label} ({file})",
        **group.schema(),
    }


def _tables() -> dict[str, dict[str, Key]]:
    return {file: dict(walk(group.keys)) for file, group in FILES.items()}


def _explanation(path: str, file: str, key: Key) -> Explanation:
    return Explanation(
        path=path,
        file=file,
        meaning=key.meaning,
        type=key.kind.label,
        default=key.default,
        example=key.example,
        update=key.update.value,
        because=key.because,
        keys=tuple(key.kind.keys) if isinstance(key.kind, Group) else (),
    )
