from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from haveli import aws
from haveli.engine.core import install_script
from haveli.local import cloud
from haveli.local.cloud import CloudDidNotStart, PortTaken, Started

ACCOUNT, REGION, PROFILE = "880170353725", "ap-south-1", "pai-risk-mlops"
BUCKET = 'provider "aws" {}\nresource "aws_s3_bucket" "this" {\n  bucket = "a-bucket-of-the-test"\n}\n'


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A checkout; whatever runs of its cloud is ended."""
    monkeypatch.delenv("HAVELI_HOME", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path(cloud.__file__).parents[2]))
    folder = tmp_path / "checkout"
    folder.mkdir()
    yield folder
    cloud.stop(folder)


def up(repo: Path, port: int = 0) -> Started:
    return cloud.start(repo, port, ACCOUNT, REGION, PROFILE)


def gone(pid: int) -> bool:
    """Waits for a process to end."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 60)[0])
    finally:
        os.close(handle)


@pytest.mark.contract
def test_a_cloud_is_started_once_used_and_ended(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as theirs, ThreadPoolExecutor() as threads:
        theirs.setenv("AWS_PROFILE", "of-somebody-else")
        theirs.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        theirs.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        one, other = threads.map(lambda _: up(repo), range(2))
    assert {one.fresh, other.fresh} == {True, False}
    assert one.facts == other.facts == up(repo).facts == cloud.running_cloud(repo)

    world = aws.world(repo, "local", ACCOUNT, REGION, PROFILE)
    assert world.instance == one.facts["instance"] and ACCOUNT in world.caller()
    root = tmp_path / "root"
    root.mkdir()
    (root / "main.tf").write_text(BUCKET)
    core = str(install_script(tmp_path))
    subprocess.run([core, "apply", "-auto-approve"], cwd=root, env=world.child_environment(), check=True)
    assert [each["Name"] for each in world.client("s3").list_buckets()["Buckets"]] == ["a-bucket-of-the-test"]

    port = int(one.facts["endpoint"].rpartition(":")[2])
    with pytest.raises(PortTaken):
        up(tmp_path / "another", port)
    assert cloud.stop(repo)
    assert all(gone(pid) for pid in one.facts["pids"].values())
    assert (cloud.running_cloud(repo), cloud.stop(repo), aws.cloud_file(repo).exists()) == (None, False, False)


@pytest.mark.contract
def test_half_a_cloud_ends_and_another_can_be_started(repo: Path) -> None:
    first = up(repo).facts
    os.kill(first["pids"]["daemon"], signal.SIGKILL)
    assert gone(first["pids"]["daemon"]) and cloud.running_cloud(repo) is None
    assert gone(first["pids"]["provider"]), "the provider outlives its daemon"

    second = up(repo)
    assert second.fresh and second.facts["instance"] != first["instance"]
    os.kill(second.facts["pids"]["provider"], signal.SIGKILL)
    assert gone(second.facts["pids"]["daemon"]), "the daemon outlives its provider"
    assert (aws.cloud_file(repo).exists(), cloud.stop(repo)) == (False, False)


def python(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a script in the place of the daemon's Python."""
    path = tmp_path / "python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(cloud.sys, "executable", str(path))


def test_a_daemon_that_ends_at_once_is_reported_with_its_log(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python(tmp_path, "echo no such module >&2; exit 3", monkeypatch)
    with pytest.raises(CloudDidNotStart, match="no such module"):
        up(repo)


def test_a_daemon_that_does_not_answer_in_time_is_ended(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Any] = []

    def record(*args: Any, **kwargs: Any) -> Any:
        started.append(real(*args, **kwargs))
        return started[0]

    real = subprocess.Popen
    python(tmp_path, "exec sleep 600", monkeypatch)
    monkeypatch.setattr(cloud.subprocess, "Popen", record)
    monkeypatch.setattr(cloud, "_START_SECONDS", 0.0)
    with pytest.raises(CloudDidNotStart):
        up(repo)
    assert started[0].returncode == -signal.SIGKILL


def test_a_port_on_which_another_program_listens_is_taken(repo: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken):
            up(repo, other.getsockname()[1])


def test_a_process_id_that_was_given_to_another_program_is_nobody_of_ours(repo: Path) -> None:
    facts = '{{"pids": {{"daemon": {pid}, "provider": {pid}}}, "endpoint": "http://127.0.0.1:1"}}'
    aws.cloud_file(repo).parent.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", "input()", "haveli.local.daemon"], stdin=subprocess.PIPE) as other:
        aws.cloud_file(repo).write_text(facts.format(pid=other.pid))
        assert cloud.running_cloud(repo) is None
        assert not cloud.stop(repo)
        assert other.poll() is None
        other.communicate(b"\n")
    assert other.returncode == 0
