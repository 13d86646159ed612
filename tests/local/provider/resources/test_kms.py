"""aws_kms_key and aws_kms_alias against moto."""

from __future__ import annotations

import json

import pytest

from haveli.local.provider.resources.kms import KmsAlias, KmsKey
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


def policy(*actions: str) -> str:
    principal = {"AWS": "arn:aws:iam::123456789012:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(KmsKey(), ctx)


def test_a_key_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create()
    assert state["id"] == state["key_id"] and state["arn"].endswith(f":key/{state['id']}")
    assert state["is_enabled"] is True and state["enable_key_rotation"] is False
    assert state["key_usage"] == "ENCRYPT_DECRYPT" and state["customer_master_key_spec"] == "SYMMETRIC_DEFAULT"
    assert json.loads(state["policy"])["Statement"]


def test_a_key_changes_in_place(life: Life) -> None:
    life.create(description="data", enable_key_rotation=True, deletion_window_in_days=7, tags={"a": "1"})
    life.change(description="other", policy=policy("kms:*"), rotation_period_in_days=180, tags={"b": "2"})
    life.change(enable_key_rotation=False, rotation_period_in_days=None)
    life.change(is_enabled=False)
    life.change(is_enabled=True, description="again")


def test_a_disabled_key_is_created_disabled(life: Life) -> None:
    assert life.create(is_enabled=False)["is_enabled"] is False


def test_a_policy_in_other_words_is_no_change(life: Life) -> None:
    life.create(policy=policy("kms:Decrypt"))
    kept = life.state["policy"]
    life.config["policy"] = policy("kms:Decrypt").replace('["kms:Decrypt"]', '"kms:Decrypt"')
    assert life.plan().state["policy"] == kept


def test_a_key_that_waits_for_deletion_is_gone(life: Life) -> None:
    state = life.create(deletion_window_in_days=7)
    life.delete()
    described = life.ctx.client("kms").describe_key(KeyId=state["id"])["KeyMetadata"]
    assert described["KeyState"] == "PendingDeletion"


def test_an_asymmetric_key_has_no_rotation(life: Life) -> None:
    state = life.create(customer_master_key_spec="RSA_2048", key_usage="SIGN_VERIFY")
    assert state["enable_key_rotation"] is False
    assert life.replaced_by(key_usage="ENCRYPT_DECRYPT") == ("key_usage",)


def test_a_key_is_imported_by_its_id(life: Life) -> None:
    state = life.create(description="data", tags={"a": "1"})
    found = life.imported(state["id"])
    assert (found["arn"], found["tags_all"]) == (state["arn"], state["tags_all"])


@pytest.mark.parametrize(
    "config", [{"deletion_window_in_days": 6}, {"deletion_window_in_days": 31}, {"rotation_period_in_days": 89}]
)
def test_periods_out_of_range_are_found_before_apply(config: dict[str, int]) -> None:
    assert [problem.path for problem in KmsKey().validate(config)] == [(next(iter(config)),)]


def test_an_alias_points_at_a_key_by_id_or_arn(ctx: TestContext) -> None:
    first, second = Life(KmsKey(), ctx), Life(KmsKey(), ctx)
    first.create()
    second.create()
    life = Life(KmsAlias(), ctx)
    state = life.create(name="alias/pai-risk-mlops-fraud-shared", target_key_id=first.state["arn"])
    assert state["target_key_id"] == state["target_key_arn"] == first.state["arn"]
    life.config["target_key_id"] = first.state["id"]
    assert life.plan().state["target_key_id"] == first.state["arn"]
    assert life.change(target_key_id=second.state["id"])["target_key_arn"] == second.state["arn"]
    assert life.imported(state["id"])["name"] == state["name"]
    life.delete()


def test_an_alias_without_a_name_gets_one(ctx: TestContext) -> None:
    key = Life(KmsKey(), ctx).create()
    assert Life(KmsAlias(), ctx).create(target_key_id=key["id"])["name"].startswith("alias/")


@pytest.mark.parametrize("name", ["fraud", "alias/aws/fraud"])
def test_a_bad_alias_is_found_before_apply(name: str) -> None:
    assert [problem.path for problem in KmsAlias().validate({"name": name})] == [("name",)]
