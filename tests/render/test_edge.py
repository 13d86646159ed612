from __future__ import annotations

from dataclasses import replace

from haveli.render.edge import alb, dns
from haveli.spec.models import LoadBalancer
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_the_certificate_covers_the_zone_and_all_names_below_it() -> None:
    found = arguments(dns(platform()), "dns")
    assert found["certificate_domains"] == ["risk-mlops.example.com", "*.risk-mlops.example.com"]


def test_an_internal_load_balancer_stands_in_private_subnets_and_lets_the_vpc_in() -> None:
    found = arguments(alb(platform()), "alb")
    assert found["subnet_ids"].text.endswith(".private_subnet_ids")
    assert (found["scheme"], found["client_cidrs"]) == ("internal", ("10.20.0.0/16",))


def test_an_internet_facing_load_balancer_stands_in_public_subnets() -> None:
    opened = replace(platform(), load_balancer=LoadBalancer("internet-facing", ("203.0.113.0/24",)))
    assert arguments(alb(opened), "alb")["subnet_ids"].text.endswith(".public_subnet_ids")


def test_only_applications_with_a_page_have_a_name() -> None:
    assert set(arguments(alb(platform()), "alb")["applications"]) == {"argocd", "superset"}
    assert set(arguments(alb(replace(platform(), applications=("superset",))), "alb")["applications"]) == {"superset"}


def test_the_load_balancers_own_name_fits_into_32_characters() -> None:
    found = arguments(alb(platform()), "alb")
    assert found["load_balancer_name"] == "pai-risk-mlops-platform-alb"
    assert found["name"] == "pai-risk-mlops-platform-shared-alb"
