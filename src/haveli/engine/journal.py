"""The journal: one record for each run, beside the checkout and in the state bucket, written at its start and its
end.
"""

from __future__ import annotations

import getpass
import json
import os
import secrets
import socket
import subprocess
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from haveli.aws import World


@dataclass(frozen=True)
class Record:
    """Who ran what, when, where and how it ended. Times are UTC, ISO 8601; `exit` is None while it runs or was
    killed.
    """

    id: str
    who: str
    host: str
    pid: int
    command: str
    commit: str
    world: str
    roots: tuple[str, ...]
    started: str
    ended: str = ""
    exit: int | None = None


class Journal:
    """The journal of a world. `runs` is the folder of all runs, `bucket` the state bucket."""

    def __init__(self, runs: Path, world: World, bucket: str) -> None:
        self.runs = runs
        self.world = world
        self.bucket = bucket

    def begin(self, command: str, roots: tuple[str, ...], repo: Path) -> Record:
        """A new run, recorded beside the checkout."""
        now = datetime.now(UTC)
        record = Record(
            id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
            who=os.environ.get("HAVELI_USER") or _user(),
            host=socket.gethostname(),
            pid=os.getpid(),
            command=command,
            commit=_commit(repo),
            world=self.world.key,
            roots=roots,
            started=now.isoformat(timespec="seconds"),
        )
        self.folder(record).mkdir(parents=True)
        self._write(record)
        return record

    def end(self, record: Record, code: int) -> str:
        """Completes the record, here and in the bucket; returns why the bucket did not take it, or nothing."""
        record = replace(record, ended=datetime.now(UTC).isoformat(timespec="seconds"), exit=code)
        self._write(record)
        try:
            body = json.dumps(asdict(record), indent=1).encode()
            self.world.client("s3").put_object(Bucket=self.bucket, Key=f"runs/{record.id}.json", Body=body)
        except (ClientError, BotoCoreError) as error:
            return str(error)
        return ""

    def folder(self, record: Record) -> Path:
        """Where the run's logs lie."""
        return self.runs / record.id

    def _write(self, record: Record) -> None:
        (self.folder(record) / "run.json").write_text(json.dumps(asdict(record), indent=1) + "\n", encoding="utf-8")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return f"uid {os.getuid()}"


def _commit(repo: Path) -> str:
    """The checkout's commit, with `+` when files differ from it; empty outside Git."""
    try:
        head = _git(repo, "rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git(repo, "status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _git(repo: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(repo), *arguments], capture_output=True, text=True, check=True
    ).stdout.strip()
