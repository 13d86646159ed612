"""What a trail records: blocks in Terraform, selectors in CloudTrail. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import without_none

#: Arguments of a field selector and its members.
FIELD = {
    "ends_with": "EndsWith",
    "equals": "Equals",
    "field": "Field",
    "not_ends_with": "NotEndsWith",
    "not_equals": "NotEquals",
    "not_starts_with": "NotStartsWith",
    "starts_with": "StartsWith",
}
#: What a trail records when the configuration says nothing; also what takes selectors away.
ALL_MANAGEMENT = {"ReadWriteType": "All", "IncludeManagementEvents": True, "DataResources": []}


def sent(planned: Values) -> Values:
    """The selectors of PutEventSelectors."""
    if planned.get("advanced_event_selector"):
        return {"AdvancedEventSelectors": [_sent_advanced(block) for block in planned["advanced_event_selector"]]}
    blocks = planned.get("event_selector") or []
    return {"EventSelectors": [_sent_basic(block) for block in blocks] or [ALL_MANAGEMENT]}


def reported(found: Values) -> Values:
    """The blocks of GetEventSelectors' answer."""
    return {
        "advanced_event_selector": [_advanced(item) for item in found.get("AdvancedEventSelectors") or []],
        "event_selector": [_basic(item) for item in found.get("EventSelectors") or []],
    }


def _sent_basic(block: Values) -> Values:
    resources = [{"Type": item["type"], "Values": item["values"]} for item in block.get("data_resource") or []]
    return without_none(
        {
            "ReadWriteType": block.get("read_write_type") or "All",
            "IncludeManagementEvents": block.get("include_management_events"),
            "DataResources": resources,
            "ExcludeManagementEventSources": block.get("exclude_management_event_sources") or None,
        }
    )


def _sent_advanced(block: Values) -> Values:
    fields = [
        {aws: item[ours] for ours, aws in FIELD.items() if item.get(ours)} for item in block.get("field_selector") or []
    ]
    return without_none({"Name": block.get("name") or None, "FieldSelectors": fields})


def _basic(item: Values) -> Values:
    return {
        "read_write_type": item.get("ReadWriteType", "All"),
        "include_management_events": item.get("IncludeManagementEvents", True),
        "exclude_management_event_sources": item.get("ExcludeManagementEventSources") or None,
        "data_resource": _resources(item.get("DataResources") or []),
    }


def _resources(items: Iterable[Any]) -> list[Values]:
    return [{"type": item["Type"], "values": item["Values"]} for item in items]


def _advanced(item: Values) -> Values:
    fields = [{ours: field.get(aws) for ours, aws in FIELD.items()} for field in item.get("FieldSelectors", [])]
    return {"name": item.get("Name") or None, "field_selector": fields}
