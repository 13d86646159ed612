"""aws_subnet: a range of addresses of a VPC in one availability zone."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.settled import settled, without_none

#: Argument -> EC2's name of the attribute in ModifySubnetAttribute, which takes one in each call.
SWITCHES = {
    "map_public_ip_on_launch": "MapPublicIpOnLaunch",
    "assign_ipv6_address_on_creation": "AssignIpv6AddressOnCreation",
    "enable_dns64": "EnableDns64",
    "enable_resource_name_dns_a_record_on_launch": "EnableResourceNameDnsARecordOnLaunch",
    "enable_resource_name_dns_aaaa_record_on_launch": "EnableResourceNameDnsAAAARecordOnLaunch",
}
#: The two switches that DescribeSubnets reports under `PrivateDnsNameOptionsOnLaunch`.
DNS_RECORDS = {
    "enable_resource_name_dns_a_record_on_launch": "EnableResourceNameDnsARecord",
    "enable_resource_name_dns_aaaa_record_on_launch": "EnableResourceNameDnsAAAARecord",
}


class Subnet(Resource):
    name = "aws_subnet"
    force_new = frozenset(
        {
            "availability_zone",
            "availability_zone_id",
            "cidr_block",
            "ipv4_ipam_pool_id",
            "ipv4_netmask_length",
            "ipv6_ipam_pool_id",
            "ipv6_native",
            "ipv6_netmask_length",
            "outpost_arn",
            "vpc_id",
        }
    )
    defaults = {**dict.fromkeys(SWITCHES, False), "ipv6_native": False}
    recomputed = {"ipv6_cidr_block_association_id": frozenset({"ipv6_cidr_block"})}

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none(
            {
                "VpcId": planned["vpc_id"],
                "CidrBlock": planned.get("cidr_block"),
                "AvailabilityZone": planned.get("availability_zone"),
                "AvailabilityZoneId": planned.get("availability_zone_id"),
                "Ipv6CidrBlock": planned.get("ipv6_cidr_block"),
                "Ipv6Native": planned.get("ipv6_native") or None,
                "OutpostArn": planned.get("outpost_arn"),
                "Ipv4IpamPoolId": planned.get("ipv4_ipam_pool_id"),
                "Ipv4NetmaskLength": planned.get("ipv4_netmask_length"),
                "Ipv6IpamPoolId": planned.get("ipv6_ipam_pool_id"),
                "Ipv6NetmaskLength": planned.get("ipv6_netmask_length"),
            }
        )
        id = str(client.create_subnet(**request, **ec2.tagged("subnet", planned))["Subnet"]["SubnetId"])
        with ec2.made(id):
            found = ctx.wait(
                lambda: _available(client, id), what=f"subnet {id}", seconds=ec2.allowed(planned, "create")
            )
            _set_attributes(client, id, _switches(found), planned)
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        id = state["id"]
        subnet = ec2.one(ctx.client("ec2").describe_subnets, "Subnets", SubnetIds=[id])
        if subnet is None:
            return None
        ipv6 = _ipv6(subnet)
        return {
            "id": id,
            "arn": subnet.get("SubnetArn") or ec2.arn(ctx, "subnet", id),
            "vpc_id": subnet["VpcId"],
            "cidr_block": subnet.get("CidrBlock", ""),
            "availability_zone": subnet["AvailabilityZone"],
            "availability_zone_id": subnet["AvailabilityZoneId"],
            "owner_id": subnet.get("OwnerId", ctx.account),
            "outpost_arn": settled(subnet.get("OutpostArn"), state.get("outpost_arn")),
            "ipv6_native": subnet.get("Ipv6Native", False),
            "ipv6_cidr_block": ipv6.get("Ipv6CidrBlock", ""),
            "ipv6_cidr_block_association_id": ipv6.get("AssociationId", ""),
            "tags_all": ec2.tags_of(subnet),
            **_switches(subnet),
        }

    def update(self, ctx: Context, change: Change) -> None:
        client, id = ctx.client("ec2"), change.after["id"]
        if change.touches("ipv6_cidr_block"):
            _replace_ipv6(client, change)
        _set_attributes(client, id, change.before, change.after)
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        ec2.remove(ctx, lambda: ctx.client("ec2").delete_subnet(SubnetId=state["id"]), state)


def _available(client: Any, id: str) -> dict[str, Any] | None:
    subnet = ec2.one(client.describe_subnets, "Subnets", SubnetIds=[id])
    return subnet if subnet and subnet["State"] == "available" else None


def _switches(subnet: dict[str, Any]) -> Values:
    """The updatable attributes of a subnet as EC2 reports them; what it leaves out is off."""
    options = subnet.get("PrivateDnsNameOptionsOnLaunch", {})
    plain = {argument: subnet.get(name, False) for argument, name in SWITCHES.items() if argument not in DNS_RECORDS}
    records = {argument: options.get(name, False) for argument, name in DNS_RECORDS.items()}
    return {**plain, **records, "private_dns_hostname_type_on_launch": options.get("HostnameType", "ip-name")}


def _set_attributes(client: Any, id: str, before: Values, after: Values) -> None:
    for argument, name in SWITCHES.items():
        wanted = after.get(argument)
        if wanted is not None and wanted != before.get(argument):
            client.modify_subnet_attribute(SubnetId=id, **{name: {"Value": wanted}})
    kind = after.get("private_dns_hostname_type_on_launch")
    if kind is not None and kind != before.get("private_dns_hostname_type_on_launch"):
        client.modify_subnet_attribute(SubnetId=id, PrivateDnsHostnameTypeOnLaunch=kind)


def _replace_ipv6(client: Any, change: Change) -> None:
    """A subnet has at most one IPv6 block: the old one goes before the new one comes."""
    if change.before.get("ipv6_cidr_block_association_id"):
        client.disassociate_subnet_cidr_block(AssociationId=change.before["ipv6_cidr_block_association_id"])
    if change.after.get("ipv6_cidr_block"):
        client.associate_subnet_cidr_block(SubnetId=change.after["id"], Ipv6CidrBlock=change.after["ipv6_cidr_block"])


def _ipv6(subnet: dict[str, Any]) -> dict[str, Any]:
    for association in subnet.get("Ipv6CidrBlockAssociationSet", []):
        if association.get("Ipv6CidrBlockState", {}).get("State") == "associated":
            return dict(association)
    return {}
