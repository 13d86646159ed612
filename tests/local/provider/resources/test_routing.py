"""aws_route_table, aws_route and aws_route_table_association against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.routing import Route, RouteTable, RouteTableAssociation, route_id
from tests.local.provider.resources.network import Network

ANYWHERE = "0.0.0.0/0"


def test_a_table_without_routes_in_its_configuration_keeps_those_of_others(network: Network) -> None:
    life = network.living(RouteTable(), vpc_id=network.vpc_id)
    gateway = network.gateway()["id"]
    network.ec2.create_route(RouteTableId=life.state["id"], DestinationCidrBlock=ANYWHERE, GatewayId=gateway)
    found = life.refresh()
    assert found is not None and [route["gateway_id"] for route in found["route"]] == [gateway]
    assert life.plan().state == life.state
    life.change(tags={"Name": "b"})
    destinations = [route["DestinationCidrBlock"] for route in routes_of(network, life.state["id"])]
    assert destinations == ["10.0.0.0/16", ANYWHERE]


def routes_of(network: Network, table: str) -> list[dict[str, str]]:
    return list(network.ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"])


def test_inline_routes_are_added_changed_and_removed(network: Network) -> None:
    gateway, nat = network.gateway()["id"], network.nat(network.subnet()["id"], network.address()["id"])["id"]
    life = network.living(RouteTable(), vpc_id=network.vpc_id, route=[{"cidr_block": ANYWHERE, "gateway_id": gateway}])
    private = {"cidr_block": ANYWHERE, "nat_gateway_id": nat}
    other = {"cidr_block": "10.9.0.0/16", "gateway_id": gateway}
    life.change(route=[private, other])
    life.change(route=[private])
    assert [route.get("NatGatewayId") for route in routes_of(network, life.state["id"])] == [None, nat]
    life.change(route=[])
    assert len(routes_of(network, life.state["id"])) == 1


def test_a_table_reports_its_owner_and_imports_as_it_is(network: Network) -> None:
    life = network.living(RouteTable(), vpc_id=network.vpc_id, tags={"Name": "a"})
    assert life.state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:route-table/{life.state['id']}"
    assert life.state["owner_id"] == "123456789012" and life.state["propagating_vgws"] == []
    assert life.imported(life.state["id"]) == life.state


def test_a_table_goes_with_its_associations(network: Network) -> None:
    life = network.living(RouteTable(), vpc_id=network.vpc_id)
    network.ec2.associate_route_table(RouteTableId=life.state["id"], SubnetId=network.subnet()["id"])
    life.delete()


def test_a_route_has_an_id_of_table_and_destination(network: Network) -> None:
    table, gateway = network.table()["id"], network.gateway()["id"]
    life = network.living(Route(), route_table_id=table, destination_cidr_block=ANYWHERE, gateway_id=gateway)
    assert life.state["id"] == f"r-{table}1080289494"
    assert (life.state["origin"], life.state["state"]) == ("CreateRoute", "active")
    assert life.imported(f"{table}_{ANYWHERE}") == life.state


def test_a_route_changes_its_target_in_place_but_not_its_destination(network: Network) -> None:
    table, gateway = network.table()["id"], network.gateway()["id"]
    nat = network.nat(network.subnet()["id"], network.address()["id"])["id"]
    life = network.living(Route(), route_table_id=table, destination_cidr_block=ANYWHERE, gateway_id=gateway)
    assert life.change(gateway_id=None, nat_gateway_id=nat)["nat_gateway_id"] == nat
    assert life.replaced_by(destination_cidr_block="10.9.0.0/16") == ("destination_cidr_block",)


def test_a_route_changes_between_a_gateway_and_an_interface(network: Network) -> None:
    table, gateway = network.table()["id"], network.gateway()["id"]
    made = network.ec2.create_network_interface(SubnetId=network.subnet()["id"])["NetworkInterface"]
    life = network.living(
        Route(),
        route_table_id=table,
        destination_cidr_block=ANYWHERE,
        network_interface_id=made["NetworkInterfaceId"],
    )
    life.change(network_interface_id=None, gateway_id=gateway)
    route = routes_of(network, table)[-1]
    assert route["GatewayId"] == gateway and "NetworkInterfaceId" not in route


def test_a_second_route_to_a_destination_is_refused(network: Network) -> None:
    table, gateway = network.table()["id"], network.gateway()["id"]
    network.living(Route(), route_table_id=table, destination_cidr_block=ANYWHERE, gateway_id=gateway)
    with pytest.raises(ValueError, match="RouteAlreadyExists"):
        network.living(Route(), route_table_id=table, destination_cidr_block=ANYWHERE, gateway_id=gateway)


def test_a_route_goes_once_and_with_its_table(network: Network) -> None:
    table, gateway = network.table()["id"], network.gateway()["id"]
    life = network.living(Route(), route_table_id=table, destination_cidr_block=ANYWHERE, gateway_id=gateway)
    life.delete()
    network.ec2.delete_route_table(RouteTableId=table)
    assert life.refresh() is None


@pytest.mark.parametrize(
    ("destination", "argument"),
    [
        ("10.9.0.0/16", "destination_cidr_block"),
        ("2600::/16", "destination_ipv6_cidr_block"),
        ("pl-1", "destination_prefix_list_id"),
    ],
)
def test_an_import_tells_a_destination_by_its_form(network: Network, destination: str, argument: str) -> None:
    state = Route().import_state(network.ctx, f"rtb-1_{destination}")
    assert state == {"id": route_id("rtb-1", destination), "route_table_id": "rtb-1", argument: destination}


def test_an_import_id_without_a_destination_is_refused(network: Network) -> None:
    with pytest.raises(ValueError, match="ROUTETABLEID_DESTINATION"):
        Route().import_state(network.ctx, "rtb-1")
    with pytest.raises(ValueError, match="SUBNETID/ROUTETABLEID"):
        RouteTableAssociation().import_state(network.ctx, "subnet-1")


def test_an_association_follows_its_table_under_a_new_id(network: Network) -> None:
    subnet, first, second = network.subnet()["id"], network.table()["id"], network.table()["id"]
    life = network.living(RouteTableAssociation(), subnet_id=subnet, route_table_id=first)
    before = life.state["id"]
    state = life.change(route_table_id=second)
    assert state["id"] not in ("", before)
    assert life.imported(f"{subnet}/{second}") == state
    life.delete()


def test_another_subnet_is_another_association(network: Network) -> None:
    life = network.living(
        RouteTableAssociation(), subnet_id=network.subnet()["id"], route_table_id=network.table()["id"]
    )
    assert life.replaced_by(subnet_id="subnet-2") == ("subnet_id",)


def test_a_gateway_can_be_associated(network: Network) -> None:
    gateway = network.gateway()["id"]
    life = network.living(RouteTableAssociation(), gateway_id=gateway, route_table_id=network.table()["id"])
    assert life.state["gateway_id"] == gateway and life.state["subnet_id"] is None
