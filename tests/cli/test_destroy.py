from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from haveli.engine import protection
from haveli.engine.protection import StillNeeded
from haveli.engine.report import Report, RootResult
from tests.cli.conftest import Haveli
from tests.cli.doubles import FAILED, LOSSES, FakeEngine

Type = Callable[[str], None]


@pytest.fixture(autouse=True)
def lifted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that protection was lifted, whether data went too."""
    calls: list[bool] = []

    def lift(world: object, run: object, *, delete_data: bool) -> Iterator[str]:
        calls.append(delete_data)
        yield "Termination protection is off."

    monkeypatch.setattr(protection, "check_may_go", lambda run: None)
    monkeypatch.setattr(protection, "lift", lift)
    return calls


def test_the_name_destroys_what_was_shown(haveli: Haveli, engine: FakeEngine, typed: Type, lifted: list[bool]) -> None:
    typed("fraud\n")
    said = haveli("destroy", "fraud")
    assert (said.code, engine.closed, lifted) == (0, [0], [False])
    assert engine.run.called[-1] == ("carry_out_destroy", {"fraud/00-storage": LOSSES.results[0]})
    assert "fraud/00-storage: 2 aws_s3_bucket" in said.err
    assert "tenants/fraud.yaml and its roots stay" in said.err


@pytest.mark.parametrize("answer", ["yes\n", "", "frau\n", "FRAUD\n"])
def test_any_other_word_destroys_nothing_and_lifts_nothing(
    haveli: Haveli, engine: FakeEngine, typed: Type, lifted: list[bool], answer: str
) -> None:
    typed(answer)
    said = haveli("destroy", "fraud", "--delete-data")
    assert (said.code, engine.closed, lifted, engine.verbs) == (1, [1], [], ["review_destroy"])


@pytest.mark.parametrize("options", [["--yes"], ["--yes", "--confirm", "other"]])
def test_a_script_must_name_it_before_anything_is_looked_at(
    haveli: Haveli, engine: FakeEngine, options: list[str]
) -> None:
    said = haveli("destroy", "fraud", *options)
    assert (said.code, engine.requests) == (3, [])
    assert "haveli destroy fraud --yes --confirm fraud" in said.err


def test_a_script_that_names_it_is_not_asked(haveli: Haveli, engine: FakeEngine, lifted: list[bool]) -> None:
    said = haveli("destroy", "fraud/", "--yes", "--confirm", "fraud", "--delete-data", "--json")
    assert (said.code, lifted) == (0, [True])
    assert json.loads(said.out)["verb"] == "destroy"


@pytest.mark.parametrize("names", [[], ["fraud", "platform"]])
def test_more_or_fewer_than_one_name_is_wrong_usage(haveli: Haveli, engine: FakeEngine, names: list[str]) -> None:
    assert haveli("destroy", *names).code == 3
    assert engine.requests == []


def test_a_dry_run_only_shows(haveli: Haveli, engine: FakeEngine, lifted: list[bool]) -> None:
    said = haveli("destroy", "fraud", "--dry-run", "--json")
    assert (said.code, engine.verbs, lifted) == (0, ["review_destroy"], [])
    assert json.loads(said.out)["roots"][0]["destroy"] == 2


def test_where_nothing_stands_nothing_is_asked(haveli: Haveli, engine: FakeEngine, lifted: list[bool]) -> None:
    engine.run.reports["review_destroy"] = Report("plan", (RootResult("fraud/00-storage", "absent"),), "r1")
    said = haveli("destroy", "fraud")
    assert (said.code, lifted) == (0, [])
    assert "nothing to destroy" in said.err


def test_a_review_that_failed_or_was_drained_destroys_nothing(
    haveli: Haveli, engine: FakeEngine, typed: Type, lifted: list[bool]
) -> None:
    typed("fraud\n")
    engine.run.during = {"review_destroy": engine.run.drain}
    assert haveli("destroy", "fraud").code == 130
    engine.run.during = {}
    engine.run.is_draining = False
    engine.run.reports["review_destroy"] = FAILED
    assert haveli("destroy", "fraud").code == 1
    assert (lifted, engine.closed) == ([], [130, 1])


def test_what_something_else_needs_is_refused_before_it_is_planned(
    haveli: Haveli, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(run: Any) -> None:
        raise StillNeeded("fraud/03-emr reads platform/00-vpc.", hint="haveli destroy fraud   (first)")

    monkeypatch.setattr(protection, "check_may_go", refuse)
    said = haveli("destroy", "platform")
    assert (said.code, engine.verbs, engine.closed) == (1, [], [1])
