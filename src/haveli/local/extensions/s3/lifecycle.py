"""Lifecycle rules that come back whole: moto forgets object sizes and how many old versions to keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import NoSuchLifecycleConfiguration
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

_moto_set_lifecycle = FakeBucket.set_lifecycle
_moto_delete_lifecycle = FakeBucket.delete_lifecycle

#: Elements of the XML that may occur several times: their name there, and in the answer.
_REPEATED = {"Transition": "Transitions", "NoncurrentVersionTransition": "NoncurrentVersionTransitions"}
#: What S3 applies when a request does not say (PutBucketLifecycleConfiguration, API reference, 2026-11).
SMALLEST_TRANSITION = "all_storage_classes_128K"


def set_lifecycle(self: FakeBucket, rules: list[dict[str, Any]]) -> None:
    """Checks and keeps the rules as moto does, and keeps them as they were sent too."""
    _moto_set_lifecycle(self, rules)
    self.lifecycle_as_sent = [described(rule) for rule in rules]


def delete_lifecycle(self: FakeBucket) -> None:
    """Forgets the rules."""
    _moto_delete_lifecycle(self)
    self.lifecycle_as_sent = []


def get_bucket_lifecycle(self: S3Response) -> Any:
    """GetBucketLifecycleConfiguration."""
    self.data["Action"] = "GetBucketLifecycleConfiguration"
    rules = getattr(self.backend.head_bucket(self.bucket_name), "lifecycle_as_sent", [])
    if not rules:
        raise NoSuchLifecycleConfiguration(bucket_name=self.bucket_name)
    result = {"Rules": rules, "TransitionDefaultMinimumObjectSize": SMALLEST_TRANSITION}
    return self.serialized(ActionResult(result))


def described(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule of the request's XML, as a dict of texts, in the form of the answer."""
    answer = {name: value for name, value in rule.items() if name not in _REPEATED and name != "Filter"}
    for element, name in _REPEATED.items():
        if rule.get(element):
            answer[name] = _listed(rule[element])
    if "Expiration" in answer:
        answer["Expiration"] = _expiration(answer["Expiration"])
    if "Filter" in rule:
        answer["Filter"] = _filter(rule["Filter"] or {})
    elif "Prefix" in answer:
        answer["Prefix"] = answer["Prefix"] or ""
    return answer


def _filter(sent: Mapping[str, Any]) -> dict[str, Any]:
    answer = _with_prefix(sent)
    if "Tag" in answer:
        answer["Tag"] = _tag(answer["Tag"])
    if answer.get("And"):
        both = _with_prefix(answer["And"])
        tags = both.pop("Tag", None)
        answer["And"] = {**both, "Tags": [_tag(tag) for tag in _listed(tags)]} if tags else both
    return answer


def _with_prefix(sent: Mapping[str, Any]) -> dict[str, Any]:
    """An empty element is None in the parsed XML; an empty prefix is a prefix."""
    return {name: value or "" if name == "Prefix" else value for name, value in sent.items()}


def _expiration(sent: Mapping[str, Any]) -> dict[str, Any]:
    answer = dict(sent)
    if "ExpiredObjectDeleteMarker" in answer:
        answer["ExpiredObjectDeleteMarker"] = str(answer["ExpiredObjectDeleteMarker"]).lower() == "true"
    return answer


def _tag(sent: Mapping[str, Any]) -> dict[str, str]:
    return {"Key": sent["Key"], "Value": sent.get("Value") or ""}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
