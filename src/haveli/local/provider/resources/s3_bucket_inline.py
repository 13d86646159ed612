"""The deprecated blocks inside aws_s3_bucket: each is written and read only where a configuration still has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haveli.local.provider.resource import Change, Problem, Values
from haveli.local.provider.resources.errors import absent

Block = list[dict[str, Any]]

#: Blocks that the local provider refuses, with the resource type that does their work.
REFUSED = {
    "grant": "aws_s3_bucket_acl",
    "lifecycle_rule": "aws_s3_bucket_lifecycle_configuration",
    "object_lock_configuration": "aws_s3_bucket_object_lock_configuration",
    "replication_configuration": "aws_s3_bucket_replication_configuration",
}


@dataclass(frozen=True)
class Inline:
    """How one block is written, read back and taken away."""

    write: Callable[[Any, str, Block], None]
    read: Callable[[Any, str], Block]
    clear: Callable[[Any, str], None]


def problems(config: Values) -> Iterable[Problem]:
    """Names the blocks that have to move to a resource type of their own."""
    for block, instead in REFUSED.items():
        if isinstance(config.get(block), list) and config[block]:
            yield Problem(
                f"{block} inside aws_s3_bucket is deprecated",
                f"The local provider does not support this block. Use the {instead} resource instead.",
                path=(block,),
            )


def write(s3: Any, bucket: str, wanted: Values) -> None:
    """Sends each block of `wanted` that is not empty."""
    for name, inline in INLINE.items():
        if wanted.get(name):
            inline.write(s3, bucket, wanted[name])


def clear(s3: Any, bucket: str, change: Change) -> None:
    """Takes away what the state had in a block that the configuration has no more."""
    for name, inline in INLINE.items():
        if change.before.get(name) and not change.after.get(name):
            inline.clear(s3, bucket)


def reported(s3: Any, bucket: str, state: Mapping[str, Any]) -> Values:
    """The blocks as AWS has them now, for those that the state has at all."""
    return {name: inline.read(s3, bucket) for name, inline in INLINE.items() if state.get(name)}


def _write_versioning(s3: Any, bucket: str, block: Block) -> None:
    status = "Enabled" if block[0].get("enabled") else "Suspended"
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})


def _read_versioning(s3: Any, bucket: str) -> Block:
    answer = s3.get_bucket_versioning(Bucket=bucket)
    return [{"enabled": answer.get("Status") == "Enabled", "mfa_delete": answer.get("MFADelete") == "Enabled"}]


def _clear_versioning(s3: Any, bucket: str) -> None:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})


def _write_encryption(s3: Any, bucket: str, block: Block) -> None:
    rule = block[0]["rule"][0]
    by_default = rule["apply_server_side_encryption_by_default"][0]
    setting = {"SSEAlgorithm": by_default["sse_algorithm"]}
    if by_default.get("kms_master_key_id"):
        setting["KMSMasterKeyID"] = by_default["kms_master_key_id"]
    sent = {"ApplyServerSideEncryptionByDefault": setting, "BucketKeyEnabled": bool(rule.get("bucket_key_enabled"))}
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [sent]})


def _read_encryption(s3: Any, bucket: str) -> Block:
    with absent("ServerSideEncryptionConfigurationNotFoundError"):
        rule = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
        by_default = rule["ApplyServerSideEncryptionByDefault"]
        setting = {
            "sse_algorithm": by_default["SSEAlgorithm"],
            "kms_master_key_id": by_default.get("KMSMasterKeyID") or None,
        }
        reported = {
            "apply_server_side_encryption_by_default": [setting],
            "bucket_key_enabled": bool(rule.get("BucketKeyEnabled")),
        }
        return [{"rule": [reported]}]
    return []


def _write_logging(s3: Any, bucket: str, block: Block) -> None:
    target = {"TargetBucket": block[0]["target_bucket"], "TargetPrefix": block[0].get("target_prefix") or ""}
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": target})


def _read_logging(s3: Any, bucket: str) -> Block:
    target = s3.get_bucket_logging(Bucket=bucket).get("LoggingEnabled")
    if not target:
        return []
    return [{"target_bucket": target["TargetBucket"], "target_prefix": target.get("TargetPrefix") or None}]


def _clear_logging(s3: Any, bucket: str) -> None:
    s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={})


_CORS = {
    "allowed_headers": "AllowedHeaders",
    "allowed_methods": "AllowedMethods",
    "allowed_origins": "AllowedOrigins",
    "expose_headers": "ExposeHeaders",
    "max_age_seconds": "MaxAgeSeconds",
}


def _write_cors(s3: Any, bucket: str, block: Block) -> None:
    rules = [{aws: rule[ours] for ours, aws in _CORS.items() if rule.get(ours)} for rule in block]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": rules})


def _read_cors(s3: Any, bucket: str) -> Block:
    with absent("NoSuchCORSConfiguration"):
        rules = s3.get_bucket_cors(Bucket=bucket)["CORSRules"]
        return [{ours: rule.get(aws) for ours, aws in _CORS.items()} for rule in rules]
    return []


def _write_website(s3: Any, bucket: str, block: Block) -> None:
    sent: dict[str, Any] = {}
    if block[0].get("redirect_all_requests_to"):
        sent["RedirectAllRequestsTo"] = {"HostName": block[0]["redirect_all_requests_to"]}
    if block[0].get("index_document"):
        sent["IndexDocument"] = {"Suffix": block[0]["index_document"]}
    if block[0].get("error_document"):
        sent["ErrorDocument"] = {"Key": block[0]["error_document"]}
    s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=sent)


def _read_website(s3: Any, bucket: str) -> Block:
    with absent("NoSuchWebsiteConfiguration"):
        answer = s3.get_bucket_website(Bucket=bucket)
        return [
            {
                "index_document": answer.get("IndexDocument", {}).get("Suffix"),
                "error_document": answer.get("ErrorDocument", {}).get("Key"),
                "redirect_all_requests_to": answer.get("RedirectAllRequestsTo", {}).get("HostName"),
                "routing_rules": None,
            }
        ]
    return []


INLINE: Mapping[str, Inline] = {
    "versioning": Inline(_write_versioning, _read_versioning, _clear_versioning),
    "server_side_encryption_configuration": Inline(
        _write_encryption, _read_encryption, lambda s3, bucket: s3.delete_bucket_encryption(Bucket=bucket)
    ),
    "logging": Inline(_write_logging, _read_logging, _clear_logging),
    "cors_rule": Inline(_write_cors, _read_cors, lambda s3, bucket: s3.delete_bucket_cors(Bucket=bucket)),
    "website": Inline(_write_website, _read_website, lambda s3, bucket: s3.delete_bucket_website(Bucket=bucket)),
}
