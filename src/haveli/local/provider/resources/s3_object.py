"""aws_s3_object: one object, from text, from base64 or from a file."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.s3_bucket import GONE
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import tag_list, tag_map

#: A change of any of these writes the object anew.
CONTENT = frozenset(
    {
        "bucket_key_enabled",
        "cache_control",
        "checksum_algorithm",
        "content",
        "content_base64",
        "content_disposition",
        "content_encoding",
        "content_language",
        "content_type",
        "etag",
        "kms_key_id",
        "metadata",
        "server_side_encryption",
        "source",
        "source_hash",
        "storage_class",
        "website_redirect",
    }
)
CHECKSUMS = ("crc32", "crc32c", "crc64nvme", "sha1", "sha256")

_HEADERS = {
    "cache_control": "CacheControl",
    "content_disposition": "ContentDisposition",
    "content_encoding": "ContentEncoding",
    "content_language": "ContentLanguage",
    "content_type": "ContentType",
    "kms_key_id": "SSEKMSKeyId",
    "server_side_encryption": "ServerSideEncryption",
    "storage_class": "StorageClass",
    "website_redirect": "WebsiteRedirectLocation",
}
_SENT_ONLY = {
    "acl": "ACL",
    "checksum_algorithm": "ChecksumAlgorithm",
    "object_lock_legal_hold_status": "ObjectLockLegalHoldStatus",
    "object_lock_mode": "ObjectLockMode",
    "object_lock_retain_until_date": "ObjectLockRetainUntilDate",
}


class S3Object(Resource):
    name = "aws_s3_object"
    not_emulated = "A relative `source` is refused: the provider does not run where Terraform does."
    force_new = frozenset({"bucket", "key"})
    defaults = {"force_destroy": False}
    recomputed = {
        "version_id": CONTENT,
        "etag": CONTENT - {"etag"},
        **{f"checksum_{name}": CONTENT for name in CHECKSUMS},
    }

    def create(self, ctx: Context, planned: Values) -> str:
        _put(ctx.client("s3"), planned)
        return str(planned["key"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        s3, where = ctx.client("s3"), {"Bucket": state["bucket"], "Key": state["key"]}
        with absent("NoSuchKey", *GONE):
            head = s3.head_object(**where, ChecksumMode="ENABLED")
            tags = tag_map(s3.get_object_tagging(**where)["TagSet"])
            return {**_reported(ctx.partition, state, head), "tags_all": tags}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        s3, after = ctx.client("s3"), change.after
        where = {"Bucket": after["bucket"], "Key": after["key"]}
        if change.touches(*CONTENT):
            _put(s3, after)
            return
        if change.touches("acl") and after.get("acl"):
            s3.put_object_acl(**where, ACL=after["acl"])
        if change.touches("object_lock_legal_hold_status"):
            status = after.get("object_lock_legal_hold_status") or "OFF"
            s3.put_object_legal_hold(**where, LegalHold={"Status": status})
        if change.touches("tags_all"):
            s3.put_object_tagging(**where, Tagging={"TagSet": tag_list(after.get("tags_all"))})

    def delete(self, ctx: Context, state: Values) -> None:
        s3, where = ctx.client("s3"), {"Bucket": state["bucket"], "Key": state["key"]}
        with absent("NoSuchKey", *GONE):
            if state.get("version_id"):
                _delete_versions(s3, state)
            else:
                s3.delete_object(**where)

    def import_state(self, ctx: Context, id: str) -> Values:
        bucket, _, key = id.removeprefix("s3://").partition("/")
        return {"id": key, "bucket": bucket, "key": key, "force_destroy": False}


def _put(s3: Any, planned: Values) -> None:
    names = {**_HEADERS, **_SENT_ONLY}
    request = {aws: planned[ours] for ours, aws in names.items() if planned.get(ours)}
    if request.get("SSEKMSKeyId") and not request.get("ServerSideEncryption"):
        request["ServerSideEncryption"] = "aws:kms"
    s3.put_object(
        **without_none(
            {
                **request,
                "Bucket": planned["bucket"],
                "Key": planned["key"],
                "Body": _body(planned),
                "BucketKeyEnabled": planned.get("bucket_key_enabled") or None,
                "Metadata": planned.get("metadata") or None,
            }
        )
    )
    tags = tag_list(planned.get("tags_all"))
    if tags:
        s3.put_object_tagging(Bucket=planned["bucket"], Key=planned["key"], Tagging={"TagSet": tags})


def _body(planned: Values) -> bytes:
    if planned.get("source"):
        return _source(planned["source"]).read_bytes()
    if planned.get("content_base64"):
        return base64.b64decode(planned["content_base64"])
    return (planned.get("content") or "").encode()


def _source(name: str) -> Path:
    """The file that `source` names. The genuine provider runs where Terraform does; this one does not."""
    path = Path(name).expanduser()
    if not path.is_absolute():
        raise ValueError(
            f"the local provider cannot tell which directory {name!r} is relative to: "
            "write `source = abspath(...)`, or `content = file(...)`"
        )
    return path


def _reported(partition: str, state: Values, head: Values) -> Values:
    lock_until = head.get("ObjectLockRetainUntilDate")
    return {
        "id": state["key"],
        "arn": f"arn:{partition}:s3:::{state['bucket']}/{state['key']}",
        "etag": head["ETag"].strip('"'),
        "version_id": _version(head),
        "metadata": settled(head.get("Metadata"), state.get("metadata")),
        "bucket_key_enabled": settled(head.get("BucketKeyEnabled"), state.get("bucket_key_enabled") or False),
        "object_lock_legal_hold_status": head.get("ObjectLockLegalHoldStatus"),
        "object_lock_mode": head.get("ObjectLockMode"),
        "object_lock_retain_until_date": lock_until.strftime("%Y-%m-%dT%H:%M:%SZ") if lock_until else None,
        **{ours: settled(head.get(aws), state.get(ours)) for ours, aws in _HEADERS.items()},
        "storage_class": head.get("StorageClass", "STANDARD"),
        **{f"checksum_{name}": head.get(f"Checksum{name.upper()}") for name in CHECKSUMS},
    }


def _version(head: Values) -> str | None:
    """An unversioned bucket's objects have the version "null", which the provider shows as none."""
    version = head.get("VersionId")
    return None if version in (None, "null") else str(version)


def _delete_versions(s3: Any, state: Values) -> None:
    """Deletes every version of this key; listing is by prefix, so longer keys are passed over."""
    unlocked = {"BypassGovernanceRetention": True} if state.get("force_destroy") else {}
    pages = s3.get_paginator("list_object_versions").paginate(Bucket=state["bucket"], Prefix=state["key"])
    for page in pages:
        for item in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            if item["Key"] == state["key"]:
                s3.delete_object(Bucket=state["bucket"], Key=item["Key"], VersionId=item["VersionId"], **unlocked)
