"""The commands of every day on a platform that stands: each as a process, and none of them changes anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Checkout, copy_checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("platform")]

STATES = "pai-risk-mlops-v1-foundation-tfstates"
STAGING = "terraform/environments/fraud/04-emr-staging"


@pytest.fixture
def beside(platform: Checkout, tmp_path: Path) -> Checkout:
    """Another copy of the checkout that works in the same world; a test may change its files."""
    copy = copy_checkout(tmp_path / "beside")
    return Checkout(copy.path, {"HAVELI_HOME": str(platform.path / ".haveli")})


def keys(platform: Checkout) -> set[str]:
    return {item["Key"] for item in platform.client("s3").list_objects_v2(Bucket=STATES)["Contents"]}


def test_status_shows_every_cluster_with_what_emr_says(platform: Checkout) -> None:
    seen = json.loads(platform.haveli("status", "--json").stdout)
    emr = platform.client("emr")
    ids = {item["Name"]: item["Id"] for item in emr.list_clusters()["Clusters"]}
    assert {cluster["name"]: cluster["id"] for cluster in seen["clusters"]} == ids
    for cluster in seen["clusters"]:
        fleets = emr.list_instance_fleets(ClusterId=cluster["id"])["InstanceFleets"]
        [task] = [fleet for fleet in fleets if fleet["InstanceFleetType"] == "TASK"]
        assert cluster["units"]["task"]["target"] == task["TargetOnDemandCapacity"] + task["TargetSpotCapacity"]
        assert cluster["state"] == "up"
        assert cluster["free_memory_percent"] is None


def test_status_estimates_the_cost_of_the_month_against_the_budgets(platform: Checkout) -> None:
    seen = json.loads(platform.haveli("status", "--json").stdout)
    assert [cluster["budget_usd"] for cluster in seen["clusters"]] == [1500, 200]
    for cluster in seen["clusters"]:
        assert 0 < cluster["spend"]["instance_hours"] < 50
        assert 0 <= cluster["spend"]["usd"] < cluster["budget_usd"]
        assert cluster["spend"]["unpriced_types"] == []


def test_status_is_one_plain_screen_where_nobody_looks(platform: Checkout) -> None:
    lines = platform.haveli("status").stdout.splitlines()
    assert len(lines) < 24
    number = len(platform.haveli("plan", "--order").stdout.splitlines())
    assert f"Roots   {number} of {number} applied" in lines
    assert "Locks   none held" in lines


def test_doctor_finds_nothing_to_mend(platform: Checkout) -> None:
    findings = json.loads(platform.haveli("doctor", "--json").stdout)
    words = {finding["name"]: finding["word"] for finding in findings}
    assert set(words.values()) == {"ok"}, findings
    assert {"core", "clock", "account", "state versions", "state encryption", "rendered files"} <= set(words)


def test_doctor_tells_a_variable_that_the_core_would_obey(platform: Checkout) -> None:
    disturbed = Checkout(platform.path, {"TF_CLI_ARGS_plan": "-refresh=false"})
    said = disturbed.haveli("doctor", expect=1)
    assert "Next: unset TF_CLI_ARGS_plan" in said.stdout


def test_the_first_up_is_in_both_journals(platform: Checkout) -> None:
    runs = json.loads(platform.haveli("runs", "list", "--json", "--limit", "100").stdout)
    first = runs[-1]
    assert (first["command"], first["fate"], first["journals"]) == ("haveli up", "done", ["checkout", "bucket"])
    shown = platform.haveli("runs", "show", first["id"])
    assert "fraud/03-emr-production" in shown.stdout
    assert f"runs/{first['id']}.json" in keys(platform)


def test_another_checkout_sees_the_runs_of_the_bucket(platform: Checkout, tmp_path: Path) -> None:
    facts = tmp_path / "home" / "local"
    facts.mkdir(parents=True)
    (facts / "cloud.json").write_bytes((platform.path / ".haveli/local/cloud.json").read_bytes())
    other = Checkout(platform.path, {"HAVELI_HOME": str(tmp_path / "home")})
    runs = json.loads(other.haveli("runs", "list", "--json").stdout)
    assert {tuple(run["journals"]) for run in runs} == {("bucket",)}


def test_haveli_alone_points_to_status(platform: Checkout) -> None:
    assert "Next: haveli status" in platform.haveli().stdout


def test_apply_and_destroy_show_their_order_and_run_nothing(platform: Checkout) -> None:
    before = keys(platform)
    up = platform.haveli("apply", "fraud", "--order").stdout.splitlines()
    down = platform.haveli("destroy", "fraud", "--order").stdout.splitlines()
    assert up[0].split()[0] == "fraud/00-storage"
    assert up == down[::-1]
    assert keys(platform) == before


def test_only_what_changed_since_a_commit_is_planned(beside: Checkout) -> None:
    committed = beside.shell(
        "git init -q . && git add . && git -c user.name=a -c user.email=a@example.com commit -qm first"
    )
    assert committed.returncode == 0, committed.stderr
    nothing = json.loads(beside.haveli("plan", "--changed-since", "HEAD", "--json").stdout)
    assert nothing["roots"] == []
    tenant = beside.path / "tenants/fraud.yaml"
    tenant.write_text(tenant.read_text() + "clusters:\n  staging: {budget: 250}\n")
    done = beside.haveli("plan", "--changed-since", "HEAD", "--json")
    assert [root["root"] for root in json.loads(done.stdout)["roots"]] == ["fraud/05-budgets"]
    assert "1 of " in done.stderr


def test_staging_that_still_stands_keeps_its_root_and_the_rest_goes_on(platform: Checkout, beside: Checkout) -> None:
    tenant = beside.path / "tenants/fraud.yaml"
    tenant.write_text(tenant.read_text().replace("staging: true", "staging: false"))
    said = beside.haveli("render", expect=1)
    assert said.stderr.endswith("Next: haveli destroy fraud/04-emr-staging\n")
    assert (beside.path / STAGING / "main.tf").exists()
    planned = json.loads(beside.haveli("plan", "fraud", "--json").stdout)
    words = {root["root"]: root["result"] for root in planned["roots"]}
    assert (words["fraud/04-emr-staging"], words["fraud/05-budgets"]) == ("skipped", "changes")


def test_a_tenant_that_still_stands_keeps_its_roots(beside: Checkout) -> None:
    (beside.path / "tenants/fraud.yaml").unlink()
    said = beside.haveli("plan", "--refresh", "--detailed-exitcode", "fraud")
    assert "Next: haveli destroy fraud\n" in said.stderr
    assert (beside.path / STAGING / "main.tf").exists()


def test_where_no_world_answers_roots_stay(platform: Checkout, tmp_path: Path) -> None:
    copy = copy_checkout(tmp_path / "alone")
    (copy.path / "tenants/fraud.yaml").unlink()
    said = copy.haveli("render", expect=1)
    assert said.stderr.endswith("Next: haveli up --empty, then the same command\n")
    assert (copy.path / STAGING / "main.tf").exists()
