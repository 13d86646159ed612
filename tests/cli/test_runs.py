from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from haveli.cli.runs import table
from haveli.engine.history import Past, merged
from tests.cli.conftest import Haveli
from tests.engine.test_history import by_id, keep, record

YEARS = ["--days", "36500"]


@pytest.fixture
def runs(repo: Path) -> Path:
    return keep(repo / ".haveli" / "runs", record(1, exit=1), record(2))


def past(**given: Any) -> Past:
    return merged(by_id(record(**given)), {})[0]


def test_past_runs_are_listed_newest_first(haveli: Haveli, runs: Path) -> None:
    said = haveli("runs", "list", *YEARS)
    head, first, second = said.out.splitlines()
    assert said.code == 0
    assert head.split()[0] == "ID"
    assert (first.split()[0], "failed" in first) == (record(1).id, True)
    assert second.split()[0] == record(2).id


def test_without_a_local_cloud_it_says_whose_journal_this_is(haveli: Haveli, runs: Path) -> None:
    assert "only the journal of this checkout" in haveli("runs", "list").err


def test_the_list_as_json_has_the_records(haveli: Haveli, runs: Path) -> None:
    listed = json.loads(haveli("runs", "list", "--json", *YEARS).out)
    assert [(item["id"], item["fate"], item["journals"]) for item in listed] == [
        (record(1).id, "failed", ["checkout"]),
        (record(2).id, "done", ["checkout"]),
    ]


def test_no_more_than_asked_for_are_listed(haveli: Haveli, runs: Path) -> None:
    assert len(json.loads(haveli("runs", "list", "--json", "--limit", "1", *YEARS).out)) == 1


def test_no_runs_at_all_is_said(haveli: Haveli, repo: Path) -> None:
    said = haveli("runs", "list")
    assert (said.code, said.out) == (0, "No run in the last 30 days.\n")


def test_a_run_is_shown_with_its_logs(haveli: Haveli, runs: Path) -> None:
    log = runs / record(1).id / "fraud.00-storage.log"
    log.write_text("")
    said = haveli("runs", "show", record(1).id)
    for part in ("failed (exit 1)", "asha on elsewhere, process 1", "fraud/00-storage", str(log)):
        assert part in said.out
    shown = json.loads(haveli("runs", "show", record(1).id, "--json").out)
    assert shown["logs"] == [str(log)]
    assert {name: shown[name] for name in ("command", "exit")} == {"command": "haveli apply", "exit": 1}


def test_a_killed_run_is_called_so_and_points_to_the_locks(haveli: Haveli, repo: Path) -> None:
    import socket

    keep(repo / ".haveli/runs", record(exit=None, ended="", host=socket.gethostname(), pid=2**22 + 1))
    said = haveli("runs", "show", "2026")
    assert "killed" in said.out
    assert "haveli lock list" in said.out


def test_a_run_that_is_not_there_is_wrong_usage(haveli: Haveli, runs: Path) -> None:
    assert haveli("runs", "show", "1999").code == 3


@pytest.mark.parametrize("verb", [[], ["delete"], ["show"]])
def test_a_verb_or_an_id_that_is_missing_is_wrong_usage(haveli: Haveli, repo: Path, verb: list[str]) -> None:
    assert haveli("runs", *verb).code == 3


def test_a_narrow_terminal_gets_two_lines_for_each_run_and_the_whole_command() -> None:
    head, command = table((past(),), wide=False)
    assert head == f"{record().id}  done  0 s"
    assert command.strip() == asdict(record())["command"]
