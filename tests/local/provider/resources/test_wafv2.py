"""aws_wafv2_web_acl and its association against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.wafv2 import WebAcl, WebAclAssociation
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.balancers import Balancers
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

SEEN = [{"cloudwatch_metrics_enabled": True, "metric_name": "m", "sampled_requests_enabled": True}]
ALLOW: list[dict[str, Any]] = [{"allow": [{}]}]
RATE = {
    "name": "requests-per-ip",
    "priority": 0,
    "action": [{"block": [{}]}],
    "statement": [{"rate_based_statement": [{"limit": 2000, "aggregate_key_type": "IP"}]}],
    "visibility_config": SEEN,
}


def group(name: str, priority: int, *counted: str) -> dict[str, Any]:
    overrides = [{"name": rule, "action_to_use": [{"count": [{}]}]} for rule in counted]
    statement = {"name": name, "vendor_name": "AWS", "rule_action_override": overrides}
    return {
        "name": name,
        "priority": priority,
        "override_action": [{"none": [{}]}],
        "statement": [{"managed_rule_group_statement": [statement]}],
        "visibility_config": SEEN,
    }


def acl(**more: Any) -> dict[str, Any]:
    return {"name": "alb", "scope": "REGIONAL", "default_action": ALLOW, "visibility_config": SEEN, **more}


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(WebAcl(), ctx)


def test_managed_rules_and_a_rate_settle(life: Life) -> None:
    rules = [RATE, group("AWSManagedRulesCommonRuleSet", 10, "SizeRestrictions_BODY", "NoUserAgent_HEADER")]
    state = life.create(**acl(rule=rules, description="What reaches alb", tags={"a": "1"}))
    rate = next(rule for rule in state["rule"] if rule["priority"] == 0)
    assert rate["statement"][0]["rate_based_statement"][0]["evaluation_window_sec"] == 300
    assert state["capacity"] == 702 and ":regional/webacl/alb/" in state["arn"]
    life.delete()


def test_it_changes_in_place(life: Life) -> None:
    token = life.create(**acl(rule=[RATE]))["lock_token"]
    state = life.change(rule=[RATE, group("AWSManagedRulesAmazonIpReputationList", 10)])
    assert state["lock_token"] != token and state["capacity"] == 27
    life.change(rule=[], default_action=[{"block": [{}]}], description="closed", tags={"b": "2"})
    body = {"key": "sorry", "content_type": "TEXT_PLAIN", "content": "No."}
    response = {"response_code": 403, "custom_response_body_key": "sorry"}
    refusal = [{"block": [{"custom_response": [response]}]}]
    life.change(custom_response_body=[body], default_action=refusal, description=None)
    life.change(captcha_config=[{"immunity_time_property": [{"immunity_time": 60}]}], token_domains=["example.com"])
    limit = [{"request_body": [{"api_gateway": [{"default_size_inspection_limit": "KB_32"}]}]}]
    life.change(association_config=limit)


TEXTS = [{"priority": 0, "type": "URL_DECODE"}, {"priority": 1, "type": "LOWERCASE"}]
MATCH = {"field_to_match": [{"uri_path": [{}]}], "text_transformation": TEXTS}
ACCOUNTS = {
    "creation_path": "/new",
    "registration_page_path": "/register",
    "request_inspection": [{"payload_type": "JSON", "address_fields": [{"identifiers": ["/street", "/town"]}]}],
}
STATEMENTS: list[dict[str, Any]] = [
    {"geo_match_statement": [{"country_codes": ["IN", "SG"]}]},
    {"ip_set_reference_statement": [{"arn": "arn:aws:wafv2:ap-south-1:123456789012:regional/ipset/a/1"}]},
    {"byte_match_statement": [{"search_string": "/admin", "positional_constraint": "STARTS_WITH", **MATCH}]},
    {"sqli_match_statement": [{**MATCH, "sensitivity_level": "HIGH"}]},
    {"not_statement": [{"statement": [{"label_match_statement": [{"key": "a:b", "scope": "LABEL"}]}]}]},
    {
        "or_statement": [
            {
                "statement": [
                    {"geo_match_statement": [{"country_codes": ["IN"]}]},
                    {"regex_match_statement": [{"regex_string": "^/", **MATCH}]},
                ]
            }
        ]
    },
    {
        "managed_rule_group_statement": [
            {
                "name": "AWSManagedRulesACFPRuleSet",
                "vendor_name": "AWS",
                "managed_rule_group_configs": [{"aws_managed_rules_acfp_rule_set": [ACCOUNTS]}],
            }
        ]
    },
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: next(iter(statement)))
def test_every_statement_settles(life: Life, statement: dict[str, Any]) -> None:
    is_group = "managed_rule_group_statement" in statement
    verdict: dict[str, Any] = {"override_action": [{"none": [{}]}]} if is_group else {"action": [{"count": [{}]}]}
    rule = {"name": "rule", "priority": 1, "statement": [statement], "visibility_config": SEEN, **verdict}
    life.create(**acl(rule=[rule]))
    life.change(rule=[{**rule, "priority": 2}])


def test_what_someone_added_is_planned_away(life: Life) -> None:
    state = life.create(**acl(rule=[RATE]))
    waf = life.ctx.client("wafv2")
    found = waf.get_web_acl(Name="alb", Scope="REGIONAL", Id=state["id"])
    kept = {key: found["WebACL"][key] for key in ("DefaultAction", "VisibilityConfig")}
    waf.update_web_acl(Name="alb", Scope="REGIONAL", Id=state["id"], LockToken=found["LockToken"], Rules=[], **kept)
    life.refresh()
    assert life.state["rule"] == [] and len(life.plan().state["rule"]) == 1


def test_what_cannot_change_replaces_it(life: Life) -> None:
    life.create(**acl())
    assert life.replaced_by(name="other") == ("name",) and life.replaced_by(scope="CLOUDFRONT") == ("scope",)


def test_it_is_imported_by_id_name_and_scope(life: Life) -> None:
    state = life.create(**acl(rule=[RATE], tags={"a": "1"}))
    found = life.imported(f"{state['id']}/alb/REGIONAL")
    assert {name: found[name] for name in state} == state
    with pytest.raises(ValueError, match="ID/NAME/SCOPE"):
        life.imported(state["id"])


def test_a_group_that_aws_does_not_have_is_refused(life: Life) -> None:
    with pytest.raises(ClientError) as refused:
        life.create(**acl(rule=[group("AWSManagedRulesComonRuleSet", 1)]))
    assert code_of(refused.value) == "WAFInvalidParameterException"


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a b"}, "name"),
        ({"rule_json": "[]"}, "rule_json"),
        ({"default_action": [{"allow": [], "block": []}]}, "default_action"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in WebAcl().validate(config)] == [(path,)]


def test_a_load_balancer_stands_behind_one_web_acl(life: Life, network: Network) -> None:
    arn = life.create(**acl())["arn"]
    balancer = Balancers(network).balancer()["arn"]
    association = Life(WebAclAssociation(), network.ctx)
    state = association.create(web_acl_arn=arn, resource_arn=balancer)
    assert association.imported(state["id"])["resource_arn"] == balancer
    assert association.replaced_by(resource_arn="other") == ("resource_arn",)
    with pytest.raises(TimedOut, match="in use"):
        life.delete()
    association.delete()
    life.delete()


def test_an_association_goes_with_its_load_balancer(life: Life, network: Network) -> None:
    arn = life.create(**acl())["arn"]
    balancer = Balancers(network).balancer()["arn"]
    association = Life(WebAclAssociation(), network.ctx)
    association.create(web_acl_arn=arn, resource_arn=balancer)
    network.ctx.client("elbv2").delete_load_balancer(LoadBalancerArn=balancer)
    assert association.refresh() is None
    association.delete()
    life.delete()
