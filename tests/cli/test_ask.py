from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from haveli.cli import ask
from haveli.errors import Interrupted, UsageError


@pytest.mark.parametrize(
    ("answer", "agreed"),
    [("yes\n", True), (" yes \n", True), ("y\n", False), ("YES\n", False), ("\n", False), ("", False), ("no\n", False)],
)
def test_only_the_very_word_agrees(typed: Callable[[str], None], answer: str, agreed: bool) -> None:
    typed(answer)
    assert ask.confirmed("Apply?") is agreed


def test_a_name_can_be_asked_for(typed: Callable[[str], None]) -> None:
    typed("fraud\n")
    assert ask.confirmed("Name?", wanted="fraud")


def test_the_question_goes_to_stderr(typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]) -> None:
    typed("yes\n")
    ask.confirmed("Apply?")
    assert capsys.readouterr() == ("", "Apply? ")


def test_where_nobody_can_answer_it_is_an_error_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    with pytest.raises(UsageError) as caught:
        ask.confirmed("Apply?", hint="--yes --confirm fraud")
    assert "--yes --confirm fraud" in caught.value.hint


@pytest.mark.parametrize(("line", "said"), [("asha\n", "asha"), ("  asha \n", "asha"), ("\n", "default"), ("x", "x")])
def test_an_empty_answer_is_the_default(typed: Callable[[str], None], line: str, said: str) -> None:
    typed(line)
    assert ask.answer("Who", "default") == said


def test_a_question_shows_its_default_on_stderr(
    typed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    typed("\n\n")
    ask.answer("Who", "asha")
    ask.answer("Who")
    assert capsys.readouterr() == ("", "Who [asha]: Who: ")


def test_an_input_that_ends_is_an_interruption(typed: Callable[[str], None]) -> None:
    typed("")
    with pytest.raises(Interrupted):
        ask.answer("Who")
