"""The settings of a bucket that are resource types of their own: one call to put, one to get, one to delete."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.s3_bucket import GONE
from haveli.local.provider.resources.settled import first, settled, without_none


class BucketSetting(Resource):
    """A setting of one bucket: its id is the bucket's name, or `bucket,expected_bucket_owner`."""

    force_new = frozenset({"bucket", "expected_bucket_owner"})

    def create(self, ctx: Context, planned: Values) -> str:
        self.put(ctx.client("s3"), planned, target(planned))
        owner = planned.get("expected_bucket_owner")
        return f"{planned['bucket']},{owner}" if owner else str(planned["bucket"])

    def update(self, ctx: Context, change: Change) -> None:
        self.put(ctx.client("s3"), change.after, target(change.after))

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            values = self.get(ctx.client("s3"), state, target(state))
            return None if values is None else {"bucket": state["bucket"], **values}
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            self.remove(ctx.client("s3"), state, target(state))

    def import_state(self, ctx: Context, id: str) -> Values:
        bucket, _, owner = id.partition(",")
        return {"id": id, "bucket": bucket, "expected_bucket_owner": owner or None}

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        """Sends the setting."""
        raise NotImplementedError

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        """The setting as attributes; None when the bucket has none."""
        raise NotImplementedError

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        """Takes the setting away."""
        raise NotImplementedError


def target(values: Values) -> Values:
    """The arguments of every call: the bucket and, where set, the account that must own it."""
    return without_none(
        {"Bucket": values["bucket"], "ExpectedBucketOwner": values.get("expected_bucket_owner") or None}
    )


class S3BucketVersioning(BucketSetting):
    name = "aws_s3_bucket_versioning"

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        wanted = first(planned["versioning_configuration"])
        if wanted["status"] == "Disabled":  # Only a bucket that never was versioned is Disabled: nothing to send.
            return
        sent = without_none({"Status": wanted["status"], "MFADelete": wanted.get("mfa_delete") or None})
        s3.put_bucket_versioning(
            **without_none({**where, "VersioningConfiguration": sent, "MFA": planned.get("mfa") or None})
        )

    def get(self, s3: Any, state: Values, where: Values) -> Values:
        answer = s3.get_bucket_versioning(**where)
        known = first(state.get("versioning_configuration"))
        found = {
            "status": answer.get("Status", "Disabled"),
            "mfa_delete": settled(answer.get("MFADelete", ""), known.get("mfa_delete", "")),
        }
        return {"versioning_configuration": [found]}

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        if first(state.get("versioning_configuration")).get("status") != "Disabled":
            s3.put_bucket_versioning(**where, VersioningConfiguration={"Status": "Suspended"})


class S3BucketServerSideEncryptionConfiguration(BucketSetting):
    name = "aws_s3_bucket_server_side_encryption_configuration"

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        rules = [_encryption_rule(rule) for rule in planned["rule"]]
        s3.put_bucket_encryption(**where, ServerSideEncryptionConfiguration={"Rules": rules})

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("ServerSideEncryptionConfigurationNotFoundError"):
            rules = s3.get_bucket_encryption(**where)["ServerSideEncryptionConfiguration"]["Rules"]
            return {"rule": [_reported_encryption(rule, first(state.get("rule"))) for rule in rules]}
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        s3.delete_bucket_encryption(**where)


def _encryption_rule(rule: Values) -> Values:
    by_default = first(rule.get("apply_server_side_encryption_by_default"))
    setting = without_none(
        {
            "SSEAlgorithm": by_default.get("sse_algorithm"),
            "KMSMasterKeyID": by_default.get("kms_master_key_id") or None,
        }
    )
    blocked = rule.get("blocked_encryption_types")
    return without_none(
        {
            "ApplyServerSideEncryptionByDefault": setting or None,
            "BucketKeyEnabled": rule.get("bucket_key_enabled"),
            "BlockedEncryptionTypes": {"EncryptionType": blocked} if blocked else None,
        }
    )


def _reported_encryption(rule: Values, known: Values) -> Values:
    by_default = rule.get("ApplyServerSideEncryptionByDefault")
    known_key = first(known.get("apply_server_side_encryption_by_default")).get("kms_master_key_id", "")
    setting = [
        {
            "sse_algorithm": by_default["SSEAlgorithm"],
            "kms_master_key_id": settled(by_default.get("KMSMasterKeyID"), known_key),
        }
        for by_default in ([by_default] if by_default else [])
    ]
    return {
        "apply_server_side_encryption_by_default": setting,
        "bucket_key_enabled": settled(bool(rule.get("BucketKeyEnabled")), known.get("bucket_key_enabled") or False),
        "blocked_encryption_types": settled(
            rule.get("BlockedEncryptionTypes", {}).get("EncryptionType", []),
            known.get("blocked_encryption_types") or [],
        ),
    }


class S3BucketPublicAccessBlock(BucketSetting):
    name = "aws_s3_bucket_public_access_block"
    force_new = frozenset({"bucket"})
    FLAGS = {
        "block_public_acls": "BlockPublicAcls",
        "block_public_policy": "BlockPublicPolicy",
        "ignore_public_acls": "IgnorePublicAcls",
        "restrict_public_buckets": "RestrictPublicBuckets",
    }
    defaults = dict.fromkeys(FLAGS, False)

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        flags = {aws: bool(planned.get(ours)) for ours, aws in self.FLAGS.items()}
        s3.put_public_access_block(**where, PublicAccessBlockConfiguration=flags)

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("NoSuchPublicAccessBlockConfiguration"):
            flags = s3.get_public_access_block(**where)["PublicAccessBlockConfiguration"]
            return {ours: bool(flags.get(aws)) for ours, aws in self.FLAGS.items()}
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        if not state.get("skip_destroy"):
            s3.delete_public_access_block(**where)


class S3BucketPolicy(BucketSetting):
    name = "aws_s3_bucket_policy"
    force_new = frozenset({"bucket"})
    same = {"policy": policy_form}

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        s3.put_bucket_policy(**where, Policy=planned["policy"])

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("NoSuchBucketPolicy"):
            return {"policy": kept_policy(s3.get_bucket_policy(**where)["Policy"], state.get("policy"))}
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        s3.delete_bucket_policy(**where)


class S3BucketOwnershipControls(BucketSetting):
    name = "aws_s3_bucket_ownership_controls"
    force_new = frozenset({"bucket"})

    def put(self, s3: Any, planned: Values, where: Values) -> None:
        rules = [{"ObjectOwnership": first(planned["rule"])["object_ownership"]}]
        s3.put_bucket_ownership_controls(**where, OwnershipControls={"Rules": rules})

    def get(self, s3: Any, state: Values, where: Values) -> Values | None:
        with absent("OwnershipControlsNotFoundError"):
            rules = s3.get_bucket_ownership_controls(**where)["OwnershipControls"]["Rules"]
            return {"rule": [{"object_ownership": rule["ObjectOwnership"]} for rule in rules]}
        return None

    def remove(self, s3: Any, state: Values, where: Values) -> None:
        with absent("OwnershipControlsNotFoundError"):
            s3.delete_bucket_ownership_controls(**where)
