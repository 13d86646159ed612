"""aws_route53_zone: a public zone, or a private one with the VPCs that see it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.route53_names import GONE, in_sync, plain_id, plain_name
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

#: Record sets that every zone has at its own name; they go with the zone.
OWN_TYPES = ("NS", "SOA")
#: Route 53 takes at most this many changes in a batch (API reference, ChangeResourceRecordSets).
BATCH = 100


class Route53Zone(Resource):
    name = "aws_route53_zone"
    not_emulated = "`enable_accelerated_recovery` is refused. Nothing answers DNS questions."
    force_new = frozenset({"delegation_set_id", "name"})
    defaults = {"comment": "Managed by Terraform", "force_destroy": False}
    same = {"name": plain_name}

    def validate(self, config: Values) -> Iterable[Problem]:
        comment = config.get("comment")
        if isinstance(comment, str) and len(comment) > 256:
            yield Problem("expected length of comment to be in the range (0 - 256)", path=("comment",))
        if config.get("delegation_set_id") is not None and config.get("vpc"):
            yield Problem('"vpc": conflicts with delegation_set_id', path=("vpc",))
        if config.get("enable_accelerated_recovery") is True:
            yield Problem(
                "accelerated recovery is not emulated by the local provider", path=("enable_accelerated_recovery",)
            )

    def create(self, ctx: Context, planned: Values) -> str:
        route53, vpcs = ctx.client("route53"), planned.get("vpc") or []
        made = route53.create_hosted_zone(
            **without_none(
                {
                    "Name": planned["name"],
                    "CallerReference": f"terraform-{time.time_ns():x}{uuid.uuid4().hex[:8]}",
                    "HostedZoneConfig": {"Comment": planned.get("comment") or "", "PrivateZone": bool(vpcs)},
                    "DelegationSetId": planned.get("delegation_set_id"),
                    "VPC": _vpc(ctx, vpcs[0]) if vpcs else None,
                }
            )
        )
        zone = plain_id(made["HostedZone"]["Id"])
        with after_creation({"id": zone, "zone_id": zone}):
            in_sync(ctx, made)
            for vpc in vpcs[1:]:
                _associate(ctx, zone, vpc)
            if planned.get("tags_all"):
                _write_tags(route53, zone, AddTags=tag_list(planned["tags_all"]))
        return zone

    def read(self, ctx: Context, state: Values) -> Values | None:
        route53, zone = ctx.client("route53"), state["id"]
        with absent(*GONE):
            found = route53.get_hosted_zone(Id=zone)
            return {**reported(ctx, found), **_reported_vpcs(ctx, found, state), "tags_all": tags_of(route53, zone)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        route53, zone = ctx.client("route53"), change.after["id"]
        if change.touches("comment"):
            route53.update_hosted_zone_comment(Id=zone, Comment=change.after.get("comment") or "")
        if change.touches("vpc"):
            _change_vpcs(ctx, zone, change)
        if removed(change):
            _write_tags(route53, zone, RemoveTagKeys=removed(change))
        if written(change):
            _write_tags(route53, zone, AddTags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            if state.get("force_destroy"):
                _empty(ctx, state["id"])
            in_sync(ctx, ctx.client("route53").delete_hosted_zone(Id=state["id"]))

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": plain_id(id), "force_destroy": False}


def reported(ctx: Context, found: Values) -> Values:
    """A zone's attributes from GetHostedZone's answer, but its tags and VPCs."""
    zone, config = found["HostedZone"], found["HostedZone"].get("Config", {})
    id = plain_id(zone["Id"])
    servers = _name_servers(ctx.client("route53"), id, found)
    return {
        "id": id,
        "zone_id": id,
        "arn": f"arn:{ctx.partition}:route53:::hostedzone/{id}",
        "name": plain_name(zone["Name"]),
        "comment": config.get("Comment", ""),
        "delegation_set_id": plain_id(found.get("DelegationSet", {}).get("Id", "")) or None,
        "enable_accelerated_recovery": False,
        "name_servers": sorted(servers),
        "primary_name_server": servers[0] if servers else "",
    }


def tags_of(route53: Any, zone: str) -> dict[str, str]:
    """A zone's tags."""
    found = route53.list_tags_for_resource(ResourceType="hostedzone", ResourceId=zone)
    return tag_map(found["ResourceTagSet"]["Tags"])


def _name_servers(route53: Any, zone: str, found: Values) -> list[str]:
    """A public zone's own; a private one answers none, and has them in its NS record."""
    servers = found.get("DelegationSet", {}).get("NameServers", [])
    name = plain_name(found["HostedZone"]["Name"])
    for record in [] if servers else _records(route53, zone):
        if record["Type"] == "NS" and plain_name(record["Name"]) == name:
            servers = [value["Value"] for value in record["ResourceRecords"]]
    return [plain_name(server) for server in servers]


def _reported_vpcs(ctx: Context, found: Values, state: Values) -> Values:
    vpcs = [{"vpc_id": vpc["VPCId"], "vpc_region": vpc.get("VPCRegion", ctx.region)} for vpc in found.get("VPCs", [])]
    return {"vpc": settled(vpcs, state.get("vpc"))}


def _vpc(ctx: Context, block: Values) -> Values:
    return {"VPCId": block["vpc_id"], "VPCRegion": block.get("vpc_region") or ctx.region}


def _associate(ctx: Context, zone: str, block: Values) -> None:
    in_sync(ctx, ctx.client("route53").associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=_vpc(ctx, block)))


def _change_vpcs(ctx: Context, zone: str, change: Change) -> None:
    """New ones come first: a private zone cannot be without any."""
    before = {(vpc["VPCId"], vpc["VPCRegion"]): vpc for vpc in (_vpc(ctx, b) for b in change.before["vpc"])}
    after = {(vpc["VPCId"], vpc["VPCRegion"]): vpc for vpc in (_vpc(ctx, b) for b in change.after["vpc"])}
    route53 = ctx.client("route53")
    for key in sorted(after.keys() - before.keys()):
        in_sync(ctx, route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=after[key]))
    for key in sorted(before.keys() - after.keys()):
        in_sync(ctx, route53.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC=before[key]))


def _write_tags(route53: Any, zone: str, **change: Any) -> None:
    route53.change_tags_for_resource(ResourceType="hostedzone", ResourceId=zone, **change)


def _records(route53: Any, zone: str) -> Iterator[Values]:
    for page in route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone):
        yield from page["ResourceRecordSets"]


def _empty(ctx: Context, zone: str) -> None:
    """Deletes every record set but the zone's own."""
    route53 = ctx.client("route53")
    name = plain_name(route53.get_hosted_zone(Id=zone)["HostedZone"]["Name"])
    foreign = [
        record
        for record in _records(route53, zone)
        if not (record["Type"] in OWN_TYPES and plain_name(record["Name"]) == name)
    ]
    for start in range(0, len(foreign), BATCH):
        batch = [{"Action": "DELETE", "ResourceRecordSet": record} for record in foreign[start : start + BATCH]]
        in_sync(ctx, route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": batch}))
