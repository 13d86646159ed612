"""aws_ssm_parameter against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.ssm_parameter import SsmParameter
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "/pai-risk-mlops/platform/cluster"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(SsmParameter(), ctx)


def test_a_parameter_has_the_defaults_of_ssm(ctx: TestContext, life: Life) -> None:
    state = life.create(name=NAME, type="String", value="a")
    assert state["arn"] == f"arn:aws:ssm:ap-south-1:{ctx.account}:parameter{NAME}"
    assert (state["tier"], state["data_type"], state["version"]) == ("Standard", "text", 1)


@pytest.mark.parametrize("kind", ["String", "StringList", "SecureString"])
def test_each_type_settles(life: Life, kind: str) -> None:
    life.create(name=NAME, type=kind, value="a,b", tags={"a": "1"})


def test_a_value_that_is_no_secret_may_be_shown(life: Life) -> None:
    state = life.create(name=NAME, type="String", insecure_value="a")
    assert state["insecure_value"] == "a" and not state["value"]
    assert life.change(insecure_value="b")["version"] == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"value": "b"},
        {"description": "other"},
        {"description": None},
        {"type": "SecureString"},
        {"allowed_pattern": ".*"},
    ],
)
def test_each_change_is_a_new_version(life: Life, changes: dict[str, Any]) -> None:
    life.create(name=NAME, type="String", value="a", description="one")
    assert life.change(**changes)["version"] == 2


def test_tags_are_no_new_version(life: Life) -> None:
    life.create(name=NAME, type="String", value="a", tags={"a": "1"})
    assert life.change(tags={"b": "2"})["version"] == 1


def test_one_that_exists_is_taken_over_only_on_demand(ctx: TestContext, life: Life) -> None:
    ctx.client("ssm").put_parameter(Name=NAME, Type="String", Value="old")
    with pytest.raises(ClientError, match="ParameterAlreadyExists"):
        life.create(name=NAME, type="String", value="new")
    assert life.create(name=NAME, type="String", value="new", overwrite=True, tags={"a": "1"})["version"] == 2


def test_a_parameter_is_replaced_by_another_name_and_imported_by_its_own(life: Life) -> None:
    state = life.create(name=NAME, type="String", value="a", description="one", tags={"a": "1"})
    assert life.replaced_by(name="/other") == ("name",)
    assert life.imported(NAME) == state
    life.delete()


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"type": "Text", "value": "a"}, "type"),
        ({"type": "String"}, "value"),
        ({"type": "String", "value": "a", "insecure_value": "a"}, "value"),
        ({"type": "SecureString", "insecure_value": "a"}, "insecure_value"),
        ({"type": "String", "value": UNKNOWN, "tier": "Basic"}, "tier"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in SsmParameter().validate(config)] == [(path,)]
