"""Which requests a rule is for, and how it rewrites them: blocks in Terraform, members in ELB. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.settled import first, without_none

#: Block -> ELB's field and its member.
FIELDS = {
    "host_header": ("host-header", "HostHeaderConfig"),
    "http_header": ("http-header", "HttpHeaderConfig"),
    "http_request_method": ("http-request-method", "HttpRequestMethodConfig"),
    "path_pattern": ("path-pattern", "PathPatternConfig"),
    "source_ip": ("source-ip", "SourceIpConfig"),
}
_NAMES = {
    "http_header_name": "HttpHeaderName",
    "ip_address_type": "IpAddressType",
    "regex_values": "RegexValues",
    "values": "Values",
}
_REWRITES = {"host_header_rewrite_config": "HostHeaderRewriteConfig", "url_rewrite_config": "UrlRewriteConfig"}


def sent_conditions(blocks: Iterable[Values]) -> list[Values]:
    """Conditions as ELB's calls take them: one for each block inside a `condition`."""
    conditions: list[Values] = []
    for block in blocks:
        for name, (field, member) in FIELDS.items():
            item = first(block.get(name))
            if item:
                config = {aws: item[ours] for ours, aws in _NAMES.items() if item.get(ours)}
                conditions.append({"Field": field, member: config})
        pairs = [
            without_none({"Key": pair.get("key") or None, "Value": pair["value"]})
            for pair in block.get("query_string") or []
        ]
        if pairs:
            conditions.append({"Field": "query-string", "QueryStringConfig": {"Values": pairs}})
    return conditions


def reported_conditions(found: Iterable[Values]) -> list[Values]:
    """Conditions as Terraform's blocks."""
    return [_reported(condition) for condition in found]


def sent_transforms(blocks: Iterable[Values]) -> list[Values]:
    """Transforms as ELB's calls take them."""
    transforms = []
    for block in blocks:
        transform: Values = {"Type": block["type"]}
        for name, member in _REWRITES.items():
            if block.get(name):
                rewrite = first(first(block[name]).get("rewrite"))
                transform[member] = {"Rewrites": [{"Regex": rewrite["regex"], "Replace": rewrite["replace"]}]}
        transforms.append(transform)
    return transforms


def reported_transforms(found: Iterable[Values]) -> list[Values]:
    """Transforms as Terraform's blocks."""
    return [
        {
            "type": transform["Type"],
            **{name: _reported_rewrites(transform.get(member)) for name, member in _REWRITES.items()},
        }
        for transform in found
    ]


def _reported(condition: Values) -> Values:
    block: Values = {name: [] for name in (*FIELDS, "query_string")}
    if condition["Field"] == "query-string":
        pairs = condition["QueryStringConfig"]["Values"]
        block["query_string"] = [{"key": pair.get("Key"), "value": pair["Value"]} for pair in pairs]
        return block
    for name, (field, member) in FIELDS.items():
        if condition["Field"] == field:
            config = condition.get(member) or {"Values": condition.get("Values", [])}
            known = ("values", "regex_values", *(("http_header_name",) if name == "http_header" else ()))
            allowed = ("values",) if name in ("http_request_method", "source_ip") else known
            block[name] = [{ours: config.get(_NAMES[ours]) for ours in allowed}]
    return block


def _reported_rewrites(config: Any) -> list[Values]:
    rewrites = (config or {}).get("Rewrites", [])
    return (
        [{"rewrite": [{"regex": item["Regex"], "replace": item["Replace"]} for item in rewrites]}] if rewrites else []
    )
