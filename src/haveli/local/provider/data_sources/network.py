"""Lookups in the network: aws_availability_zones, aws_prefix_list, aws_vpc, aws_subnets and aws_subnet."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.data_sources.ec2_filters import filters, only
from haveli.local.provider.resource import Context, DataSource, Values
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import tag_map


class AvailabilityZones(DataSource):
    name = "aws_availability_zones"

    def read(self, ctx: Context, config: Values) -> Values:
        request = without_none(
            {
                "Filters": filters(config, {"state": "state"}) or None,
                "AllAvailabilityZones": config.get("all_availability_zones"),
            }
        )
        zones = ctx.client("ec2").describe_availability_zones(**request)["AvailabilityZones"]
        kept = sorted((zone for zone in zones if not _excluded(zone, config)), key=lambda zone: str(zone["ZoneName"]))
        return {
            "id": ctx.region,
            "names": [zone["ZoneName"] for zone in kept],
            "zone_ids": [zone["ZoneId"] for zone in kept],
            "group_names": sorted({zone.get("GroupName") or ctx.region for zone in kept}),
        }


class PrefixList(DataSource):
    """An AWS-managed list of addresses, such as S3's in a region."""

    name = "aws_prefix_list"

    def read(self, ctx: Context, config: Values) -> Values:
        wanted = {"Filters": filters(config, {"name": "prefix-list-name"})}
        if config.get("prefix_list_id"):
            wanted["PrefixListIds"] = [config["prefix_list_id"]]
        found = only(ctx.client("ec2").describe_prefix_lists(**wanted)["PrefixLists"], "EC2 Prefix List")
        return {
            "id": found["PrefixListId"],
            "name": found["PrefixListName"],
            "cidr_blocks": sorted(found.get("Cidrs", [])),
        }


class Vpc(DataSource):
    name = "aws_vpc"

    def read(self, ctx: Context, config: Values) -> Values:
        arguments = {
            "cidr_block": "cidr",
            "default": "isDefault",
            "dhcp_options_id": "dhcp-options-id",
            "id": "vpc-id",
            "state": "state",
        }
        ec2 = ctx.client("ec2")
        vpc = only(ec2.describe_vpcs(Filters=filters(config, arguments))["Vpcs"], "EC2 VPC")
        return {**_reported_vpc(ctx, vpc), **_vpc_attributes(ec2, vpc["VpcId"])}


class Subnets(DataSource):
    """The ids of all subnets that match; none is no error."""

    name = "aws_subnets"

    def read(self, ctx: Context, config: Values) -> Values:
        pages = ctx.client("ec2").get_paginator("describe_subnets").paginate(Filters=filters(config, {}))
        return {"id": ctx.region, "ids": [subnet["SubnetId"] for page in pages for subnet in page["Subnets"]]}


class Subnet(DataSource):
    name = "aws_subnet"

    def read(self, ctx: Context, config: Values) -> Values:
        arguments = {
            "availability_zone": "availabilityZone",
            "availability_zone_id": "availabilityZoneId",
            "cidr_block": "cidrBlock",
            "default_for_az": "defaultForAz",
            "id": "subnet-id",
            "state": "state",
            "vpc_id": "vpc-id",
        }
        found = ctx.client("ec2").describe_subnets(Filters=filters(config, arguments))["Subnets"]
        return _reported_subnet(only(found, "EC2 Subnet"))


def _excluded(zone: Values, config: Values) -> bool:
    by_name = zone["ZoneName"] in (config.get("exclude_names") or [])
    return by_name or zone["ZoneId"] in (config.get("exclude_zone_ids") or [])


def _reported_vpc(ctx: Context, vpc: Values) -> Values:
    associations = vpc.get("CidrBlockAssociationSet", [])
    return {
        "id": vpc["VpcId"],
        "arn": f"arn:{ctx.partition}:ec2:{ctx.region}:{ctx.account}:vpc/{vpc['VpcId']}",
        "cidr_block": vpc["CidrBlock"],
        "cidr_block_associations": [
            {
                "association_id": item["AssociationId"],
                "cidr_block": item["CidrBlock"],
                "state": item["CidrBlockState"]["State"],
            }
            for item in associations
        ],
        "default": bool(vpc.get("IsDefault")),
        "dhcp_options_id": vpc.get("DhcpOptionsId"),
        "instance_tenancy": vpc.get("InstanceTenancy"),
        "owner_id": vpc.get("OwnerId"),
        "state": vpc["State"],
        "ipv6_cidr_block_associations": [],
        "tags": tag_map(vpc.get("Tags", [])),
    }


def _vpc_attributes(ec2: Any, vpc: str) -> Values:
    names = {"enable_dns_hostnames": "enableDnsHostnames", "enable_dns_support": "enableDnsSupport"}
    found = {}
    for ours, theirs in names.items():
        answer = ec2.describe_vpc_attribute(VpcId=vpc, Attribute=theirs)
        found[ours] = answer[theirs[0].upper() + theirs[1:]]["Value"]
    main = [{"Name": "association.main", "Values": ["true"]}, {"Name": "vpc-id", "Values": [vpc]}]
    tables = ec2.describe_route_tables(Filters=main)["RouteTables"]
    return {**found, "main_route_table_id": tables[0]["RouteTableId"] if tables else None}


def _reported_subnet(subnet: Values) -> Values:
    return {
        "id": subnet["SubnetId"],
        "arn": subnet.get("SubnetArn"),
        "vpc_id": subnet["VpcId"],
        "cidr_block": subnet["CidrBlock"],
        "availability_zone": subnet["AvailabilityZone"],
        "availability_zone_id": subnet.get("AvailabilityZoneId"),
        "available_ip_address_count": subnet.get("AvailableIpAddressCount"),
        "assign_ipv6_address_on_creation": bool(subnet.get("AssignIpv6AddressOnCreation")),
        "default_for_az": bool(subnet.get("DefaultForAz")),
        "map_public_ip_on_launch": bool(subnet.get("MapPublicIpOnLaunch")),
        "owner_id": subnet.get("OwnerId"),
        "state": subnet["State"],
        "tags": tag_map(subnet.get("Tags", [])),
    }
