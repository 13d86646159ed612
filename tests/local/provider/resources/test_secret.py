"""aws_secretsmanager_secret and its policy against moto with our extension."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.secret import Secret, SecretPolicy
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-platform/superset"


def policy(action: str = "secretsmanager:GetSecretValue") -> str:
    principal = {"AWS": "arn:aws:iam::123456789012:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(Secret(), ctx)


def test_a_secret_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(name=NAME)
    assert state["id"] == state["arn"] and f":secret:{NAME}-" in state["arn"]
    assert state["recovery_window_in_days"] == 30 and state["policy"] == ""


def test_a_secret_without_a_name_gets_one(life: Life) -> None:
    state = life.create(name_prefix="pai-")
    assert state["name"].startswith("pai-") and state["name_prefix"] == "pai-"


@pytest.mark.parametrize(
    "changes",
    [
        {"description": "other"},
        {"description": None},
        {"kms_key_id": "arn:aws:kms:ap-south-1:123456789012:key/other"},
        {"policy": policy("secretsmanager:DescribeSecret")},
        {"policy": "{}"},
        {"recovery_window_in_days": 7},
        {"tags": {"tenant": "platform"}},
    ],
)
def test_each_setting_changes_in_place(life: Life, changes: dict[str, Any]) -> None:
    key = "arn:aws:kms:ap-south-1:123456789012:key/1"
    state = life.create(name=NAME, description="of Superset", kms_key_id=key, policy=policy(), tags={"a": "1"})
    assert life.change(**changes)["arn"] == state["arn"]


def test_copies_in_other_regions_come_and_go(life: Life) -> None:
    life.create(name=NAME, replica=[{"region": "ap-south-2"}])
    changed = life.change(replica=[{"region": "eu-west-1"}])
    assert [replica["status"] for replica in changed["replica"]] == ["InSync"]
    life.delete()


def test_a_deleted_secret_waits_and_its_name_is_taken(life: Life, ctx: TestContext) -> None:
    state = life.create(name=NAME, recovery_window_in_days=7)
    life.delete()
    assert ctx.client("secretsmanager").describe_secret(SecretId=state["arn"])["DeletedDate"]
    with pytest.raises(ClientError, match="already scheduled for deletion"):
        Life(Secret(), ctx).create(name=NAME)


def test_without_a_window_a_secret_is_gone_at_once(life: Life, ctx: TestContext) -> None:
    life.create(name=NAME, recovery_window_in_days=0)
    life.delete()
    Life(Secret(), ctx).create(name=NAME)


def test_another_name_replaces_a_secret(life: Life) -> None:
    life.create(name=NAME)
    assert life.replaced_by(name="other") == ("name",)


def test_a_secret_is_imported_by_its_arn(life: Life) -> None:
    state = life.create(name=NAME, description="of Superset", tags={"a": "1"})
    found = life.imported(state["arn"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a b"}, "name"),
        ({"name": "x" * 513}, "name"),
        ({"recovery_window_in_days": 3}, "recovery_window_in_days"),
        ({"recovery_window_in_days": 31}, "recovery_window_in_days"),
        ({"policy": "{"}, "policy"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in Secret().validate(config)] == [(path,)]
    assert list(Secret().validate({"recovery_window_in_days": 0})) == []


@pytest.fixture
def secret(ctx: TestContext) -> str:
    return str(ctx.client("secretsmanager").create_secret(Name=NAME)["ARN"])


def test_a_policy_apart_settles_and_goes(ctx: TestContext, secret: str) -> None:
    life = Life(SecretPolicy(), ctx)
    life.create(secret_arn=secret, policy=policy(), block_public_policy=True)
    life.config["policy"] = policy().replace('"Action": "', '"Action": ["').replace('Value"', 'Value"]')
    assert life.plan().state["policy"] == policy()
    life.change(policy=policy("secretsmanager:DescribeSecret"))
    assert life.imported(secret)["secret_arn"] == secret
    assert life.replaced_by(secret_arn="other") == ("secret_arn",)
    life.delete()


def test_the_policy_of_a_deleted_secret_is_gone(ctx: TestContext, secret: str) -> None:
    life = Life(SecretPolicy(), ctx)
    life.create(secret_arn=secret, policy=policy())
    ctx.client("secretsmanager").delete_secret(SecretId=secret, RecoveryWindowInDays=7)
    assert life.refresh() is None
    assert [problem.path for problem in SecretPolicy().validate({"policy": "["})] == [("policy",)]
