"""Facts about AWS's own services."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.services import LOAD_BALANCERS, ElbServiceAccount, ServicePrincipal
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext


def context(region: str = "ap-south-1") -> TestContext:
    return TestContext("http://127.0.0.1:1", region)


def test_a_service_has_a_principal() -> None:
    found = read(ServicePrincipal(), context(), service_name="eks")
    assert (found["name"], found["id"]) == ("eks.amazonaws.com", "eks.ap-south-1.amazonaws.com")


def test_load_balancers_of_a_region_log_as_its_account() -> None:
    found = read(ElbServiceAccount(), context())
    assert (found["id"], found["arn"]) == ("718504428378", "arn:aws:iam::718504428378:root")


def test_a_region_without_such_an_account_is_an_error() -> None:
    with pytest.raises(LookupError, match="unsupported region"):
        read(ElbServiceAccount(), context("ap-south-2"))


def test_accounts_have_twelve_digits_and_one_region() -> None:
    assert all(len(account) == 12 and account.isdigit() for account in LOAD_BALANCERS.values())
    assert len(set(LOAD_BALANCERS.values())) == len(LOAD_BALANCERS)
