"""Everything that can be known about a lock and its holder. Only looks; what it means is verdict's to say.

Ages are by S3's clock, from the times that it stamps on objects and on its answers: a wrong clock here or at the holder
does not change them. What cannot be read is left empty, never guessed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError

from haveli.aws import World
from haveli.engine import ci_jobs, processes
from haveli.engine.ci_jobs import Job
from haveli.engine.leases import Lease, Leases, Stored, belongs
from haveli.engine.lockstore import HeldLock, LockStore, server_time
from haveli.engine.processes import Life, Machine, Sight

_STATE = "/terraform.tfstate"
_TRAIL_WINDOW = timedelta(hours=1)
_INTERRUPTED = re.compile(r"Interrupt received|Two interrupts received|shutting down gracefully", re.IGNORECASE)
_CRASHED = re.compile(r"TERRAFORM CRASH|^panic: |^fatal error: |out of memory", re.MULTILINE)
_TAIL_BYTES = 20_000
_LOOPBACK = re.compile(r"^(127\.\d+\.\d+\.\d+|localhost|::1)$")


@dataclass(frozen=True)
class StateFacts:
    """The state that a lock guards. `serial` is None for no state or one that is no JSON; `age` is in seconds.

    `writes` counts the versions written since the lock was taken, None when versions cannot be listed; `lineage_before`
    is that of the version that was there before, empty when there was none or it cannot be read.
    """

    exists: bool = False
    serial: int | None = None
    lineage: str = ""
    lineage_before: str = ""
    md5: str = ""
    age: float | None = None
    writes: int | None = None


@dataclass(frozen=True)
class Journal:
    """The record of the lease's run in this checkout. `last_word` is what the root's log ends with."""

    is_here: bool = False
    exit: int | None = None
    last_word: Literal["", "interrupted", "crashed"] = ""


@dataclass(frozen=True)
class Evidence:
    """What is known about the lock of the state at `key`.

    `life` is that of the lease's process; `is_user_here` says whether this machine knows the lock's user, `only_local`
    whether the bucket can be reached from this machine alone; `digest` is the MD5 that a lock table expects of the
    state; `skew` is this machine's clock minus S3's and `holder_skew` the holder's minus S3's, in seconds; `trail` are
    the last changes by Terraform in the account, None when CloudTrail cannot be read.
    """

    key: str
    bucket: str
    held: HeldLock
    here: Machine
    sight: Sight
    lease: Stored | None = None
    life: Life = "elsewhere"
    job: Job | None = None
    journal: Journal = Journal()
    state: StateFacts = StateFacts()
    is_user_here: bool = False
    only_local: bool = False
    digest: str = ""
    skew: float | None = None
    holder_skew: float | None = None
    trail: tuple[str, ...] | None = None

    @property
    def root(self) -> str:
        """The id of the root, or the key of a state that is no root's."""
        return root_of(self.key)

    @property
    def own_lease(self) -> Lease | None:
        """The lease of the run that took this lock; None when that left none."""
        return self.lease.lease if self.lease and belongs(self.held.lock, self.lease.lease) else None


def root_of(key: str) -> str:
    """The root whose state lies at `key`; the key itself when it is no root's."""
    return key.removesuffix(_STATE)


def key_of(name: str) -> str:
    """The key of the state of a root id; a key stays as it is."""
    return name if name.endswith(".tfstate") else name.strip("/") + _STATE


class Witness:
    """Gathers evidence in one world. `home` is haveli's folder of this checkout (see aws.home)."""

    def __init__(
        self,
        world: World,
        bucket: str,
        home: Path,
        tables: tuple[str, ...] = (),
        *,
        look: Callable[[], Sight] | None = None,
        look_up: Callable[[str, Mapping[str, str]], Job] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.bucket = bucket
        self.locks = LockStore(world, bucket, tables)
        self.leases = Leases(world, bucket)
        self._world = world
        self._home = home
        self._look_up = look_up or ci_jobs.look_up
        self._now = now
        self._s3 = world.client("s3")
        self._look = look or partial(processes.look, endpoint=str(self._s3.meta.endpoint_url))

    def evidence(self, key: str) -> Evidence | None:
        """What is known about the lock of the state at `key`; None when nobody holds it. CloudTrail is left out.

        A lock that was released or changed hands while we looked says nothing about who holds one now: look again.
        """
        held = self.locks.read(key)
        while held is not None:
            # The lock is read first: a holder that lives was there before we looked at the processes.
            found = self._gathered(key, held)
            now = self.locks.read(key)
            if now is not None and now.id == held.id:
                return found
            held = now
        return None

    def _gathered(self, key: str, held: HeldLock) -> Evidence:
        lease = self.leases.get(key)
        return Evidence(
            key=key,
            bucket=self.bucket,
            held=held,
            here=processes.this_machine(),
            sight=self._look(),
            lease=lease,
            life=_life(lease),
            job=self._job(lease),
            journal=self._journal(key, lease),
            state=self.state(key, held.written),
            is_user_here=bool(held.lock.user) and processes.is_user(held.lock.user),
            only_local=bool(_LOOPBACK.match(urlsplit(self._s3.meta.endpoint_url).hostname or "")),
            digest=self.locks.digest(key),
            skew=self._skew(),
            holder_skew=_holder_skew(held),
        )

    def state(self, key: str, since: datetime | None = None) -> StateFacts:
        """The state at `key`, and what was written to it since `since`."""
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchBucket"):
                return StateFacts()
            raise
        body = answer["Body"].read()
        serial, lineage = _serial_and_lineage(body)
        age = (server_time(answer) - answer["LastModified"]).total_seconds()
        writes, before = self._writes(key, since) if since else (None, "")
        return StateFacts(True, serial, lineage, before, hashlib.md5(body).hexdigest(), age, writes)

    def trail(self) -> tuple[str, ...] | None:
        """The changes of the last hour that Terraform made in the account, newest first; None when unreadable.

        CloudTrail shows management events after about five minutes, at the latest after 15 (AWS CloudTrail User
        Guide, 2026-11); it does not tell one root from another.
        """
        try:
            found = self._world.client("cloudtrail").lookup_events(
                LookupAttributes=[{"AttributeKey": "ReadOnly", "AttributeValue": "false"}],
                StartTime=self._now() - _TRAIL_WINDOW,
                MaxResults=50,
            )
        except (ClientError, BotoCoreError):
            return None
        return tuple(line for line in map(_trail_line, found["Events"]) if line)[:5]

    def _writes(self, key: str, since: datetime) -> tuple[int | None, str]:
        try:
            found = self._s3.list_object_versions(Bucket=self.bucket, Prefix=key)
        except ClientError:
            return None, ""
        versions = [item for item in found.get("Versions", ()) if item["Key"] == key]
        # Headers carry whole seconds; what was written in the lock's own second counts as before it.
        before = [item for item in versions if item["LastModified"].replace(microsecond=0) <= since]
        newest = max(before, key=lambda item: item["LastModified"], default=None)
        lineage = self._lineage(key, newest["VersionId"]) if newest and len(before) < len(versions) else ""
        return len(versions) - len(before), lineage

    def _lineage(self, key: str, version: str) -> str:
        try:
            body = self._s3.get_object(Bucket=self.bucket, Key=key, VersionId=version)["Body"].read()
        except ClientError:
            return ""
        return _serial_and_lineage(body)[1]

    def _job(self, lease: Stored | None) -> Job | None:
        return self._look_up(lease.lease.ci_url, os.environ) if lease and lease.lease.ci_url else None

    def _journal(self, key: str, lease: Stored | None) -> Journal:
        if lease is None or not re.fullmatch(r"[\w-]+", lease.lease.run):
            return Journal()
        folder = self._home / "runs" / lease.lease.run
        try:
            record = json.loads((folder / "run.json").read_text())
            exit = record.get("exit")
        except (OSError, ValueError, AttributeError):
            return Journal()
        log = folder / f"{root_of(key).replace('/', '.')}.log"
        return Journal(True, exit if isinstance(exit, int) else None, _last_word(log))

    def _skew(self) -> float | None:
        answer = self._s3.list_objects_v2(Bucket=self.bucket, MaxKeys=1)
        return (self._now() - server_time(answer)).total_seconds()


def _life(lease: Stored | None) -> Life:
    if lease is None:
        return "elsewhere"
    held = lease.lease
    if held.host != processes.this_machine().host:
        return "elsewhere"
    return processes.life(held.pid, held.process_start, held.boot, held.namespace)


def _holder_skew(held: HeldLock) -> float | None:
    if held.table or not (held.lock.created and held.written):
        return None
    return (held.lock.created - held.written).total_seconds()


def _serial_and_lineage(body: bytes) -> tuple[int | None, str]:
    try:
        document = json.loads(body)
        return int(document["serial"]), str(document["lineage"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, ""


def _last_word(log: Path) -> Literal["", "interrupted", "crashed"]:
    try:
        tail = log.read_bytes()[-_TAIL_BYTES:].decode(errors="replace")
    except OSError:
        return ""
    if _CRASHED.search(tail):
        return "crashed"
    return "interrupted" if _INTERRUPTED.search(tail) else ""


def _trail_line(event: dict[str, Any]) -> str:
    try:
        detail = json.loads(event["CloudTrailEvent"])
    except (ValueError, KeyError):
        return ""
    agent = str(detail.get("userAgent", ""))
    if "Terraform" not in agent and "OpenTofu" not in agent:
        return ""
    who = event.get("Username") or "somebody"
    return f"{event['EventTime']:%H:%M:%S %Z} {event['EventName']} by {who} from {detail.get('sourceIPAddress', '?')}"
