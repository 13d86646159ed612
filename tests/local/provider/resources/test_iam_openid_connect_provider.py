"""aws_iam_openid_connect_provider against moto with our extension."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.iam_openid_connect_provider import IamOpenIdConnectProvider, url_form
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

HOST = "oidc.eks.ap-south-1.amazonaws.com/id/A"
URL = f"https://{HOST}"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(IamOpenIdConnectProvider(), ctx)


@pytest.mark.parametrize("url", [URL, HOST])
def test_a_provider_settles_with_a_thumbprint(ctx: TestContext, life: Life, url: str) -> None:
    state = life.create(url=url, client_id_list=["sts.amazonaws.com"])
    assert state["arn"] == f"arn:aws:iam::{ctx.account}:oidc-provider/{HOST}" and state["url"] == url
    assert [len(each) for each in state["thumbprint_list"]] == [40]


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id_list": ["sigstore", "sts.amazonaws.com"]},
        {"client_id_list": ["sigstore"]},
        {"thumbprint_list": ["b" * 40]},
        {"tags": {"tenant": "platform"}},
    ],
)
def test_each_setting_changes_in_place(life: Life, changes: dict[str, Any]) -> None:
    life.create(url=URL, client_id_list=["sts.amazonaws.com"], thumbprint_list=["a" * 40], tags={"a": "1"})
    life.change(**changes)


def test_the_scheme_of_the_address_is_no_change_and_another_address_replaces(life: Life) -> None:
    life.create(url=URL, client_id_list=["sts.amazonaws.com"])
    assert life.replaced_by(url=HOST) == ()
    assert life.replaced_by(url=URL + "B") == ("url",)


def test_a_provider_is_imported_by_its_arn(life: Life) -> None:
    state = life.create(url=URL, client_id_list=["sts.amazonaws.com"], tags={"a": "1"})
    found = life.imported(state["id"])
    assert found == {**state, "url": HOST}
    life.delete()


def test_faults_are_found_before_apply() -> None:
    validate = IamOpenIdConnectProvider().validate
    assert [problem.path for problem in validate({"url": "http://a"})] == [("url",)]
    assert [problem.path for problem in validate({"thumbprint_list": ["a" * 39]})] == [("thumbprint_list",)]
    assert list(validate({"url": URL, "thumbprint_list": ["a" * 40]})) == []


def test_only_text_has_a_scheme() -> None:
    assert url_form(URL) == HOST and url_form(None) is None
