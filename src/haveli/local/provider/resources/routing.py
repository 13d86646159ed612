"""aws_route_table, aws_route and aws_route_table_association: where a subnet's traffic goes."""

from __future__ import annotations

import zlib
from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.routes import (
    DESTINATIONS,
    ROUTE_DESTINATIONS,
    TARGETS,
    destination_of,
    held,
    owned,
    request_of,
    route_form,
    targets_found,
)


class RouteTable(Resource):
    """Without a `route` in the configuration the routes that others made stay, and are only read."""

    name = "aws_route_table"
    force_new = frozenset({"vpc_id"})
    same = {"route": route_form}

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        made = client.create_route_table(VpcId=planned["vpc_id"], **ec2.tagged("route-table", planned))
        id = str(made["RouteTable"]["RouteTableId"])
        with ec2.made(id):
            for gateway in planned.get("propagating_vgws") or []:
                client.enable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
            _change_routes(client, id, [], planned.get("route") or [])
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        table = _table(ctx.client("ec2"), state["id"])
        if table is None:
            return None
        known = state.get("route") or []
        return {
            "id": state["id"],
            "arn": ec2.arn(ctx, "route-table", state["id"]),
            "vpc_id": table["VpcId"],
            "owner_id": table.get("OwnerId", ctx.account),
            "propagating_vgws": [item["GatewayId"] for item in table.get("PropagatingVgws", [])],
            "route": [held(route) for route in table.get("Routes", []) if owned(route, known)],
            "tags_all": ec2.tags_of(table),
        }

    def update(self, ctx: Context, change: Change) -> None:
        client, id = ctx.client("ec2"), change.after["id"]
        before, after = (set(side.get("propagating_vgws") or []) for side in (change.before, change.after))
        for gateway in sorted(before - after):
            client.disable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
        for gateway in sorted(after - before):
            client.enable_vgw_route_propagation(RouteTableId=id, GatewayId=gateway)
        _change_routes(client, id, change.before.get("route") or [], change.after.get("route") or [])
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        client = ctx.client("ec2")
        table = _table(client, state["id"])
        if table is None:
            return
        for association in table.get("Associations", []):
            if not association.get("Main"):
                with absent("InvalidAssociationID.NotFound"):
                    client.disassociate_route_table(AssociationId=association["RouteTableAssociationId"])
        ec2.remove(ctx, lambda: client.delete_route_table(RouteTableId=state["id"]), state)


class Route(Resource):
    """One route of a table. Its target can change in place, its destination cannot."""

    name = "aws_route"
    force_new = frozenset({"route_table_id", *DESTINATIONS})
    recomputed = {
        attribute: frozenset(TARGETS) for attribute in ("instance_id", "instance_owner_id", "network_interface_id")
    }

    def create(self, ctx: Context, planned: Values) -> str:
        client, table, destination = ctx.client("ec2"), planned["route_table_id"], destination_of(planned, DESTINATIONS)
        if _route(client, table, destination) is not None:
            raise ValueError(
                f"RouteAlreadyExists: a route in Route Table ({table}) with destination ({destination}) already exists"
            )
        request = request_of(planned, DESTINATIONS, TARGETS)
        client.create_route(RouteTableId=table, **request)
        return route_id(table, destination)

    def read(self, ctx: Context, state: Values) -> Values | None:
        destination = destination_of(state, DESTINATIONS)
        route = _route(ctx.client("ec2"), state["route_table_id"], destination)
        if route is None:
            return None
        return {
            "id": route_id(state["route_table_id"], destination),
            "instance_id": route.get("InstanceId", ""),
            "instance_owner_id": route.get("InstanceOwnerId", ""),
            "origin": route.get("Origin", ""),
            "state": route.get("State", ""),
            **targets_found(route, state),
        }

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches(*TARGETS):
            request = request_of(_changed_target(change), DESTINATIONS, TARGETS)
            ctx.client("ec2").replace_route(RouteTableId=change.after["route_table_id"], **request)

    def delete(self, ctx: Context, state: Values) -> None:
        destination = request_of(state, DESTINATIONS, {})
        with absent("InvalidRoute.NotFound", "InvalidRouteTableID.NotFound"):
            ctx.client("ec2").delete_route(RouteTableId=state["route_table_id"], **destination)

    def import_state(self, ctx: Context, id: str) -> Values:
        """From `ROUTETABLEID_DESTINATION`, e.g. `rtb-0123_10.0.0.0/16`."""
        table, _, destination = id.partition("_")
        if not destination:
            raise ValueError(f"{id!r}: expected ROUTETABLEID_DESTINATION")
        kind = "destination_cidr_block"
        if destination.startswith("pl-"):
            kind = "destination_prefix_list_id"
        elif ":" in destination:
            kind = "destination_ipv6_cidr_block"
        return {"id": route_id(table, destination), "route_table_id": table, kind: destination}


class RouteTableAssociation(Resource):
    """A subnet or a gateway under a table. A change of table gives the association a new id."""

    name = "aws_route_table_association"
    force_new = frozenset({"subnet_id", "gateway_id"})
    recomputed = {"id": frozenset({"route_table_id"})}

    def create(self, ctx: Context, planned: Values) -> str:
        request = {"RouteTableId": planned["route_table_id"], **_associated(planned)}
        return str(ctx.client("ec2").associate_route_table(**request)["AssociationId"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        found = _association(ctx.client("ec2"), state)
        if found is None:
            return None
        return {
            "id": found["RouteTableAssociationId"],
            "route_table_id": found["RouteTableId"],
            "subnet_id": found.get("SubnetId"),
            "gateway_id": found.get("GatewayId"),
        }

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("route_table_id"):
            ctx.client("ec2").replace_route_table_association(
                AssociationId=change.before["id"], RouteTableId=change.after["route_table_id"]
            )

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("InvalidAssociationID.NotFound"):
            ctx.client("ec2").disassociate_route_table(AssociationId=state["id"])

    def import_state(self, ctx: Context, id: str) -> Values:
        """From `SUBNETID/ROUTETABLEID` or `GATEWAYID/ROUTETABLEID`."""
        target, _, table = id.partition("/")
        if not table:
            raise ValueError(f"{id!r}: expected SUBNETID/ROUTETABLEID or GATEWAYID/ROUTETABLEID")
        kind = "subnet_id" if target.startswith("subnet-") else "gateway_id"
        return {"id": id, kind: target, "route_table_id": table}


def route_id(table: str, destination: str) -> str:
    """The id that the genuine provider makes for a route: AWS gives none."""
    return f"r-{table}{zlib.crc32(destination.encode())}"


def _table(client: Any, id: str) -> dict[str, Any] | None:
    return ec2.one(client.describe_route_tables, "RouteTables", RouteTableIds=[id])


def _route(client: Any, table: str, destination: str) -> dict[str, Any] | None:
    found = _table(client, table) or {}
    names = set(DESTINATIONS.values())
    return next(
        (route for route in found.get("Routes", []) if destination in {route.get(name) for name in names}), None
    )


def _change_routes(client: Any, table: str, before: list[Values], after: list[Values]) -> None:
    """Deletes, replaces and creates routes so that the table has those of `after`; routes of others stay."""
    old = {destination_of(route, ROUTE_DESTINATIONS): route for route in before}
    new = {destination_of(route, ROUTE_DESTINATIONS): route for route in after}
    for destination in old.keys() - new.keys():
        with absent("InvalidRoute.NotFound"):
            client.delete_route(RouteTableId=table, **request_of(old[destination], ROUTE_DESTINATIONS, {}))
    for destination, route in new.items():
        request = {"RouteTableId": table, **request_of(route, ROUTE_DESTINATIONS, TARGETS)}
        if destination not in old:
            client.create_route(**request)
        elif route_form([old[destination]]) != route_form([route]):
            client.replace_route(**request)


def _changed_target(change: Change) -> Values:
    """The planned state without the target before, which a computed attribute may still show."""
    stale = {name for name in TARGETS if change.after.get(name) == change.before.get(name)}
    chosen = [name for name in TARGETS if change.after.get(name) and name not in stale]
    return {**change.after, **dict.fromkeys(stale)} if chosen else change.after


def _associated(planned: Values) -> dict[str, str]:
    if planned.get("subnet_id"):
        return {"SubnetId": planned["subnet_id"]}
    return {"GatewayId": planned["gateway_id"]}


def _association(client: Any, state: Values) -> dict[str, Any] | None:
    """The association by its id, or, after a change of table and at an import, by its ends."""
    table = _table(client, state["route_table_id"]) or {}
    associations = [item for item in table.get("Associations", []) if not item.get("Main")]
    by_id = [item for item in associations if item["RouteTableAssociationId"] == state["id"]]
    target = state.get("subnet_id") or state.get("gateway_id")
    by_ends = [item for item in associations if target in (item.get("SubnetId"), item.get("GatewayId"))]
    return next(iter(by_id + by_ends), None)
