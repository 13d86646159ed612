"""Zones whose record sets follow the rules of `changes`. Functions here become methods of moto's classes."""

from __future__ import annotations

from typing import Any

from moto.route53.models import FakeZone, RecordSet, Route53Backend
from moto.route53.utils import validate_domain_name

from haveli.local.extensions.route53 import changes

#: Members of a record set in the API -> attributes of moto's object, from which moto writes its answers.
MEMBERS = {
    "Name": "name",
    "Type": "type",
    "TTL": "ttl",
    "SetIdentifier": "set_identifier",
    "Weight": "weight",
    "Region": "region",
    "HealthCheckId": "health_check_id",
    "AliasTarget": "alias_target",
    "Failover": "failover",
    "GeoLocation": "geo_location",
    "MultiValueAnswer": "multi_value_answer",
    "CidrRoutingConfig": "cidr_routing_config",
    "GeoProximityLocation": "geo_proximity_location",
}
_moto_init_record_set = RecordSet.__init__


def init_record_set(self: RecordSet, kwargs: dict[str, Any]) -> None:
    """moto's record set, with the routing policies that it forgets."""
    _moto_init_record_set(self, kwargs)
    self.cidr_routing_config = kwargs.get("CidrRoutingConfig")
    self.geo_proximity_location = kwargs.get("GeoProximityLocation")


def change_resource_record_sets(self: Route53Backend, zoneid: str, change_list: list[dict[str, Any]]) -> None:
    """ChangeResourceRecordSets: the whole batch or nothing."""
    zone = self.get_hosted_zone(zoneid)
    for change in change_list:
        validate_domain_name(change["ResourceRecordSet"]["Name"], code="InvalidChangeBatch")
    before = {changes.key_of(record): record for record in map(as_request, zone.rrsets)}
    after = changes.applied(changes.full_name(zone.name), before, change_list)
    zone.rrsets = [RecordSet(as_moto(record)) for record in after.values()]


def as_request(record: RecordSet) -> dict[str, Any]:
    """A record set of moto's as the API has it."""
    found = {member: getattr(record, attribute, None) for member, attribute in MEMBERS.items()}
    found["ResourceRecords"] = [{"Value": value} for value in record.records or []]
    return {member: value for member, value in found.items() if value not in (None, [])}


def as_moto(record: dict[str, Any]) -> dict[str, Any]:
    """A record set of the API as moto's constructor takes it; an alias' name in lower case, with a dot at its end."""
    made = {**record, "ResourceRecords": [value["Value"] for value in record.get("ResourceRecords") or []]}
    if record.get("AliasTarget"):
        alias = record["AliasTarget"]
        made["AliasTarget"] = {**alias, "DNSName": changes.full_name(alias["DNSName"])}
    return made


def get_record_sets(self: FakeZone, start_type: str | None, start_name: str | None) -> list[RecordSet]:
    """The zone's record sets from a name and type on, by reversed name, type and identifier."""
    ordered = sorted(self.rrsets, key=_order)
    if not start_name:
        return ordered
    start = (_labels(start_name), start_type or "", "")
    return [record for record in ordered if _order(record) >= start]


def _order(record: RecordSet) -> tuple[list[str], str, str]:
    return _labels(record.name), str(record.type), record.set_identifier or ""


def _labels(name: str) -> list[str]:
    return list(reversed(changes.full_name(name).rstrip(".").split(".")))
