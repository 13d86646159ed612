"""A second tenant comes, is asked for again, and goes: nothing of it stays, everything of the other does."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.account import everything
from tests.acceptance.conftest import Checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("platform")]

ARGUMENTS = ("tenant", "provision", "--tenant", "payments", "--memory-optimized", "--staging")


def tree(checkout: Checkout) -> dict[str, str]:
    """A digest of every file of the checkout, also of those that Git ignores."""
    return {
        str(path.relative_to(checkout.path)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(checkout.path.rglob("*"))
        if path.is_file() and ".terraform" not in path.parts
    }


def endpoint(checkout: Checkout) -> str:
    return str(json.loads((checkout.path / ".haveli/local/cloud.json").read_text())["endpoint"])


def test_a_dry_run_writes_nothing_in_the_tree_and_in_the_cloud(platform: Checkout) -> None:
    files, account = tree(platform), everything(endpoint(platform))
    assert len(account) > 100
    done = platform.haveli(*ARGUMENTS, "--dry-run")
    assert "would write tenants/payments.yaml" in done.stderr
    assert "payments/00-storage" in done.stderr
    assert tree(platform) == files
    assert everything(endpoint(platform)) == account


def test_without_an_answer_nothing_is_applied(platform: Checkout) -> None:
    before = everything(endpoint(platform))
    done = platform.haveli(*ARGUMENTS, expect=3)
    assert "--yes" in done.stderr
    forget_payments(platform)
    assert differing(before, everything(endpoint(platform))) == set()


def test_a_tenant_comes_stays_as_it_is_and_goes_without_a_trace(platform: Checkout) -> None:
    before = everything(endpoint(platform))
    done = platform.shell("./scripts/provision-tenant.sh --tenant payments --memory-optimized --staging --yes")
    assert done.returncode == 0, done.stderr
    assert "pai-risk-mlops-payments-staging-emr" in done.stderr
    assert "Next:" in done.stderr
    there = everything(endpoint(platform))
    assert len([item for item in there if "payments" in item]) > 10
    again = platform.shell("./scripts/provision-tenant.sh --tenant payments --memory-optimized --staging --yes")
    assert again.returncode == 0, again.stderr
    assert "Nothing changed" in again.stderr
    assert differing(there, everything(endpoint(platform))) == set()

    platform.haveli("destroy", "payments", "--yes", "--confirm", "wrong", expect=3)
    gone = platform.haveli("destroy", "payments", "--yes", "--confirm", "payments")
    assert "8 roots: 107 destroyed" in gone.stderr
    assert differing(before, everything(endpoint(platform))) == set()
    platform.haveli("plan", "fraud", "foundation", "platform", "--refresh", "--detailed-exitcode")
    forget_payments(platform)


def forget_payments(checkout: Checkout) -> None:
    subprocess.run(
        ["rm", "-r", "tenants/payments.yaml", "terraform/environments/payments"], cwd=checkout.path, check=True
    )


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """What came, went or changed; but for the state bucket, whose object versions tell what happened.

    A cluster lives: that it is there is compared, not what time has made of it.
    """
    came_or_went = before.keys() ^ after.keys()
    changed = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    lasting = {name for name in changed if not name.startswith("emr.")}
    return {name for name in came_or_went | lasting if "foundation-tfstates" not in name}


def test_flags_that_contradict_the_file_are_refused(platform: Checkout) -> None:
    done = platform.haveli(
        "tenant", "provision", "--tenant", "fraud", "--owner", "other@example.com", "--yes", expect=3
    )
    assert "tenants/fraud.yaml" in done.stderr


def test_without_the_flags_there_is_no_staging_cluster_and_no_memory_optimised_type(platform: Checkout) -> None:
    done = platform.haveli("tenant", "provision", "--tenant", "ledger", "--dry-run")
    assert "04-emr-staging" not in done.stderr
    assert "ledger/03-emr-production" in done.stderr
    assert not (platform.path / "tenants" / "ledger.yaml").exists()


def test_a_name_that_is_too_long_is_refused_before_anything_is_written(platform: Checkout) -> None:
    done = platform.haveli("tenant", "provision", "--tenant", "x" * 60, "--yes", expect=3)
    assert "tenants/" in done.stderr
    assert not list(Path(platform.path / "tenants").glob("x*"))


def test_validate_names_file_and_line(platform: Checkout) -> None:
    broken = platform.path / "tenants" / "broken.yaml"
    broken.write_text("tenant: broken\nowner: a@example.com\nmemory_optimised: true\n")
    try:
        done = platform.haveli("validate", "tenants/broken.yaml", expect=3)
    finally:
        broken.unlink()
    assert "tenants/broken.yaml:3:1" in done.stderr
    assert "memory_optimized" in done.stderr
