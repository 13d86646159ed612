"""aws_vpc: a network with its DNS settings; the default route table, network ACL and security group come with it."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.settled import settled, without_none

#: Argument -> EC2's name of the attribute. A VPC starts with DNS support on and the others off (EC2 API reference,
#: ModifyVpcAttribute, 2026-11). Host names need DNS support, so it comes first.
ATTRIBUTES = {
    "enable_dns_support": "EnableDnsSupport",
    "enable_dns_hostnames": "EnableDnsHostnames",
    "enable_network_address_usage_metrics": "EnableNetworkAddressUsageMetrics",
}
INITIAL = {"enable_dns_support": True, "enable_dns_hostnames": False, "enable_network_address_usage_metrics": False}


class Vpc(Resource):
    name = "aws_vpc"
    force_new = frozenset(
        {
            "cidr_block",
            "instance_tenancy",
            "ipv4_ipam_pool_id",
            "ipv4_netmask_length",
            "ipv6_ipam_pool_id",
            "ipv6_netmask_length",
        }
    )
    defaults = {"enable_dns_support": True, "instance_tenancy": "default"}
    recomputed = {
        "ipv6_cidr_block": frozenset({"assign_generated_ipv6_cidr_block"}),
        "ipv6_association_id": frozenset({"assign_generated_ipv6_cidr_block"}),
        "ipv6_cidr_block_network_border_group": frozenset({"assign_generated_ipv6_cidr_block"}),
    }

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none(
            {
                "CidrBlock": planned.get("cidr_block"),
                "InstanceTenancy": planned.get("instance_tenancy"),
                "AmazonProvidedIpv6CidrBlock": planned.get("assign_generated_ipv6_cidr_block"),
                "Ipv4IpamPoolId": planned.get("ipv4_ipam_pool_id"),
                "Ipv4NetmaskLength": planned.get("ipv4_netmask_length"),
                "Ipv6CidrBlock": planned.get("ipv6_cidr_block"),
                "Ipv6CidrBlockNetworkBorderGroup": planned.get("ipv6_cidr_block_network_border_group"),
                "Ipv6IpamPoolId": planned.get("ipv6_ipam_pool_id"),
                "Ipv6NetmaskLength": planned.get("ipv6_netmask_length"),
            }
        )
        id = str(client.create_vpc(**request, **ec2.tagged("vpc", planned))["Vpc"]["VpcId"])
        with ec2.made(id):
            ctx.wait(lambda: _available(client, id), what=f"VPC {id}", seconds=60)
            _set_attributes(client, id, INITIAL, planned)
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        client, id = ctx.client("ec2"), state["id"]
        vpc = ec2.one(client.describe_vpcs, "Vpcs", VpcIds=[id])
        if vpc is None:
            return None
        ipv6 = _ipv6(vpc)
        return {
            "id": id,
            "arn": ec2.arn(ctx, "vpc", id),
            "cidr_block": vpc["CidrBlock"],
            "instance_tenancy": vpc["InstanceTenancy"],
            "dhcp_options_id": vpc["DhcpOptionsId"],
            "owner_id": vpc.get("OwnerId", ctx.account),
            "tags_all": ec2.tags_of(vpc),
            **{argument: _attribute(client, id, name) for argument, name in ATTRIBUTES.items()},
            **_companions(client, id),
            "ipv6_cidr_block": ipv6.get("Ipv6CidrBlock", ""),
            "ipv6_association_id": ipv6.get("AssociationId", ""),
            "ipv6_cidr_block_network_border_group": ipv6.get("NetworkBorderGroup", ""),
            "assign_generated_ipv6_cidr_block": settled(
                ipv6.get("Ipv6Pool") == "Amazon", state.get("assign_generated_ipv6_cidr_block")
            ),
        }

    def update(self, ctx: Context, change: Change) -> None:
        client, id = ctx.client("ec2"), change.after["id"]
        _set_attributes(client, id, change.before, change.after)
        if bool(change.before.get("assign_generated_ipv6_cidr_block")) != bool(
            change.after.get("assign_generated_ipv6_cidr_block")
        ):
            _set_ipv6(client, change)
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        ec2.remove(ctx, lambda: ctx.client("ec2").delete_vpc(VpcId=state["id"]), state)


def _available(client: Any, id: str) -> dict[str, Any] | None:
    vpc = ec2.one(client.describe_vpcs, "Vpcs", VpcIds=[id])
    return vpc if vpc and vpc["State"] == "available" else None


def _set_attributes(client: Any, id: str, before: Values, after: Values) -> None:
    """EC2 takes one attribute in each call."""
    for argument, name in ATTRIBUTES.items():
        wanted = after.get(argument)
        if wanted is not None and wanted != before.get(argument):
            client.modify_vpc_attribute(VpcId=id, **{name: {"Value": wanted}})


def _attribute(client: Any, id: str, name: str) -> bool:
    answer = client.describe_vpc_attribute(VpcId=id, Attribute=name[0].lower() + name[1:])
    return bool(answer[name]["Value"])


def _set_ipv6(client: Any, change: Change) -> None:
    if change.after.get("assign_generated_ipv6_cidr_block"):
        client.associate_vpc_cidr_block(VpcId=change.after["id"], AmazonProvidedIpv6CidrBlock=True)
    else:
        client.disassociate_vpc_cidr_block(AssociationId=change.before["ipv6_association_id"])


def _ipv6(vpc: dict[str, Any]) -> dict[str, Any]:
    """The IPv6 block that is associated, or {}."""
    for association in vpc.get("Ipv6CidrBlockAssociationSet", []):
        if association.get("Ipv6CidrBlockState", {}).get("State") == "associated":
            return dict(association)
    return {}


def _companions(client: Any, id: str) -> Values:
    """The default security group, network ACL and route table. The default route table is the one that was main when
    the VPC was made; AWS does not tell it apart, so, as in the genuine provider, it is the main one."""
    of_vpc = {"Name": "vpc-id", "Values": [id]}
    group = ec2.one(
        client.describe_security_groups,
        "SecurityGroups",
        Filters=[of_vpc, {"Name": "group-name", "Values": ["default"]}],
    )
    acl = ec2.one(
        client.describe_network_acls, "NetworkAcls", Filters=[of_vpc, {"Name": "default", "Values": ["true"]}]
    )
    table = ec2.one(
        client.describe_route_tables, "RouteTables", Filters=[of_vpc, {"Name": "association.main", "Values": ["true"]}]
    )
    main = table["RouteTableId"] if table else ""
    return {
        "default_security_group_id": group["GroupId"] if group else "",
        "default_network_acl_id": acl["NetworkAclId"] if acl else "",
        "default_route_table_id": main,
        "main_route_table_id": main,
    }
