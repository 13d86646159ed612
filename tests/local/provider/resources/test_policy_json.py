"""Policies compared by meaning."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources.policy_json import kept_policy, policy_form


def policy(**statement: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (policy(Action="s3:GetObject"), policy(Action=["s3:GetObject"])),
        (policy(Action=["a:B", "a:C"]), policy(Action=["a:C", "a:B"])),
        (policy(Resource="*", Sid=""), policy(Resource=["*"])),
        (policy(Principal="*"), policy(Principal={"AWS": "*"})),
        (policy(Principal={"Service": ["b", "a"]}), policy(Principal={"Service": ["a", "b"]})),
        (
            policy(Condition={"Bool": {"aws:SecureTransport": False}}),
            policy(Condition={"Bool": {"aws:securetransport": ["false"]}}),
        ),
    ],
)
def test_other_words_mean_the_same(one: str, other: str) -> None:
    assert policy_form(one) == policy_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (policy(Action="s3:GetObject"), policy(Action="s3:PutObject")),
        (policy(Action="s3:GetObject"), policy(NotAction="s3:GetObject")),
        (policy(Principal="*"), policy(Principal={"Service": "*"})),
        (policy(Sid="a"), policy(Sid="b")),
        (
            policy(Condition={"StringEquals": {"aws:x": "A"}}),
            policy(Condition={"StringEquals": {"aws:x": "a"}}),
        ),
    ],
)
def test_another_meaning_differs(one: str, other: str) -> None:
    assert policy_form(one) != policy_form(other)


def test_a_single_statement_equals_a_list_of_one() -> None:
    alone = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "a:B"}})
    assert policy_form(alone) == policy_form(policy(Action="a:B"))


def test_text_that_is_no_json_is_its_own_form() -> None:
    assert policy_form("{") == "{" and policy_form(None) is None and policy_form("[1]") == [1]


def test_the_text_of_the_state_is_kept_while_it_means_the_same() -> None:
    ours, theirs = policy(Action=["a:B"]), policy(Action="a:B")
    assert kept_policy(theirs, ours) == ours
    assert kept_policy(policy(Action="a:C"), ours) == policy(Action="a:C")
    assert kept_policy(theirs, None) == theirs and kept_policy(None, ours) is None


@given(st.permutations(["a:A", "b:B", "c:C"]), st.permutations([1, 2, 3]))
def test_order_never_matters(actions: list[str], sids: list[int]) -> None:
    statements = [{"Sid": str(sid), "Effect": "Allow", "Action": actions} for sid in sids]
    base = [{"Sid": str(sid), "Effect": "Allow", "Action": ["a:A", "b:B", "c:C"]} for sid in (1, 2, 3)]
    assert policy_form(json.dumps({"Statement": statements})) == policy_form(json.dumps({"Statement": base}))
