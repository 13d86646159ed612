"""Locks, leases and evidence to begin a test with; each test changes what it is about."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from haveli.engine import lockfile
from haveli.engine.evidence import Evidence, StateFacts
from haveli.engine.leases import Lease, Stored
from haveli.engine.lockstore import HeldLock
from haveli.engine.processes import Machine, Sight, Worker
from tests.engine.worlds import BUCKET

ROOT = "fraud/00-storage"
KEY = f"{ROOT}/terraform.tfstate"
ID = "0e4246aa-2782-0252-f356-16999704486c"
TAKEN = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
HERE = Machine("build-7f3a", "priya", "boot-1", "pid:[4026531836]")


def text(**changes: Any) -> str:
    """A lock as Terraform writes it."""
    fields = {
        "ID": ID,
        "Operation": "OperationTypeApply",
        "Info": "",
        "Who": "priya@build-7f3a",
        "Version": "1.15.5",
        "Created": TAKEN.isoformat().replace("+00:00", "Z"),
        "Path": f"{BUCKET}/{KEY}",
    }
    return json.dumps(fields | changes)


def held(content: str | None = None, **changes: Any) -> HeldLock:
    """A lock in the bucket, taken ten minutes ago."""
    content = text() if content is None else content
    lock = HeldLock(KEY, lockfile.parse(content.encode()), content, '"e1"', written=TAKEN, age=600.0)
    return replace(lock, **changes)


def lease(**changes: Any) -> Lease:
    """The lease of the run that took that lock."""
    begun = Lease(
        run="20261123T025959Z-aaaaaa",
        user="priya",
        host="build-7f3a",
        pid=4711,
        process_start="1000",
        boot="boot-1",
        namespace="pid:[4026531836]",
        command="haveli apply fraud",
        ci_url="",
        started=(TAKEN - timedelta(seconds=2)).isoformat(),
        heartbeat=(TAKEN + timedelta(seconds=300)).isoformat(),
    )
    return replace(begun, **changes)


def stored(age: float = 300.0, **changes: Any) -> Stored:
    """That lease in the bucket, last renewed `age` seconds ago."""
    return Stored(lease(**changes), '"l1"', age)


def worker(**changes: Any) -> Worker:
    """A Terraform process that works on that state and was there before the lock."""
    found = Worker(9001, "priya", "terraform apply", f"/work/terraform/environments/{ROOT}", f"{BUCKET}/{KEY}", 601.0)
    return replace(found, **changes)


def evidence(**changes: Any) -> Evidence:
    """Evidence about a lock of plain Terraform on this machine, where no Terraform runs any more."""
    state = StateFacts(True, 7, "lineage-1", md5="aa", age=86400.0, writes=0)
    found = Evidence(KEY, BUCKET, held(), HERE, Sight(), state=state, is_user_here=True)
    return replace(found, **changes)
