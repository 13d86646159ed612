"""Who AWS's services are in policies."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.principals import ELB_ACCOUNTS, ElbServiceAccount, ServicePrincipal
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext

CTX = TestContext("http://127.0.0.1:1")


def test_load_balancers_write_logs_by_an_account_of_their_region() -> None:
    found = read(ElbServiceAccount(), CTX)
    assert (found["id"], found["arn"]) == ("718504428378", "arn:aws:iam::718504428378:root")
    assert read(ElbServiceAccount(), CTX, region="us-east-1")["id"] == "127311923021"


def test_every_account_is_another_one_of_twelve_digits() -> None:
    assert len(set(ELB_ACCOUNTS.values())) == len(ELB_ACCOUNTS)
    assert all(len(account) == 12 and account.isdigit() for account in ELB_ACCOUNTS.values())


def test_a_region_whose_load_balancers_have_a_principal_is_an_error() -> None:
    with pytest.raises(LookupError, match="ap-south-2"):
        read(ElbServiceAccount(), CTX, region="ap-south-2")


def test_a_service_is_a_name_under_the_partitions_domain() -> None:
    found = read(ServicePrincipal(), CTX, service_name="emr-serverless")
    assert (found["name"], found["suffix"]) == ("emr-serverless.amazonaws.com", "amazonaws.com")
    assert found["id"] == "emr-serverless.ap-south-1.amazonaws.com" and found["region"] == "ap-south-1"
