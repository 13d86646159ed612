from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator

import pytest

from haveli.cli import progress
from haveli.cli.progress import Lines, Live
from haveli.engine.report import WORDS
from tests.cli.doubles import Typed

APPLY = 'module.m.aws_s3_bucket.this["a[/b]"]: Still creating... [10s elapsed]'


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_lines_tell_how_each_root_ended_and_why(stream: io.StringIO) -> None:
    with Lines(stream) as lines:
        lines.notify("fraud/00-storage", "started", "")
        lines.notify("fraud/00-storage", "plan", "Refreshing state...")
        lines.notify("fraud/00-storage", "failed", "Error: no\n\n  because")
        lines.notify("fraud/01-glue", "blocked", "needs fraud/00-storage")
    [first, second] = stream.getvalue().splitlines()
    assert re.fullmatch(r"✗ fraud/00-storage  failed  \d+\.\d s  Error: no", first)
    assert second == "- fraud/01-glue  blocked  0.0 s  needs fraud/00-storage"


@pytest.mark.parametrize("word", sorted(set(WORDS) - {"waiting"}))
def test_every_word_that_ends_a_root_is_told(stream: io.StringIO, word: str) -> None:
    with Lines(stream) as lines:
        lines.notify("a/00-b", word, "")
    assert f"a/00-b  {word}" in stream.getvalue()


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> Iterator[Live]:
    monkeypatch.setenv("COLUMNS", "100")
    yield Live(stream)


def test_the_table_shows_each_root_with_the_resource_that_it_works_on(live: Live, stream: io.StringIO) -> None:
    with live:
        live.notify("fraud/00-storage", "started", "")
        live.notify("fraud/00-storage", "apply", APPLY)
        live.notify("fraud/00-storage", "apply", "a line about nothing")
        live.notify("fraud/01-glue", "blocked", "needs fraud/00-storage\nand more")
    text = plain(stream.getvalue())
    assert re.search(r"… +fraud/00-storage +apply +\d+\.\d s +still creating", text)
    assert 'module.m.aws_s3_bucket.this["a[/b]"]' in text
    assert re.search(r"- +fraud/01-glue +blocked +0\.0 s +needs fraud/00-storage *$", text)


def test_a_root_that_works_again_after_its_review_begins_anew(live: Live, stream: io.StringIO) -> None:
    with live:
        live.notify("a/00-b", "started", "")
        live.notify("a/00-b", "changes", "")
    stream.truncate(0)
    with live:
        live.notify("a/00-b", "started", "")
        live.notify("a/00-b", "applied", "")
    text = plain(stream.getvalue())
    assert re.search(r"✓ +a/00-b +applied +0\.\d s", text)
    assert "changes" not in text


@pytest.mark.parametrize(
    ("terminal", "term", "kind"), [(True, "xterm", Live), (True, "dumb", Lines), (False, "xterm", Lines)]
)
def test_a_table_only_where_a_terminal_can_show_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, term: str, kind: type[object]
) -> None:
    monkeypatch.setattr(sys, "stderr", Typed() if terminal else io.StringIO())
    monkeypatch.setenv("TERM", term)
    assert isinstance(progress.progress(), kind)
