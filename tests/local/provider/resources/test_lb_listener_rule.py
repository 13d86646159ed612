"""aws_lb_listener_rule against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.lb_listener import Listener
from haveli.local.provider.resources.lb_listener_rule import ListenerRule
from tests.local.provider.resources.balancers import Balancers
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

NOTHING = {"type": "fixed-response", "fixed_response": [{"content_type": "text/plain", "status_code": "404"}]}
HOST = {"host_header": [{"values": ["superset.example.com"]}]}


@pytest.fixture
def balancers(network: Network) -> Balancers:
    return Balancers(network)


@pytest.fixture
def listener(balancers: Balancers) -> str:
    life = Life(Listener(), balancers.ctx)
    return str(life.create(load_balancer_arn=balancers.balancer()["arn"], port=80, default_action=[NOTHING])["arn"])


@pytest.fixture
def life(network: Network) -> Life:
    return Life(ListenerRule(), network.ctx)


def test_a_rule_sends_a_host_to_its_group(life: Life, balancers: Balancers, listener: str) -> None:
    forward = {"type": "forward", "target_group_arn": balancers.group()["arn"]}
    state = life.create(listener_arn=listener, priority=100, action=[forward], condition=[HOST], tags={"a": "1"})
    assert state["arn"].startswith(listener.replace(":listener/", ":listener-rule/"))
    life.change(priority=200, tags={"b": "2"})
    life.change(action=[NOTHING])
    path = {"path_pattern": [{"values": ["/static/*", "/health"]}]}
    life.change(condition=[HOST, path])
    assert life.replaced_by(listener_arn="other") == ("listener_arn",)
    life.delete()


@pytest.mark.parametrize(
    "condition",
    [
        {"http_header": [{"http_header_name": "X-Forwarded-For", "values": ["10.*"]}]},
        {"http_request_method": [{"values": ["GET", "HEAD"]}]},
        {"query_string": [{"key": "a", "value": "1"}, {"value": "b"}]},
        {"source_ip": [{"values": ["10.0.0.0/16"]}]},
        {"host_header": [{"regex_values": ["^a[0-9]+$"]}]},
    ],
)
def test_every_condition_settles(life: Life, listener: str, condition: dict[str, Any]) -> None:
    life.create(listener_arn=listener, priority=1, action=[NOTHING], condition=[condition])
    life.change(condition=[condition, {"path_pattern": [{"values": ["/"]}]}])


def test_requests_are_rewritten(life: Life, listener: str) -> None:
    rewrite = {"rewrite": [{"regex": "^/v1/(.*)", "replace": "/$1"}]}
    transform = {"type": "url-rewrite", "url_rewrite_config": [rewrite]}
    life.create(listener_arn=listener, priority=1, action=[NOTHING], condition=[HOST], transform=[transform])
    life.change(transform=[{"type": "host-header-rewrite", "host_header_rewrite_config": [rewrite]}])
    life.change(transform=[])


def test_a_rule_without_a_priority_is_the_last(network: Network, listener: str) -> None:
    places = []
    for priority in (None, 7, None):
        made = Life(ListenerRule(), network.ctx)
        made.create(listener_arn=listener, priority=priority, action=[NOTHING], condition=[HOST])
        places.append(made.state["priority"])
    assert places == [1, 7, 8]


def test_a_priority_is_one_rules(network: Network, life: Life, listener: str) -> None:
    life.create(listener_arn=listener, priority=1, action=[NOTHING], condition=[HOST])
    with pytest.raises(ClientError) as refused:
        Life(ListenerRule(), network.ctx).create(listener_arn=listener, priority=1, action=[NOTHING], condition=[HOST])
    assert code_of(refused.value) == "PriorityInUse"


def test_sessions_have_the_defaults_of_the_provider(life: Life, balancers: Balancers, listener: str) -> None:
    pool = {"user_pool_arn": "arn:pool", "user_pool_client_id": "c", "user_pool_domain": "d"}
    forward = {"type": "forward", "order": 2, "target_group_arn": balancers.group()["arn"]}
    known = {"type": "authenticate-cognito", "order": 1, "authenticate_cognito": [pool]}
    state = life.create(listener_arn=listener, priority=1, action=[known, forward], condition=[HOST])
    assert state["action"][0]["authenticate_cognito"][0]["session_timeout"] == 604800


def test_a_rule_that_someone_changed_is_planned_again(life: Life, balancers: Balancers, listener: str) -> None:
    arn = life.create(listener_arn=listener, priority=1, action=[NOTHING], condition=[HOST])["arn"]
    other = [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/"]}}]
    balancers.elb.modify_rule(RuleArn=arn, Conditions=other)
    life.refresh()
    assert life.state["condition"][0]["host_header"] == []
    assert life.plan().state["condition"][0]["host_header"] == [
        {"regex_values": None, "values": ["superset.example.com"]}
    ]


def test_a_rule_is_imported_by_its_arn(life: Life, listener: str) -> None:
    state = life.create(listener_arn=listener, priority=1, action=[NOTHING], condition=[HOST], tags={"a": "1"})
    found = life.imported(state["id"])
    assert {name: found[name] for name in state} == state


def test_a_priority_out_of_range_is_found_before_apply() -> None:
    assert [problem.path for problem in ListenerRule().validate({"priority": 50001})] == [("priority",)]
