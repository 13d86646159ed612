"""The blocks of a target group between Terraform and ELB."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources import lb_target_group_blocks as blocks

CHECK: dict[str, Any] = {**blocks.HEALTH_DEFAULTS, "path": "/health", "matcher": "200"}


def test_a_check_over_http_has_a_path_and_a_matcher() -> None:
    sent = blocks.sent_health([CHECK], {})
    assert (sent["HealthCheckPath"], sent["Matcher"]) == ("/health", {"HttpCode": "200"})
    assert "HealthCheckTimeoutSeconds" not in sent


def test_a_check_over_tcp_has_none() -> None:
    sent = blocks.sent_health([{**CHECK, "protocol": "TCP"}], {})
    assert not {"HealthCheckPath", "Matcher"} & sent.keys()


def test_a_check_of_grpc_matches_its_codes() -> None:
    assert blocks.sent_health([{**CHECK, "matcher": "0-99"}], {"protocol_version": "GRPC"})["Matcher"] == {
        "GrpcCode": "0-99"
    }


def test_a_function_is_checked_without_port_and_protocol() -> None:
    sent = blocks.sent_health([CHECK], {"target_type": "lambda"})
    assert not {"HealthCheckPort", "HealthCheckProtocol"} & sent.keys() and sent["HealthCheckPath"] == "/health"
    told = blocks.reported_health({"TargetType": "lambda", "HealthCheckPath": "/health"}, [CHECK])
    assert (told[0]["port"], told[0]["protocol"]) == ("traffic-port", "HTTP")


@pytest.mark.parametrize(
    "group",
    [
        {"stickiness": [{"enabled": True, "type": "lb_cookie", "cookie_duration": 60, "cookie_name": None}]},
        {"stickiness": [{"enabled": False, "type": "app_cookie", "cookie_duration": 60, "cookie_name": "s"}]},
        {"stickiness": [{"enabled": True, "type": "source_ip", "cookie_duration": 86400, "cookie_name": None}]},
        {"target_failover": [{"on_deregistration": "rebalance", "on_unhealthy": "rebalance"}]},
        {"target_health_state": [{"enable_unhealthy_connection_termination": False, "unhealthy_draining_interval": 9}]},
    ],
)
def test_a_block_comes_back_as_it_was_sent(group: dict[str, Any]) -> None:
    told = blocks.reported_blocks(blocks.sent_blocks(group), group)
    assert {name: items for name, items in told.items() if items} == group


def test_blocks_that_are_not_configured_are_elbs_own() -> None:
    assert blocks.sent_blocks({}) == {}
    assert not any(blocks.reported_blocks({"stickiness.enabled": "false"}, {}).values())
    assert blocks.reported_health({"HealthCheckPath": "/"}, []) == []
