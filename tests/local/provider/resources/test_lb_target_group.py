"""aws_lb_target_group against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.lb_target_group import TargetGroup
from tests.local.provider.resources.balancers import Balancers
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

HTTP: dict[str, Any] = {"port": 8088, "protocol": "HTTP", "target_type": "ip"}


@pytest.fixture
def life(network: Network) -> Life:
    life = Life(TargetGroup(), network.ctx)
    HTTP["vpc_id"] = network.vpc_id
    return life


def test_a_group_has_the_defaults_of_the_provider(life: Life) -> None:
    state = life.create(name="superset", **HTTP, tags={"a": "1"})
    assert (state["deregistration_delay"], state["slow_start"], state["protocol_version"]) == ("300", 0, "HTTP1")
    assert (state["load_balancing_algorithm_type"], state["ip_address_type"]) == ("round_robin", "ipv4")
    assert state["arn_suffix"].startswith("targetgroup/superset/") and state["load_balancer_arns"] == []


def test_its_settings_change_in_place(life: Life) -> None:
    check = {"path": "/health", "matcher": "200-299", "interval": 15, "timeout": 5, "healthy_threshold": 2}
    life.create(name="superset", **HTTP, deregistration_delay="30", health_check=[check])
    assert life.state["health_check"][0]["unhealthy_threshold"] == 3
    life.change(health_check=[{**check, "path": "/", "timeout": 10, "interval": 20}], deregistration_delay="60")
    life.change(slow_start=30, load_balancing_algorithm_type="least_outstanding_requests", tags={"b": "2"})
    life.change(stickiness=[{"type": "lb_cookie", "cookie_duration": 600}])
    life.change(stickiness=[{"type": "app_cookie", "cookie_name": "session", "enabled": False}])
    life.change(health_check=[])


def test_how_many_must_be_healthy_changes_in_place(life: Life) -> None:
    minimum = {
        "dns_failover": [{"minimum_healthy_targets_count": "1", "minimum_healthy_targets_percentage": "off"}],
        "unhealthy_state_routing": [{"minimum_healthy_targets_count": 2, "minimum_healthy_targets_percentage": "50"}],
    }
    life.create(name="superset", **HTTP, target_group_health=[minimum])
    life.change(target_group_health=[{**minimum, "dns_failover": []}])


def test_a_group_under_tcp_has_its_own_settings(life: Life) -> None:
    state = life.create(name="trino", **{**HTTP, "protocol": "TCP"}, health_check=[{"protocol": "TCP"}])
    assert (state["preserve_client_ip"], state["connection_termination"]) == ("false", False)
    life.change(preserve_client_ip="true", connection_termination=True, proxy_protocol_v2=True)
    ending = {"enable_unhealthy_connection_termination": False, "unhealthy_draining_interval": 60}
    life.change(target_health_state=[ending])


def test_a_group_of_functions_has_no_port(life: Life) -> None:
    life.create(name="function", target_type="lambda")
    life.change(lambda_multi_value_headers_enabled=True)


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("name", "other"),
        ("port", 80),
        ("protocol", "HTTPS"),
        ("protocol_version", "HTTP2"),
        ("target_type", "instance"),
        ("vpc_id", "vpc-1"),
    ],
)
def test_what_cannot_change_replaces_it(life: Life, argument: str, value: Any) -> None:
    life.create(name="superset", **HTTP)
    assert life.replaced_by(**{argument: value}) == (argument,)


def test_a_group_in_use_is_waited_for(life: Life, network: Network) -> None:
    balancers = Balancers(network)
    arn = life.create(name="superset", **HTTP)["arn"]
    balancer = balancers.balancer()["arn"]
    action = {"Type": "forward", "TargetGroupArn": arn}
    made = balancers.elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[action])
    life.refresh()
    assert life.state["load_balancer_arns"] == [balancer]
    with pytest.raises(TimedOut, match="in use"):
        life.delete()
    balancers.elb.delete_listener(ListenerArn=made["Listeners"][0]["ListenerArn"])
    life.delete()


def test_a_group_is_imported_by_its_arn(life: Life) -> None:
    state = life.create(name="superset", **HTTP, slow_start=30, tags={"a": "1"})
    found = life.imported(state["id"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "paths"),
    [
        ({"target_type": None}, ["port", "protocol", "vpc_id"]),
        ({"target_type": "lambda", "port": 80}, ["port"]),
        ({**HTTP, "vpc_id": "v", "name": "a_b"}, ["name"]),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], paths: list[str]) -> None:
    assert [problem.path for problem in TargetGroup().validate(config)] == [(path,) for path in paths]
