from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haveli.render.hcl import Block, Expression, document, quote, template
from tests.render.samples import terraform

KEYS = st.from_regex(r"\A[A-Za-z_][A-Za-z0-9_-]{0,12}\Z") | st.sampled_from(["for", "null", "a b", "a/b", "${x}", "1"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.text('$%{}"\\\n\t ab', max_size=12)
SINGLES = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS
VALUES: st.SearchStrategy[Any] = st.recursive(
    SINGLES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)
ATTRIBUTES = st.dictionaries(st.from_regex(r"\A[a-z][a-z_]{0,10}\Z"), VALUES, min_size=1, max_size=5)

HARD = [
    "${x}",
    "$${x}",
    "$$${x}",
    "%{ if }",
    "%%{x}",
    "$%{x}",
    "%${x}",
    'a"b',
    "a\\b",
    "a\nb",
    "\t",
    "\x00",
    "é",
    "\U0001f600",
]
HARD += ["$", "$$", "{", "${", "\\${", '"${a}"', "\u2028", "\x7f", "a$", "$a{", "%", "${${x}}"]


def evaluated(values: list[Any], folder: Path) -> list[Any]:
    """The values as the core itself reads them."""
    (folder / "main.tf").write_text(document([Block("locals", (), ({"values": values},))]), encoding="utf-8")
    run = terraform("console", folder=folder, stdin="base64encode(jsonencode(local.values))\n")
    assert run.returncode == 0, run.stderr
    read: list[Any] = json.loads(base64.b64decode(run.stdout.strip().strip(chr(34))))
    return read


def test_every_escape_evaluates_to_the_text_itself(tmp_path: Path) -> None:
    assert evaluated(HARD, tmp_path) == HARD


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text('$%{}"\\\n ab', max_size=10), min_size=30, max_size=60))
def test_any_mixture_of_marks_evaluates_to_the_text_itself(tmp_path: Path, texts: list[str]) -> None:
    assert evaluated(texts, tmp_path) == texts


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ATTRIBUTES, min_size=20, max_size=40))
def test_the_core_would_format_nothing(tmp_path: Path, samples: list[dict[str, Any]]) -> None:
    blocks = [
        Block("block", ("a", f"n{at}"), (sample, Block("inner", (), (sample,)))) for at, sample in enumerate(samples)
    ]
    (tmp_path / "sample.tf").write_text(document(blocks), encoding="utf-8")
    run = terraform("fmt", "-check", "-diff", "-no-color", folder=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


def test_neighbouring_single_lines_are_aligned_and_long_values_stand_alone() -> None:
    attributes = {"a": 1, "long": 2, "object": {"x": 1, "yy": "z"}, "b": True}
    assert document([Block("module", ("m",), (attributes,))]) == (
        'module "m" {\n  a    = 1\n  long = 2\n  object = {\n    x  = 1\n    yy = "z"\n  }\n  b = true\n}\n'
    )


def test_a_list_of_flat_objects_has_one_to_a_line() -> None:
    text = document(
        [Block("b", (), ({"types": [{"type": "r6g.xlarge", "units": 1}, {"type": "r6a.xlarge", "units": 1}]},))]
    )
    assert '    { type = "r6g.xlarge", units = 1 },\n' in text


def test_an_argument_is_never_quoted_and_a_key_is_when_it_must_be() -> None:
    text = document([Block("a", (), ({"for": {"if": 1, "a b": 2}},))])
    assert text == 'a {\n  for = {\n    "if"  = 1\n    "a b" = 2\n  }\n}\n'


def test_parts_have_an_empty_line_between_them() -> None:
    assert (
        document([Block("a", (), ({"x": 1}, Block("b", (), ()), {"y": 2}))]) == "a {\n  x = 1\n\n  b {}\n\n  y = 2\n}\n"
    )


def test_a_template_escapes_its_texts_and_not_its_expressions() -> None:
    assert template("s3://", Expression("module.a.b"), '/${"').text == '"s3://${module.a.b}/$${\\""'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_what_hcl_cannot_say_is_an_error(value: Any) -> None:
    with pytest.raises(ValueError):
        document([Block("a", (), ({"x": value},))])


def test_a_quoted_text_has_quotes() -> None:
    assert quote("a") == '"a"'
