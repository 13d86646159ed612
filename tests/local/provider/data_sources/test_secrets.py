"""Lookups of secrets and parameters against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.data_sources.secrets import Secret, SsmParameter
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext


def test_a_secret_is_found_by_name_and_by_arn(ctx: TestContext) -> None:
    tags = [{"Key": "a", "Value": "1"}]
    arn = ctx.client("secretsmanager").create_secret(Name="s", Description="text", Tags=tags)["ARN"]
    by_name, by_arn = read(Secret(), ctx, name="s"), read(Secret(), ctx, arn=arn)
    assert by_name == by_arn and by_name["id"] == arn and by_name["tags"] == {"a": "1"}
    assert by_name["description"] == "text" and by_name["policy"] == "" and by_name["created_date"].endswith("Z")


def test_a_secret_that_is_not_there_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(ClientError, match="ResourceNotFound"):
        read(Secret(), ctx, name="other")


def test_a_secret_is_named_in_one_way() -> None:
    assert [problem.path for problem in Secret().validate({})] == [("name",)]
    assert [problem.path for problem in Secret().validate({"name": "s", "arn": "a"})] == [("name",)]
    assert list(Secret().validate({"name": "s"})) == []


def test_a_plain_parameter_may_be_shown(ctx: TestContext) -> None:
    ctx.client("ssm").put_parameter(Name="/a", Type="String", Value="x")
    found = read(SsmParameter(), ctx, name="/a")
    assert found["insecure_value"] == found["value"] == "x" and found["version"] == 1
    assert found["arn"].endswith(":parameter/a")


def test_an_encrypted_parameter_is_decrypted_unless_it_says_not(ctx: TestContext) -> None:
    ctx.client("ssm").put_parameter(Name="/a", Type="SecureString", Value="x")
    found = read(SsmParameter(), ctx, name="/a")
    assert found["value"] == "x" and found["insecure_value"] is None
    assert read(SsmParameter(), ctx, name="/a", with_decryption=False)["value"] != "x"
