"""Routes between Terraform's arguments and EC2's members: destinations, targets, and whose a route of a table is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import settled

#: Destinations of aws_route, and of a `route` of aws_route_table: argument -> EC2's member.
DESTINATIONS = {
    "destination_cidr_block": "DestinationCidrBlock",
    "destination_ipv6_cidr_block": "DestinationIpv6CidrBlock",
    "destination_prefix_list_id": "DestinationPrefixListId",
}
ROUTE_DESTINATIONS = {
    "cidr_block": "DestinationCidrBlock",
    "ipv6_cidr_block": "DestinationIpv6CidrBlock",
    "destination_prefix_list_id": "DestinationPrefixListId",
}
#: Targets of a route: argument -> EC2's member.
TARGETS = {
    "carrier_gateway_id": "CarrierGatewayId",
    "core_network_arn": "CoreNetworkArn",
    "egress_only_gateway_id": "EgressOnlyInternetGatewayId",
    "gateway_id": "GatewayId",
    "local_gateway_id": "LocalGatewayId",
    "nat_gateway_id": "NatGatewayId",
    "network_interface_id": "NetworkInterfaceId",
    "odb_network_arn": "OdbNetworkArn",
    "transit_gateway_id": "TransitGatewayId",
    "vpc_endpoint_id": "VpcEndpointId",
    "vpc_peering_connection_id": "VpcPeeringConnectionId",
}


def destination_of(route: Mapping[str, Any], destinations: Mapping[str, str]) -> str:
    """Where a route leads to: the one destination that is set."""
    return next((str(route[name]) for name in destinations if route.get(name)), "")


def request_of(route: Mapping[str, Any], destinations: Mapping[str, str], targets: Mapping[str, str]) -> dict[str, Any]:
    """The members of a create, replace or delete call for a route."""
    names = {**destinations, **targets}
    return {member: route[name] for name, member in names.items() if route.get(name)}


def owned(route: Mapping[str, Any], known: list[Values]) -> bool:
    """Whether a route of a table is Terraform's matter: not one that AWS keeps itself (the local ones, unless the
    configuration has them; those of gateway endpoints; those that a virtual private gateway propagates)."""
    if route.get("GatewayId") == "local":
        place = {route.get(member) for member in ROUTE_DESTINATIONS.values()}
        return any(
            item.get("gateway_id") == "local" and destination_of(item, ROUTE_DESTINATIONS) in place for item in known
        )
    if route.get("DestinationPrefixListId") and str(route.get("GatewayId", "")).startswith("vpce-"):
        return False
    return route.get("Origin") != "EnableVgwRoutePropagation" and route.get("GatewayId") != "VpcLattice"


def held(route: Mapping[str, Any]) -> Values:
    """A route of EC2 as an item of `route`: what is not set is the empty string, as the genuine provider has it."""
    item = {name: route.get(member) or "" for name, member in {**ROUTE_DESTINATIONS, **TARGETS}.items()}
    return _endpoint(item)


def targets_found(route: Mapping[str, Any], state: Values) -> Values:
    """The targets of aws_route: those that are unset stay as the state has them."""
    found = _endpoint({name: route.get(member) or "" for name, member in TARGETS.items()})
    settled_ones = {name: settled(found[name] or None, state.get(name)) for name in TARGETS}
    return {**settled_ones, "network_interface_id": found["network_interface_id"]}


def route_form(routes: Any) -> Any:
    """The normal form of `route`: the set of what each item sets."""
    if not isinstance(routes, list):
        return routes
    return frozenset(
        frozenset((name, value) for name, value in item.items() if value) if isinstance(item, dict) else item
        for item in routes
    )


def _endpoint(item: dict[str, Any]) -> dict[str, Any]:
    """EC2 reports a Gateway Load Balancer endpoint as a gateway; Terraform has an argument of its own for it."""
    if str(item["gateway_id"]).startswith("vpce-"):
        return {**item, "vpc_endpoint_id": item["gateway_id"], "gateway_id": ""}
    return item
