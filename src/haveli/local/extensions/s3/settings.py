"""Settings of a bucket that moto keeps in part: object locks, notifications and access lists. Become methods of moto's.

Source: S3 API reference, PutObjectLockConfiguration, PutBucketNotificationConfiguration and PutBucketAcl, 2026-11.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.s3.exceptions import InvalidBucketState, S3ClientError
from moto.s3.models import S3Backend
from moto.s3.responses import S3Response

_moto_get_bucket_notification = S3Response.get_bucket_notification
_moto_put_bucket_acl = S3Backend.put_bucket_acl


class AccessControlListNotSupported(S3ClientError):
    """A bucket whose owner owns all in it has no access lists."""

    code = 400

    def __init__(self) -> None:
        super().__init__("AccessControlListNotSupported", "The bucket does not allow ACLs")


def put_bucket_acl(self: S3Backend, bucket_name: str, acl: Any) -> None:
    """PutBucketAcl; refused where the owner is enforced."""
    if "BucketOwnerEnforced" in str(self.get_bucket(bucket_name).ownership_rule):
        raise AccessControlListNotSupported()
    _moto_put_bucket_acl(self, bucket_name, acl)


def put_object_lock_configuration(
    self: S3Backend,
    bucket_name: str,
    lock_enabled: Any,
    mode: str | None = None,
    days: int | None = None,
    years: int | None = None,
) -> None:
    """PutObjectLockConfiguration: also for a bucket that has objects already (so since 2023-11)."""
    bucket = self.get_bucket(bucket_name)
    if not bucket.is_versioned:
        raise InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
    bucket.object_lock_enabled = bool(lock_enabled) or bucket.object_lock_enabled
    bucket.default_lock_mode = mode
    bucket.default_lock_days = days or None
    bucket.default_lock_years = years or None


def get_bucket_notification(self: S3Response) -> Any:
    """GetBucketNotificationConfiguration, with whether EventBridge is told."""
    found = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if not found or found.event_bridge is None:
        return _moto_get_bucket_notification(self)
    self.data["Action"] = "GetBucketNotificationConfiguration"
    told = {
        "TopicConfigurations": [_told(item, "TopicArn") for item in found.topic],
        "QueueConfigurations": [_told(item, "QueueArn") for item in found.queue],
        "LambdaFunctionConfigurations": [_told(item, "LambdaFunctionArn") for item in found.cloud_function],
        "EventBridgeConfiguration": {},
    }
    return self.serialized(ActionResult(told))


def _told(item: Any, arn: str) -> dict[str, Any]:
    config = {"Id": item.id, arn: item.arn, "Events": item.events}
    rules = item.filters["S3Key"]["FilterRule"] if item.filters else None
    return {**config, "Filter": {"Key": {"FilterRules": rules}}} if rules else config
