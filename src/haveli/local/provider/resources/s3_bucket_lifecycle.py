"""aws_s3_bucket_lifecycle_configuration: when objects move, expire, and unfinished uploads end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.s3_bucket_settings import BucketSetting
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import tag_list, tag_map

#: What S3 applies when a request does not say (API reference, PutBucketLifecycleConfiguration, 2026-11).
SMALLEST_TRANSITION = "all_storage_classes_128K"


class S3BucketLifecycleConfiguration(BucketSetting):
    name = "aws_s3_bucket_lifecycle_configuration"
    defaults = {"transition_default_minimum_object_size": SMALLEST_TRANSITION}

    def validate(self, config: Values) -> Iterable[Problem]:
        for index, rule in enumerate(_list(config.get("rule"))):
            if isinstance(rule, dict) and rule.get("status") in ("enabled", "disabled"):
                yield Problem("status must be Enabled or Disabled", path=("rule", index, "status"))

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        request = {
            **where,
            "LifecycleConfiguration": {"Rules": [_sent_rule(rule) for rule in planned.get("rule") or []]},
            "TransitionDefaultMinimumObjectSize": planned.get("transition_default_minimum_object_size") or None,
        }
        s3.put_bucket_lifecycle_configuration(**without_none(request))

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("NoSuchLifecycleConfiguration"):
            answer = s3.get_bucket_lifecycle_configuration(**where)
            known = {rule["id"]: rule for rule in _list(state.get("rule"))}
            rules = [
                _reported_rule(rule, known.get(rule["ID"], {})) for rule in _in_order(answer["Rules"], list(known))
            ]
            return {
                "rule": rules,
                "expected_bucket_owner": state.get("expected_bucket_owner") or "",
                "transition_default_minimum_object_size": answer.get(
                    "TransitionDefaultMinimumObjectSize", SMALLEST_TRANSITION
                ),
            }
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        s3.delete_bucket_lifecycle(**where)


def _in_order(rules: list[Values], known: list[str]) -> list[Values]:
    """S3 does not keep the order of the rules: those of the state first, in its order."""
    place = {name: index for index, name in enumerate(known)}
    return sorted(rules, key=lambda rule: place.get(rule["ID"], len(place)))


def _sent_rule(rule: Values) -> Values:
    sent: Values = {"ID": rule["id"], "Status": rule["status"]}
    if rule.get("prefix") and not rule.get("filter"):
        sent["Prefix"] = rule["prefix"]
    else:
        sent["Filter"] = _sent_filter(first(rule.get("filter")))
    expiration = first(rule.get("expiration"))
    if expiration:
        sent["Expiration"] = _sent_expiration(expiration)
    for block, aws in (
        ("transition", "Transitions"),
        ("noncurrent_version_transition", "NoncurrentVersionTransitions"),
    ):
        if rule.get(block):
            sent[aws] = [_sent_step(step) for step in rule[block]]
    if first(rule.get("noncurrent_version_expiration")):
        sent["NoncurrentVersionExpiration"] = _sent_step(first(rule["noncurrent_version_expiration"]))
    days = first(rule.get("abort_incomplete_multipart_upload")).get("days_after_initiation")
    if days:
        sent["AbortIncompleteMultipartUpload"] = {"DaysAfterInitiation": days}
    return sent


def _sent_filter(wanted: Values) -> Values:
    both = first(wanted.get("and"))
    if both:
        return {"And": without_none({**_sizes(both), "Prefix": both.get("prefix"), "Tags": tag_list(both.get("tags"))})}
    if first(wanted.get("tag")):
        tag = first(wanted["tag"])
        return {"Tag": {"Key": tag["key"], "Value": tag["value"]}}
    if _sizes(wanted):
        return _sizes(wanted)
    return {"Prefix": wanted["prefix"]} if wanted.get("prefix") else {}


def _sizes(wanted: Values) -> Values:
    sizes = {
        "ObjectSizeGreaterThan": wanted.get("object_size_greater_than"),
        "ObjectSizeLessThan": wanted.get("object_size_less_than"),
    }
    return {aws: value for aws, value in sizes.items() if value}


def _sent_expiration(wanted: Values) -> Values:
    if wanted.get("date"):
        return {"Date": wanted["date"]}
    if wanted.get("days"):
        return {"Days": wanted["days"]}
    return {"ExpiredObjectDeleteMarker": bool(wanted.get("expired_object_delete_marker"))}


def _sent_step(wanted: Values) -> Values:
    names = {
        "date": "Date",
        "days": "Days",
        "noncurrent_days": "NoncurrentDays",
        "newer_noncurrent_versions": "NewerNoncurrentVersions",
        "storage_class": "StorageClass",
    }
    sent = {aws: wanted[ours] for ours, aws in names.items() if wanted.get(ours) is not None}
    return {aws: value for aws, value in sent.items() if aws != "Days" or "Date" not in sent}


def _reported_rule(rule: Values, known: Values) -> Values:
    abort = rule.get("AbortIncompleteMultipartUpload")
    old = rule.get("NoncurrentVersionExpiration")
    return {
        "id": rule["ID"],
        "status": rule["Status"],
        "prefix": rule.get("Prefix", ""),
        "filter": _reported_filter(rule.get("Filter"), known),
        "expiration": _reported_expiration(rule.get("Expiration")),
        "transition": [_reported_transition(step) for step in rule.get("Transitions", [])],
        "noncurrent_version_transition": [_reported_old(step) for step in rule.get("NoncurrentVersionTransitions", [])],
        "noncurrent_version_expiration": [_without_class(_reported_old(old))] if old else [],
        "abort_incomplete_multipart_upload": [{"days_after_initiation": abort["DaysAfterInitiation"]}] if abort else [],
    }


def _reported_filter(found: Values | None, known: Values) -> list[Values]:
    if found is None or (not _meaningful(found) and known and not known.get("filter")):
        return []
    before = first(known.get("filter"))
    both = found.get("And")
    tag = found.get("Tag")
    return [
        {
            **_reported_scope(found, before),
            "and": [_reported_and(both, first(before.get("and")))] if both else [],
            "tag": [{"key": tag["Key"], "value": tag["Value"]}] if tag else [],
        }
    ]


def _reported_and(found: Values, known: Values) -> Values:
    tags = settled(tag_map(found.get("Tags", [])), known.get("tags"))
    return {**_reported_scope(found, known), "tags": tags}


def _reported_scope(found: Values, known: Values) -> Values:
    return {
        "prefix": settled(found.get("Prefix", ""), known.get("prefix", "")) or "",
        "object_size_greater_than": settled(found.get("ObjectSizeGreaterThan"), known.get("object_size_greater_than")),
        "object_size_less_than": settled(found.get("ObjectSizeLessThan"), known.get("object_size_less_than")),
    }


def _meaningful(found: Values) -> bool:
    return any(found.values())


def _reported_expiration(found: Values | None) -> list[Values]:
    if not found:
        return []
    return [
        {
            "date": _rfc3339(found.get("Date")),
            "days": found.get("Days", 0),
            "expired_object_delete_marker": bool(found.get("ExpiredObjectDeleteMarker")),
        }
    ]


def _reported_transition(step: Values) -> Values:
    return {"date": _rfc3339(step.get("Date")), "days": step.get("Days", 0), "storage_class": step["StorageClass"]}


def _reported_old(step: Values) -> Values:
    return {
        "noncurrent_days": step.get("NoncurrentDays"),
        "newer_noncurrent_versions": step.get("NewerNoncurrentVersions"),
        "storage_class": step.get("StorageClass"),
    }


def _without_class(step: Values) -> Values:
    return {name: value for name, value in step.items() if name != "storage_class"}


def _rfc3339(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _list(block: Any) -> list[Any]:
    return block if isinstance(block, list) else []
