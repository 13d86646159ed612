"""Lookups of zones, against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.data_sources.route53 import Route53Zone
from haveli.local.provider.resources import route53_zone
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

DOMAIN = "mlops.example.com"


def zone(ctx: TestContext, **config: Any) -> dict[str, Any]:
    return Life(route53_zone.Route53Zone(), ctx).create(name=DOMAIN, **config)


def test_a_zone_is_found_by_its_name_and_by_its_id(ctx: TestContext) -> None:
    made = zone(ctx, tags={"a": "1"})
    by_name = read(Route53Zone(), ctx, name=f"{DOMAIN}.")
    assert read(Route53Zone(), ctx, zone_id=made["zone_id"])["arn"] == by_name["arn"] == made["arn"]
    assert by_name["name_servers"] == made["name_servers"] and by_name["tags"] == made["tags_all"]
    assert (by_name["private_zone"], by_name["resource_record_set_count"]) == (False, 2)


def test_a_private_zone_of_the_same_name_is_another(ctx: TestContext) -> None:
    zone(ctx)
    private = zone(ctx, vpc=[{"vpc_id": "vpc-1"}])
    assert read(Route53Zone(), ctx, name=DOMAIN, private_zone=True)["zone_id"] == private["zone_id"]
    assert read(Route53Zone(), ctx, name=DOMAIN, vpc_id="vpc-1")["zone_id"] == private["zone_id"]
    with pytest.raises(LookupError, match="no matching"):
        read(Route53Zone(), ctx, name=DOMAIN, vpc_id="vpc-2")


def test_tags_tell_zones_of_one_name_apart(ctx: TestContext) -> None:
    zone(ctx, tags={"stage": "a"})
    second = zone(ctx, tags={"stage": "b"})
    assert read(Route53Zone(), ctx, name=DOMAIN, tags={"stage": "b"})["zone_id"] == second["zone_id"]
    with pytest.raises(LookupError, match="multiple"):
        read(Route53Zone(), ctx, name=DOMAIN)


@pytest.mark.parametrize("config", [{}, {"name": DOMAIN, "zone_id": "Z1"}])
def test_one_of_name_and_id_is_needed(config: dict[str, Any]) -> None:
    assert len(list(Route53Zone().validate(config))) == 1
