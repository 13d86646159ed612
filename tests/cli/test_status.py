from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import pytest

from haveli.cli.main import main
from haveli.operate import overview as overviews
from haveli.operate.overview import Overview
from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine, Typed
from tests.operate.test_screen import overview


@pytest.fixture
def looks(engine: FakeEngine, monkeypatch: pytest.MonkeyPatch) -> list[Overview]:
    """A platform that stands; the list has each look at it."""
    seen: list[Overview] = []

    def gather(*arguments: object) -> Overview:
        seen.append(overview())
        return seen[-1]

    monkeypatch.setattr(overviews, "gather", gather)
    return seen


def terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> io.StringIO:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    stream = Typed("")
    monkeypatch.setattr(sys, "stdout", stream)
    return stream


def test_the_screen_is_plain_text_where_nobody_looks(haveli: Haveli, looks: list[Overview]) -> None:
    said = haveli("status")
    assert (said.code, said.err) == (0, "")
    assert "fraud   production  up" in said.out
    assert "\x1b" not in said.out


def test_the_screen_as_json_is_all_on_stdout(haveli: Haveli, looks: list[Overview]) -> None:
    assert json.loads(haveli("status", "--json").out)["clusters"][0]["name"] == "pai-fraud-production-emr"


def test_a_terminal_gets_colours_and_the_same_words(looks: list[Overview], monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch, 140)
    assert main(["status"]) == 0
    assert "\x1b[32mup" in stream.getvalue()
    assert "USD 750.00 (50 %)" in stream.getvalue()


def test_who_wants_no_colour_gets_none(looks: list[Overview], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    stream = terminal(monkeypatch, 140)
    main(["status"])
    assert "\x1b[3" not in stream.getvalue()


def test_a_narrow_terminal_is_not_overrun(looks: list[Overview], monkeypatch: pytest.MonkeyPatch) -> None:
    stream = terminal(monkeypatch, 60)
    main(["status"])
    assert "fraud production: up" in stream.getvalue()
    assert max(map(len, stream.getvalue().splitlines())) <= 60


def test_watching_looks_again_until_ctrl_c_which_is_no_failure(
    looks: list[Overview], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", wait)
    terminal(monkeypatch, 140)
    assert main(["status", "--watch", "--every", "7"]) == 0
    assert (waits, len(looks)) == ([7, 7, 7], 3)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_watching_needs_a_terminal(haveli: Haveli, looks: list[Overview], more: list[str]) -> None:
    assert haveli("status", "--watch", *more).code == 3
    assert looks == []


def test_without_a_local_cloud_it_says_how_to_start_one(haveli: Haveli, repo: Path) -> None:
    said = haveli("status")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("Next: haveli up\n")
