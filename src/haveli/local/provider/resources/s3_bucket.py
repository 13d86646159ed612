"""aws_s3_bucket: the bucket itself. Its settings are resource types of their own (s3_bucket_settings and others)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import s3_bucket_inline as inline
from haveli.local.provider.resources.errors import absent, after_creation, code_of
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.tags import tag_list, tag_map

#: The hosted zone of each region's S3 website endpoint (AWS General Reference, "Amazon S3 endpoints", 2026-11).
HOSTED_ZONES = {
    "ap-northeast-1": "Z2M4EHUR26P7ZW",
    "ap-south-1": "Z11RGJOFQNVJUP",
    "ap-southeast-1": "Z3O0J2DXBE1FTB",
    "ap-southeast-2": "Z1WCIGYICN2BYD",
    "eu-central-1": "Z21DNDUVLTQW6Q",
    "eu-west-1": "Z1BKCTXD74EZPE",
    "eu-west-2": "Z3GKZC51ZF0DB4",
    "us-east-1": "Z3AQBSTGFYJSTF",
    "us-east-2": "Z2O1EMRO9K5GLX",
    "us-west-1": "Z2F56UZL2M1ACD",
    "us-west-2": "Z3BJ6K6RIION7M",
}

GONE = ("NoSuchBucket", "404", "NotFound")
#: S3 deletes at most this many keys in one request (API reference, DeleteObjects).
DELETE_BATCH = 1000


class S3Bucket(Resource):
    name = "aws_s3_bucket"
    not_emulated = "Blocks for grants, lifecycle rules, object lock and replication are refused: use their own types."
    force_new = frozenset({"bucket", "bucket_prefix", "bucket_namespace", "object_lock_enabled"})
    defaults = {"force_destroy": False}
    same = {"policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config.get("bucket"))
        yield from inline.problems(config)

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name(planned, "bucket", "bucket_prefix")
        s3 = ctx.client("s3")
        s3.create_bucket(**_creation(ctx.region, name, planned))
        with after_creation({"id": name, "bucket": name}):
            if planned.get("tags_all"):
                s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(planned["tags_all"])})
            _configure(s3, name, planned)
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        s3, name = ctx.client("s3"), state["id"]
        with absent(*GONE):
            s3.head_bucket(Bucket=name)
            region = s3.get_bucket_location(Bucket=name).get("LocationConstraint") or "us-east-1"
            return {
                **_identity(ctx, name, region),
                "policy": kept_policy(_policy(s3, name), state.get("policy") or None),
                "acceleration_status": s3.get_bucket_accelerate_configuration(Bucket=name).get("Status") or None,
                "request_payer": s3.get_bucket_request_payment(Bucket=name).get("Payer", "BucketOwner"),
                "object_lock_enabled": _object_lock(s3, name),
                "tags_all": _tags(s3, name),
                **_website(s3, name, region),
                **inline.reported(s3, name, state),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        s3, name = ctx.client("s3"), change.after["id"]
        if change.touches("tags_all"):
            _write_tags(s3, name, change.after.get("tags_all") or {})
        altered = {key: value for key, value in change.after.items() if change.touches(key)}
        _configure(s3, name, altered)
        inline.clear(s3, name, change)

    def delete(self, ctx: Context, state: Values) -> None:
        s3, name = ctx.client("s3"), state["id"]
        with absent(*GONE):
            if state.get("force_destroy"):
                empty(s3, name)
            s3.delete_bucket(Bucket=name)

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": id, "bucket": id, "force_destroy": False}


def name_problems(name: Any) -> Iterable[Problem]:
    """What is wrong with a bucket's name (S3 User Guide, "Bucket naming rules", 2026-11)."""
    if not isinstance(name, str):
        return
    if not 3 <= len(name) <= 63:
        yield Problem(f"expected length of bucket to be in the range (3 - 63), got {name}", path=("bucket",))
    elif not re.fullmatch(r"[a-z0-9][a-z0-9.-]*[a-z0-9]", name) or ".." in name:
        detail = "Lowercase letters, digits, dots and hyphens; begins and ends with a letter or digit; no two dots."
        yield Problem(f"invalid S3 bucket name {name!r}", detail, path=("bucket",))


def empty(s3: Any, name: str) -> None:
    """Deletes every version, delete marker and unfinished upload of a bucket; raises what S3 could not delete."""
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=name):
        found = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        keys = [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in found]
        for start in range(0, len(keys), DELETE_BATCH):
            _delete_batch(s3, name, keys[start : start + DELETE_BATCH])
    for page in s3.get_paginator("list_multipart_uploads").paginate(Bucket=name):
        for upload in page.get("Uploads", []):
            s3.abort_multipart_upload(Bucket=name, Key=upload["Key"], UploadId=upload["UploadId"])


def _delete_batch(s3: Any, name: str, keys: list[dict[str, str]]) -> None:
    answer = s3.delete_objects(Bucket=name, Delete={"Objects": keys, "Quiet": True})
    for fault in answer.get("Errors", []):
        raise ClientError(
            {"Error": {"Code": fault["Code"], "Message": f"{fault['Key']}: {fault['Message']}"}}, "DeleteObjects"
        )


def _creation(region: str, name: str, planned: Values) -> dict[str, Any]:
    request: dict[str, Any] = {"Bucket": name}
    if region != "us-east-1":
        request["CreateBucketConfiguration"] = {"LocationConstraint": region}
    if planned.get("object_lock_enabled"):
        request["ObjectLockEnabledForBucket"] = True
    if planned.get("acl"):
        request["ACL"] = planned["acl"]
    return request


def _configure(s3: Any, name: str, wanted: Values) -> None:
    """Sends the arguments of `wanted` that the configuration sets; the others are left as they are."""
    if wanted.get("policy"):
        s3.put_bucket_policy(Bucket=name, Policy=wanted["policy"])
    if wanted.get("acceleration_status"):
        settings = {"Status": wanted["acceleration_status"]}
        s3.put_bucket_accelerate_configuration(Bucket=name, AccelerateConfiguration=settings)
    if wanted.get("request_payer"):
        s3.put_bucket_request_payment(Bucket=name, RequestPaymentConfiguration={"Payer": wanted["request_payer"]})
    inline.write(s3, name, wanted)


def _identity(ctx: Context, name: str, region: str) -> Values:
    return {
        "id": name,
        "bucket": name,
        "bucket_prefix": prefix_of(name),
        "arn": f"arn:{ctx.partition}:s3:::{name}",
        "bucket_domain_name": f"{name}.s3.amazonaws.com",
        "bucket_regional_domain_name": f"{name}.s3.{region}.amazonaws.com",
        "bucket_region": region,
        "bucket_namespace": "global",
        "hosted_zone_id": HOSTED_ZONES.get(region),
    }


def _policy(s3: Any, name: str) -> str | None:
    with absent("NoSuchBucketPolicy"):
        return str(s3.get_bucket_policy(Bucket=name)["Policy"])
    return None


def _object_lock(s3: Any, name: str) -> bool:
    with absent("ObjectLockConfigurationNotFoundError"):
        answer = s3.get_object_lock_configuration(Bucket=name)
        return bool(answer["ObjectLockConfiguration"].get("ObjectLockEnabled") == "Enabled")
    return False


def _tags(s3: Any, name: str) -> dict[str, str]:
    with absent("NoSuchTagSet"):
        return tag_map(s3.get_bucket_tagging(Bucket=name)["TagSet"])
    return {}


def _write_tags(s3: Any, name: str, tags: dict[str, str]) -> None:
    if tags:
        s3.put_bucket_tagging(Bucket=name, Tagging={"TagSet": tag_list(tags)})
    else:
        s3.delete_bucket_tagging(Bucket=name)


def _website(s3: Any, name: str, region: str) -> Values:
    try:
        s3.get_bucket_website(Bucket=name)
    except ClientError as error:
        if code_of(error) != "NoSuchWebsiteConfiguration":
            raise
        return {"website_domain": None, "website_endpoint": None}
    domain = f"s3-website.{region}.amazonaws.com"
    return {"website_domain": domain, "website_endpoint": f"{name}.{domain}"}
