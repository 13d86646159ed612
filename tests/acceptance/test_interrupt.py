"""Ctrl-C for one of eight roots that run at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.acceptance.conftest import BIN, Checkout

pytestmark = pytest.mark.acceptance

STATES = "pai-risk-mlops-v1-foundation-tfstates"
BUCKETS = 25


def root_files(number: int) -> str:
    """A root of buckets that wait for each other, so that it takes a while."""
    buckets = "\n".join(
        f"""
resource "aws_s3_bucket" "b{index}" {{
  bucket = "pai-risk-mlops-swarm-{number}-{index}"
  {f"depends_on = [aws_s3_bucket.b{index - 1}]" if index else ""}
}}"""
        for index in range(BUCKETS)
    )
    return f"""
terraform {{
  required_providers {{
    aws = {{
      source = "hashicorp/aws"
    }}
  }}
  backend "s3" {{
    bucket       = "{STATES}"
    key          = "swarm/0{number}-buckets/terraform.tfstate"
    region       = "ap-south-1"
    use_lockfile = true
  }}
}}
provider "aws" {{
  region = "ap-south-1"
}}
{buckets}
"""


def test_seven_finish_and_the_interrupted_one_ends_cleanly(checkout: Checkout) -> None:
    checkout.haveli("up", "--port", "0", "foundation")
    for number in range(8):
        folder = checkout.path / f"terraform/environments/swarm/0{number}-buckets"
        folder.mkdir(parents=True)
        (folder / "main.tf").write_text(root_files(number))
    process = subprocess.Popen(
        [str(BIN / "haveli"), "apply", "swarm", "--yes", "--json", "--parallel", "8"],
        cwd=checkout.path,
        env=checkout.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.kill(core_that_creates(checkout.path, "swarm.03-buckets"), signal.SIGINT)
    out, err = process.communicate(timeout=180)
    results = {root["root"]: root["result"] for root in json.loads(out)["roots"]}
    assert process.returncode == 1, err
    assert results.pop("swarm/03-buckets") == "interrupted"
    assert set(results.values()) == {"applied"}

    s3 = checkout.client("s3")
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=STATES)["Contents"]]
    assert not [key for key in keys if key.endswith(".tflock")]
    state = json.loads(s3.get_object(Bucket=STATES, Key="swarm/03-buckets/terraform.tfstate")["Body"].read())
    saved = {item["instances"][0]["attributes"]["bucket"] for item in state["resources"]}
    there = {item["Name"] for item in s3.list_buckets()["Buckets"] if "-swarm-3-" in item["Name"]}
    assert saved == there
    assert 0 < len(saved) < BUCKETS
    checkout.haveli("apply", "swarm", "--yes")
    checkout.haveli("plan", "swarm", "--refresh", "--detailed-exitcode")


def core_that_creates(repo: Path, name: str) -> int:
    """The pid of the core that applies a root, once it has created something."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        logs = list((repo / ".haveli" / "runs").glob(f"*/{name}.log"))
        if logs and "Creation complete" in logs[-1].read_text():
            return pid_in(repo / "terraform/environments" / name.replace(".", "/", 1))
        time.sleep(0.02)
    raise AssertionError(f"{name} never created anything")


def pid_in(folder: Path) -> int:
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").resolve() == folder.resolve() and b"apply" in (entry / "cmdline").read_bytes():
                    return int(entry.name)
            except OSError:
                continue
    raise AssertionError(f"no core runs in {folder}")
