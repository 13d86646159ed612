"""Releasing a lock whose holder has ended, without ever touching the lock of somebody who lives.

1. The lock is judged afresh, and its ID must be the one that the person saw.
2. Right before it goes, lock, serial and lineage are read again: any change means that somebody is at work.
3. A copy of the lock, who releases it and why are recorded under `locks/` in the state bucket.
4. It is deleted on the condition that it is still that one, so that a holder who came meanwhile keeps theirs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from haveli.aws import World
from haveli.engine import processes
from haveli.engine.evidence import Evidence, Witness, root_of
from haveli.engine.lockstore import HeldLock
from haveli.engine.verdict import Verdict, judge
from haveli.errors import HaveliError, UsageError


class NoLock(HaveliError):
    """Nobody holds the lock."""

    title = "No lock"


class NotReleased(HaveliError):
    """The lock stays: its holder is at work, or may be."""

    title = "Not released"


@dataclass(frozen=True)
class Override:
    """A person's word against the verdict. Raises UsageError without a reason."""

    because: str

    def __post_init__(self) -> None:
        if not self.because.strip():
            raise UsageError(
                "--override needs a reason, which is recorded.", hint='--override --because "host is gone"'
            )


@dataclass(frozen=True)
class Released:
    """A lock that was released. `record` is the key of its copy in the state bucket."""

    evidence: Evidence
    verdict: Verdict
    record: str


class Releaser:
    """Releases locks of one state bucket."""

    def __init__(
        self, world: World, witness: Witness, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._world = world
        self._witness = witness
        self._now = now
        self._s3 = world.client("s3")

    def release(self, key: str, id: str, override: Override | None = None) -> Released:
        """Releases the lock of the state at `key`. Raises NoLock, NotReleased, or UsageError for another ID."""
        evidence = self._witness.evidence(key)
        if evidence is None:
            raise NoLock(f"Nobody holds the lock of {root_of(key)}.", hint="haveli lock list")
        _check_id(evidence, id)
        verdict = judge(evidence)
        if override is None:
            _check_abandoned(evidence, verdict)
        self._check_unchanged(evidence, override)
        record = self._record(evidence, verdict, override)
        self._remove(evidence, record)
        return Released(evidence, verdict, record["key"])

    def _check_unchanged(self, evidence: Evidence, override: Override | None) -> None:
        now = self._witness.locks.read(evidence.key)
        if now is None:
            raise NoLock(f"The lock of {evidence.root} was released meanwhile.", hint="haveli lock list")
        if not _is_same(now, evidence.held):
            raise _taken(evidence)
        state = self._witness.state(evidence.key)
        before = (evidence.state.serial, evidence.state.lineage, evidence.state.md5)
        if override is None and (state.serial, state.lineage, state.md5) != before:
            raise NotReleased(
                f"The state of {evidence.root} went from serial {before[0]} to {state.serial} while we looked: somebody"
                " is at work.",
                hint=f"haveli lock inspect {evidence.root}",
            )

    def _remove(self, evidence: Evidence, record: dict[str, Any]) -> None:
        if not self._witness.locks.remove(evidence.held):
            self._write(record | {"outcome": "kept: another lock had taken its place"})
            raise _taken(evidence)
        self._write(record | {"outcome": "released"})
        # The lease of a run that has ended is of no more use; one that was renewed meanwhile stays.
        if evidence.lease and evidence.own_lease:
            self._witness.leases.delete(evidence.key, evidence.lease.etag)

    def _record(self, evidence: Evidence, verdict: Verdict, override: Override | None) -> dict[str, Any]:
        moment = self._now()
        name = re.sub(r"[^\w-]", "_", evidence.held.id)
        record = {
            "key": f"locks/{moment:%Y%m%dT%H%M%SZ}-{name}.json",
            "outcome": "to be released",
            "state": evidence.key,
            "serial": evidence.state.serial,
            "lineage": evidence.state.lineage,
            "table": evidence.held.table,
            "lock": evidence.held.text,
            "verdict": verdict.word,
            "reasons": list(verdict.reasons),
            "released_at": moment.isoformat(timespec="seconds"),
            "released_by": f"{processes.user()}@{evidence.here.host}",
            "caller": self._world.caller(),
            "because": override.because if override else "the verdict",
        }
        self._write(record)
        return record

    def _write(self, record: dict[str, Any]) -> None:
        body = json.dumps(record, indent=1).encode()
        self._s3.put_object(Bucket=self._witness.bucket, Key=record["key"], Body=body)


def _check_id(evidence: Evidence, id: str) -> None:
    if id != evidence.held.id:
        raise UsageError(
            f"The lock of {evidence.root} has the ID {evidence.held.id}, not {id}: look at it first.",
            hint=f"haveli lock inspect {evidence.root}",
        )


def _check_abandoned(evidence: Evidence, verdict: Verdict) -> None:
    if verdict.word == "abandoned":
        return
    reasons = "; ".join(verdict.reasons)
    if verdict.word == "active":
        raise NotReleased(f"The lock of {evidence.root} is active: {reasons}.", hint=verdict.next[0])
    raise NotReleased(
        f"Whether the holder of the lock of {evidence.root} has ended is unknown: {reasons}.", hint=verdict.next[-1]
    )


def _is_same(now: HeldLock, before: HeldLock) -> bool:
    return (now.text, now.etag, now.table) == (before.text, before.etag, before.table)


def _taken(evidence: Evidence) -> NotReleased:
    return NotReleased(
        f"Another holder took the lock of {evidence.root} meanwhile; theirs stays.",
        hint=f"haveli lock inspect {evidence.root}",
    )
