from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber

from haveli.fleet.spend import Use
from haveli.operate import overview
from haveli.operate.clusters import Capacity, Observed
from haveli.render import render, writer
from haveli.spec import Spec, load
from tests.engine.test_history import keep, record
from tests.engine.worlds import body, scripted

REPO = Path(__file__).parents[2]
MONTH = datetime(2026, 11, 1, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRODUCTION, STAGING = "pai-risk-mlops-fraud-production-emr", "pai-risk-mlops-fraud-staging-emr"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    (tmp_path / "tenants").mkdir()
    for name in ("platform.yaml", "tenants/fraud.yaml"):
        shutil.copy(REPO / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def spec(repo: Path) -> Spec:
    return load(repo)


def observed(state: str = "WAITING", **given: Any) -> Observed:
    return Observed(**{"id": "j-1", "name": PRODUCTION, "state": state, "reason": "", "created": MONTH, **given})


def test_each_cluster_of_the_specification_stands_beside_what_was_seen(spec: Spec) -> None:
    fleets = {"CORE": Capacity(2, 2), "TASK": Capacity(5, 3)}
    production, staging = overview.describe(spec, {PRODUCTION: [observed(fleets=fleets)]}, MONTH, NOON)
    assert (production.id, production.state, production.core, production.task) == (
        *("j-1", "up"),
        *(Capacity(2, 2), Capacity(5, 3)),
    )
    assert (production.task_max, production.budget_usd) == (16, 1500)
    assert (staging.name, staging.state, staging.task, staging.spend.usd) == (STAGING, "not there", None, 0)


def test_the_newest_cluster_of_a_name_is_shown_and_all_of_them_are_paid_for(spec: Spec) -> None:
    hour = timedelta(hours=1)
    old = observed("TERMINATED", id="j-0", uses=(Use("r6g.xlarge", "SPOT", MONTH, MONTH + hour),))
    new = observed(uses=(Use("r6g.xlarge", "SPOT", NOON - hour),))
    production, _ = overview.describe(spec, {PRODUCTION: [new, old]}, MONTH, NOON)
    assert (production.id, production.spend.hours) == ("j-1", 2)


def test_free_memory_is_unknown_while_nobody_measures_it(spec: Spec) -> None:
    assert {status.free_memory_percent for status in overview.describe(spec, {}, MONTH, NOON)} == {None}


def test_everything_is_looked_at_in_few_reads(repo: Path, spec: Spec, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HAVELI_HOME", raising=False)
    writer.write(repo, writer.plan(repo, render(spec)))
    world, s3 = scripted()
    emr = Stubber(world.client("emr"))
    emr.activate()
    emr.add_response("list_clusters", {"Clusters": []})
    objects = [{"Key": "fraud/00-storage/terraform.tfstate", "ETag": '"1"'}]
    lock = {"Key": "fraud/00-storage/terraform.tfstate.tflock", "ETag": '"2"'}
    s3.add_response("head_bucket", {})
    s3.add_response("list_objects_v2", {"Contents": objects})
    s3.add_response("list_objects_v2", {"Contents": [*objects, lock]})
    held = {"ID": "l1", "Who": "asha@host", "Created": "2026-11-23T11:00:00Z", "Operation": "OperationTypeApply"}
    s3.add_response(
        "get_object",
        {
            "Body": body(held),
            "ETag": '"2"',
            "LastModified": NOON - timedelta(minutes=5),
            "ResponseMetadata": {"HTTPHeaders": {"date": "Mon, 23 Nov 2026 12:00:00 GMT"}},
        },
    )
    s3.add_response("list_objects_v2", {})
    keep(repo / ".haveli/runs", record(1))
    found = overview.gather(repo, repo / ".haveli", world, spec, NOON)
    s3.assert_no_pending_responses()
    assert found.roots.applied == 1 < found.roots.number
    assert found.roots.changed == ("fraud/00-storage",)
    assert [(lock.root, lock.who, lock.seconds) for lock in found.locks] == [("fraud/00-storage", "asha@host", 300)]
    assert [past.record.id for past in found.runs] == [record(1).id]
    assert (found.spend.usd, found.at, found.instance) == (0, NOON, "i1")
