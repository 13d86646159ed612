from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import cast

import pytest

from haveli.cli.signals import draining
from haveli.engine.run import Run
from tests.cli.doubles import FakeRun


@pytest.fixture
def run(tmp_path: Path) -> FakeRun:
    return FakeRun(tmp_path, {})


def send(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_drains_and_interrupts_nothing(
    run: FakeRun, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with draining(cast(Run, run)):
        send(number)
    assert (run.is_draining, run.interrupted) == (True, 0)
    assert "Draining" in capsys.readouterr().err


def test_the_second_is_forwarded_to_the_cores(run: FakeRun, capsys: pytest.CaptureFixture[str]) -> None:
    with draining(cast(Run, run)):
        send(signal.SIGINT)
        send(signal.SIGINT)
    assert run.interrupted == 1
    assert "Interrupted 1;" in capsys.readouterr().err


def test_outside_ctrl_c_is_what_it_was_before(run: FakeRun) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    with pytest.raises(ValueError, match="x"), draining(cast(Run, run)):
        raise ValueError("x")
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
    with pytest.raises(KeyboardInterrupt):
        send(signal.SIGINT)
    assert not run.is_draining
