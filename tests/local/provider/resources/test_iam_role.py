"""aws_iam_role against moto."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.iam_role import IamRole
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-fraud-production-emr-service"
READ_ONLY = "arn:aws:iam::123456789012:policy/read-only"
READ_S3 = "arn:aws:iam::123456789012:policy/read-s3"


def trust(service: str = "elasticmapreduce.amazonaws.com") -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def grant(action: str) -> str:
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [action], "Resource": "*"}]}
    )


@pytest.fixture
def life(ctx: TestContext) -> Life:
    for name in ("read-only", "read-s3"):
        ctx.client("iam").create_policy(PolicyName=name, PolicyDocument=grant("s3:Get*"))
    return Life(IamRole(), ctx)


def test_a_role_reports_what_aws_gave_it(life: Life) -> None:
    state = life.create(name=NAME, assume_role_policy=trust())
    assert state["id"] == NAME and state["arn"] == f"arn:aws:iam::{life.ctx.account}:role/{NAME}"
    assert state["unique_id"].startswith("AROA") and state["create_date"].endswith("Z")
    assert state["path"] == "/" and state["max_session_duration"] == 3600
    assert state["managed_policy_arns"] == [] and state["inline_policy"] == []


def test_everything_changes_in_place_but_the_name_and_path(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust(), description="before", tags={"tenant": "fraud"})
    state = life.change(
        assume_role_policy=trust("ec2.amazonaws.com"),
        description="after",
        max_session_duration=7200,
        permissions_boundary=READ_ONLY,
        tags={"owner": "risk"},
    )
    assert state["description"] == "after" and state["tags"] == {"owner": "risk"}
    life.change(permissions_boundary=None, description=None)
    assert life.replaced_by(name="other", path="/team/") == ("name", "path")


def test_inline_policies_are_managed_only_where_configured(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust())
    life.ctx.client("iam").put_role_policy(RoleName=NAME, PolicyName="by-hand", PolicyDocument=grant("s3:GetObject"))
    found = life.refresh()
    assert found is not None and found["inline_policy"] == []


def test_inline_policies_are_added_changed_and_removed(life: Life) -> None:
    one, two = {"name": "one", "policy": grant("s3:GetObject")}, {"name": "two", "policy": grant("s3:PutObject")}
    life.create(name=NAME, assume_role_policy=trust(), inline_policy=[one])
    life.change(inline_policy=[{**one, "policy": grant("s3:ListBucket")}, two])
    life.change(inline_policy=[two])
    assert life.ctx.client("iam").list_role_policies(RoleName=NAME)["PolicyNames"] == ["two"]
    life.delete()


def test_a_policy_added_by_hand_shows_beside_managed_ones(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust(), inline_policy=[{"name": "one", "policy": grant("s3:GetObject")}])
    life.ctx.client("iam").put_role_policy(RoleName=NAME, PolicyName="by-hand", PolicyDocument=grant("s3:*"))
    found = life.refresh()
    assert found is not None and {item["name"] for item in found["inline_policy"]} == {"one", "by-hand"}


def test_attached_policies_are_exactly_those_configured(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust(), managed_policy_arns=[READ_ONLY])
    life.change(managed_policy_arns=[READ_S3])
    life.delete()


def test_a_role_that_others_attached_to_goes_only_with_force(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust(), force_detach_policies=False)
    life.ctx.client("iam").attach_role_policy(RoleName=NAME, PolicyArn=READ_ONLY)
    with pytest.raises(ClientError, match="DeleteConflict"):
        life.delete()
    life.refresh()
    life.change(force_detach_policies=True)
    life.delete()


def test_a_role_leaves_its_instance_profiles_when_deleted(life: Life) -> None:
    life.create(name=NAME, assume_role_policy=trust())
    iam = life.ctx.client("iam")
    iam.create_instance_profile(InstanceProfileName="p")
    iam.add_role_to_instance_profile(InstanceProfileName="p", RoleName=NAME)
    life.delete()
    assert iam.get_instance_profile(InstanceProfileName="p")["InstanceProfile"]["Roles"] == []


def test_a_prefix_makes_the_name(life: Life) -> None:
    state = life.create(name_prefix="pai-", assume_role_policy=trust())
    assert state["name"].startswith("pai-") and state["name_prefix"] == "pai-"
    assert life.imported(state["id"])["name_prefix"] == "pai-"


def test_an_import_gives_the_created_role(life: Life) -> None:
    created = life.create(name=NAME, assume_role_policy=trust(), tags={"a": "1"})
    found = life.imported(NAME)
    assert {key: found[key] for key in ("arn", "unique_id", "tags_all")} == {
        key: created[key] for key in ("arn", "unique_id", "tags_all")
    }


def test_limits_are_found_before_apply() -> None:
    config = {"name": "x" * 65, "assume_role_policy": "{", "max_session_duration": 60}
    paths = {problem.path for problem in IamRole().validate(config)}
    assert paths == {("name",), ("assume_role_policy",), ("max_session_duration",)}
