"""Leases: who works on a root, as an object beside the states that is renewed while the work goes on.

A lease is no lock: Terraform's own lock decides who may write. The lease tells what the lock does not: the process and
the boot that hold it, the CI job, and when the holder was last seen. A run that cannot write leases works without.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from botocore.exceptions import BotoCoreError, ClientError

from haveli.aws import World
from haveli.engine import lockfile
from haveli.engine.lockfile import Lock

PERIOD_S = 10.0
#: A heartbeat older than this is stale: six were missed.
STALE_S = 60.0
_PREFIX, _SUFFIX = "leases/", ".json"
_GONE = frozenset({"404", "NoSuchKey", "NoSuchBucket"})
_CONFLICT = _GONE | {"412", "PreconditionFailed", "ConditionalRequestConflict"}


@dataclass(frozen=True)
class Lease:
    """Who works on a root. Times are UTC by the holder's clock, ISO 8601; `ended` is set when the core ended and left
    its lock. `boot` and `namespace` name the process table that `pid` counts in; `process_start` is in its ticks.
    """

    run: str
    user: str
    host: str
    pid: int
    process_start: str
    boot: str
    namespace: str
    command: str
    ci_url: str
    started: str
    heartbeat: str
    ended: str = ""


@dataclass(frozen=True)
class Stored:
    """A lease as it lies in the bucket; `age` is the seconds since it was written, by S3's clock alone."""

    lease: Lease
    etag: str
    age: float


def parse(data: bytes) -> Lease | None:
    """The lease in the bytes of an object; None when there is none in them."""
    try:
        document = json.loads(data)
        values = {item.name: document.get(item.name, "") for item in fields(Lease)}
        values["pid"] = int(values["pid"])
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    return Lease(**values) if all(isinstance(value, str) for name, value in values.items() if name != "pid") else None


def belongs(lock: Lock, lease: Lease) -> bool:
    """Whether a lock can be that of the lease's run: the same user and host took it between the lease's start and its
    last sign, both by that host's clock.
    """
    started, last = (_moment(text) for text in (lease.started, lease.ended or lease.heartbeat))
    if lock.form != "terraform" or lock.who != f"{lease.user}@{lease.host}" or not (lock.created and started and last):
        return False
    # The start is written in whole seconds; the holder may have died between two beats.
    grace = timedelta(seconds=1 if lease.ended else 2 * PERIOD_S)
    return started - timedelta(seconds=1) <= lock.created <= last + grace


class Leases:
    """The leases of a state bucket, by the key of the state."""

    def __init__(self, world: World, bucket: str) -> None:
        self.bucket = bucket
        self._s3 = world.client("s3")

    def get(self, key: str) -> Stored | None:
        """The lease for the state at `key`; None when there is none that can be read."""
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=_object(key))
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise
        lease = parse(answer["Body"].read())
        now = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        return Stored(lease, answer["ETag"], (now - answer["LastModified"]).total_seconds()) if lease else None

    def put(self, key: str, lease: Lease, etag: str | None = None) -> str | None:
        """Writes a lease where there is none, or over the one with `etag`; its ETag, or None when another was there."""
        condition = {"IfMatch": etag} if etag else {"IfNoneMatch": "*"}
        body = json.dumps(asdict(lease), indent=1).encode()
        try:
            answer = self._s3.put_object(Bucket=self.bucket, Key=_object(key), Body=body, **condition)
        except ClientError as error:
            if error.response["Error"]["Code"] in _CONFLICT:
                return None
            raise
        return str(answer["ETag"])

    def delete(self, key: str, etag: str) -> bool:
        """Removes the lease with `etag`; whether it was still that one."""
        try:
            self._s3.delete_object(Bucket=self.bucket, Key=_object(key), IfMatch=etag)
        except ClientError as error:
            if error.response["Error"]["Code"] in _CONFLICT:
                return False
            raise
        return True

    def list(self) -> dict[str, Stored]:
        """Every lease by the key of its state."""
        try:
            pages = list(self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=_PREFIX))
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return {}
            raise
        names = [item["Key"] for page in pages for item in page.get("Contents", ()) if item["Key"].endswith(_SUFFIX)]
        found = {name[len(_PREFIX) : -len(_SUFFIX)]: self.get(name[len(_PREFIX) : -len(_SUFFIX)]) for name in names}
        return {key: stored for key, stored in found.items() if stored}

    def lock(self, key: str) -> Lock | None:
        """The lock of the state at `key`; None when nobody holds it."""
        try:
            answer = self._s3.get_object(Bucket=self.bucket, Key=key + lockfile.SUFFIX)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise
        return lockfile.parse(answer["Body"].read())


@dataclass
class Held:
    """A root that is worked on. Whoever holds it sets `completed` once its core has ended and can have left no lock."""

    key: str
    lease: Lease
    etag: str | None = None
    completed: bool = False
    over: bool = False
    turn: threading.Lock = field(default_factory=threading.Lock)


class Heartbeat:
    """Keeps the leases of the roots that a run works on. `lease` is the run's own, with the times still to be set.

    `ended` decides whether the holder of another lease is known to have ended; `wait` returns True when the heart is to
    stop, after at most so many seconds.
    """

    def __init__(
        self,
        leases: Leases,
        lease: Lease,
        *,
        ended: Callable[[Lease], bool],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        period: float = PERIOD_S,
        trouble: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.leases = leases
        self.lease = lease
        self.period = period
        self._ended = ended
        self._now = now
        self._trouble = trouble
        self._held: dict[str, Held] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @contextmanager
    def holding(self, key: str) -> Iterator[Held]:
        """While inside, a lease says that this run works on the state at `key`. Another run's living lease is left."""
        held = Held(key, self._starting())
        with self._reported():
            held.etag = self._take(held)
        with self._lock:
            self._held[key] = held
            self._begin()
        try:
            yield held
        finally:
            with self._lock:
                self._held.pop(key, None)
            with held.turn, self._reported():
                held.over = True
                self._let_go(held)

    def beat(self) -> None:
        """Renews every lease that this run holds, and takes those that have come free."""
        with self._lock:
            everything = list(self._held.values())
        for held in everything:
            with held.turn, self._reported():
                if not held.over:
                    held.etag = self._renew(held)

    def stop(self) -> None:
        """Ends the thread. Leases of roots still worked on stay, and turn stale."""
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=PERIOD_S)

    def _begin(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(self.period):
            self.beat()

    def _take(self, held: Held) -> str | None:
        etag = self.leases.put(held.key, held.lease)
        if etag:
            return etag
        other = self.leases.get(held.key)
        if other is None or not self._is_free(held.key, other):
            return None
        return self.leases.put(held.key, held.lease, other.etag)

    def _is_free(self, key: str, other: Stored) -> bool:
        if other.lease.run == self.lease.run:
            return True  # ours: written by a request whose answer was lost
        if not (other.lease.ended or other.age > STALE_S or self._ended(other.lease)):
            return False
        # Where its run left a lock, the other's lease is the evidence about it, and our core will not get that lock.
        lock = self.leases.lock(key)
        return lock is None or not belongs(lock, other.lease)

    def _renew(self, held: Held) -> str | None:
        held.lease = replace(held.lease, heartbeat=self._stamp())
        return self.leases.put(held.key, held.lease, held.etag) if held.etag else self._take(held)

    def _let_go(self, held: Held) -> None:
        """Removes the lease. One whose core was killed and left its lock stays, and says so."""
        if held.etag is None:
            return
        ended = replace(held.lease, ended=self._stamp())
        lock = None if held.completed else self.leases.lock(held.key)
        if lock and belongs(lock, ended):
            self.leases.put(held.key, ended, held.etag)
        else:
            self.leases.delete(held.key, held.etag)

    def _starting(self) -> Lease:
        now = self._stamp()
        return replace(self.lease, started=now, heartbeat=now)

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    @contextmanager
    def _reported(self) -> Iterator[None]:
        # A lease is a courtesy: without it the lock is judged by other evidence, so its failure stops nothing.
        try:
            yield
        except (ClientError, BotoCoreError) as error:
            self._trouble(f"{self._stamp()} {error}")


def _object(key: str) -> str:
    return f"{_PREFIX}{key}{_SUFFIX}"


def _moment(text: str) -> datetime | None:
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return None
