from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine import core
from haveli.engine.core import Core
from haveli.engine.diagnosis import explain, was_interrupted


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Core:
    """The pinned core, without a registry."""
    script = core.install_script(tmp_path_factory.mktemp("home"))
    return Core(script, {"PATH": os.environ["PATH"], "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"})


def said(real: Core, folder: Path, text: str, *arguments: str) -> str:
    """What the core says of a root with this text."""
    (folder / "main.tf").write_text(text)
    log = folder / "log"
    found = real.run(folder, [*arguments, "-no-color"], data=folder / "data", log=log)
    assert found.code == 1
    return log.read_text()


def test_a_reference_to_nothing_is_named_with_its_line_and_nothing_else(real: Core, tmp_path: Path) -> None:
    text = 'resource "terraform_data" "a" {\n  input = var.nope\n}\n'
    assert explain(said(real, tmp_path, text, "plan")) == (
        "Error: Reference to undeclared input variable\n"
        "\n"
        '  on main.tf line 2, in resource "terraform_data" "a":\n'
        "   2:   input = var.nope\n"
        "\n"
        'An input variable with the name "nope" has not been declared. This variable\n'
        'can be declared with a variable "nope" {} block.'
    )


def test_every_error_of_a_file_is_told(real: Core, tmp_path: Path) -> None:
    told = explain(said(real, tmp_path, 'resource "a" {\n', "init"))
    assert "Error: Unclosed configuration block" in told
    assert "Error: Missing name for resource" in told


def test_what_an_apply_said_before_its_error_is_left_out(real: Core, tmp_path: Path) -> None:
    text = 'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "exit 3"\n  }\n}\n'
    told = explain(said(real, tmp_path, text, "apply", "-auto-approve"))
    assert told.startswith("Error: local-exec provisioner error")
    assert "exit status 3" in told
    assert "will be created" not in told


def test_a_plan_file_that_is_not_there_is_told(real: Core, tmp_path: Path) -> None:
    assert "Failed to load" in explain(said(real, tmp_path, "", "apply", "-input=false", "gone.tfplan"))


def test_frames_of_a_terminal_are_taken_off() -> None:
    text = "working\n╷\n│ Error: no\n│ \n│   on main.tf line 1:\n│ \n│ because\n╵\n"
    assert explain(text) == "Error: no\n\n  on main.tf line 1:\n\nbecause"


def test_without_an_error_the_last_lines_are_all_there_is() -> None:
    assert explain("\n".join(f"line {number}" for number in range(100))).splitlines()[-1] == "line 99"
    assert len(explain("\n".join(f"line {number}" for number in range(100))).splitlines()) <= 24


def test_a_core_that_says_nothing_still_has_a_reason() -> None:
    assert explain("") == explain("\n\n") == "the core ended without a word"


def test_very_many_errors_are_cut_and_counted() -> None:
    told = explain("\n".join(["Error: first", *(f"line {number}" for number in range(100))]))
    assert told.splitlines()[0] == "Error: first"
    assert told.splitlines()[-1] == "... 77 more lines in the log"


def test_a_line_that_only_mentions_an_error_is_not_its_beginning() -> None:
    assert explain("the log says Error: this\nError: that").startswith("Error: that")


@given(st.text(alphabet="Eror: \n│╷╵ab", max_size=120))
def test_any_output_gives_a_short_reason(text: str) -> None:
    told = explain(text)
    assert told.strip()
    assert len(told.splitlines()) <= 25


@pytest.mark.parametrize(
    ("text", "interrupted"),
    [
        ("\nInterrupt received.\nPlease wait for Terraform to exit\n\nError: operation canceled\n", True),
        ("Error: operation timed out\n", False),
    ],
)
def test_an_interrupt_is_told_from_a_fault(text: str, interrupted: bool) -> None:
    assert was_interrupted(text) is interrupted
