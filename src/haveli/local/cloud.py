"""Starting and ending the local cloud of a checkout."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
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
    running = running_cloud(repo)
    if running:
        return Started(running, fresh=False)
    folder = aws.cloud_file(repo).parent
    folder.mkdir(parents=True, exist_ok=True)
    aws.cloud_file(repo).unlink(missing_ok=True)
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
    was_running = False
    for name in ("daemon", "provider"):
        was_running |= _end(facts["pids"][name])
    aws.cloud_file(repo).unlink(missing_ok=True)
    return was_running


def running_cloud(repo: Path) -> dict[str, Any] | None:
    """The facts of the local cloud of `repo` when its processes live and it answers."""
    facts = aws.read_cloud_file(repo)
    if facts and all(_is_ours(pid) for pid in facts["pids"].values()) and aws.answers(facts["endpoint"]):
        return facts
    return None


def _await(repo: Path, process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        facts = running_cloud(repo)
        if facts:
            return facts
        if process.poll() is not None:
            break
        time.sleep(0.05)
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


def _is_ours(pid: int) -> bool:
    """Whether `pid` is a process of the local cloud: a pid may have been given to another program since."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return _is_alive(pid) and not Path("/proc/self").exists()  # no /proc: a pid that lives is all we can tell
    return b"haveli.local." in command


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end(pid: int) -> bool:
    if not _is_ours(pid):
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _END_SECONDS
    while _is_ours(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    if _is_ours(pid):
        os.kill(pid, signal.SIGKILL)
    return True
