"""Trails as CloudTrail keeps them. Functions here become methods of moto's CloudTrailBackend and Trail.

Source: CloudTrail API reference and user guide, "Amazon S3 bucket policy for CloudTrail", 2026-11.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moto.cloudtrail.models import CloudTrailBackend, Trail
from moto.core.exceptions import JsonRESTError

_moto_check_bucket_exists = Trail.check_bucket_exists
_moto_create_trail = CloudTrailBackend.create_trail
_moto_description = Trail.description

PRINCIPAL = "cloudtrail.amazonaws.com"
#: What a trail does with its bucket before it writes the first file.
NEEDED = ("s3:GetBucketAcl", "s3:PutObject")
#: What a trail records that nobody told what to record.
DEFAULT_SELECTORS = [
    {
        "ReadWriteType": "All",
        "IncludeManagementEvents": True,
        "DataResources": [],
        "ExcludeManagementEventSources": [],
    }
]
#: Arguments of UpdateTrail that an empty text takes away.
CLEARED = ("s3_key_prefix", "sns_topic_name", "cw_log_group_arn", "cw_role_arn", "kms_key_id")


class CloudTrailError(JsonRESTError):
    """An error whose code is the name of its class."""

    code = 400

    def __init__(self, message: str) -> None:
        super().__init__(type(self).__name__, message)


class InsufficientS3BucketPolicyException(CloudTrailError):
    """The bucket's policy does not let CloudTrail write."""


class TrailAlreadyExistsException(CloudTrailError):
    """A name that another trail of the region has."""


def create_trail(self: CloudTrailBackend, name: str, *args: Any) -> Trail:
    """Creates a trail of a new name."""
    if name in self.trails:
        raise TrailAlreadyExistsException(f"Trail {name} already exists for customer: {self.account_id}")
    return _moto_create_trail(self, name, *args)


def check_bucket_exists(self: Trail) -> None:
    """Checks that the trail's bucket is there, and lets CloudTrail write."""
    from moto.s3.models import s3_backends

    _moto_check_bucket_exists(self)
    policy = s3_backends[self.account_id][self.partition].get_bucket(self.bucket_name).policy
    if not lets_trails_write(json.loads(policy) if policy else {}):
        raise InsufficientS3BucketPolicyException(
            f"Incorrect S3 bucket policy is detected for bucket: {self.bucket_name}"
        )


def lets_trails_write(policy: Mapping[str, Any]) -> bool:
    """Whether a bucket's policy allows CloudTrail all that it needs; conditions are taken to hold."""
    statements = policy.get("Statement", [])
    granted = [
        action
        for statement in (statements if isinstance(statements, list) else [statements])
        if statement.get("Effect") == "Allow" and _names_cloudtrail(statement.get("Principal"))
        for action in _listed(statement.get("Action"))
    ]
    return all(_is_covered(action, granted) for action in NEEDED)


def update(self: Trail, **wanted: Any) -> None:
    """Changes a trail; an empty text takes a setting away."""
    names = {
        "s3_bucket_name": "bucket_name",
        "include_global_service_events": "include_global_service_events",
        "is_multi_region_trail": "is_multi_region",
        "enable_log_file_validation": "log_validation",
        "is_organization_trail": "is_org_trail",
    }
    for argument, value in wanted.items():
        if value is not None:
            is_taken = argument in CLEARED and value == ""
            setattr(self, names.get(argument, argument), None if is_taken else value)
    self.check_bucket_exists()
    self.check_topic_exists()


def put_event_selectors(
    self: Trail, event_selectors: list[dict[str, Any]] | None, advanced_event_selectors: list[dict[str, Any]] | None
) -> None:
    """A trail has selectors of one kind: the new ones replace those of either."""
    self.event_selectors = [] if advanced_event_selectors else list(event_selectors or [])
    self.advanced_event_selectors = list(advanced_event_selectors or [])


def get_event_selectors(self: Trail) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The trail's selectors, or what it records without any."""
    if not self.event_selectors and not self.advanced_event_selectors:
        return DEFAULT_SELECTORS, []
    return self.event_selectors, self.advanced_event_selectors


def put_insight_selectors(self: Trail, insight_selectors: list[dict[str, str]]) -> None:
    """The new selectors replace the old."""
    self.insight_selectors = list(insight_selectors)


def description(self: Trail, **more: Any) -> dict[str, Any]:
    """moto's description, with whether the trail has selectors of its own."""
    found = _moto_description(self, **more)
    custom = self.advanced_event_selectors or not records_by_default(self.event_selectors)
    found |= {"HasCustomEventSelectors": bool(custom), "HasInsightSelectors": bool(self.insight_selectors)}
    return {name: value for name, value in found.items() if value is not None}


def records_by_default(event_selectors: Sequence[Mapping[str, Any]]) -> bool:
    """Whether selectors say no more than a trail without any records."""
    said = [{name: value for name, value in selector.items() if value} for selector in event_selectors]
    default = [{name: value for name, value in selector.items() if value} for selector in DEFAULT_SELECTORS]
    return not said or said == default


def delete_trail(self: CloudTrailBackend, name: str) -> None:
    """Deletes a trail by its name or ARN, with its tags; a trail that is missing is an error."""
    trail = self.get_trail(name)
    self.tagging_service.delete_all_tags_for_resource(trail.arn)
    del self.trails[trail.trail_name]


def remove_tags(self: CloudTrailBackend, resource_id: str, tags_list: Iterable[Mapping[str, str]]) -> None:
    """Takes tags away by their keys."""
    self.tagging_service.untag_resource_using_names(resource_id, [tag["Key"] for tag in tags_list])


def _names_cloudtrail(principal: Any) -> bool:
    if not isinstance(principal, Mapping):
        return bool(principal == "*")
    return PRINCIPAL in _listed(principal.get("Service"))


def _is_covered(action: str, granted: Iterable[str]) -> bool:
    wanted = action.lower()
    for each in granted:
        given = each.lower()
        if given in (wanted, "*") or (given.endswith("*") and wanted.startswith(given[:-1])):
            return True
    return False


def _listed(value: Any) -> list[str]:
    return [] if value is None else value if isinstance(value, list) else [value]


#: What `install` puts on moto's backend.
OPERATIONS = {"create_trail": create_trail, "delete_trail": delete_trail, "remove_tags": remove_tags}
#: What `install` puts on moto's Trail.
TRAIL = {
    "check_bucket_exists": check_bucket_exists,
    "description": description,
    "get_event_selectors": get_event_selectors,
    "put_event_selectors": put_event_selectors,
    "put_insight_selectors": put_insight_selectors,
    "update": update,
}
