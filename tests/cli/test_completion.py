from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import REPO, Haveli


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_for_candidates(haveli: Haveli, shell: str) -> None:
    said = haveli("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert "haveli completion candidates -- " in said.out


def test_another_shell_is_wrong_usage(haveli: Haveli) -> None:
    assert haveli("completion", "tcsh").code == 3


def test_candidates_are_lines(haveli: Haveli, repo: Path) -> None:
    assert haveli("completion", "candidates", "--", "tenant", "s").out == "show\n"
    assert haveli("completion", "candidates", "--", "nothing", "").out == ""


def test_bash_completes_with_it(haveli: Haveli, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    command = tmp_path / "haveli"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from haveli.cli.main import run; run()" "$@"\n')
    command.chmod(0o755)
    script = (
        f"{haveli('completion', 'bash').out}\nCOMP_WORDS=(haveli tenant pro); COMP_CWORD=2; _haveli\n"
        'echo "${COMPREPLY[@]}"\nCOMP_WORDS=(haveli ""); COMP_CWORD=1; _haveli; echo "${#COMPREPLY[@]}"'
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [bash, "-c", script],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(REPO / "src")},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    word, number = done.stdout.splitlines()
    assert (word, done.stderr) == ("provision", "")
    assert int(number) > 15
