"""aws_route53_zone: a zone by its id, or by its name and what tells it from others of that name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from haveli.local.provider.resource import Context, DataSource, Problem, Values
from haveli.local.provider.resources import route53_zone
from haveli.local.provider.resources.route53_names import plain_id, plain_name


class Route53Zone(DataSource):
    name = "aws_route53_zone"

    def validate(self, config: Values) -> Iterable[Problem]:
        if config.get("zone_id") is None and config.get("name") is None:
            yield Problem("either name or zone_id must be set", path=("name",))
        if config.get("zone_id") is not None and config.get("name") is not None:
            yield Problem("at most one of name or zone_id can be set", path=("zone_id",))

    def read(self, ctx: Context, config: Values) -> Values:
        route53 = ctx.client("route53")
        id = config.get("zone_id") or _only([zone["Id"] for zone in _matching(ctx, config)], config)
        found = route53.get_hosted_zone(Id=plain_id(id))
        zone = found["HostedZone"]
        linked = zone.get("LinkedService", {})
        return {
            **{name: value for name, value in route53_zone.reported(ctx, found).items() if name != "delegation_set_id"},
            "private_zone": bool(zone.get("Config", {}).get("PrivateZone")),
            "caller_reference": zone["CallerReference"],
            "resource_record_set_count": zone.get("ResourceRecordSetCount", 0),
            "linked_service_description": linked.get("Description", ""),
            "linked_service_principal": linked.get("ServicePrincipal", ""),
            "tags": route53_zone.tags_of(route53, plain_id(id)),
        }


def _matching(ctx: Context, config: Values) -> Iterator[Values]:
    route53, vpc = ctx.client("route53"), config.get("vpc_id")
    for page in route53.get_paginator("list_hosted_zones").paginate():
        for zone in page["HostedZones"]:
            is_private = bool(zone.get("Config", {}).get("PrivateZone"))
            wants_private = bool(config.get("private_zone")) or vpc is not None
            if plain_name(zone["Name"]) != plain_name(config["name"]) or is_private != wants_private:
                continue
            if (vpc is None or vpc in _vpcs(route53, zone)) and _has_tags(route53, zone, config.get("tags") or {}):
                yield zone


def _vpcs(route53: Any, zone: Values) -> list[str]:
    return [vpc["VPCId"] for vpc in route53.get_hosted_zone(Id=plain_id(zone["Id"])).get("VPCs", [])]


def _has_tags(route53: Any, zone: Values, wanted: dict[str, str]) -> bool:
    return not wanted or wanted.items() <= route53_zone.tags_of(route53, plain_id(zone["Id"])).items()


def _only(ids: list[str], config: Values) -> str:
    if not ids:
        raise LookupError(f"no matching Route 53 Hosted Zone found: {config['name']}")
    if len(ids) > 1:
        raise LookupError(f"multiple Route 53 Hosted Zones matched: {config['name']}; say more of it")
    return ids[0]
