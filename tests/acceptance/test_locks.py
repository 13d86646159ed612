"""Locks that killed processes leave: found, judged, released; and a holder who lives is left alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from haveli.engine.processes import look
from tests.acceptance.conftest import BIN, Checkout, copy_checkout

pytestmark = pytest.mark.acceptance

STATES = "pai-risk-mlops-v1-foundation-tfstates"
VPC = "platform/00-infra-vpc"
WAITING = "swarm/00-waiting"
SHARED = "swarm/01-shared"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout whose state bucket and VPC stand, with a root that waits for a file and one of many buckets."""
    copy = copy_checkout(tmp_path_factory.mktemp("locks") / "checkout")
    copy.haveli("up", "--port", "0", "foundation", VPC)
    for root, resources in ((WAITING, waiting(copy.path / "go")), (SHARED, buckets(40))):
        folder = copy.path / "terraform/environments" / root
        folder.mkdir(parents=True)
        (folder / "main.tf").write_text(settings(root) + resources)
    yield copy
    copy.haveli("down", expect=None)


def settings(root: str) -> str:
    return f"""
terraform {{
  required_providers {{
    aws = {{
      source = "hashicorp/aws"
    }}
  }}
  backend "s3" {{
    bucket       = "{STATES}"
    key          = "{root}/terraform.tfstate"
    region       = "ap-south-1"
    use_lockfile = true
  }}
}}
provider "aws" {{
  region = "ap-south-1"
}}
"""


def waiting(file: Path) -> str:
    """A resource that is made once a file is there."""
    return f"""
resource "terraform_data" "gate" {{
  provisioner "local-exec" {{
    command = "until [ -e {file} ]; do sleep 0.2; done"
  }}
}}
"""


def buckets(count: int) -> str:
    """Buckets that are made one after the other."""
    return "\n".join(
        f'resource "aws_s3_bucket" "b{index}" {{\n  bucket = "pai-risk-mlops-shared-{index}"\n'
        + (f"  depends_on = [aws_s3_bucket.b{index - 1}]\n" if index else "")
        + "}\n"
        for index in range(count)
    )


def inspected(checkout: Checkout, root: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checkout.haveli("lock", "inspect", root, "--json").stdout)
    return found


def keys(checkout: Checkout) -> list[str]:
    listed = checkout.client("s3").list_objects_v2(Bucket=STATES)["Contents"]
    return [item["Key"] for item in listed]


def wait_for(what: str, probe: Callable[[], bool]) -> None:
    """Polls what another process does."""
    deadline = time.monotonic() + 120
    while not probe():
        assert time.monotonic() < deadline, f"{what} never came"
        time.sleep(0.05)


def log(checkout: Checkout, root: str) -> str:
    """What the core has said of a root in the latest run."""
    found = sorted((checkout.path / ".haveli/runs").glob(f"*/{root.replace('/', '.')}.log"))
    return found[-1].read_text() if found else ""


def cores(folder: Path) -> list[int]:
    """The Terraform processes that work in a folder."""
    return [worker.pid for worker in look().workers if worker.folder == str(folder.resolve())]


def test_the_lock_of_plain_terraform_is_active_while_it_lives_and_abandoned_once_it_is_killed(
    checkout: Checkout,
) -> None:
    folder = checkout.path / "terraform/environments" / VPC
    environment = checkout.exported()
    subprocess.run(["terraform", "init"], cwd=folder, env=environment, check=True, capture_output=True)
    # It holds the lock while it waits for an answer.
    core = subprocess.Popen(
        ["terraform", "destroy"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for("the lock", lambda: f"{VPC}/terraform.tfstate.tflock" in keys(checkout))
        found = inspected(checkout, VPC)
        assert (found["verdict"], found["cause"]) == ("active", "concurrent run")
        assert str(core.pid) in found["reasons"][0]
        refused = checkout.haveli("lock", "release", VPC, found["id"], expect=1)
        assert "active" in refused.stderr
        applied = checkout.haveli("apply", VPC, "--yes", "--refresh", expect=1)
        assert f"process {core.pid}" in applied.stderr
        assert "Error acquiring the state lock" not in applied.stderr
    finally:
        core.kill()
        core.wait()

    listed = checkout.haveli("lock", "list").stdout.splitlines()
    assert listed[1].split()[:2] == [VPC, "abandoned"]
    found = inspected(checkout, VPC)
    assert found["reasons"][-1] == "no Terraform process of this machine works on this state"
    applied = checkout.haveli("apply", VPC, "--yes", "--refresh", expect=1)
    assert "abandoned" in applied.stderr
    assert f"Next: haveli lock inspect {VPC}" in applied.stderr
    checkout.haveli("lock", "release", VPC, "not-its-id", expect=3)

    [command] = found["next"]
    checkout.haveli(*command.split()[1:])
    assert not [key for key in keys(checkout) if key.endswith(".tflock")]
    [record] = [key for key in keys(checkout) if key.startswith("locks/") and found["id"] in key]
    assert record
    checkout.haveli("apply", VPC, "--yes", "--refresh")
    assert checkout.haveli("lock", "list").stdout == "No state is locked.\n"


def test_the_lock_of_a_killed_haveli_is_judged_by_its_lease(checkout: Checkout) -> None:
    folder = checkout.path / "terraform/environments" / WAITING
    lock, lease = f"{WAITING}/terraform.tfstate.tflock", f"leases/{WAITING}/terraform.tfstate.json"
    run = subprocess.Popen(
        [str(BIN / "haveli"), "apply", WAITING, "--yes"],
        cwd=checkout.path,
        env=checkout.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for("the apply", lambda: "gate: Provisioning" in log(checkout, WAITING))
        found = inspected(checkout, WAITING)
        assert found["verdict"] == "active"
        assert any(f"process {run.pid} of run" in reason for reason in found["reasons"])
    finally:
        run.kill()
        run.wait()
    # The core outlives the haveli that began it: then the lock is still active.
    for pid in cores(folder):
        assert inspected(checkout, WAITING)["verdict"] == "active"
        os.kill(pid, signal.SIGKILL)
    wait_for("the end of the core", lambda: not cores(folder))

    assert lock in keys(checkout)
    found = inspected(checkout, WAITING)
    assert found["verdict"] == "abandoned"
    assert found["cause"] == "interrupted"
    assert f"process {run.pid} of run" in found["reasons"][0]
    checkout.haveli("lock", "release", WAITING, found["id"])
    assert not {lock, lease} & set(keys(checkout))
    (checkout.path / "go").touch()
    checkout.haveli("apply", WAITING, "--yes")
    assert not {lock, lease} & set(keys(checkout))


def test_of_eight_applies_at_once_one_holds_the_lock_and_the_others_leave_with_its_name(checkout: Checkout) -> None:
    runs = [
        subprocess.Popen(
            [str(BIN / "haveli"), "apply", SHARED, "--yes", "--json"],
            cwd=checkout.path,
            env=checkout.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(8)
    ]
    results = []
    for run in runs:
        out, err = run.communicate(timeout=300)
        [result] = json.loads(out)["roots"]
        results.append((run.returncode, result["result"], result["reason"], err))
    assert [word for _, word, _, _ in results].count("applied") == 1, results
    for code, word, reason, err in results:
        assert (code, word) in ((0, "applied"), (0, "unchanged"), (0, "skipped"), (1, "failed")), err
        assert word != "failed" or "locked by" in reason or "free by now" in reason, reason
        assert "abandoned" not in reason
    assert not [key for key in keys(checkout) if key.endswith(".tflock") and SHARED in key]
    assert f"leases/{SHARED}/terraform.tfstate.json" not in keys(checkout)
    written = serials(checkout, f"{SHARED}/terraform.tfstate")
    assert written == sorted(written)


def serials(checkout: Checkout, key: str) -> list[int]:
    """The serials of all versions of a state, oldest first."""
    s3 = checkout.client("s3")
    found = [item for item in s3.list_object_versions(Bucket=STATES, Prefix=key)["Versions"] if item["Key"] == key]
    bodies = [s3.get_object(Bucket=STATES, Key=key, VersionId=item["VersionId"])["Body"].read() for item in found]
    return [json.loads(body)["serial"] for body in reversed(bodies)]
