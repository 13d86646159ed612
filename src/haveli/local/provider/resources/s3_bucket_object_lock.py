"""aws_s3_bucket_object_lock_configuration: how long a bucket keeps new objects from being deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.s3_bucket_settings import BucketSetting
from haveli.local.provider.resources.settled import first, without_none


class S3BucketObjectLockConfiguration(BucketSetting):
    """A lock can never be switched off: a deletion takes the default retention away, and that is all."""

    name = "aws_s3_bucket_object_lock_configuration"
    force_new = frozenset({"bucket", "expected_bucket_owner", "object_lock_enabled"})
    defaults = {"object_lock_enabled": "Enabled"}
    sensitive = frozenset({"token"})

    def validate(self, config: Values) -> Iterable[Problem]:
        rule = first(config.get("rule")) if isinstance(config.get("rule"), list) else {}
        retention = first(rule.get("default_retention")) if isinstance(rule.get("default_retention"), list) else {}
        if retention and retention.get("days") is not None and retention.get("years") is not None:
            yield Problem("default_retention has days or years, not both", path=("rule",))

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        retention = first(first(planned.get("rule")).get("default_retention"))
        period = without_none(
            {
                "Mode": retention.get("mode"),
                "Days": retention.get("days") or None,
                "Years": retention.get("years") or None,
            }
        )
        config: Values = {"ObjectLockEnabled": planned["object_lock_enabled"]}
        if period:
            config["Rule"] = {"DefaultRetention": period}
        token = {"Token": planned["token"]} if planned.get("token") else {}
        s3.put_object_lock_configuration(**where, ObjectLockConfiguration=config, **token)

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("ObjectLockConfigurationNotFoundError"):
            found = s3.get_object_lock_configuration(**where)["ObjectLockConfiguration"]
            retention = found.get("Rule", {}).get("DefaultRetention")
            return {
                "object_lock_enabled": found.get("ObjectLockEnabled", "Enabled"),
                "rule": [{"default_retention": [_reported(retention)]}] if retention else [],
            }
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        with absent("ObjectLockConfigurationNotFoundError"):
            s3.put_object_lock_configuration(**where, ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"})


def _reported(retention: Values) -> Values:
    return {
        "mode": retention.get("Mode"),
        "days": retention.get("Days") or None,
        "years": retention.get("Years") or None,
    }
