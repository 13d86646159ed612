"""Bucket policies on the local cloud."""

import json
from types import SimpleNamespace

import pytest
from moto.iam.access_control import PermissionResult

from haveli.local.extensions.s3.models import get_permission

BUCKET = "arn:aws:s3:::b"


def bucket(*statements: dict[str, object]) -> SimpleNamespace:
    policy = {"Version": "2012-10-17", "Statement": list(statements)}
    return SimpleNamespace(policy=json.dumps(policy).encode())


def statement(effect: str, **more: object) -> dict[str, object]:
    return {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": [BUCKET, f"{BUCKET}/*"], **more}


def test_a_bucket_without_a_policy_is_neutral() -> None:
    assert get_permission(SimpleNamespace(policy=None), "s3:GetObject", BUCKET) == PermissionResult.NEUTRAL


def test_denying_plain_http_does_not_deny_the_local_cloud() -> None:
    only_tls = statement("Deny", Condition={"Bool": {"aws:SecureTransport": "false"}})
    assert get_permission(bucket(only_tls), "s3:GetObject", f"{BUCKET}/k") == PermissionResult.NEUTRAL


def test_allowing_only_tls_allows_the_local_cloud() -> None:
    tls = statement("Allow", Condition={"Bool": {"aws:SecureTransport": ["true"]}})
    assert get_permission(bucket(tls), "s3:GetObject", f"{BUCKET}/k") == PermissionResult.PERMITTED


def test_a_denial_without_condition_wins_over_a_permission() -> None:
    both = bucket(statement("Allow"), statement("Deny", Action="s3:DeleteObject"))
    assert get_permission(both, "s3:DeleteObject", f"{BUCKET}/k") == PermissionResult.DENIED
    assert get_permission(both, "s3:GetObject", f"{BUCKET}/k") == PermissionResult.PERMITTED


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
def test_a_condition_that_cannot_be_judged_neither_permits_nor_denies(effect: str) -> None:
    other = statement(effect, Condition={"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}})
    assert get_permission(bucket(other), "s3:PutObject", f"{BUCKET}/k") == PermissionResult.NEUTRAL
