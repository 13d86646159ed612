"""aws_eip: an Elastic IP address, free or associated with an instance or a network interface."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import without_none


class ElasticIp(Resource):
    name = "aws_eip"
    force_new = frozenset(
        {"address", "customer_owned_ipv4_pool", "domain", "ipam_pool_id", "network_border_group", "public_ipv4_pool"}
    )
    recomputed = {
        attribute: frozenset({"instance", "network_interface", "associate_with_private_ip"})
        for attribute in ("association_id", "private_ip", "private_dns", "instance", "network_interface")
    }

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none(
            {
                "Domain": planned.get("domain") or "vpc",
                "Address": planned.get("address"),
                "CustomerOwnedIpv4Pool": planned.get("customer_owned_ipv4_pool"),
                "IpamPoolId": planned.get("ipam_pool_id"),
                "NetworkBorderGroup": planned.get("network_border_group"),
                "PublicIpv4Pool": planned.get("public_ipv4_pool"),
            }
        )
        id = str(client.allocate_address(**request, **ec2.tagged("elastic-ip", planned))["AllocationId"])
        with ec2.made(id):
            _associate(client, id, planned)
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        client, id = ctx.client("ec2"), state["id"]
        found = ec2.one(client.describe_addresses, "Addresses", AllocationIds=[id])
        if found is None:
            return None
        return {
            "id": id,
            "allocation_id": id,
            "arn": ec2.arn(ctx, "elastic-ip", id),
            "association_id": found.get("AssociationId", ""),
            "carrier_ip": found.get("CarrierIp", ""),
            "customer_owned_ip": found.get("CustomerOwnedIp", ""),
            "domain": found.get("Domain", "vpc"),
            "instance": found.get("InstanceId", ""),
            "network_border_group": found.get("NetworkBorderGroup", ctx.region),
            "network_interface": found.get("NetworkInterfaceId", ""),
            "public_ipv4_pool": found.get("PublicIpv4Pool", "amazon"),
            "ptr_record": _pointer(client, id),
            "tags_all": ec2.tags_of(found),
            **_names(ctx.region, found.get("PublicIp", ""), found.get("PrivateIpAddress", "")),
        }

    def update(self, ctx: Context, change: Change) -> None:
        client = ctx.client("ec2")
        if change.touches("instance", "network_interface", "associate_with_private_ip"):
            _disassociate(client, change.before)
            _associate(client, change.after["id"], change.after)
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        client, id = ctx.client("ec2"), state["id"]
        found = ec2.one(client.describe_addresses, "Addresses", AllocationIds=[id])
        if found is None:
            return
        if state.get("instance") or state.get("network_interface"):
            _disassociate(client, {"association_id": found.get("AssociationId")})
        # A NAT gateway gives its address back a while after its deletion; until then AWS refuses to release it.
        busy = ("InvalidIPAddress.InUse", "AuthFailure")
        ec2.remove(ctx, lambda: client.release_address(AllocationId=id), state, busy=busy)


def _associate(client: Any, id: str, planned: Values) -> None:
    if not planned.get("instance") and not planned.get("network_interface"):
        return
    request = without_none(
        {
            "InstanceId": planned.get("instance") or None,
            "NetworkInterfaceId": planned.get("network_interface") or None,
            "PrivateIpAddress": planned.get("associate_with_private_ip"),
        }
    )
    client.associate_address(AllocationId=id, AllowReassociation=True, **request)


def _disassociate(client: Any, state: Values) -> None:
    if state.get("association_id"):
        with absent("InvalidAssociationID.NotFound"):
            client.disassociate_address(AssociationId=state["association_id"])


def _pointer(client: Any, id: str) -> str:
    found = ec2.one(client.describe_addresses_attribute, "Addresses", AllocationIds=[id], Attribute="domain-name")
    return str((found or {}).get("PtrRecord", ""))


def _names(region: str, public_ip: str, private_ip: str) -> Values:
    """The addresses and their DNS names; us-east-1 has names of its own (EC2 user guide, "Hostname types")."""
    internal = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
    external = "compute-1.amazonaws.com" if region == "us-east-1" else f"{region}.compute.amazonaws.com"
    return {
        "public_ip": public_ip,
        "private_ip": private_ip,
        "public_dns": f"ec2-{public_ip.replace('.', '-')}.{external}" if public_ip else "",
        "private_dns": f"ip-{private_ip.replace('.', '-')}.{internal}" if private_ip else "",
    }
