"""Policies as AWS evaluates them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.guard.iam import Policies, Request, Unsupported, Verdict, evaluate
from tests.guard.situations import ACCOUNT, ROLE

CLUSTER = f"arn:aws:elasticmapreduce:ap-south-1:{ACCOUNT}:cluster/j-A"
TAG = "elasticmapreduce:ResourceTag/tenant"


def allow(**more: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", **more}}


def deny(**more: Any) -> dict[str, Any]:
    return allow(Effect="Deny", **more)


def request(**context: str) -> Request:
    return Request(ROLE, "elasticmapreduce:DescribeCluster", CLUSTER, {key: [value] for key, value in context.items()})


def verdict(asked: Request, **policies: Any) -> Verdict:
    return evaluate(asked, Policies(**policies)).verdict


def test_nothing_is_allowed_that_no_policy_allows() -> None:
    assert verdict(request()) is Verdict.IMPLICIT_DENY


def test_a_deny_wins_over_every_allow() -> None:
    assert verdict(request(), identity=[allow(), deny()], resource=[allow(Principal="*")]) is Verdict.EXPLICIT_DENY


@pytest.mark.parametrize("limit", ["boundary", "session"])
def test_a_limit_that_is_silent_takes_away(limit: str) -> None:
    assert verdict(request(), identity=[allow()], **{limit: []}) is Verdict.IMPLICIT_DENY
    assert verdict(request(), identity=[allow()], **{limit: [allow()]}) is Verdict.ALLOWED


def test_a_tenant_reaches_its_own_clusters_and_no_others() -> None:
    own = allow(Action="elasticmapreduce:DescribeCluster", Condition={"StringEquals": {TAG: "fraud"}})
    assert verdict(request(**{TAG.lower(): "fraud"}), identity=[own]) is Verdict.ALLOWED
    assert verdict(request(**{TAG.lower(): "ledger"}), identity=[own]) is Verdict.IMPLICIT_DENY
    assert verdict(request(), identity=[own]) is Verdict.IMPLICIT_DENY


def test_a_policy_variable_is_the_requests_value_and_matches_nothing_when_it_is_missing() -> None:
    own = allow(Condition={"StringEquals": {TAG: "${aws:PrincipalTag/tenant}"}})
    assert (
        verdict(request(**{TAG.lower(): "fraud", "aws:principaltag/tenant": "fraud"}), identity=[own])
        is Verdict.ALLOWED
    )
    assert verdict(request(**{TAG.lower(): "fraud"}), identity=[own]) is Verdict.IMPLICIT_DENY


def test_a_resource_policy_for_the_account_does_not_allow_but_does_deny() -> None:
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    assert verdict(request(), resource=[allow(Principal=root)]) is Verdict.IMPLICIT_DENY
    assert verdict(request(), identity=[allow()], resource=[deny(Principal=root)]) is Verdict.EXPLICIT_DENY


def test_a_role_is_meant_by_its_sessions() -> None:
    session = Request(f"arn:aws:sts::{ACCOUNT}:assumed-role/fraud-studio/me", "s3:GetObject", "arn:aws:s3:::b/k")
    assert verdict(session, resource=[allow(Principal={"AWS": ROLE})]) is Verdict.ALLOWED


@pytest.mark.parametrize(
    "statement",
    [
        {"Condition": {"StringSounds": {"aws:x": "y"}}},
        {"Condition": {"ForMostValues:StringLike": {"aws:x": "y"}}},
        {"Resource": "arn:aws:s3:::${*}"},
        {"Why": "because"},
    ],
)
def test_what_is_not_known_is_refused_and_not_guessed(statement: dict[str, Any]) -> None:
    with pytest.raises(Unsupported):
        evaluate(request(**{"aws:x": "z"}), Policies(identity=[allow(**statement)]))


@given(st.text(alphabet="ab:/*?", max_size=8), st.text(alphabet="ab:/", max_size=8))
def test_not_resource_is_the_opposite_of_resource(pattern: str, resource: str) -> None:
    asked = Request(ROLE, "s3:GetObject", resource)
    yes = allow(Resource=pattern)
    no = {"Statement": {"Effect": "Allow", "Action": "*", "NotResource": pattern}}
    assert evaluate(asked, Policies(identity=[yes])).allowed != evaluate(asked, Policies(identity=[no])).allowed
