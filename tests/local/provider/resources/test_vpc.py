"""aws_vpc against moto."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.vpc import Vpc
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(Vpc(), ctx)


def test_a_vpc_reports_what_came_with_it(life: Life) -> None:
    state = life.create(cidr_block="10.20.0.0/16")
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:vpc/{state['id']}"
    assert state["owner_id"] == "123456789012" and state["instance_tenancy"] == "default"
    assert state["default_security_group_id"].startswith("sg-")
    assert state["default_network_acl_id"].startswith("acl-")
    assert state["main_route_table_id"] == state["default_route_table_id"] != ""
    assert state["ipv6_cidr_block"] == state["ipv6_association_id"] == ""


def test_dns_is_supported_and_names_are_off_unless_configured(life: Life) -> None:
    state = life.create(cidr_block="10.20.0.0/16")
    assert (state["enable_dns_support"], state["enable_dns_hostnames"]) == (True, False)
    assert state["enable_network_address_usage_metrics"] is False


def test_dns_settings_and_tags_change_in_place(life: Life) -> None:
    life.create(cidr_block="10.20.0.0/16", enable_dns_hostnames=True, tags={"Name": "a"})
    state = life.change(
        enable_dns_support=False,
        enable_dns_hostnames=False,
        enable_network_address_usage_metrics=True,
        tags={"Name": "b"},
    )
    assert state["tags_all"] == {"Name": "b", "product": "pai-risk-mlops"}


def test_another_block_or_tenancy_is_another_vpc(life: Life) -> None:
    life.create(cidr_block="10.20.0.0/16")
    assert life.replaced_by(cidr_block="10.21.0.0/16") == ("cidr_block",)
    assert life.replaced_by(instance_tenancy="dedicated") == ("instance_tenancy",)


def test_an_ipv6_block_is_associated_and_taken_away(life: Life) -> None:
    life.create(cidr_block="10.20.0.0/16")
    state = life.change(assign_generated_ipv6_cidr_block=True)
    assert state["ipv6_cidr_block"].endswith("/56") and state["ipv6_association_id"] != ""
    assert life.change(assign_generated_ipv6_cidr_block=False)["ipv6_cidr_block"] == ""


def test_an_import_finds_the_same_vpc(life: Life) -> None:
    state = life.create(cidr_block="10.20.0.0/16", enable_dns_hostnames=True, tags={"Name": "a"})
    found = life.imported(state["id"])
    ours = {"assign_generated_ipv6_cidr_block"}  # False and absent mean the same
    assert {key: found[key] for key in found.keys() - ours} == {key: state[key] for key in state.keys() - ours}


def test_a_vpc_goes_once(life: Life) -> None:
    life.create(cidr_block="10.20.0.0/16")
    life.delete()


def test_a_vpc_with_something_in_it_is_not_deleted(network: Network) -> None:
    network.group("held")
    with pytest.raises(ClientError, match="DependencyViolation"):
        network.vpc.delete()
    assert network.vpc.refresh() is not None
