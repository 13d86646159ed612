"""Checks of the world that a command would work in: who we are there, its clock, its state bucket. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from botocore.exceptions import ClientError

from haveli.aws import World
from haveli.engine import orphans
from haveli.engine.checkup import Finding, failed, ok, unknown
from haveli.engine.states import States
from haveli.render.writer import Changes

SKEW_SECONDS = 300
"""AWS refuses requests signed more than five minutes off (IAM User Guide, "Signature Version 4", read 2026-11)."""

_MAKE_BUCKET = "haveli apply foundation/00-state --refresh"
_NO_BUCKET = frozenset({"404", "NoSuchBucket", "NotFound"})


def account(world: World) -> Finding:
    """The credentials work, and are of the account in platform.yaml. Raises WrongAccount and what boto3 raises."""
    return ok("account", f"{world.caller()} of account {world.account}")


def clock(world: World, bucket: str, now: datetime | None = None) -> Finding:
    """This machine's clock agrees with S3's: by the `Date` of its answer, which a refusal has too."""
    headers = _answer(world, bucket)["ResponseMetadata"].get("HTTPHeaders", {})
    if "date" not in headers:
        return unknown("clock", "S3's answer has no date")
    skew = ((now or datetime.now(UTC)) - parsedate_to_datetime(headers["date"])).total_seconds()
    evidence = f"{abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} S3's clock"
    if abs(skew) > SKEW_SECONDS:
        return failed("clock", f"{evidence}; AWS allows {SKEW_SECONDS}", "sudo timedatectl set-ntp true")
    return ok("clock", evidence)


def bucket_versioned(world: World, bucket: str) -> Finding:
    """The state bucket keeps versions: what `haveli state restore` and every recovery rest on."""
    try:
        status = world.client("s3").get_bucket_versioning(Bucket=bucket).get("Status", "never enabled")
    except ClientError as error:
        return _about_bucket("state versions", bucket, error)
    if status != "Enabled":
        return failed("state versions", f"versioning of {bucket} is {status.lower()}", _MAKE_BUCKET)
    return ok("state versions", f"{bucket} keeps versions")


def bucket_encrypted(world: World, bucket: str) -> Finding:
    """The state bucket encrypts what lies in it, by its own rules: states hold secrets."""
    try:
        rules = world.client("s3").get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ServerSideEncryptionConfigurationNotFoundError":
            rules = []
        else:
            return _about_bucket("state encryption", bucket, error)
    kinds = {rule.get("ApplyServerSideEncryptionByDefault", {}).get("SSEAlgorithm", "") for rule in rules} - {""}
    if not kinds:
        return failed("state encryption", f"{bucket} has no rule to encrypt", _MAKE_BUCKET)
    return ok("state encryption", f"{bucket} encrypts with {', '.join(sorted(kinds))}")


def rendered(changes: Changes) -> Finding:
    """The rendered roots are as the specification says."""
    if changes.edited:
        return failed("rendered files", f"edited by hand: {', '.join(changes.edited)}", "haveli render   (a diff)")
    number = len(changes.created) + len(changes.changed) + len(changes.removed)
    if number or not changes.nothing:
        return failed("rendered files", f"{number} differ from the specification", "haveli render")
    return ok("rendered files", "as the specification says")


def no_state_without_root(states: States, keys: Collection[str]) -> Finding:
    """Whatever stands has a root here: `keys` are the states of all roots of this checkout."""
    left = orphans.left(states, states.versions(), keys)
    if left:
        shown = ", ".join(f"{name} ({count} resources)" for name, count in left.items())
        cure = "git log --all -- terraform/environments/<name>   (bring the root back, then haveli destroy it)"
        return failed("states", f"without a root in this checkout: {shown}", cure)
    return ok("states", "every state has its root")


def _answer(world: World, bucket: str) -> dict[str, Any]:
    try:
        return dict(world.client("s3").head_bucket(Bucket=bucket))
    except ClientError as error:
        return dict(error.response)


def _about_bucket(name: str, bucket: str, error: ClientError) -> Finding:
    if error.response["Error"]["Code"] in _NO_BUCKET:
        return failed(name, f"there is no bucket {bucket} yet", _MAKE_BUCKET)
    return unknown(name, f"AWS says: {error}")
