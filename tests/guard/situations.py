"""Random policies and requests from a small vocabulary, so that they often nearly match."""

from __future__ import annotations

import random
from typing import Any

from haveli.guard.iam import Policies, Request

ACCOUNT = "880170353725"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/fraud-studio"
TARGETS = {
    "s3:GetObject": [f"arn:aws:s3:::{bucket}/{key}" for bucket in ("fraud-data", "other-data") for key in ("a/1", "b")],
    "s3:ListBucket": ["arn:aws:s3:::fraud-data", "arn:aws:s3:::other-data"],
    "elasticmapreduce:DescribeCluster": [f"arn:aws:elasticmapreduce:ap-south-1:{ACCOUNT}:cluster/j-{n}" for n in "AB"],
    "elasticmapreduce:ListInstances": [f"arn:aws:elasticmapreduce:ap-south-1:{ACCOUNT}:cluster/j-A"],
    "secretsmanager:GetSecretValue": [f"arn:aws:secretsmanager:ap-south-1:{ACCOUNT}:secret:fraud-x"],
    "glue:GetTable": [f"arn:aws:glue:ap-south-1:{ACCOUNT}:table/fraud_raw/t"],
}
ACTIONS = [*TARGETS, "s3:*", "s3:Get*", "*", "elasticmapreduce:*", "S3:getobject", "glue:Get????e"]
RESOURCES = [
    "*",
    *(target for targets in TARGETS.values() for target in targets),
    "arn:aws:s3:::fraud-*",
    "arn:aws:s3:::fraud-data/*",
    "arn:aws:s3:::${aws:PrincipalTag/tenant}-data/*",
    f"arn:aws:elasticmapreduce:ap-south-1:{ACCOUNT}:cluster/*",
    "arn:aws:s3:::fraud-dat?",
]
KEYS: dict[str, list[str]] = {
    "aws:PrincipalTag/tenant": ["fraud", "ledger", "Fraud"],
    "elasticmapreduce:ResourceTag/tenant": ["fraud", "ledger"],
    "aws:ResourceTag/tenant": ["fraud", "ledger"],
    "s3:prefix": ["a/", "b/", "a/x"],
    "aws:SecureTransport": ["true", "false"],
    "aws:PrincipalArn": [ROLE, f"arn:aws:iam::{ACCOUNT}:role/other"],
}
GLOBAL_KEYS = {"aws:PrincipalTag/tenant", "aws:SecureTransport"}
_EMR_KEYS = {"elasticmapreduce:ResourceTag/tenant", "aws:ResourceTag/tenant"}
# The keys that AWS gives with an action (Service Authorization Reference, 2026-11); the peer ignores others.
OWN_KEYS = {
    "s3:ListBucket": {"s3:prefix"},
    "elasticmapreduce:DescribeCluster": _EMR_KEYS,
    "elasticmapreduce:ListInstances": _EMR_KEYS,
    "secretsmanager:GetSecretValue": {"aws:ResourceTag/tenant"},
}
OPERATORS = {
    "StringEquals": ["fraud", "ledger", "a/", "${aws:PrincipalTag/tenant}"],
    "StringNotEquals": ["fraud", "a/"],
    "StringEqualsIgnoreCase": ["FRAUD", "A/"],
    "StringLike": ["fr*", "?/", "a/*", "*"],
    "StringNotLike": ["fr*", "a/*"],
    "ArnLike": [f"arn:aws:iam::{ACCOUNT}:role/*", "arn:aws:iam::*:role/fraud-studio"],
    "ArnEquals": [ROLE],
    "ArnNotLike": [f"arn:aws:iam::{ACCOUNT}:role/oth*"],
    "Bool": ["true", "false"],
    "Null": ["true", "false"],
}
FITTING = {
    "Bool": ["aws:SecureTransport"],
    "ArnLike": ["aws:PrincipalArn"],
    "ArnEquals": ["aws:PrincipalArn"],
    "ArnNotLike": ["aws:PrincipalArn"],
}
TEXT_KEYS = ["aws:PrincipalTag/tenant", "elasticmapreduce:ResourceTag/tenant", "aws:ResourceTag/tenant", "s3:prefix"]


def situation(chance: random.Random) -> tuple[Request, Policies]:
    """A request and the policies that apply to it."""
    action = chance.choice(list(TARGETS))
    known = {key: values for key, values in KEYS.items() if key in GLOBAL_KEYS or key in OWN_KEYS.get(action, ())}
    context = {key.lower(): [chance.choice(values)] for key, values in known.items() if chance.random() < 0.7}
    # A request's own principal always has its ARN among the keys.
    context["aws:principalarn"] = [ROLE]
    request = Request(ROLE, action, chance.choice(TARGETS[action]), context)
    maybe = lambda: [policy(chance)] if chance.random() < 0.3 else None  # noqa: E731
    return request, Policies(
        identity=[policy(chance) for _ in range(chance.randint(0, 3))],
        resource=[policy(chance, resource=True)] if chance.random() < 0.3 else [],
        boundary=maybe(),
    )


def policy(chance: random.Random, *, resource: bool = False) -> dict[str, Any]:
    """A policy of one to three statements."""
    return {
        "Version": "2012-10-17",
        "Statement": [_statement(chance, resource=resource) for _ in range(chance.randint(1, 3))],
    }


def _statement(chance: random.Random, *, resource: bool) -> dict[str, Any]:
    made: dict[str, Any] = {"Effect": chance.choice(["Allow", "Allow", "Allow", "Deny"])}
    made["NotAction" if chance.random() < 0.1 else "Action"] = _some(chance, ACTIONS)
    made["NotResource" if chance.random() < 0.1 else "Resource"] = _some(chance, RESOURCES)
    if resource:
        made["Principal"] = chance.choice(
            [{"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, {"AWS": ACCOUNT}, {"Service": "emr.amazonaws.com"}]
        )
    if chance.random() < 0.5:
        made["Condition"] = _conditions(chance)
    return made


def _conditions(chance: random.Random) -> dict[str, dict[str, Any]]:
    made: dict[str, dict[str, Any]] = {}
    for operator in chance.sample(list(OPERATORS), chance.randint(1, 2)):
        key = chance.choice(FITTING.get(operator, TEXT_KEYS))
        suffix = "IfExists" if operator != "Null" and chance.random() < 0.2 else ""
        made[operator + suffix] = {key: _some(chance, OPERATORS[operator])}
    return made


def _some(chance: random.Random, items: list[str]) -> str | list[str]:
    return (
        chance.choice(items) if chance.random() < 0.5 else chance.sample(items, min(len(items), chance.randint(1, 3)))
    )
