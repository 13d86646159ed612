"""aws_secretsmanager_secret_version against moto."""

from __future__ import annotations

import base64

import pytest

from haveli.local.provider import schemas
from haveli.local.provider.resources.secret_version import SecretVersion
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life


@pytest.fixture
def secret(ctx: TestContext) -> str:
    return str(ctx.client("secretsmanager").create_secret(Name="pai-superset")["ARN"])


def stages(ctx: TestContext, secret: str) -> dict[str, list[str]]:
    return dict(ctx.client("secretsmanager").describe_secret(SecretId=secret)["VersionIdsToStages"])


def test_a_value_is_kept_and_never_shown(ctx: TestContext, secret: str) -> None:
    state = Life(SecretVersion(), ctx).create(secret_id=secret, secret_string='{"password":"x"}')
    assert state["id"] == f"{secret}|{state['version_id']}" and state["version_stages"] == ["AWSCURRENT"]
    found = ctx.client("secretsmanager").get_secret_value(SecretId=secret)
    assert found["SecretString"] == '{"password":"x"}'
    block = schemas.message(schemas.resource_block(SecretVersion.name), SecretVersion.sensitive).block
    assert {item.name for item in block.attributes if item.sensitive} == {"secret_string", "secret_binary"}


def test_a_secret_named_by_its_name_settles(ctx: TestContext, secret: str) -> None:
    assert Life(SecretVersion(), ctx).create(secret_id="pai-superset", secret_string="x")["arn"] == secret


def test_bytes_are_base64(ctx: TestContext, secret: str) -> None:
    text = base64.b64encode(b"\x00\x01").decode()
    Life(SecretVersion(), ctx).create(secret_id=secret, secret_binary=text)
    assert ctx.client("secretsmanager").get_secret_value(SecretId=secret)["SecretBinary"] == b"\x00\x01"


def test_another_value_is_another_version(ctx: TestContext, secret: str) -> None:
    life = Life(SecretVersion(), ctx)
    life.create(secret_id=secret, secret_string="x")
    assert life.replaced_by(secret_string="y") == ("secret_string",)


def test_stages_move_between_versions(ctx: TestContext, secret: str) -> None:
    first, second = Life(SecretVersion(), ctx), Life(SecretVersion(), ctx)
    first.create(secret_id=secret, secret_string="x", version_stages=["AWSCURRENT", "blue"])
    second.create(secret_id=secret, secret_string="y", version_stages=["green"])
    second.change(version_stages=["blue", "green"])
    held = stages(ctx, secret)
    assert held[first.state["version_id"]] == ["AWSCURRENT"]
    second.change(version_stages=["green"])
    assert held[second.state["version_id"]] != stages(ctx, secret)[second.state["version_id"]] == ["green"]


def test_the_current_version_outlives_its_resource(ctx: TestContext, secret: str) -> None:
    life = Life(SecretVersion(), ctx)
    life.create(secret_id=secret, secret_string="x", version_stages=["AWSCURRENT", "blue"])
    for _ in range(2):
        life.kind.traits.delete(ctx, life.state)
    assert stages(ctx, secret) == {life.state["version_id"]: ["AWSCURRENT"]}


def test_the_version_of_a_deleted_secret_is_gone(ctx: TestContext, secret: str) -> None:
    life = Life(SecretVersion(), ctx)
    life.create(secret_id=secret, secret_string="x")
    ctx.client("secretsmanager").delete_secret(SecretId=secret, RecoveryWindowInDays=7)
    assert life.refresh() is None
    life.kind.traits.delete(ctx, life.state)


def test_a_version_is_imported_by_secret_and_version(ctx: TestContext, secret: str) -> None:
    life = Life(SecretVersion(), ctx)
    state = life.create(secret_id=secret, secret_string="x")
    assert life.imported(state["id"]) == state


def test_two_values_at_once_are_refused() -> None:
    validate = SecretVersion().validate
    assert [problem.path for problem in validate({"secret_string": "x", "secret_binary": "eA=="})] == [
        ("secret_binary",)
    ]
    assert list(validate({"secret_string": "x"})) == []
