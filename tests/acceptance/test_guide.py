"""Every command of docs/guide.md is run as written, in its order, in one shell."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest

from tests.acceptance.conftest import REPO, Checkout

pytestmark = pytest.mark.acceptance

GUIDE = (REPO / "docs" / "guide.md").read_text()
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks() -> list[str]:
    return BLOCK.findall(GUIDE)


def test_the_guide_has_the_documented_commands() -> None:
    wanted = [
        "cd terraform/environments/platform/00-infra-vpc/",
        "terraform init",
        "terraform plan",
        "terraform apply",
        "export AWS_PROFILE=pai-risk-mlops",
        "aws --profile pai-risk-mlops sts get-caller-identity",
        "./scripts/provision-tenant.sh --tenant payments --memory-optimized --staging",
        "aws s3 ls s3://pai-risk-mlops-v1-foundation-tfstates/",
        "ps aux | grep terraform",
        'echo "yes" | terraform force-unlock',
    ]
    missing = [command for command in wanted if command not in GUIDE]
    assert not missing


def test_every_command_of_the_guide_runs(checkout: Checkout) -> None:
    # The port of the guide's plain `haveli up` may be taken on a machine that runs tests at once.
    lines = [line for block in blocks() for line in block.splitlines() if line and not line.startswith("#")]
    script = "\n".join(f"echo '$ {line}' >&2\n{line}".replace("haveli up", "haveli up --port 0") for line in lines)
    done = checkout.shell(script.replace("echo '$ eval \"$(haveli env)\"'", "echo '$ eval'"))
    assert done.returncode == 0, done.stderr[-4000:]
    assert '"Account": "880170353725"' in done.stdout
    assert "pai-risk-mlops-payments-staging-emr\tTERMINATED" not in done.stdout


def test_a_lock_left_by_a_killed_core_is_found_and_forced(checkout: Checkout) -> None:
    checkout.haveli("up", "--port", "0", "foundation", "platform/00-infra-vpc")
    vpc = checkout.path / "terraform/environments/platform/00-infra-vpc"
    environment = checkout.exported()
    subprocess.run(["terraform", "init"], cwd=vpc, env=environment, check=True, capture_output=True)
    # A destroy holds the state's lock while it waits for its answer.
    core = subprocess.Popen(
        ["terraform", "destroy"],
        cwd=vpc,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    lock = "platform/00-infra-vpc/terraform.tfstate.tflock"
    bucket = "pai-risk-mlops-v1-foundation-tfstates"
    s3 = checkout.client("s3")
    try:
        wait_for_object(s3, bucket, lock)
        processes = checkout.shell("unset COLUMNS; ps aux | grep terraform").stdout
        assert "terraform destroy" in processes
    finally:
        core.kill()
        core.wait()
    import json

    held = json.loads(s3.get_object(Bucket=bucket, Key=lock)["Body"].read())
    listed = checkout.shell(f'eval "$(haveli env)"; aws s3 ls --recursive s3://{bucket}/')
    assert lock in listed.stdout
    forced = subprocess.run(
        f'echo "yes" | terraform force-unlock {held["ID"]}',
        shell=True,
        cwd=vpc,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert forced.returncode == 0, forced.stdout + forced.stderr
    assert lock not in [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]


def wait_for_object(s3: object, bucket: str, key: str) -> None:
    """Polls until the object is there: another process puts it."""
    for _ in range(300):
        listed = s3.list_objects_v2(Bucket=bucket, Prefix=key)  # type: ignore[attr-defined]
        if listed.get("KeyCount"):
            return
        time.sleep(0.05)
    raise AssertionError(f"{key} did not appear")


def test_readme_starts_with_the_two_commands() -> None:
    lines = Path(REPO / "README.md").read_text().splitlines()
    assert [line for line in lines if line.startswith("make ")][:2] == ["make up", "make test"]
