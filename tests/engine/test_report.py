from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.planfile import ADD, CHANGE, DESTROY, IMPORT, KINDS, MOVE, REPLACE, Change, RootPlan
from haveli.engine.report import WORDS, Report, RootResult, as_json, as_text, total

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/report.schema.json").read_text())


def plan(*kinds: str, outputs: tuple[str, ...] = ()) -> RootPlan:
    changes = [Change(f"module.m.aws_thing.{kind}_{number}", kind, "aws_thing") for number, kind in enumerate(kinds)]
    return RootPlan(tuple(sorted(changes)), outputs)


def report(*results: RootResult, verb: str = "plan", interrupted: bool = False) -> Report:
    return Report(verb, results, "20261123T000000Z-abc", interrupted)


RESULTS = st.builds(
    RootResult,
    root=st.from_regex(r"[a-z]{1,12}/[0-9]{2}-[a-z0-9][a-z0-9-]{0,20}", fullmatch=True),
    word=st.sampled_from(WORDS),
    plan=st.lists(st.sampled_from(KINDS), max_size=4).map(lambda kinds: plan(*kinds)),
    reason=st.sampled_from(["", "needs x (vpc_id)", "Error: one\n  two", "a long reason " * 12]),
    seconds=st.floats(0, 1e5),
    log=st.sampled_from(["", "/run/fraud.log"]),
)
REPORTS = st.builds(
    Report,
    verb=st.sampled_from(["plan", "apply", "destroy"]),
    results=st.lists(RESULTS, max_size=5).map(tuple),
    run=st.just("run"),
    interrupted=st.booleans(),
)


@pytest.mark.parametrize(
    ("word", "code", "detailed"),
    [
        ("unchanged", 0, 0),
        ("skipped", 0, 0),
        ("absent", 0, 0),
        ("changes", 0, 2),
        ("later", 0, 2),
        ("failed", 1, 1),
        ("blocked", 1, 1),
        ("waiting", 1, 1),
        ("interrupted", 1, 1),
    ],
)
def test_each_word_has_its_exit_code(word: str, code: int, detailed: int) -> None:
    found = report(RootResult("fraud/00-a", "unchanged"), RootResult("fraud/01-b", word))
    assert (found.exit_code(), found.exit_code(detailed=True)) == (code, detailed)


def test_an_error_beats_changes_and_an_interrupted_run_beats_both() -> None:
    results = RootResult("fraud/00-a", "changes", plan(ADD)), RootResult("fraud/01-b", "failed")
    assert report(*results).exit_code(detailed=True) == 1
    assert report(*results, interrupted=True).exit_code(detailed=True) == 130


def test_what_was_applied_counts_as_changes_too() -> None:
    found = report(RootResult("fraud/00-a", "applied", plan(ADD)), verb="apply")
    assert (found.exit_code(), found.exit_code(detailed=True)) == (0, 2)


def test_every_replaced_and_destroyed_address_is_listed() -> None:
    text = as_text(report(RootResult("fraud/00-a", "changes", plan(REPLACE, DESTROY, ADD))))
    assert "Replaced (destroyed and made anew):\n  fraud/00-a  module.m.aws_thing.replace_0\n" in text
    assert "Destroyed:\n  fraud/00-a  module.m.aws_thing.destroy_1\n" in text
    assert "add_2" not in text


def test_every_root_stands_in_the_table_with_its_word_and_counts() -> None:
    found = report(
        RootResult("platform/00-vpc", "changes", plan(ADD, ADD, CHANGE), seconds=2.34),
        RootResult("fraud/00-storage", "skipped", reason="unchanged since its last apply"),
    )
    head, vpc, storage, *_ = as_text(found).splitlines()
    assert head.split() == ["ROOT", "RESULT", "ADD", "CHANGE", "REPLACE", "DESTROY", "SECONDS"]
    assert vpc.split() == ["platform/00-vpc", "changes", "2", "1", ".", ".", "2.3"]
    assert storage.split(maxsplit=7)[1:] == ["skipped", ".", ".", ".", ".", ".", "unchanged since its last apply"]


def test_a_note_that_does_not_fit_stands_below_its_row() -> None:
    found = report(RootResult("fraud/01-glue", "later", reason="needs fraud/00-storage (data_bucket_name)"))
    lines = as_text(found, 70).splitlines()
    assert lines[1].split()[:2] == ["fraud/01-glue", "later"]
    assert lines[2] == "  needs fraud/00-storage (data_bucket_name)"


def test_what_has_no_column_stands_behind_the_row() -> None:
    row = as_text(report(RootResult("fraud/00-a", "changes", plan(IMPORT, IMPORT, MOVE)))).splitlines()[1]
    assert row.endswith("import 2, move 1")


@pytest.mark.parametrize("word", ["failed", "blocked", "interrupted"])
def test_what_is_not_done_says_why(word: str) -> None:
    text = as_text(report(RootResult("fraud/00-a", word, reason="Error: no\n\n  because", log="/run/a.log")))
    assert f"fraud/00-a: {word}\n  Error: no\n  \n    because\n" in text
    assert ("log: /run/a.log" in text) == (word in ("failed", "interrupted"))


@pytest.mark.parametrize(
    ("verb", "results", "line"),
    [
        ("plan", [RootResult("a/00-a", "unchanged")], "Nothing changed: 1 root as described."),
        ("plan", [RootResult("a/00-a", "changes", plan(ADD, DESTROY))], "1 root: 1 to add, 1 to destroy."),
        ("apply", [RootResult("a/00-a", "applied", plan(REPLACE, MOVE))], "1 root: 1 replaced, 1 moved."),
        ("plan", [RootResult("a/00-a", "failed")], "1 root: nothing changed; 1 root is not done."),
        (
            "apply",
            [RootResult("a/00-a", "applied", plan(ADD)), *(RootResult(f"a/0{n}-b", "blocked") for n in (1, 2))],
            "3 roots: 1 added; 2 roots are not done.",
        ),
        ("plan", [RootResult("a/00-a", "changes", plan(outputs=("x",)))], "1 root: outputs of 1 root to change."),
        ("plan", [RootResult("a/00-a", "later")], "1 root: 1 root planned when what it needs is there."),
    ],
)
def test_one_line_sums_up_the_run(verb: str, results: list[RootResult], line: str) -> None:
    assert total(report(*results, verb=verb)) == line


@given(REPORTS, st.integers(20, 120))
def test_the_table_fits_a_narrow_terminal_and_names_every_root(found: Report, width: int) -> None:
    lines = as_text(found, width).splitlines()
    table = lines[: lines.index("")] if "" in lines else lines
    assert all(len(line) <= max(width, len(line.split()[0])) for line in table)
    named = [line.split()[0] for line in table]
    assert [name for name in named if "/" in name] == [result.root for result in found.results]


@given(REPORTS)
def test_no_address_that_is_lost_is_ever_cut(found: Report) -> None:
    text = as_text(found, 20)
    for result in found.results:
        for address in result.plan.addresses(REPLACE, DESTROY):
            assert f"  {result.root}  {address}" in text


@given(REPORTS)
def test_a_report_as_json_fits_the_published_schema(found: Report) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(as_json(found))))


def test_the_published_schema_is_a_schema_and_knows_every_word_and_kind() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["root"]["properties"]["result"]["enum"] == list(WORDS)
    assert SCHEMA["$defs"]["change"]["properties"]["kind"]["enum"] == list(KINDS)


def test_json_counts_what_the_table_counts() -> None:
    [root] = as_json(report(RootResult("fraud/00-a", "changes", plan(ADD, ADD, REPLACE))))["roots"]
    assert (root["add"], root["replace"], root["destroy"]) == (2, 1, 0)
