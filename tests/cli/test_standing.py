from __future__ import annotations

from pathlib import Path

from botocore.stub import Stubber

from haveli.aws import World
from haveli.cli import standing
from haveli.cli.checkout import checkout

PRODUCTION, STAGING = "pai-risk-mlops-fraud-production-emr", "pai-risk-mlops-fraud-staging-emr"


def emr(*clusters: tuple[str, str, str]) -> tuple[World, Stubber]:
    """A world whose EMR lists these clusters, newest first as AWS does, one on each page."""
    keys = {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
        "HAVELI_ACCESS_KEY_ID": "880170353725",
        "HAVELI_SECRET_ACCESS_KEY": "none",
    }
    world = World("local", "880170353725", "ap-south-1", "i1", keys)
    stubber = Stubber(world.client("emr"))
    for number, (name, id, state) in enumerate(clusters):
        page = {"Clusters": [{"Name": name, "Id": id, "Status": {"State": state}}]}
        marker = {"Marker": str(number)} if number + 1 < len(clusters) else {}
        stubber.add_response("list_clusters", {**page, **marker})
    stubber.activate()
    return world, stubber


def test_the_platform_shows_each_cluster_of_each_tenant_with_its_state_and_budget(repo: Path) -> None:
    world, stubber = emr((STAGING, "j-2", "WAITING"), (PRODUCTION, "j-1", "RUNNING"))
    text = standing.platform(world, checkout(".", None).spec, 12.3)
    stubber.assert_no_pending_responses()
    assert "Standing after 12 s" in text
    assert f"{PRODUCTION}  j-1  RUNNING  budget USD 1500 a month" in text
    assert f"{STAGING}  j-2  WAITING  budget USD 200 a month" in text
    assert "pai-risk-mlops-fraud-shared-data" in text
    assert "fraud_iceberg, fraud_raw" in text


def test_of_two_clusters_of_one_name_the_newer_is_shown(repo: Path) -> None:
    world, _ = emr((PRODUCTION, "j-new", "WAITING"), (PRODUCTION, "j-old", "TERMINATED"), (STAGING, "j-2", "WAITING"))
    text = standing.platform(world, checkout(".", None).spec, 1)
    assert "j-new" in text
    assert "j-old" not in text


def test_a_cluster_that_is_missing_is_told(repo: Path) -> None:
    world, _ = emr((STAGING, "j-2", "WAITING"))
    here = checkout(".", None)
    [fraud] = here.spec.tenants
    assert f"{PRODUCTION}  -  not there" in standing.tenant(world, here.spec, fraud)
