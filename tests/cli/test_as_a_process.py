"""Exit codes, order, selection and staleness through the command as a process, with a core that only pretends."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

from tests.cli.conftest import REPO
from tests.cli.fake_core import put
from tests.engine.checkouts import remote_state

pytestmark = pytest.mark.acceptance

BUCKET = "pai-risk-mlops-v1-foundation-tfstates"
COMMAND = [sys.executable, "-c", "from haveli.cli.main import run; run()"]
A, B, C, D = (f"swarm/0{number}-{name}" for number, name in enumerate("abcd"))


@dataclass(frozen=True)
class Scene:
    """A checkout with four roots: `b` and `c` read `a`, `d` reads nothing; and the states of a local cloud."""

    repo: Path
    endpoint: str

    def haveli(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=self.repo,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def apply(self, *names: str) -> subprocess.CompletedProcess[str]:
        return self.haveli("apply", *names, "--core", self.core, "--parallel", "1", "--json", "--yes")

    def start(self, *arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *arguments, "--core", self.core, "--parallel", "1", "--json"],
            cwd=self.repo,
            env=self.environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def core(self) -> str:
        return str(self.repo / "core")

    @property
    def environment(self) -> dict[str, str]:
        ours = {"PYTHONPATH": str(REPO / "src"), "FAKE_CORE_LOG": str(self.log), "STATE_BUCKET": BUCKET}
        return {"PATH": os.environ["PATH"], "HOME": str(self.repo), **ours}

    @property
    def log(self) -> Path:
        return self.repo / "core.log"

    def done(self, *verbs: str) -> list[str]:
        """What the core was asked for since the last time, of these verbs."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line for line in lines if line.split()[0] in verbs]

    def folder(self, name: str) -> Path:
        return self.repo / "terraform/environments" / name

    def plans(self, name: str, code: int, **changes: list[str]) -> None:
        (self.folder(name) / "plan.json").write_text(json.dumps({"code": code, "changes": changes}))

    def put_state(self, name: str, *outputs: str) -> None:
        """Somebody else applies a root."""
        state = {"serial": os.urandom(4).hex(), "outputs": {output: {"value": 1} for output in outputs}}
        put(f"{self.endpoint}/{BUCKET}/{name}/terraform.tfstate", json.dumps(state).encode())


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def scene(tmp_path: Path, endpoint: str) -> Scene:
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")).close()
    put(f"{endpoint}/{BUCKET}", b"")
    made = Scene(tmp_path, endpoint)
    shutil.copy(REPO / "platform.yaml", tmp_path / "platform.yaml")
    (tmp_path / "core").write_text(f"#!{sys.executable}\n" + (REPO / "tests/cli/fake_core.py").read_text())
    (tmp_path / "core").chmod(0o755)
    reads_a = remote_state("a", A) + "locals { id = data.terraform_remote_state.a.outputs.id }\n"
    for name, text in {A: "", B: reads_a, C: reads_a, D: ""}.items():
        made.folder(name).mkdir(parents=True)
        (made.folder(name) / "main.tf").write_text(text)
    (made.folder(A) / "outputs.json").write_text('["id"]')
    keys = {
        "AWS_ENDPOINT_URL": endpoint,
        "HAVELI_ACCESS_KEY_ID": DEFAULT_ACCOUNT_ID,
        "HAVELI_SECRET_ACCESS_KEY": "none",
    }
    facts = {
        "endpoint": endpoint,
        "account": DEFAULT_ACCOUNT_ID,
        "region": "ap-south-1",
        "instance": "i1",
        "environment": keys,
    }
    (tmp_path / ".haveli/local").mkdir(parents=True)
    (tmp_path / ".haveli/local/cloud.json").write_text(json.dumps(facts))
    return made


def results(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    return {root["root"]: root["result"] for root in json.loads(done.stdout)["roots"]}


def test_the_exit_codes_of_a_plan_an_apply_and_the_next_plan(scene: Scene) -> None:
    plan = ["plan", "swarm", "--core", scene.core, "--detailed-exitcode"]
    assert scene.haveli(*plan).returncode == 2
    applied = scene.apply("swarm")
    assert applied.returncode == 0, applied.stderr
    assert set(results(applied).values()) == {"applied"}
    assert scene.haveli(*plan).returncode == 0
    scene.plans(D, 1)
    assert scene.haveli(*plan).returncode == 1
    (scene.folder(B) / "main.tf").write_text("# changed\n")
    assert scene.haveli(*plan).returncode == 1  # an error beats changes
    assert scene.haveli("plan", "swarn", "--core", scene.core).returncode == 3


def test_roots_are_applied_in_the_order_of_their_needs_and_destroyed_in_the_reverse(scene: Scene) -> None:
    scene.apply("swarm")
    assert scene.done("apply") == [f"apply {name}" for name in (A, B, C, D)]
    destroyed = scene.haveli(
        "destroy", "swarm", "--yes", "--confirm", "swarm", "--core", scene.core, "--parallel", "1", "--json"
    )
    assert destroyed.returncode == 0, destroyed.stderr
    assert scene.done("apply") == [f"apply {name}" for name in (D, C, B, A)]


def test_one_failure_blocks_only_what_needs_it(scene: Scene) -> None:
    scene.plans(A, 1)
    applied = scene.apply("swarm")
    assert applied.returncode == 1
    assert results(applied) == {A: "failed", B: "blocked", C: "blocked", D: "applied"}
    assert scene.done("apply") == [f"apply {D}"]


def test_a_selection_never_widens(scene: Scene) -> None:
    alone = scene.apply(B)
    assert (alone.returncode, results(alone)) == (1, {B: "blocked"})
    assert f"needs {A} (id)" in alone.stdout
    assert scene.done("init", "plan", "apply") == []
    scene.put_state(A, "id")
    assert results(scene.apply(B)) == {B: "applied"}
    assert {line.split()[1] for line in scene.done("init", "plan", "apply")} == {B}


def test_a_destroy_of_what_others_need_is_refused_and_runs_nothing(scene: Scene) -> None:
    scene.apply("swarm")
    scene.done()
    refused = scene.haveli("destroy", A, "--yes", "--confirm", A, "--core", scene.core)
    assert refused.returncode == 1
    assert B in refused.stderr
    assert scene.done("plan", "apply") == []


def test_what_did_not_change_is_skipped_and_a_change_upstream_is_seen(scene: Scene) -> None:
    scene.apply("swarm")
    assert set(results(scene.apply("swarm")).values()) == {"skipped"}
    scene.put_state(A, "id")
    assert results(scene.apply(B, D)) == {B: "applied", D: "skipped"}


def read_until(stream: IO[str], wanted: str) -> str:
    text = ""
    while wanted not in text:
        piece = stream.read(1)
        assert piece, text
        text += piece
    return text


def answered(scene: Scene, change: object) -> tuple[int, str]:
    """Reviews root C at a terminal, lets something happen before the answer, and says yes."""
    ours, theirs = pty.openpty()
    process = scene.start("apply", C, stdin=theirs)
    os.close(theirs)
    assert process.stderr
    read_until(process.stderr, "applies:")
    if callable(change):
        change()
    os.write(ours, b"yes\n")
    out, _ = process.communicate()
    os.close(ours)
    return process.returncode, out


def test_a_review_is_applied_as_it_was_shown(scene: Scene) -> None:
    scene.put_state(A, "id")
    code, _ = answered(scene, None)
    assert code == 0
    assert scene.done("plan", "apply") == [f"plan {C}", f"apply {C}"]


def test_a_review_that_went_stale_is_planned_again_and_applied_when_it_says_the_same(scene: Scene) -> None:
    scene.put_state(A, "id")
    code, _ = answered(scene, lambda: scene.put_state(A, "id"))
    assert code == 0
    assert scene.done("plan", "apply") == [f"plan {C}", f"plan {C}", f"apply {C}"]


def test_a_review_that_went_stale_is_refused_when_it_now_says_something_else(scene: Scene) -> None:
    def meanwhile() -> None:
        scene.put_state(A, "id")
        scene.plans(C, 2, **{"a.other": ["delete", "create"]})

    scene.put_state(A, "id")
    code, out = answered(scene, meanwhile)
    assert code == 1
    assert "+ replace a.other" in json.loads(out)["roots"][0]["reason"]
    assert scene.done("apply") == []


def test_no_plan_file_is_left_to_be_applied_twice(scene: Scene) -> None:
    scene.plans(A, 1)
    scene.apply("swarm")
    scene.haveli("plan", D, "--core", scene.core)
    assert list(scene.repo.glob(".haveli/runs/*/*.tfplan")) == []


def test_the_first_interrupt_drains_and_the_second_reaches_the_core(scene: Scene) -> None:
    (scene.folder(A) / "hold").write_text("")
    process = scene.start("apply", "swarm", "--yes")
    wait_for_line(scene, process, "Creating...")
    process.send_signal(signal.SIGINT)
    assert process.stderr
    read_until(process.stderr, "Draining")
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate()
    assert process.returncode == 130
    words = {root["root"]: root["result"] for root in json.loads(out)["roots"]}
    assert words == {A: "interrupted", B: "blocked", C: "blocked", D: "waiting"}
    [journal] = scene.repo.glob(".haveli/runs/*/run.json")
    assert json.loads(journal.read_text())["exit"] == 130


def wait_for_line(scene: Scene, process: subprocess.Popen[str], wanted: str) -> None:
    while not any(wanted in log.read_text() for log in scene.repo.glob(".haveli/runs/*/*.log")):
        assert process.poll() is None, "the command ended before it came so far"
        os.sched_yield()
