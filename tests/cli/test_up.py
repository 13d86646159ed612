from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from haveli.cli import standing
from haveli.local import cloud
from haveli.local.cloud import PortTaken, Started
from tests.cli.conftest import Haveli
from tests.cli.doubles import FAILED, FakeEngine


@pytest.fixture
def starts(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ports with which the local cloud was started."""
    ports: list[int] = []

    def start(repo: Path, port: int, *more: Any, iam: str) -> Started:
        ports.append(port)
        return Started({"endpoint": "http://127.0.0.1:4577"}, fresh=True)

    monkeypatch.setattr(cloud, "start", start)
    monkeypatch.setattr(standing, "platform", lambda world, spec, seconds: "it stands")
    return ports


def test_it_starts_the_cloud_and_applies_every_root(haveli: Haveli, engine: FakeEngine, starts: list[int]) -> None:
    said = haveli("up")
    assert (said.code, starts, engine.run.called) == (0, [cloud.DEFAULT_PORT], [("carry_out", None)])
    assert "it stands" in said.err
    assert said.out == ""


def test_an_empty_cloud_gets_no_roots(haveli: Haveli, engine: FakeEngine, starts: list[int]) -> None:
    assert haveli("up", "--empty", "--port", "0").code == 0
    assert (starts, engine.requests) == ([0], [])


def test_what_failed_is_the_exit_code_and_nothing_is_said_to_stand(
    haveli: Haveli, engine: FakeEngine, starts: list[int]
) -> None:
    engine.run.reports["carry_out"] = FAILED
    said = haveli("up")
    assert (said.code, engine.closed) == (1, [1])
    assert "it stands" not in said.err


def test_on_aws_there_is_nothing_to_start(haveli: Haveli, starts: list[int]) -> None:
    said = haveli("up", "--cloud", "aws")
    assert (said.code, starts) == (3, [])
    assert "haveli apply --cloud aws" in said.err


@pytest.mark.parametrize("port", ["-1", "65536", "many"])
def test_what_is_no_port_is_wrong_usage(haveli: Haveli, starts: list[int], port: str) -> None:
    assert haveli("up", f"--port={port}").code == 3
    assert starts == []


def test_a_port_that_is_taken_is_told_with_the_way_out(
    haveli: Haveli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*arguments: Any, iam: str) -> Started:
        raise PortTaken("Another program listens on port 4577.", hint="haveli up --port 0")

    monkeypatch.setattr(cloud, "start", taken)
    said = haveli("up")
    assert (said.code, engine.requests) == (1, [])
    assert "Next: haveli up --port 0" in said.err
