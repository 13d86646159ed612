from __future__ import annotations

from dataclasses import replace

import pytest

from haveli.spec.models import Dns, LoadBalancer, Nodes
from haveli.spec.platform_rules import (
    apart,
    closed_when_internal,
    distinct_domains,
    known_region,
    platform_rules,
    usable_block,
    usable_defaults,
    usable_nodes,
    value_rules,
)
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


def test_the_services_of_kubernetes_must_not_overlap_the_vpc_although_the_file_does_not_name_them() -> None:
    values = {"region": "ap-south-1", "network": {"cidr": "172.20.0.0/16"}, "eks": {"cluster": "c"}}
    assert [found.path for found in value_rules(values)] == ["eks.services"]


def test_the_private_domain_differs_from_the_public_one() -> None:
    same = replace(platform(), dns=Dns("mlops.example.com", "mlops.example.com"))
    assert [found.path for found in distinct_domains(same)] == ["dns.private_zone"]


@pytest.mark.parametrize(("scheme", "problems"), [("internal", 1), ("internet-facing", 0)])
def test_only_an_internet_facing_load_balancer_is_opened_to_everyone(scheme: str, problems: int) -> None:
    opened = replace(platform(), load_balancer=LoadBalancer(scheme, ("10.0.0.0/8", "0.0.0.0/0")))
    assert len(list(closed_when_internal(opened))) == problems


@pytest.mark.parametrize(
    ("group", "nodes", "path"),
    [
        ("on_demand", Nodes(("m7g.large",), 1, 4), "eks.on_demand.min"),
        ("on_demand", Nodes(("m7g.large",), 5, 4), "eks.on_demand.min"),
        ("on_demand", Nodes(("m7g.large", "m7i.large"), 2, 4), "eks.on_demand.types"),
        ("spot", Nodes(("m7g.large", "m6g.large"), 0, 4), "eks.spot.types"),
    ],
)
def test_nodes_that_eks_would_refuse_or_lose_are_told(group: str, nodes: Nodes, path: str) -> None:
    changed = replace(platform(), eks=replace(platform().eks, **{group: nodes}))
    assert [found.path for found in usable_nodes(changed)] == [path]


def test_graviton_is_known_by_the_letter_after_the_generation() -> None:
    graviton = Nodes(("m7g.large", "c7gn.large", "r6gd.large"), 0, 4)
    assert not list(usable_nodes(replace(platform(), eks=replace(platform().eks, spot=graviton))))
