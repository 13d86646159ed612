"""Log groups and dashboards against moto."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.cloudwatch import CloudwatchDashboard, CloudwatchLogGroup
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

GROUP = "/aws/eks/pai-risk-mlops-platform/cluster"
KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"
BODY = {"widgets": [{"type": "text", "x": 0, "y": 0, "width": 3, "height": 3, "properties": {"markdown": "hi"}}]}


@pytest.fixture
def group(ctx: TestContext) -> Life:
    return Life(CloudwatchLogGroup(), ctx)


def test_a_log_group_settles_and_changes_in_place(group: Life) -> None:
    state = group.create(name=GROUP, retention_in_days=30, tags={"a": "1"})
    assert state["arn"] == f"arn:aws:logs:ap-south-1:{group.ctx.account}:log-group:{GROUP}"
    group.change(retention_in_days=90, tags={"b": "2"})
    group.change(retention_in_days=None)
    assert group.replaced_by(name="other") == ("name",)
    group.delete()


def test_a_log_group_keeps_for_ever_unless_told(group: Life) -> None:
    assert group.create(name=GROUP)["retention_in_days"] == 0


def test_a_log_group_takes_and_loses_a_key(group: Life) -> None:
    group.create(name=GROUP, kms_key_id=KEY)
    group.change(kms_key_id=None)


def test_a_group_whose_name_is_a_prefix_of_another_is_told_apart(group: Life) -> None:
    group.ctx.client("logs").create_log_group(logGroupName=f"{GROUP}-other", tags={"x": "1"})
    group.create(name=GROUP)
    group.delete()


def test_a_group_can_outlive_its_resource(group: Life) -> None:
    group.create(name=GROUP, skip_destroy=True)
    group.kind.traits.delete(group.ctx, group.state)
    assert group.refresh() is not None


def test_a_group_is_imported_by_its_name(group: Life) -> None:
    group.create(name=GROUP, retention_in_days=7)
    assert group.imported(GROUP)["retention_in_days"] == 7


@pytest.mark.parametrize("config", [{"retention_in_days": 31}, {"name": "a b"}, {"name": "x" * 513}])
def test_faults_of_a_group_are_found_before_apply(config: dict[str, Any]) -> None:
    assert [problem.path for problem in CloudwatchLogGroup().validate(config)] == [(next(iter(config)),)]


def test_a_dashboard_is_compared_by_meaning(ctx: TestContext) -> None:
    life = Life(CloudwatchDashboard(), ctx)
    text = json.dumps(BODY, indent=2)
    state = life.create(dashboard_name="platform", dashboard_body=text)
    assert state["dashboard_arn"].endswith(":dashboard/platform")
    life.config["dashboard_body"] = json.dumps(BODY)
    assert life.plan().state["dashboard_body"] == text
    life.change(dashboard_body=json.dumps({"widgets": []}))
    assert life.imported("platform")["dashboard_name"] == "platform"
    life.delete()


def test_a_dashboard_that_is_no_json_is_found_before_apply() -> None:
    assert [problem.path for problem in CloudwatchDashboard().validate({"dashboard_body": "{"})] == [
        ("dashboard_body",)
    ]
