"""aws_iam_instance_profile against moto."""

from __future__ import annotations

import json

import pytest

from haveli.local.provider.resources.iam_instance_profile import IamInstanceProfile
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


@pytest.fixture
def life(ctx: TestContext) -> Life:
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    for role in ("one", "two"):
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        ctx.client("iam").create_role(RoleName=role, AssumeRolePolicyDocument=document)
    return Life(IamInstanceProfile(), ctx)


def test_a_profile_changes_its_role_and_tags_in_place(life: Life) -> None:
    state = life.create(name="p", role="one", tags={"a": "1"})
    assert state["arn"].endswith(":instance-profile/p") and state["unique_id"]
    life.change(role="two", tags={"b": "2"})
    life.change(role=None)
    life.change(role="one")
    assert life.imported("p")["role"] == "one"
    life.delete()


def test_a_role_removed_by_hand_shows_as_drift(life: Life) -> None:
    life.create(name="p", role="one")
    life.ctx.client("iam").remove_role_from_instance_profile(InstanceProfileName="p", RoleName="one")
    found = life.refresh()
    assert found is not None and found["role"] is None
    life.delete()


def test_a_role_that_does_not_exist_leaves_the_profile_in_the_state(life: Life) -> None:
    with pytest.raises(Exception, match="NoSuchEntity"):
        life.create(name="p", role="missing")
    profiles = life.ctx.client("iam").list_instance_profiles()["InstanceProfiles"]
    assert [profile["InstanceProfileName"] for profile in profiles] == ["p"]


def test_another_path_replaces_the_profile(life: Life) -> None:
    life.create(name="p")
    assert life.replaced_by(path="/team/") == ("path",)
