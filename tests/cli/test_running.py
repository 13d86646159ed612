from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from haveli.cli import running
from haveli.cli.checkout import checkout
from haveli.engine.report import Report, RootResult
from haveli.errors import HaveliError, UsageError
from tests.cli.doubles import CHANGES, FakeEngine, Typed


def options(**given: object) -> argparse.Namespace:
    return argparse.Namespace(**{"names": ["fraud"], "core": None, "parallel": None, "json": False, **given})


def test_the_engine_is_asked_for_just_what_the_command_line_names(engine: FakeEngine, repo: Path) -> None:
    with running.running(checkout(".", None), options(parallel=3, core="/my/tofu"), "plan"):
        pass
    [request] = engine.requests
    assert (request.command, request.names, request.core, request.workers) == (
        "haveli plan fraud",
        ("fraud",),
        "/my/tofu",
        3,
    )


def test_by_default_some_more_roots_than_cores_are_worked_on(engine: FakeEngine, repo: Path) -> None:
    with running.running(checkout(".", None), options(), "plan"):
        pass
    assert engine.requests[0].workers == (os.cpu_count() or 2) + 2


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers_at_all_is_wrong_usage_and_leaves_no_journal(engine: FakeEngine, repo: Path, workers: int) -> None:
    with pytest.raises(UsageError), running.running(checkout(".", None), options(parallel=workers), "plan"):
        pass
    assert engine.requests == []


@pytest.mark.parametrize(
    ("error", "code"),
    [(HaveliError("x"), 1), (UsageError("x"), 3), (KeyboardInterrupt(), 130), (ZeroDivisionError(), 1)],
)
def test_the_journal_gets_the_exit_code_of_whatever_ended_the_run(
    engine: FakeEngine, repo: Path, error: BaseException, code: int
) -> None:
    with pytest.raises(type(error)), running.running(checkout(".", None), options(), "plan"):
        raise error
    assert engine.closed == [code]


def test_the_journal_gets_the_code_that_the_command_set(engine: FakeEngine, repo: Path) -> None:
    with running.running(checkout(".", None), options(), "plan") as session:
        session.code = 2
    assert engine.closed == [2]


def test_ctrl_c_drains_while_roots_are_worked_on_and_only_then(engine: FakeEngine, repo: Path) -> None:
    engine.run.during = {"review": lambda: os.kill(os.getpid(), signal.SIGINT)}
    with pytest.raises(KeyboardInterrupt), running.running(checkout(".", None), options(), "apply") as session:
        with session.working() as run:
            assert run.review(refresh=False) == CHANGES
        assert engine.run.is_draining
        os.kill(os.getpid(), signal.SIGINT)
    assert engine.closed == [130]


def test_json_goes_to_stdout_and_text_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    running.show(CHANGES, as_json=True)
    out, err = capsys.readouterr()
    assert json.loads(out)["roots"][0]["root"] == "fraud/00-storage"
    assert err == ""
    running.show(CHANGES, as_json=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert "1 root: 1 to add." in err


NOTED = Report("plan", (RootResult("fraud/01-glue", "later", reason="needs " + "x" * 200),))


@pytest.mark.parametrize(("stream", "longest"), [(Typed, 60), (io.StringIO, 300)])
def test_a_terminal_is_not_overrun_and_a_log_keeps_whole_lines(
    monkeypatch: pytest.MonkeyPatch, stream: Callable[[], io.StringIO], longest: int
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    told = stream()
    monkeypatch.setattr(sys, "stderr", told)
    running.show(NOTED, as_json=False)
    lengths = [len(line) for line in told.getvalue().splitlines()]
    assert max(lengths) <= longest
    assert (max(lengths) > 200) == (stream is io.StringIO)
