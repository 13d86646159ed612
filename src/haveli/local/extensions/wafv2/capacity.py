"""How many capacity units (WCU) a rule takes. Pure.

Source: WAF developer guide, "Rule statements list" and "AWS Managed Rules rule groups list", 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

#: AWS's managed rule groups and what each takes.
MANAGED = {
    "AWSManagedRulesACFPRuleSet": 50,
    "AWSManagedRulesATPRuleSet": 50,
    "AWSManagedRulesAdminProtectionRuleSet": 100,
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesAnonymousIpList": 50,
    "AWSManagedRulesAntiDDoSRuleSet": 50,
    "AWSManagedRulesBotControlRuleSet": 50,
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesLinuxRuleSet": 200,
    "AWSManagedRulesPHPRuleSet": 100,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesUnixRuleSet": 100,
    "AWSManagedRulesWindowsRuleSet": 200,
    "AWSManagedRulesWordPressRuleSet": 100,
}
#: What a statement takes by itself.
STATEMENTS = {
    "AsnMatchStatement": 1,
    "ByteMatchStatement": 2,
    "GeoMatchStatement": 1,
    "IPSetReferenceStatement": 1,
    "LabelMatchStatement": 1,
    "RateBasedStatement": 2,
    "RegexMatchStatement": 3,
    "RegexPatternSetReferenceStatement": 25,
    "SizeConstraintStatement": 1,
    "SqliMatchStatement": 20,
    "XssMatchStatement": 40,
}
#: What each text transformation, and each key of a rate beyond the address, adds.
TRANSFORMATION, KEY = 10, 30
#: A pattern at neither end of the text costs more.
CONTAINS = 10
#: More than this no web ACL may have (quotas).
MOST = 5000


def of_rules(rules: Iterable[Mapping[str, Any]]) -> int:
    """The units of all rules together."""
    return sum(of_statement(rule["Statement"]) for rule in rules)


def of_statement(statement: Mapping[str, Any]) -> int:
    """The units of one statement with those inside it."""
    return sum(_of(kind, body) for kind, body in statement.items() if body)


def unknown_groups(statement: Mapping[str, Any]) -> list[str]:
    """The names of managed rule groups that AWS does not have."""
    body = statement.get("ManagedRuleGroupStatement") or {}
    name = body.get("Name")
    found = [str(name)] if body.get("VendorName") == "AWS" and name not in MANAGED else []
    return found + [name for inner in _inner(statement) for name in unknown_groups(inner)]


def _of(kind: str, body: Mapping[str, Any]) -> int:
    inside = sum(of_statement(inner) for inner in _inner({kind: body}))
    if kind == "ManagedRuleGroupStatement":
        return MANAGED.get(str(body["Name"]), 0) + inside
    transformations: int = TRANSFORMATION * sum(
        item.get("Type") != "NONE" for item in body.get("TextTransformations") or []
    )
    keys: int = KEY * len(body.get("CustomKeys") or [])
    if kind == "ByteMatchStatement" and str(body.get("PositionalConstraint", "")).startswith("CONTAINS"):
        return CONTAINS + transformations
    return STATEMENTS.get(kind, 0) + transformations + keys + inside


def _inner(statement: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = []
    for body in statement.values():
        if not isinstance(body, Mapping):
            continue
        found += [body[name] for name in ("Statement", "ScopeDownStatement") if body.get(name)]
        found += body.get("Statements") or []
    return found
