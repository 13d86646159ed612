"""aws_internet_gateway and aws_nat_gateway: the ways out of a VPC."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import settled, without_none

#: A NAT gateway in one of these states no longer exists for Terraform (EC2 API reference, NatGateway, 2026-11).
ENDED = ("deleted", "deleting", "failed")


class InternetGateway(Resource):
    name = "aws_internet_gateway"

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        made = client.create_internet_gateway(**ec2.tagged("internet-gateway", planned))
        id = str(made["InternetGateway"]["InternetGatewayId"])
        with ec2.made(id):
            if planned.get("vpc_id"):
                client.attach_internet_gateway(InternetGatewayId=id, VpcId=planned["vpc_id"])
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        id = state["id"]
        found = ec2.one(ctx.client("ec2").describe_internet_gateways, "InternetGateways", InternetGatewayIds=[id])
        if found is None:
            return None
        attachments = found.get("Attachments", [])
        return {
            "id": id,
            "arn": ec2.arn(ctx, "internet-gateway", id),
            "owner_id": found.get("OwnerId", ctx.account),
            "vpc_id": attachments[0]["VpcId"] if attachments else "",
            "tags_all": ec2.tags_of(found),
        }

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("vpc_id"):
            _detach(ctx, change.before)
            if change.after.get("vpc_id"):
                ctx.client("ec2").attach_internet_gateway(
                    InternetGatewayId=change.after["id"], VpcId=change.after["vpc_id"]
                )
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        _detach(ctx, state)
        ec2.remove(ctx, lambda: ctx.client("ec2").delete_internet_gateway(InternetGatewayId=state["id"]), state)


def _detach(ctx: Context, state: Values) -> None:
    """Detaching waits while public addresses of the VPC are in use."""
    if not state.get("vpc_id"):
        return
    request = {"InternetGatewayId": state["id"], "VpcId": state["vpc_id"]}
    with absent("Gateway.NotAttached"):
        ec2.remove(ctx, lambda: ctx.client("ec2").detach_internet_gateway(**request), state)


class NatGateway(Resource):
    name = "aws_nat_gateway"
    force_new = frozenset(
        {"allocation_id", "availability_mode", "connectivity_type", "private_ip", "subnet_id", "vpc_id"}
    )
    defaults = {"connectivity_type": "public"}

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none(
            {
                "SubnetId": planned.get("subnet_id"),
                "VpcId": planned.get("vpc_id"),
                "AvailabilityMode": planned.get("availability_mode"),
                "AllocationId": planned.get("allocation_id"),
                "ConnectivityType": planned.get("connectivity_type"),
                "PrivateIpAddress": planned.get("private_ip"),
                "SecondaryAllocationIds": planned.get("secondary_allocation_ids") or None,
                "SecondaryPrivateIpAddresses": planned.get("secondary_private_ip_addresses") or None,
                "SecondaryPrivateIpAddressCount": planned.get("secondary_private_ip_address_count") or None,
            }
        )
        id = str(
            client.create_nat_gateway(**request, **ec2.tagged("natgateway", planned))["NatGateway"]["NatGatewayId"]
        )
        with ec2.made(id):
            ctx.wait(lambda: _available(client, id), what=f"NAT gateway {id}", seconds=ec2.allowed(planned, "create"))
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        id = state["id"]
        found = _gateway(ctx.client("ec2"), id)
        if found is None or found["State"] in ENDED:
            return None
        addresses = found.get("NatGatewayAddresses", [])
        primary = next((item for item in addresses if item.get("IsPrimary")), addresses[0] if addresses else {})
        others = [item for item in addresses if item is not primary]
        return {
            "id": id,
            "subnet_id": settled(found.get("SubnetId"), state.get("subnet_id")),
            "vpc_id": found.get("VpcId", ""),
            "connectivity_type": found.get("ConnectivityType", "public"),
            "availability_mode": found.get("AvailabilityMode", "zonal"),
            "allocation_id": settled(primary.get("AllocationId"), state.get("allocation_id")),
            "association_id": primary.get("AssociationId", ""),
            "network_interface_id": primary.get("NetworkInterfaceId", ""),
            "private_ip": primary.get("PrivateIp", ""),
            "public_ip": primary.get("PublicIp", ""),
            "secondary_allocation_ids": [item["AllocationId"] for item in others if item.get("AllocationId")],
            "secondary_private_ip_addresses": [item["PrivateIp"] for item in others],
            "secondary_private_ip_address_count": len(others),
            "regional_nat_gateway_address": [],
            "tags_all": ec2.tags_of(found),
        }

    def update(self, ctx: Context, change: Change) -> None:
        _move_secondary_addresses(ctx.client("ec2"), change)
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        client, id = ctx.client("ec2"), state["id"]
        found = _gateway(client, id)
        if found is None or found["State"] == "deleted":
            return
        ec2.remove(ctx, lambda: client.delete_nat_gateway(NatGatewayId=id), state)
        ctx.wait(lambda: _ended(client, id), what=f"end of {id}", seconds=ec2.allowed(state, "delete"))


def _gateway(client: Any, id: str) -> dict[str, Any] | None:
    return ec2.one(client.describe_nat_gateways, "NatGateways", NatGatewayIds=[id])


def _available(client: Any, id: str) -> dict[str, Any] | None:
    found = _gateway(client, id)
    if found and found["State"] == "failed":
        raise RuntimeError(f"{id}: {found.get('FailureCode', '')} {found.get('FailureMessage', '')}".strip())
    return found if found and found["State"] == "available" else None


def _ended(client: Any, id: str) -> bool | None:
    found = _gateway(client, id)
    return True if found is None or found["State"] == "deleted" else None


def _move_secondary_addresses(client: Any, change: Change) -> None:
    before = set(change.before.get("secondary_allocation_ids") or [])
    after = set(change.after.get("secondary_allocation_ids") or [])
    if after - before:
        client.associate_nat_gateway_address(NatGatewayId=change.after["id"], AllocationIds=sorted(after - before))
    if before - after:
        found = _gateway(client, change.after["id"]) or {}
        gone = [
            item["AssociationId"]
            for item in found.get("NatGatewayAddresses", [])
            if item.get("AllocationId") in before - after
        ]
        client.disassociate_nat_gateway_address(NatGatewayId=change.after["id"], AssociationIds=gone)
