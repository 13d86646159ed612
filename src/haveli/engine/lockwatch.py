"""What a run does about locks: leases while its core may hold one, and the verdict on one that is in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from botocore.exceptions import BotoCoreError, ClientError

from haveli.aws import World
from haveli.engine import ci_jobs, processes
from haveli.engine.advice import ago
from haveli.engine.evidence import Evidence, Witness
from haveli.engine.journal import Record
from haveli.engine.leases import Heartbeat, Lease, Leases
from haveli.engine.lockstore import tables_of
from haveli.engine.roots import Root
from haveli.engine.verdict import Verdict, judge

_LOCKING = frozenset({"plan", "apply"})


@dataclass
class Work:
    """A command of the core. Whoever runs it sets `completed` once it has ended and can have left no lock."""

    completed: bool = False


class Watch(Protocol):
    """Sees to the locks of a run."""

    def working(self, root: Root, command: Sequence[str]) -> AbstractContextManager[Work]:
        """While inside, a command of the core works on `root`."""
        ...

    def in_the_way(self, root: Root) -> str:
        """Who holds the lock of `root` and whether they live; empty when that cannot be told."""
        ...


class Unwatched:
    """The watch of a run that takes no locks."""

    @contextmanager
    def working(self, root: Root, command: Sequence[str]) -> Iterator[Work]:
        """Does nothing."""
        yield Work()

    def in_the_way(self, root: Root) -> str:
        """Tells nothing."""
        return ""


class LockWatch:
    """The watch of a run: `heartbeat` keeps its leases, `witness` looks at the locks of others."""

    def __init__(self, heartbeat: Heartbeat, witness: Witness) -> None:
        self._heartbeat = heartbeat
        self._witness = witness

    @contextmanager
    def working(self, root: Root, command: Sequence[str]) -> Iterator[Work]:
        """While inside, a lease says that this run works on `root`, if the command is one that locks."""
        work = Work()
        if command[0] not in _LOCKING:
            yield work
            return
        with self._heartbeat.holding(root.key) as held:
            try:
                yield work
            finally:
                held.completed = work.completed

    def in_the_way(self, root: Root) -> str:
        """The verdict on the lock of `root` in a few lines."""
        try:
            evidence = self._witness.evidence(root.key)
        except (ClientError, BotoCoreError):
            return ""
        return told(evidence, judge(evidence)) if evidence else f"{root} was locked by another run, and is free by now."

    def stop(self) -> None:
        """Ends the heartbeat."""
        self._heartbeat.stop()


def watch_of(world: World, bucket: str, home: Path, record: Record, roots: Sequence[Root]) -> LockWatch:
    """The watch of the run with this record. What its leases cannot do is written into the run's folder."""
    trouble = home / "runs" / record.id / "leases.log"

    def note(text: str) -> None:
        with trouble.open("a", encoding="utf-8") as stream:
            stream.write(f"{text}\n")

    heartbeat = Heartbeat(Leases(world, bucket), lease_of(record), ended=_has_ended, trouble=note)
    return LockWatch(heartbeat, Witness(world, bucket, home, tables_of(roots)))


def lease_of(record: Record) -> Lease:
    """The lease of the run with this record in this process; its times are the heartbeat's to set."""
    here = processes.this_machine()
    return Lease(
        run=record.id,
        user=here.user,
        host=here.host,
        pid=record.pid,
        process_start=processes.start_of(record.pid),
        boot=here.boot,
        namespace=here.namespace,
        command=record.command,
        ci_url=ci_jobs.address(os.environ),
        started=record.started,
        heartbeat=record.started,
    )


def told(evidence: Evidence, verdict: Verdict) -> str:
    """A verdict in a few lines, for the summary of a run."""
    lock = evidence.held.lock
    doing = lock.operation.removeprefix("OperationType").lower() or "unknown work"
    lines = [f"The state is locked by {lock.who or 'somebody'} ({doing}, {ago(evidence.held.age)}): {verdict.word}."]
    return "\n".join([*lines, *(f"  {reason}" for reason in verdict.reasons)])


def _has_ended(lease: Lease) -> bool:
    if lease.host != processes.this_machine().host:
        return False
    return processes.life(lease.pid, lease.process_start, lease.boot, lease.namespace) in ("gone", "reused")
