"""aws_iam_policy, aws_iam_role_policy and aws_iam_role_policy_attachment against moto."""

from __future__ import annotations

import json

import pytest

from haveli.local.provider.resources.iam_policy import (
    MOST_VERSIONS,
    IamPolicy,
    IamRolePolicy,
    IamRolePolicyAttachment,
)
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

ROLE = "pai-risk-mlops-fraud-production-emr"
READ_ONLY = "arn:aws:iam::123456789012:policy/read-only"


def grant(action: str) -> str:
    statement = {"Effect": "Allow", "Action": [action], "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def role(ctx: TestContext) -> str:
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam = ctx.client("iam")
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=document)
    iam.create_policy(PolicyName="read-only", PolicyDocument=grant("s3:Get*"))
    return ROLE


def test_a_policy_keeps_room_for_its_next_version(ctx: TestContext) -> None:
    life = Life(IamPolicy(), ctx)
    state = life.create(name="p", policy=grant("s3:A"), description="d", tags={"a": "1"})
    assert state["id"] == state["arn"] and state["attachment_count"] == 0
    for number in range(MOST_VERSIONS + 2):
        life.change(policy=grant(f"s3:Get{number}"))
    versions = ctx.client("iam").list_policy_versions(PolicyArn=state["arn"])["Versions"]
    assert len(versions) == MOST_VERSIONS
    life.change(tags={"b": "2"})
    life.delete()


def test_a_policy_in_other_words_is_no_change(ctx: TestContext) -> None:
    life = Life(IamPolicy(), ctx)
    life.create(name="p", policy=grant("s3:A"))
    kept = life.state["policy"]
    life.config["policy"] = grant("s3:A").replace('["s3:A"]', '"s3:A"')
    assert life.plan().state["policy"] == kept


def test_another_description_replaces_a_policy(ctx: TestContext) -> None:
    life = Life(IamPolicy(), ctx)
    life.create(name="p", policy=grant("s3:A"), description="one")
    assert life.replaced_by(description="two") == ("description",)


def test_a_policy_is_imported_by_its_arn(ctx: TestContext) -> None:
    life = Life(IamPolicy(), ctx)
    state = life.create(name="p", path="/team/", policy=grant("s3:A"))
    assert life.imported(state["arn"])["path"] == "/team/"


def test_a_role_policy_settles_changes_and_is_imported(ctx: TestContext, role: str) -> None:
    life = Life(IamRolePolicy(), ctx)
    assert life.create(name="inline", role=role, policy=grant("s3:A"))["id"] == f"{role}:inline"
    life.change(policy=grant("s3:B"))
    assert life.imported(f"{role}:inline")["name"] == "inline"
    assert life.replaced_by(role="other") == ("role",)
    life.delete()


def test_a_role_policy_without_a_name_gets_one(ctx: TestContext, role: str) -> None:
    assert Life(IamRolePolicy(), ctx).create(role=role, policy=grant("s3:A"))["name"].startswith("terraform-")


def test_an_attachment_is_made_seen_detached_and_imported(ctx: TestContext, role: str) -> None:
    life = Life(IamRolePolicyAttachment(), ctx)
    life.create(role=role, policy_arn=READ_ONLY)
    assert life.imported(f"{role}/{READ_ONLY}")["policy_arn"] == READ_ONLY
    life.delete()
    assert ctx.client("iam").list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []


def test_an_attachment_of_a_deleted_role_is_gone(ctx: TestContext, role: str) -> None:
    life = Life(IamRolePolicyAttachment(), ctx)
    life.create(role=role, policy_arn=READ_ONLY)
    iam = ctx.client("iam")
    iam.detach_role_policy(RoleName=role, PolicyArn=READ_ONLY)
    iam.delete_role(RoleName=role)
    assert life.refresh() is None


def test_bad_documents_are_found_before_apply() -> None:
    for kind in (IamPolicy(), IamRolePolicy()):
        assert [problem.path for problem in kind.validate({"policy": "{"})] == [("policy",)]
