"""Whole journeys: the command as a process, on a copy of the checkout with a local cloud and a port of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest

REPO = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Checkout:
    """A copy of the checkout in which commands are run."""

    path: Path
    extra: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The environment of a person with nothing set for AWS or Terraform."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("AWS_", "TF_", "HAVELI_")) and name.lower() not in ("http_proxy", "https_proxy")
        }
        return {**kept, "PATH": f"{BIN}{os.pathsep}{kept['PATH']}", **self.extra}

    def haveli(
        self, *arguments: str, expect: int | None = 0, stdin: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Runs `haveli ARGUMENTS`; fails the test when the exit code is not `expect` (None: any)."""
        done = subprocess.run(
            [str(BIN / "haveli"), *arguments],
            cwd=self.path,
            env=self.environment(),
            input=stdin,
            stdin=None if stdin is not None else subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert expect is None or done.returncode == expect, (
            f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done

    def shell(self, script: str) -> subprocess.CompletedProcess[str]:
        """Runs a script in one shell that stops at the first failure."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.path,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def exported(self) -> dict[str, str]:
        """The environment after `eval "$(haveli env)"`."""
        done = self.shell('eval "$(haveli env)"; env -0')
        assert done.returncode == 0, done.stderr
        return dict(line.split("=", 1) for line in done.stdout.split("\0") if "=" in line)

    def client(self, service: str) -> Any:
        """Plain boto3 with the documented profile, in the environment that `haveli env` gives."""
        exported = self.exported()
        session = boto3.Session(
            aws_access_key_id=exported["HAVELI_ACCESS_KEY_ID"],
            aws_secret_access_key=exported["HAVELI_SECRET_ACCESS_KEY"],
            region_name="ap-south-1",
        )
        return session.client(service, endpoint_url=exported["AWS_ENDPOINT_URL"])


def copy_checkout(target: Path) -> Checkout:
    """The files that Git knows or would take, in `target`."""
    listed = subprocess.run(
        ["git", "-C", str(REPO), "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, check=True
    )
    for name in listed.stdout.decode().split("\0"):
        source = REPO / name
        if name and source.is_file() and not name.startswith(("src/", "tests/")):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    return Checkout(target)


@pytest.fixture
def checkout(tmp_path: Path) -> Iterator[Checkout]:
    """A fresh copy with no cloud; one that the test starts ends with it."""
    copy = copy_checkout(tmp_path / "checkout")
    yield copy
    copy.haveli("down", expect=None)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A copy on which the whole platform stands. Tests that share it leave it as it was."""
    copy = copy_checkout(tmp_path_factory.mktemp("platform") / "checkout")
    copy.haveli("up", "--port", "0")
    yield copy
    copy.haveli("down", expect=None)
