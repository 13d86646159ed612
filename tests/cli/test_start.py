from __future__ import annotations

from pathlib import Path

import pytest

from haveli.cli.main import COMMANDS
from tests.cli.conftest import Haveli
from tests.cli.test_main import process


def test_alone_it_tells_the_next_step_of_this_checkout(haveli: Haveli, repo: Path) -> None:
    said = haveli()
    assert (said.code, said.err) == (0, "")
    assert "The local cloud is not running.\nNext: haveli up   (" in said.out
    for name, (_, group, about) in COMMANDS.items():
        assert (about in said.out) == (group == "Every day"), name


def test_outside_of_a_checkout_it_says_so(haveli: Haveli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "Next: cd <checkout>" in haveli().out


def test_it_fits_on_a_small_screen(haveli: Haveli, repo: Path) -> None:
    lines = haveli().out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100


def test_it_imports_no_aws_client_and_no_tables() -> None:
    done = process(
        "import sys\nfrom haveli.cli.main import main\nmain([])\n"
        "print(sorted({'pydantic', 'boto3', 'botocore', 'rich', 'yaml'} & set(sys.modules)), file=sys.stderr)"
    )
    assert done.stderr == "[]\n"
