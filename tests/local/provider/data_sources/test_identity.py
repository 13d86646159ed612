"""Who and where we are."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.identity import CallerIdentity, Partition, Region
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext


def test_the_caller_has_an_account_and_an_arn(ctx: TestContext) -> None:
    found = read(CallerIdentity(), ctx)
    assert found["id"] == found["account_id"] == ctx.account
    assert f"::{ctx.account}:" in found["arn"] and found["user_id"]


def test_the_partition_knows_its_suffix_both_ways(ctx: TestContext) -> None:
    found = read(Partition(), ctx)
    assert (found["partition"], found["dns_suffix"], found["reverse_dns_prefix"]) == (
        "aws",
        "amazonaws.com",
        "com.amazonaws",
    )


def test_the_region_is_the_providers_own(ctx: TestContext) -> None:
    found = read(Region(), ctx)
    assert found["region"] == found["name"] == found["id"] == "ap-south-1"
    assert found["description"] == "Asia Pacific (Mumbai)" and found["endpoint"] == "ec2.ap-south-1.amazonaws.com"


@pytest.mark.parametrize("config", [{"region": "eu-west-1"}, {"endpoint": "ec2.eu-west-1.amazonaws.com"}])
def test_another_region_can_be_named(ctx: TestContext, config: dict[str, str]) -> None:
    assert read(Region(), ctx, **config)["id"] == "eu-west-1"


def test_a_region_that_does_not_exist_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match="mars-1"):
        read(Region(), ctx, region="mars-1")
