from __future__ import annotations

import json
from pathlib import Path

import pytest

from haveli.engine.report import Report, RootResult
from tests.cli.conftest import Haveli
from tests.cli.doubles import CHANGES, FAILED, NOTHING, FakeEngine


@pytest.mark.parametrize(
    ("report", "plain", "detailed"),
    [(NOTHING, 0, 0), (CHANGES, 0, 2), (FAILED, 1, 1), (Report("plan", CHANGES.results, "r1", True), 130, 130)],
)
def test_the_exit_code_tells_nothing_changes_and_failure_apart(
    haveli: Haveli, engine: FakeEngine, report: Report, plain: int, detailed: int
) -> None:
    engine.run.reports["review"] = report
    assert haveli("plan").code == plain
    assert haveli("plan", "--detailed-exitcode").code == detailed
    assert engine.closed == [plain, detailed]


def test_an_error_beats_changes(haveli: Haveli, engine: FakeEngine) -> None:
    engine.run.reports["review"] = Report("plan", (*CHANGES.results, RootResult("fraud/01-glue", "failed")), "r1")
    assert haveli("plan", "--detailed-exitcode").code == 1


def test_json_is_all_that_stands_on_stdout(haveli: Haveli, engine: FakeEngine) -> None:
    said = haveli("plan", "--json")
    assert json.loads(said.out)["has_changes"] is True
    assert "account 880170353725" in said.err


def test_it_first_says_where_it_works(haveli: Haveli, engine: FakeEngine) -> None:
    first = haveli("plan").err.splitlines()[0]
    assert first == "local cloud i1 · account 880170353725 · arn:aws:iam::880170353725:user/tester · ap-south-1"


def test_only_what_is_asked_for_is_looked_at_again(haveli: Haveli, engine: FakeEngine) -> None:
    haveli("plan")
    haveli("plan", "--refresh")
    assert engine.run.called == [("review", False), ("review", True)]


def test_the_order_is_printed_and_nothing_runs(haveli: Haveli, repo: Path) -> None:
    haveli("render")
    said = haveli("plan", "fraud", "--order")
    lines = said.out.splitlines()
    assert said.code == 0
    assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
    assert lines[0] == "fraud/00-storage"
    assert "reads fraud/00-storage" in lines[1]


def test_a_name_that_fits_nothing_is_wrong_usage(haveli: Haveli, repo: Path) -> None:
    haveli("render")
    said = haveli("plan", "frad", "--order")
    assert (said.code, said.out) == (3, "")


def test_without_a_local_cloud_it_says_how_to_start_one(haveli: Haveli, repo: Path) -> None:
    said = haveli("plan")
    assert said.code == 1
    assert said.err.endswith("Next: haveli up\n")
