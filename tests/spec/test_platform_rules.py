from __future__ import annotations

from dataclasses import replace

import pytest

from haveli.spec.platform_rules import apart, known_region, platform_rules, usable_block, usable_defaults
from tests.spec.samples import platform


@pytest.mark.parametrize("cidr", ["10.20.0.0/16", "172.16.0.0/20", "192.168.0.0/18"])
def test_a_private_block_from_16_to_20_is_usable(cidr: str) -> None:
    assert not list(usable_block(cidr, "network.cidr"))


@pytest.mark.parametrize("cidr", ["10.20.3.0/16", "10.0.0.0/8", "10.0.0.0/21", "54.20.0.0/16", "10.20.0.999/16"])
def test_another_block_is_refused_once(cidr: str) -> None:
    assert len(list(usable_block(cidr, "network.cidr"))) == 1


def test_a_reserved_block_must_not_overlap_the_vpc() -> None:
    assert not list(apart("10.20.0.0/16", "10.21.0.0/16", "r"))
    assert list(apart("10.20.0.0/16", "10.20.128.0/24", "r"))
    assert list(apart("10.20.0.0/16", "10.0.0.0/8", "r"))


def test_only_a_region_with_known_prices_is_known() -> None:
    assert not list(known_region("ap-south-1"))
    assert list(known_region("eu-west-1"))


def test_the_defaults_of_the_repository_keep_every_rule() -> None:
    assert not list(platform_rules(platform()))


def test_a_product_that_makes_names_too_long_is_told_once() -> None:
    assert [found.path for found in platform_rules(replace(platform(), product="p" * 60))] == ["product"]


def test_broken_defaults_are_told_where_they_stand() -> None:
    defaults = platform().defaults
    production = replace(defaults.production, release="emr-1.0.0", task_min=99)
    paths = [found.path for found in usable_defaults(replace(defaults, production=production))]
    assert paths[:2] == ["defaults.production.release", "defaults.production.task.min"]
