"""aws_vpc_endpoint: a private way from a VPC to a service, by a gateway (S3, DynamoDB) or by network interfaces."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources import ec2
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.settled import first, settled, without_none

#: Arguments that are sets of ids -> the name that ModifyVpcEndpoint has for them after `Add` and `Remove`.
SETS = {"route_table_ids": "RouteTableIds", "subnet_ids": "SubnetIds", "security_group_ids": "SecurityGroupIds"}
#: An endpoint in one of these states no longer exists for Terraform (EC2 API reference, VpcEndpoint, 2026-11).
ENDED = ("deleted", "deleting", "failed", "rejected", "expired")
DNS_OPTIONS = {
    "dns_record_ip_type": "DnsRecordIpType",
    "private_dns_only_for_inbound_resolver_endpoint": "PrivateDnsOnlyForInboundResolverEndpoint",
    "private_dns_preference": "PrivateDnsPreference",
    "private_dns_specified_domains": "PrivateDnsSpecifiedDomains",
}


class VpcEndpoint(Resource):
    name = "aws_vpc_endpoint"
    force_new = frozenset(
        {
            "resource_configuration_arn",
            "service_name",
            "service_network_arn",
            "service_region",
            "vpc_endpoint_type",
            "vpc_id",
        }
    )
    defaults = {"vpc_endpoint_type": "Gateway"}
    same = {"policy": policy_form}
    recomputed = {
        "network_interface_ids": frozenset({"subnet_ids", "subnet_configuration"}),
        "dns_entry": frozenset({"private_dns_enabled", "subnet_ids"}),
    }

    def create(self, ctx: Context, planned: Values) -> str:
        client = ctx.client("ec2")
        request = without_none(
            {
                "VpcId": planned["vpc_id"],
                "VpcEndpointType": planned["vpc_endpoint_type"],
                "ServiceName": planned.get("service_name"),
                "ServiceNetworkArn": planned.get("service_network_arn"),
                "ServiceRegion": planned.get("service_region"),
                "ResourceConfigurationArn": planned.get("resource_configuration_arn"),
                "PolicyDocument": planned.get("policy"),
                "PrivateDnsEnabled": planned.get("private_dns_enabled") or False,
                "IpAddressType": planned.get("ip_address_type"),
                "DnsOptions": _dns_options(planned),
                "SubnetConfigurations": _subnet_configurations(planned),
                **{name: planned.get(argument) or None for argument, name in SETS.items()},
            }
        )
        id = str(
            client.create_vpc_endpoint(**request, **ec2.tagged("vpc-endpoint", planned))["VpcEndpoint"]["VpcEndpointId"]
        )
        with ec2.made(id):
            ctx.wait(lambda: _settled(client, id), what=f"endpoint {id}", seconds=ec2.allowed(planned, "create"))
        return id

    def read(self, ctx: Context, state: Values) -> Values | None:
        client, id = ctx.client("ec2"), state["id"]
        found = _endpoint(client, id)
        if found is None or found["State"].lower() in ENDED:
            return None
        kind = found.get("VpcEndpointType") or "Gateway"
        return {
            "id": id,
            "arn": ec2.arn(ctx, "vpc-endpoint", id),
            "vpc_id": found["VpcId"],
            "vpc_endpoint_type": kind,
            "service_name": settled(found.get("ServiceName"), state.get("service_name")),
            "service_region": found.get("ServiceRegion", ctx.region),
            "state": found["State"],
            "owner_id": found.get("OwnerId", ctx.account),
            "requester_managed": found.get("RequesterManaged", False),
            "policy": kept_policy(found.get("PolicyDocument"), state.get("policy")),
            "private_dns_enabled": found.get("PrivateDnsEnabled", False),
            "ip_address_type": found.get("IpAddressType", "" if kind == "Gateway" else "ipv4"),
            "route_table_ids": found.get("RouteTableIds", []),
            "subnet_ids": found.get("SubnetIds", []),
            "security_group_ids": [group["GroupId"] for group in found.get("Groups", [])],
            "network_interface_ids": found.get("NetworkInterfaceIds", []),
            "dns_entry": [
                {"dns_name": entry.get("DnsName", ""), "hosted_zone_id": entry.get("HostedZoneId", "")}
                for entry in found.get("DnsEntries", [])
            ],
            "tags_all": ec2.tags_of(found),
            **_prefix_list(client, found.get("ServiceName")),
        }

    def update(self, ctx: Context, change: Change) -> None:
        request = _modification(change)
        if request:
            ctx.client("ec2").modify_vpc_endpoint(VpcEndpointId=change.after["id"], **request)
        ec2.retag(ctx, change)

    def delete(self, ctx: Context, state: Values) -> None:
        client, id = ctx.client("ec2"), state["id"]
        found = _endpoint(client, id)
        if found is None or found["State"].lower() == "deleted":
            return
        answer = client.delete_vpc_endpoints(VpcEndpointIds=[id])
        for refusal in answer.get("Unsuccessful", []):
            if not refusal["Error"]["Code"].endswith("NotFound"):
                raise RuntimeError(f"{refusal['Error']['Code']}: {refusal['Error']['Message']}")
        ctx.wait(lambda: _ended(client, id), what=f"end of {id}", seconds=ec2.allowed(state, "delete"))


def _endpoint(client: Any, id: str) -> dict[str, Any] | None:
    return ec2.one(client.describe_vpc_endpoints, "VpcEndpoints", VpcEndpointIds=[id])


def _settled(client: Any, id: str) -> bool | None:
    found = _endpoint(client, id)
    return True if found and found["State"].lower() in ("available", "pendingacceptance") else None


def _ended(client: Any, id: str) -> bool | None:
    found = _endpoint(client, id)
    return True if found is None or found["State"].lower() == "deleted" else None


def _prefix_list(client: Any, service: str | None) -> Values:
    """The prefix list that routes to a gateway endpoint's service lead to; other services have none."""
    filters = [{"Name": "prefix-list-name", "Values": [service or ""]}]
    found = ec2.one(client.describe_prefix_lists, "PrefixLists", Filters=filters)
    if found is None:
        return {"prefix_list_id": "", "cidr_blocks": []}
    return {"prefix_list_id": found["PrefixListId"], "cidr_blocks": found.get("Cidrs", [])}


def _dns_options(planned: Values) -> dict[str, Any] | None:
    options = first(planned.get("dns_options"))
    return without_none({member: options.get(name) for name, member in DNS_OPTIONS.items()}) or None


def _subnet_configurations(planned: Values) -> list[dict[str, Any]] | None:
    return [
        without_none({"SubnetId": item.get("subnet_id"), "Ipv4": item.get("ipv4"), "Ipv6": item.get("ipv6")})
        for item in planned.get("subnet_configuration") or []
    ] or None


def _modification(change: Change) -> dict[str, Any]:
    """What ModifyVpcEndpoint must be told."""
    request: dict[str, Any] = {}
    for argument, name in SETS.items():
        before, after = (set(side.get(argument) or []) for side in (change.before, change.after))
        request |= {f"Add{name}": sorted(after - before)} if after - before else {}
        request |= {f"Remove{name}": sorted(before - after)} if before - after else {}
    if change.touches("policy"):
        policy = change.after.get("policy")
        request |= {"PolicyDocument": policy} if policy else {"ResetPolicy": True}
    if change.touches("private_dns_enabled"):
        request["PrivateDnsEnabled"] = bool(change.after.get("private_dns_enabled"))
    if change.touches("ip_address_type"):
        request["IpAddressType"] = change.after.get("ip_address_type")
    if change.touches("dns_options"):
        request["DnsOptions"] = _dns_options(change.after)
    if change.touches("subnet_configuration"):
        request["SubnetConfigurations"] = _subnet_configurations(change.after)
    return without_none(request)
