from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from haveli.cli.env import exports, restore
from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine

BIN = Path("/checkout/.haveli/bin")
OF_THE_SHELL = {"PWD", "OLDPWD", "SHLVL", "_"}
NASTY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["", "a'b\"c", "$(false) `false`", "two\nlines\n", "caf\udce9", "\\", "-n", "*", "x; exit 1"]
)
NAMES = st.sampled_from(["AWS_PROFILE", "AWS_REGION", "AWS_SESSION_TOKEN", "TF_VAR_x", "NO_PROXY", "PATH"])
SHELLS = st.dictionaries(NAMES, NASTY, max_size=6)
WORLDS = st.dictionaries(NAMES.filter(lambda name: name != "PATH"), st.none() | NASTY, max_size=5)


def evaluated(lines: list[str], shell: Mapping[str, str]) -> dict[str, str]:
    """The variables of a real `sh` after it evaluated these lines."""
    done = subprocess.run(
        ["/bin/sh", "-c", 'eval "$1"; exec /usr/bin/env -0', "sh", "\n".join(lines)],
        env=dict(shell),
        capture_output=True,
        check=True,
    )
    pairs = (os.fsdecode(entry).split("=", 1) for entry in done.stdout.split(b"\0") if entry)
    return {name: value for name, value in pairs if name not in OF_THE_SHELL}


@settings(max_examples=40)
@given(SHELLS, WORLDS)
def test_a_shell_that_evaluates_the_exports_has_just_the_worlds_variables(
    shell: dict[str, str], world: dict[str, str | None]
) -> None:
    after = evaluated(exports(world, BIN, shell), shell)
    for name, value in world.items():
        assert after.get(name) == value
    assert after["PATH"].split(":")[0] == str(BIN)


@settings(max_examples=40)
@given(SHELLS, st.lists(WORLDS, min_size=1, max_size=3))
def test_whatever_was_exported_the_shell_is_in_the_end_as_it_was(
    shell: dict[str, str], worlds: list[dict[str, str | None]]
) -> None:
    now = dict(shell)
    for world in worlds:
        now = evaluated(exports(world, BIN, now), now)
    assert evaluated(restore(now), now) == shell


def test_again_in_the_same_shell_path_does_not_grow() -> None:
    shell = {"PATH": "/usr/bin:/bin"}
    once = evaluated(exports({}, BIN, shell), shell)
    assert evaluated(exports({}, BIN, once), once)["PATH"] == f"{BIN}:/usr/bin:/bin"


def test_where_nothing_was_exported_there_is_nothing_to_take_back() -> None:
    assert restore({"AWS_PROFILE": "mine"}) == []


def test_the_command_prints_what_sh_understands(haveli: Haveli, engine: FakeEngine, repo: Path) -> None:
    said = haveli("env")
    assert (said.code, said.err) == (0, "")
    after = evaluated(said.out.splitlines(), {"PATH": "/bin"})
    assert after["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert after["PATH"].startswith(f"{repo}/.haveli/bin:")
    assert (repo / ".haveli/bin/terraform").exists()


def test_taking_back_needs_neither_cloud_nor_checkout(haveli: Haveli, tmp_path: Path) -> None:
    said = haveli("env", "--unset", "-C", str(tmp_path))
    assert (said.code, said.out) == (0, "")
