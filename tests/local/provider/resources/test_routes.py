"""Routes between Terraform and EC2, pure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources import routes
from haveli.local.provider.resources.routes import DESTINATIONS, ROUTE_DESTINATIONS, TARGETS

LOCAL = {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable"}


@given(st.sampled_from(list(ROUTE_DESTINATIONS)), st.sampled_from(list(TARGETS)), st.text(min_size=1))
def test_a_route_read_back_is_the_route_that_was_asked_for(destination: str, target: str, name: str) -> None:
    asked = {destination: "10.9.0.0/16", target: name}
    if target == "gateway_id" and name.startswith("vpce-"):
        return  # EC2 has no such gateway
    if target == "vpc_endpoint_id":
        asked[target] = f"vpce-{name}"
        found = {ROUTE_DESTINATIONS[destination]: "10.9.0.0/16", "GatewayId": f"vpce-{name}"}
    else:
        found = routes.request_of(asked, ROUTE_DESTINATIONS, TARGETS)
    assert routes.route_form([routes.held(found)]) == routes.route_form([asked])


def test_the_form_of_routes_ignores_order_and_what_is_empty() -> None:
    one = {"cidr_block": "10.9.0.0/16", "gateway_id": "igw-1", "nat_gateway_id": ""}
    two = {"cidr_block": "10.8.0.0/16", "nat_gateway_id": "nat-1", "gateway_id": None}
    bare = [
        {"cidr_block": "10.8.0.0/16", "nat_gateway_id": "nat-1"},
        {"cidr_block": "10.9.0.0/16", "gateway_id": "igw-1"},
    ]
    assert routes.route_form([one, two]) == routes.route_form(bare)
    assert routes.route_form([one]) != routes.route_form(bare)


@pytest.mark.parametrize(
    ("route", "ours"),
    [
        (LOCAL, False),
        ({"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute"}, False),
        ({"DestinationCidrBlock": "10.9.0.0/16", "GatewayId": "vgw-1", "Origin": "EnableVgwRoutePropagation"}, False),
        ({"DestinationCidrBlock": "0.0.0.0/0", "GatewayId": "igw-1", "Origin": "CreateRoute"}, True),
        ({"DestinationPrefixListId": "pl-1", "TransitGatewayId": "tgw-1", "Origin": "CreateRoute"}, True),
    ],
)
def test_routes_that_aws_keeps_are_not_ours(route: dict[str, Any], ours: bool) -> None:
    assert routes.owned(route, []) is ours


def test_a_local_route_is_ours_where_it_is_configured() -> None:
    assert routes.owned(LOCAL, [{"cidr_block": "10.0.0.0/16", "gateway_id": "local"}])
    assert not routes.owned(LOCAL, [{"cidr_block": "10.1.0.0/16", "gateway_id": "local"}])


def test_an_unset_target_stays_as_the_state_has_it() -> None:
    found = routes.targets_found({"NatGatewayId": "nat-1"}, {"gateway_id": None, "nat_gateway_id": "nat-0"})
    assert found["nat_gateway_id"] == "nat-1" and found["gateway_id"] is None and found["network_interface_id"] == ""


def test_a_destination_is_the_one_that_is_set() -> None:
    assert routes.destination_of({"destination_ipv6_cidr_block": "::/0"}, DESTINATIONS) == "::/0"
    assert routes.destination_of({}, DESTINATIONS) == ""
