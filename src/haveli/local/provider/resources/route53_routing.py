"""The routing policies of a record set: blocks in Terraform, members of the record set in Route 53. Pure."""

from __future__ import annotations

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import first, settled, without_none

#: Block -> member of the record set, for policies that are a structure there.
STRUCTURES = {
    "cidr_routing_policy": ("CidrRoutingConfig", {"collection_id": "CollectionId", "location_name": "LocationName"}),
    "geolocation_routing_policy": (
        "GeoLocation",
        {"continent": "ContinentCode", "country": "CountryCode", "subdivision": "SubdivisionCode"},
    ),
    "geoproximity_routing_policy": (
        "GeoProximityLocation",
        {"aws_region": "AWSRegion", "bias": "Bias", "local_zone_group": "LocalZoneGroup"},
    ),
}
#: Block -> its argument and the member, for policies that are one value there.
VALUES = {
    "failover_routing_policy": ("type", "Failover"),
    "latency_routing_policy": ("region", "Region"),
    "weighted_routing_policy": ("weight", "Weight"),
}
POLICIES = (*STRUCTURES, *VALUES)


def sent_policies(planned: Values) -> Values:
    """The members of a record set for the policy blocks that are configured."""
    sent: Values = {}
    for block, (argument, member) in VALUES.items():
        if planned.get(block):
            sent[member] = first(planned[block])[argument]
    for block, (member, names) in STRUCTURES.items():
        if planned.get(block):
            item = first(planned[block])
            sent[member] = without_none({aws: item.get(ours) or None for ours, aws in names.items()})
    points = first(planned.get("geoproximity_routing_policy")).get("coordinates") or []
    if points:
        latitude, longitude = points[0]["latitude"], points[0]["longitude"]
        sent["GeoProximityLocation"]["Coordinates"] = {"Latitude": latitude, "Longitude": longitude}
    return sent


def reported_policies(found: Values, state: Values) -> Values:
    """The policy blocks of a record set as Route 53 has it."""
    blocks: Values = {}
    for block, (argument, member) in VALUES.items():
        blocks[block] = [{argument: found[member]}] if member in found else []
    for block, (member, names) in STRUCTURES.items():
        known = first(state.get(block))
        item = found.get(member)
        blocks[block] = [_reported(item, names, known)] if item else []
    point = found.get("GeoProximityLocation", {}).get("Coordinates")
    for item in blocks["geoproximity_routing_policy"]:
        item["coordinates"] = [{"latitude": point["Latitude"], "longitude": point["Longitude"]}] if point else []
    return blocks


def _reported(item: Values, names: dict[str, str], known: Values) -> Values:
    return {ours: settled(item.get(aws), known.get(ours)) for ours, aws in names.items()}
