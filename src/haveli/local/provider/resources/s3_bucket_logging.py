"""aws_s3_bucket_logging: where a bucket's access log goes."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.s3_bucket_settings import BucketSetting
from haveli.local.provider.resources.settled import first, without_none

_GRANTEE = {"type": "Type", "id": "ID", "uri": "URI", "email_address": "EmailAddress"}


class S3BucketLogging(BucketSetting):
    name = "aws_s3_bucket_logging"

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        target = {
            "TargetBucket": planned["target_bucket"],
            "TargetPrefix": planned.get("target_prefix") or "",
            "TargetGrants": [_grant(grant) for grant in planned.get("target_grant") or []] or None,
            "TargetObjectKeyFormat": _key_format(first(planned.get("target_object_key_format"))),
        }
        s3.put_bucket_logging(**where, BucketLoggingStatus={"LoggingEnabled": without_none(target)})

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        target = s3.get_bucket_logging(**where).get("LoggingEnabled")
        if not target:
            return None
        return {
            "target_bucket": target["TargetBucket"],
            "target_prefix": target.get("TargetPrefix") or "",
            "target_grant": [_reported_grant(grant) for grant in target.get("TargetGrants", [])],
            "target_object_key_format": _reported_format(target.get("TargetObjectKeyFormat")),
        }

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        s3.put_bucket_logging(**where, BucketLoggingStatus={})


def _grant(grant: Values) -> Values:
    grantee = first(grant["grantee"])
    sent = {aws: grantee[ours] for ours, aws in _GRANTEE.items() if grantee.get(ours)}
    return {"Permission": grant["permission"], "Grantee": sent}


def _reported_grant(grant: Values) -> Values:
    grantee = {ours: grant["Grantee"].get(aws) or None for ours, aws in _GRANTEE.items()}
    grantee["display_name"] = grant["Grantee"].get("DisplayName") or None
    return {"permission": grant["Permission"], "grantee": [grantee]}


def _key_format(wanted: Values) -> Values | None:
    if wanted.get("partitioned_prefix"):
        source = first(wanted["partitioned_prefix"])["partition_date_source"]
        return {"PartitionedPrefix": {"PartitionDateSource": source}}
    return {"SimplePrefix": {}} if wanted else None


def _reported_format(found: Values | None) -> list[Values]:
    if found is None:
        return []
    if "PartitionedPrefix" in found:
        source = found["PartitionedPrefix"].get("PartitionDateSource")
        return [{"partitioned_prefix": [{"partition_date_source": source}], "simple_prefix": []}]
    return [{"partitioned_prefix": [], "simple_prefix": [{}]}]
