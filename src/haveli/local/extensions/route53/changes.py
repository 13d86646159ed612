"""What a batch of changes makes of a zone's record sets. Pure.

Record sets are dictionaries as in the API, with `Name` in lower case and with a dot at its end. Rules: API reference,
ChangeResourceRecordSets, 2026-11. All of a batch is applied, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.route53.exceptions import Route53ClientError

Key = tuple[str, str, str | None]
Sets = dict[Key, dict[str, Any]]
ACTIONS = ("CREATE", "DELETE", "UPSERT")


class InvalidChangeBatch(Route53ClientError):
    """What is wrong with a batch, one sentence for each change."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("InvalidChangeBatch", f"[{', '.join(faults)}]")


def key_of(record: dict[str, Any]) -> Key:
    """What tells a record set from the others of its zone."""
    return full_name(record["Name"]), record["Type"], record.get("SetIdentifier")


def full_name(name: str) -> str:
    """A name as Route 53 keeps it: in lower case, with a dot at its end."""
    return name.lower().rstrip(".") + "."


def applied(zone: str, records: Sets, changes: Iterable[dict[str, Any]]) -> Sets:
    """The record sets after a batch. Raises InvalidChangeBatch."""
    after, faults = dict(records), []
    for change in changes:
        record = {**change["ResourceRecordSet"], "Name": full_name(change["ResourceRecordSet"]["Name"])}
        fault = _fault(zone, after, change["Action"], record)
        if fault:
            faults.append(fault)
        elif change["Action"] == "DELETE":
            del after[key_of(record)]
        else:
            after[key_of(record)] = record
    if faults:
        raise InvalidChangeBatch(faults)
    return after


def _fault(zone: str, records: Sets, action: str, record: dict[str, Any]) -> str | None:
    name, kind, identifier = key_of(record)
    what = f"[name='{name}', type='{kind}'" + (f", set-identifier='{identifier}']" if identifier else "]")
    if not f".{name}".endswith(f".{zone}"):
        return f"RRSet with DNS name {name} is not permitted in zone {zone}"
    existing = records.get(key_of(record))
    if action == "DELETE":
        return _deletion_fault(zone, existing, record, what)
    if action == "CREATE" and existing is not None:
        return f"Tried to create resource record set {what} but it already exists"
    if not record.get("AliasTarget") and not (record.get("ResourceRecords") and record.get("TTL") is not None):
        return f"Invalid request: {what} has neither an alias target nor a TTL with records"
    return _neighbour_fault(records, record, what)


def _deletion_fault(zone: str, existing: dict[str, Any] | None, record: dict[str, Any], what: str) -> str | None:
    if existing is None:
        return f"Tried to delete resource record set {what} but it was not found"
    if record["Name"] == zone and record["Type"] in ("NS", "SOA"):
        return f"A HostedZone must contain at least one {record['Type']} record for the zone itself."
    if said(existing) != said(record):
        return f"Tried to delete resource record set {what} but the values provided do not match the current values"
    return None


def _neighbour_fault(records: Sets, record: dict[str, Any], what: str) -> str | None:
    name, kind, identifier = key_of(record)
    others = [key for key in records if key[0] == name and key != key_of(record)]
    if any((other_kind == "CNAME") != (kind == "CNAME") for _, other_kind, _ in others):
        return f"RRSet of type {kind} with DNS name {name} conflicts with other records with the same DNS name"
    same = [other for _, other_kind, other in others if other_kind == kind]
    if any((other is None) != (identifier is None) for other in same):
        return f"Resource record sets {what} with and without a set identifier cannot be together"
    return None


def said(record: dict[str, Any]) -> dict[str, Any]:
    """All that a record set says, for comparison: values in no order, numbers as numbers, alias names in lower case."""
    form = {key: value for key, value in record.items() if value not in (None, [], {})}
    form["Name"] = full_name(record["Name"])
    for number in ("TTL", "Weight"):
        if form.get(number) is not None:
            form[number] = int(form[number])
    if "ResourceRecords" in form:
        form["ResourceRecords"] = sorted(value["Value"] for value in form["ResourceRecords"])
    if "AliasTarget" in form:
        alias = form["AliasTarget"]
        form["AliasTarget"] = {**alias, "DNSName": full_name(alias["DNSName"])}
    return form
