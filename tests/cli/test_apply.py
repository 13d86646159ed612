from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.cli.conftest import Haveli
from tests.cli.doubles import APPLIED, CHANGES, FAILED, NOTHING, FakeEngine

Type = Callable[[str], None]


def test_yes_applies_exactly_what_was_shown(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    said = haveli("apply", "fraud")
    assert (said.code, engine.closed) == (0, [0])
    assert engine.run.called == [("review", False), ("carry_out", {"fraud/00-storage": CHANGES.results[0]})]
    assert said.err.index("1 to add") < said.err.index("Apply this?") < said.err.index("1 added")


@pytest.mark.parametrize("answer", ["no\n", "", "y\n"])
def test_anything_else_applies_nothing(haveli: Haveli, engine: FakeEngine, typed: Type, answer: str) -> None:
    typed(answer)
    said = haveli("apply")
    assert (said.code, engine.closed, engine.verbs) == (1, [1], ["review"])
    assert "Nothing was applied." in said.err


def test_where_nobody_can_answer_it_is_wrong_usage_and_nothing_is_applied(haveli: Haveli, engine: FakeEngine) -> None:
    said = haveli("apply")
    assert (said.code, engine.closed, engine.verbs) == (3, [3], ["review"])
    assert "--yes" in said.err


def test_with_yes_each_root_is_planned_and_applied_in_its_turn(haveli: Haveli, engine: FakeEngine) -> None:
    assert haveli("apply", "--yes").code == 0
    assert engine.run.called == [("carry_out", None)]


def test_without_changes_nothing_is_asked(haveli: Haveli, engine: FakeEngine) -> None:
    engine.run.reports["review"] = NOTHING
    said = haveli("apply", "--json")
    assert (said.code, engine.closed, engine.verbs) == (0, [0], ["review"])
    assert json.loads(said.out)["has_changes"] is False


def test_a_review_that_failed_is_not_applied(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    engine.run.reports["review"] = FAILED
    said = haveli("apply")
    assert (said.code, engine.closed, engine.verbs) == (1, [1], ["review"])


def test_a_review_that_was_drained_is_not_asked_about(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    engine.run.during = {"review": engine.run.drain}
    said = haveli("apply")
    assert (said.code, engine.closed, engine.verbs) == (130, [130], ["review"])
    assert "Apply this?" not in said.err


def test_what_failed_in_the_apply_is_the_exit_code(haveli: Haveli, engine: FakeEngine) -> None:
    engine.run.reports["carry_out"] = FAILED
    assert haveli("apply", "--yes").code == 1
    assert engine.closed == [1]


def test_json_is_one_document_also_after_a_review(haveli: Haveli, engine: FakeEngine, typed: Type) -> None:
    typed("yes\n")
    said = haveli("apply", "--json")
    assert json.loads(said.out)["verb"] == APPLIED.verb
