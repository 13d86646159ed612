"""aws_iam_service_linked_role against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.iam_service_linked_role import IamServiceLinkedRole
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

SERVICE = "autoscaling.amazonaws.com"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(IamServiceLinkedRole(), ctx)


def test_a_role_is_named_for_its_service(life: Life) -> None:
    state = life.create(aws_service_name=SERVICE)
    assert state["path"] == f"/aws-service-role/{SERVICE}/" and state["name"].startswith("AWSServiceRoleFor")
    assert state["arn"] == state["id"]


def test_description_and_tags_change_in_place(life: Life) -> None:
    life.create(aws_service_name=SERVICE, description="of the nodes", tags={"a": "1"})
    life.change(description="of all nodes", tags={"b": "2"})
    life.change(description=None)


@pytest.mark.parametrize(("changes"), [{"aws_service_name": "spot.amazonaws.com"}, {"custom_suffix": "other"}])
def test_another_service_or_suffix_replaces_a_role(life: Life, changes: dict[str, Any]) -> None:
    life.create(aws_service_name=SERVICE, custom_suffix="eks")
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_role_is_imported_by_its_arn_with_its_suffix(life: Life) -> None:
    state = life.create(aws_service_name=SERVICE, custom_suffix="eks")
    assert life.imported(state["id"]) == state
    life.delete()


def test_a_failed_deletion_is_told(life: Life, ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> None:
    life.create(aws_service_name=SERVICE)
    failed = {"Status": "FAILED", "Reason": {"Reason": "A group still uses it."}}
    monkeypatch.setattr(ctx.client("iam"), "get_service_linked_role_deletion_status", lambda **_: failed)
    with pytest.raises(ValueError, match="A group still uses it"):
        life.kind.traits.delete(ctx, life.state)


def test_a_name_that_is_no_services_is_found_before_apply() -> None:
    validate = IamServiceLinkedRole().validate
    assert [problem.path for problem in validate({"aws_service_name": "emr"})] == [("aws_service_name",)]
    assert list(validate({"aws_service_name": SERVICE})) == []
