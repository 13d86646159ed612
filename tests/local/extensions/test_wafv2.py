"""Web ACLs: replaced whole, kept while in use, counted in capacity."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions import wafv2
from haveli.local.extensions.wafv2 import capacity
from tests.local.extensions.model import assert_in_model
from tests.local.extensions.wire import TARGETS, call
from tests.local.provider.doubles import TestContext

SEEN = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "m"}
COMMON = {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "AWSManagedRulesCommonRuleSet"}}
GEO = {"GeoMatchStatement": {"CountryCodes": ["IN"]}}


def rule(statement: dict[str, Any], priority: int = 1, name: str = "rule") -> dict[str, Any]:
    return {"Name": name, "Priority": priority, "Statement": statement, "VisibilityConfig": SEEN}


def made(ctx: TestContext, name: str = "alb", **more: Any) -> dict[str, Any]:
    request = {"Scope": "REGIONAL", "DefaultAction": {"Allow": {}}, "VisibilityConfig": SEEN, **more}
    return dict(ctx.client("wafv2").create_web_acl(Name=name, **request)["Summary"])


def code(call: Any, *args: Any, **request: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(*args, **request)
    return str(refused.value.response["Error"]["Code"])


def test_an_update_takes_away_what_it_leaves_out(ctx: TestContext) -> None:
    acl, waf = made(ctx, Rules=[rule(GEO)], Description="old", TokenDomains=["a.com"]), ctx.client("wafv2")
    where = {"Name": "alb", "Scope": "REGIONAL", "Id": acl["Id"]}
    kept = {"DefaultAction": {"Block": {}}, "VisibilityConfig": SEEN}
    token = waf.update_web_acl(**where, LockToken=acl["LockToken"], **kept)["NextLockToken"]
    found = waf.get_web_acl(**where)
    assert (found["LockToken"], found["WebACL"]["Rules"], found["WebACL"]["Description"]) == (token, [], "")
    assert "TokenDomains" not in found["WebACL"] and found["WebACL"]["Capacity"] == 0
    assert code(waf.update_web_acl, **where, LockToken=acl["LockToken"], **kept) == "WAFOptimisticLockException"


def test_names_and_places_are_taken_once(ctx: TestContext) -> None:
    made(ctx)
    assert code(made, ctx) == "WAFDuplicateItemException"
    assert code(made, ctx, name="b", Rules=[rule(GEO), rule(GEO, 2)]) == "WAFDuplicateItemException"
    assert code(made, ctx, name="b", Rules=[rule(GEO), rule(GEO, 1, "other")]) == "WAFDuplicateItemException"


def test_more_units_than_a_web_acl_may_have_are_refused(ctx: TestContext) -> None:
    rules = [rule(COMMON, number, f"r{number}") for number in range(8)]
    assert code(made, ctx, Rules=rules) == "WAFLimitsExceededException"


def test_a_resource_that_does_not_exist_has_no_web_acl(ctx: TestContext) -> None:
    arn = "arn:aws:elasticloadbalancing:ap-south-1:123456789012:loadbalancer/app/alb/1"
    waf = ctx.client("wafv2")
    acl = made(ctx)["ARN"]
    assert code(waf.associate_web_acl, WebACLArn=acl, ResourceArn=arn) == "WAFNonexistentItemException"
    assert code(waf.get_web_acl_for_resource, ResourceArn=arn) == "WAFNonexistentItemException"


@pytest.mark.parametrize(
    ("statement", "units"),
    [
        (GEO, 1),
        (COMMON, 700),
        ({"RateBasedStatement": {"Limit": 100, "AggregateKeyType": "IP"}}, 2),
        ({"RateBasedStatement": {"CustomKeys": [{"IP": {}}, {"Header": {}}], "ScopeDownStatement": GEO}}, 2 + 60 + 1),
        ({"NotStatement": {"Statement": GEO}}, 1),
        ({"AndStatement": {"Statements": [GEO, GEO]}}, 2),
        ({"ByteMatchStatement": {"PositionalConstraint": "EXACTLY", "TextTransformations": [{"Type": "NONE"}]}}, 2),
        (
            {
                "ByteMatchStatement": {
                    "PositionalConstraint": "CONTAINS",
                    "TextTransformations": [{"Type": "LOWERCASE"}],
                }
            },
            20,
        ),
    ],
)
def test_a_statement_takes_units(statement: dict[str, Any], units: int) -> None:
    assert capacity.of_statement(statement) == units


def test_an_unknown_group_is_found_at_any_depth() -> None:
    wrong = {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "x", "ScopeDownStatement": GEO}}
    assert capacity.unknown_groups({"NotStatement": {"Statement": wrong}}) == ["x"]
    assert capacity.unknown_groups({"ManagedRuleGroupStatement": {"VendorName": "F5", "Name": "x"}}) == []


@pytest.mark.contract
def test_the_answer_fits_the_model(ctx: TestContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TARGETS, "wafv2", "AWSWAF_20190729")
    acl = made(ctx, Rules=[rule(COMMON)])
    answer = call(ctx.endpoint, "wafv2", "GetWebACL", Name="alb", Scope="REGIONAL", Id=acl["Id"])
    answer["WebACL"].pop("LockToken")  # moto's own addition
    assert_in_model("wafv2", "GetWebACL", answer)


def test_installing_twice_changes_nothing() -> None:
    from moto.wafv2.models import WAFV2Backend

    before = WAFV2Backend.update_web_acl
    wafv2.install()
    assert WAFV2Backend.update_web_acl is before
