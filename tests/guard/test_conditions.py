"""Condition operators, one by one."""

from __future__ import annotations

import pytest

from haveli.guard.conditions import Unsupported, arn_like, glob, holds

CONTEXT = {
    "a:text": ["fraud"],
    "a:many": ["x", "y"],
    "a:number": ["5"],
    "a:when": ["2026-11-23T10:00:00Z"],
    "a:ip": ["10.0.0.7"],
}


def judged(operator: str, key: str, *values: str) -> bool:
    return holds({operator: {key: list(values)}}, CONTEXT, lambda text: text)


@pytest.mark.parametrize(
    ("operator", "key", "value", "wanted"),
    [
        ("StringEquals", "a:text", "fraud", True),
        ("StringEquals", "a:text", "Fraud", False),
        ("StringEqualsIgnoreCase", "A:Text", "FRAUD", True),
        ("StringLike", "a:text", "fr?u*", True),
        ("StringNotLike", "a:text", "fr*", False),
        ("NumericLessThan", "a:number", "10", True),
        ("NumericGreaterThanEquals", "a:number", "5", True),
        ("NumericNotEquals", "a:number", "5", False),
        ("NumericEquals", "a:text", "5", False),
        ("DateLessThan", "a:when", "2026-11-24T00:00:00Z", True),
        ("DateGreaterThan", "a:when", "1700000000", True),
        ("IpAddress", "a:ip", "10.0.0.0/24", True),
        ("NotIpAddress", "a:ip", "10.0.0.0/24", False),
        ("Null", "a:text", "false", True),
        ("Null", "a:none", "true", True),
    ],
)
def test_an_operator_compares_the_requests_value_with_the_policys(
    operator: str, key: str, value: str, wanted: bool
) -> None:
    assert judged(operator, key, value) is wanted


@pytest.mark.parametrize(
    ("operator", "wanted"),
    [
        ("StringEquals", False),
        ("StringNotEquals", True),
        ("StringEqualsIfExists", True),
        ("ForAllValues:StringEquals", True),
    ],
)
def test_a_key_that_is_missing_fails_only_a_positive_operator(operator: str, wanted: bool) -> None:
    assert judged(operator, "a:none", "x") is wanted


def test_values_are_alternatives_and_a_negated_operator_means_none_of_them() -> None:
    assert judged("StringEquals", "a:text", "ledger", "fraud")
    assert not judged("StringNotEquals", "a:text", "ledger", "fraud")


def test_several_values_of_a_request_need_a_set_operator() -> None:
    assert judged("ForAnyValue:StringEquals", "a:many", "y", "z")
    assert not judged("ForAllValues:StringEquals", "a:many", "y", "z")
    with pytest.raises(Unsupported):
        judged("StringEquals", "a:many", "x")


def test_a_star_does_not_reach_over_the_colons_of_an_arn_but_in_its_last_part() -> None:
    assert arn_like("arn:aws:iam::*:role/fraud-*", "arn:aws:iam::1:role/fraud-x")
    assert not arn_like("arn:aws:*:role/x", "arn:aws:iam::1:role/x")
    assert arn_like("arn:aws:sns:r:1:*", "arn:aws:sns:r:1:a:b")


def test_a_glob_takes_every_other_character_as_it_is() -> None:
    assert glob("a.b[*", "a.b[c")
    assert not glob("a.b", "axb")
