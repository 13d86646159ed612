"""Commands in this process, on a small checkout of their own, without any cloud."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from haveli import aws
from haveli.cli.main import main
from haveli.engine import opened
from tests.cli.doubles import APPLIED, CHANGES, DESTROYED, LOSSES, FakeEngine, FakeRun, Typed, world

REPO = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """What a command left: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


Haveli = Callable[..., Said]


@pytest.fixture(autouse=True)
def clean_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("HAVELI_", "AWS_", "TF_")):
            monkeypatch.delenv(name)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with the platform and tenant fraud; the test stands in it."""
    folder = tmp_path / "checkout"
    (folder / "tenants").mkdir(parents=True)
    for name in ("platform.yaml", "tenants/fraud.yaml"):
        shutil.copy(REPO / name, folder / name)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def haveli(capsysbinary: pytest.CaptureFixture[bytes]) -> Haveli:
    """Runs a command line in this process."""

    def call(*arguments: str) -> Said:
        try:
            code = main(list(arguments))
        except SystemExit as left:
            code = int(left.code or 0)
        sys.stdout.flush()
        out, err = capsysbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return call


@pytest.fixture
def engine(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """An engine that finds one change, and a local cloud to work in."""
    reports = {"review": CHANGES, "carry_out": APPLIED, "review_destroy": LOSSES, "carry_out_destroy": DESTROYED}
    fake = FakeEngine(FakeRun(tmp_path, reports))
    monkeypatch.setattr(aws, "world", lambda *arguments: world())
    monkeypatch.setattr(opened, "open_run", fake.open_run)
    return fake


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody sits at the terminal and types this."""
    return lambda text: monkeypatch.setattr(sys, "stdin", Typed(text))


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts, also where the tests were started in the background of a shell, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
