from __future__ import annotations

from pathlib import Path

import pytest

from haveli.cli import rendering
from haveli.cli.checkout import checkout
from haveli.render.writer import Changes


def test_each_folder_has_a_line_for_what_happens_in_it() -> None:
    changes = Changes(
        created=("e/fraud/00-a/main.tf", "e/fraud/00-a/outputs.tf", "e/fraud/01-b/main.tf"),
        removed=("e/old/00-a/main.tf",),
        edited={"e/x/00-a/main.tf": "diff"},
    )
    assert rendering.lines(changes) == [
        "created 2 rendered files in e/fraud/00-a",
        "created 1 rendered file in e/fraud/01-b",
        "removed 1 rendered file in e/old/00-a",
        "edited by hand: e/x/00-a/main.tf",
    ]


def test_commands_on_roots_write_what_the_specification_changed_and_say_so_on_stderr(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rendering.refresh(checkout(".", None))
    out, err = capsys.readouterr()
    assert out == ""
    assert "in terraform/environments/fraud/00-storage" in err
    rendering.refresh(checkout(".", None))
    assert capsys.readouterr() == ("", "")
