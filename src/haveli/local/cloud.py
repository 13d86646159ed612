"""Starting and ending the local cloud of a checkout."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haveli import aws
from haveli.errors import HaveliError

DEFAULT_PORT = aws.LOCAL_PORT
_START_SECONDS = 90.0
_END_SECONDS = 15.0


class PortTaken(HaveliError):
    """Another program listens where the local cloud should."""

    title = "Port taken"


class CloudDidNotStart(HaveliError):
    """The daemon ended, or did not answer in time."""

    title = "The local cloud did not start"


@dataclass(frozen=True)
class Started:
    """A local cloud that answers; `fresh` when this call started it."""

    facts: dict[str, Any]
    fresh: bool


def start(repo: Path, port: int, account: str, region: str, profile: str, *, iam: str = "off") -> Started:
    """Starts the local cloud of `repo` unless it runs already. `port` 0 takes any free one.

    With `iam` "enforce" requests are judged by policies (see extensions.access); a cloud that runs keeps what it has.
    Raises PortTaken, CloudDidNotStart.
    """
    folder = _folder(repo)
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(folder):
        running = running_cloud(repo)
        if running:
            return Started(running, fresh=False)
        stop(repo)  # what is left of one that no longer answers
        if port and not _is_free(port):
            raise PortTaken(f"Another program listens on port {port} of this machine.", hint="haveli up --port 0")
        log = folder / "daemon.log"
        with log.open("w") as stream:
            process = subprocess.Popen(
                [sys.executable, "-m", "haveli.local.daemon", str(folder), str(port), account, region, profile],
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
                cwd=repo,
                env={**os.environ, "HAVELI_IAM": iam},
            )
        return Started(_await(repo, process, log), fresh=True)


def stop(repo: Path) -> bool:
    """Ends the local cloud of `repo` and all that is in it; False when none ran."""
    facts = aws.read_cloud_file(repo)
    if facts is None:
        return False
    ended = [_end(process) for process in _processes(repo, facts)]
    aws.cloud_file(repo).unlink(missing_ok=True)
    return any(ended)


def running_cloud(repo: Path) -> dict[str, Any] | None:
    """The facts of the local cloud of `repo` when its processes live and it answers."""
    facts = aws.read_cloud_file(repo)
    if facts and all(process.lives() for process in _processes(repo, facts)) and aws.answers(facts["endpoint"]):
        return facts
    return None


@dataclass(frozen=True)
class _Process:
    """A process of this local cloud: its id, and what stands in its command and in that of no other."""

    pid: int
    mark: str

    def lives(self) -> bool:
        """Whether it runs: its id may have been given to another program since, or to another checkout's cloud."""
        try:
            command = Path(f"/proc/{self.pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return not Path("/proc/self").exists() and _is_alive(self.pid)  # no /proc: a pid that lives is all we know
        return self.mark.encode() in command


def _processes(repo: Path, facts: dict[str, Any]) -> list[_Process]:
    pids = facts["pids"]
    return [_Process(pids["daemon"], str(_folder(repo))), _Process(pids["provider"], facts["endpoint"])]


def _folder(repo: Path) -> Path:
    return aws.cloud_file(repo).parent.resolve()


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Lets others that start the same cloud wait: they will find it running."""
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _await(repo: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        facts = running_cloud(repo)
        if facts:
            return facts
        time.sleep(0.05)
    process.kill()
    process.wait()
    tail = "\n".join(log.read_text().splitlines()[-12:])
    raise CloudDidNotStart(f"Its process ended or did not answer. The end of its log:\n{tail}", hint=f"less {log}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end(process: _Process) -> bool:
    if not process.lives():
        return False
    os.kill(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + _END_SECONDS
    while process.lives() and time.monotonic() < deadline:
        time.sleep(0.02)
    if process.lives():
        os.kill(process.pid, signal.SIGKILL)
    return True
