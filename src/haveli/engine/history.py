"""Past runs: the journal beside this checkout and the one in the state bucket as one list, newest first. Reads only.

A run writes its record beside the checkout when it starts and completes it when it ends, then also in the bucket. So a
record without an end is a run that is still at work, or one that was killed: its process tells.
"""

from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from botocore.exceptions import BotoCoreError, ClientError

from haveli.aws import World
from haveli.engine import processes
from haveli.engine.journal import Record
from haveli.errors import UsageError

Life = Literal["alive", "gone", "unseen"]
Fate = Literal["done", "failed", "changes", "refused", "interrupted", "running", "killed", "unknown"]
HERE, BUCKET = "checkout", "bucket"

_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
_PREFIX = "runs/"
_FATES: dict[int, Fate] = {0: "done", 1: "failed", 2: "changes", 3: "refused", 130: "interrupted"}
_FATES_WITHOUT_END: dict[Life, Fate] = {"alive": "running", "gone": "killed", "unseen": "unknown"}
_SLACK = timedelta(seconds=2)  # a record has whole seconds, and its process began before it


@dataclass(frozen=True)
class Past:
    """A run, how it ended, and where its record was found (`checkout`, `bucket`)."""

    record: Record
    fate: Fate
    places: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Past runs, newest first; `unread` says why the bucket's journal is not among them, or nothing."""

    runs: tuple[Past, ...]
    unread: str = ""


class History:
    """The journals of `runs` (the folder of all runs of a checkout) and of a state bucket.

    `world` is None when there is none to reach.
    """

    def __init__(self, runs: Path, world: World | None, bucket: str) -> None:
        self._runs = runs
        self._bucket = bucket
        self._s3 = world.client("s3") if world else None

    def newest(self, limit: int, since: datetime) -> Listing:
        """The `limit` newest runs that began after `since`."""
        here = {record.id: record for record in self._here() if _began(record) >= since}
        try:
            listed = self._listed(_PREFIX, since)
            newest = sorted(here.keys() | set(listed), reverse=True)[:limit]
            there = self._read(name for name in newest if name in listed)
        except (ClientError, BotoCoreError) as error:
            return Listing(merged(here, {})[:limit], str(error))
        return Listing(merged({name: here[name] for name in newest if name in here}, there))

    def find(self, name: str) -> Past:
        """The one run whose id begins with `name`. Raises UsageError for none and for several."""
        here = {record.id: record for record in self._here() if record.id.startswith(name)}
        try:
            there = self._read(self._listed(f"{_PREFIX}{name}"))
        except (ClientError, BotoCoreError):
            there = {}
        found = merged(here, there)
        if len(found) != 1:
            many = f"{len(found)} runs begin with {name!r}." if found else f"There is no run {name!r}."
            raise UsageError(many, hint="haveli runs list")
        return found[0]

    def logs(self, record: Record) -> tuple[Path, ...]:
        """The logs of a run's roots that are on this machine."""
        return tuple(sorted((self._runs / record.id).glob("*.log")))

    def _here(self) -> list[Record]:
        texts = [_text(path) for path in self._runs.glob("*/run.json")]
        return [record for record in map(parse, texts) if record]

    def _listed(self, prefix: str, since: datetime | None = None) -> list[str]:
        """The ids of records in the bucket. Ids begin with their time, so a listing can begin at any moment."""
        if self._s3 is None:
            return []
        after = {"StartAfter": f"{_PREFIX}{since:%Y%m%dT%H%M%SZ}"} if since else {}
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix, **after)
        names = [Path(item["Key"]).stem for page in pages for item in page.get("Contents", ())]
        return [name for name in names if _ID.fullmatch(name)]

    def _read(self, names: Iterable[str]) -> dict[str, Record]:
        records = {}
        for name in names:
            assert self._s3 is not None
            body = self._s3.get_object(Bucket=self._bucket, Key=f"{_PREFIX}{name}.json")["Body"].read()
            record = parse(body.decode(errors="replace"))
            if record:
                records[name] = record
        return records


def merged(here: Mapping[str, Record], there: Mapping[str, Record]) -> tuple[Past, ...]:
    """Each run once, newest first. A record that has its end is preferred, then the bucket's, which fewer can edit."""
    runs = []
    for name in sorted(here.keys() | there.keys(), reverse=True):
        copies = [records[name] for records in (there, here) if name in records]
        record = next((copy for copy in copies if copy.exit is not None), copies[0])
        places = tuple(place for place, records in ((HERE, here), (BUCKET, there)) if name in records)
        runs.append(Past(record, fate(record, _life(record)), places))
    return tuple(runs)


def fate(record: Record, life: Life) -> Fate:
    """How a run ended; without an end by what became of its process (`unseen`: it cannot be seen from here). Pure."""
    if record.exit is not None:
        return _FATES.get(record.exit, "failed")
    return _FATES_WITHOUT_END[life]


def parse(text: str) -> Record | None:
    """The record in a file's text; None when it is damaged. Keys of later versions are ignored. Pure."""
    try:
        read: dict[str, Any] = json.loads(text)
        known = {field.name: read[field.name] for field in fields(Record) if field.name in read}
        record = Record(**{**known, "roots": tuple(read["roots"])})
        datetime.fromisoformat(record.started)
        datetime.fromisoformat(record.ended or record.started)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = (record.id, record.who, record.host, record.command, record.commit, record.world, record.ended)
    is_typed = all(isinstance(text, str) for text in (*texts, *record.roots)) and isinstance(record.pid, int)
    return record if is_typed and isinstance(record.exit, int | None) and _ID.fullmatch(record.id) else None


def seconds(record: Record) -> float | None:
    """How long a run took; None without an end."""
    if not record.ended:
        return None
    return (_moment(record.ended) - _moment(record.started)).total_seconds()


def _life(record: Record) -> Life:
    """What became of the run's process. One that began after the run is another that has its number."""
    if record.exit is not None or record.host != socket.gethostname():
        return "unseen"
    booted = re.search(r"^btime (\d+)$", _text(processes.PROC / "stat"), re.MULTILINE)
    if not booted:
        return "unseen"
    ticks = processes.start_of(record.pid)
    if not ticks:
        return "gone"
    began = datetime.fromtimestamp(int(booted[1]) + int(ticks) / os.sysconf("SC_CLK_TCK"), UTC)
    return "alive" if began <= _began(record) + _SLACK else "gone"


def _began(record: Record) -> datetime:
    return _moment(record.started)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
