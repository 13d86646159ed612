"""aws_lb_listener against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider import schemas
from haveli.local.provider.resources.lb_listener import SETTINGS, Listener, setting_of
from tests.local.provider.resources.balancers import Balancers
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

TO_HTTPS = {"type": "redirect", "redirect": [{"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}]}
NOTHING = {"type": "fixed-response", "fixed_response": [{"content_type": "text/plain", "status_code": "404"}]}
POLICY = "ELBSecurityPolicy-TLS13-1-3-2021-06"


@pytest.fixture
def balancers(network: Network) -> Balancers:
    return Balancers(network)


@pytest.fixture
def life(network: Network) -> Life:
    return Life(Listener(), network.ctx)


def test_a_listener_sends_on_to_https(life: Life, balancers: Balancers) -> None:
    balancer = balancers.balancer()["arn"]
    state = life.create(load_balancer_arn=balancer, port=80, default_action=[TO_HTTPS], tags={"a": "1"})
    assert (state["protocol"], state["ssl_policy"]) == ("HTTP", "")
    redirect = state["default_action"][0]["redirect"][0]
    assert (redirect["host"], redirect["path"], redirect["query"]) == ("#{host}", "/#{path}", "#{query}")
    life.change(port=8080, tags={"b": "2"})
    life.change(default_action=[NOTHING])
    life.delete()


def test_a_listener_speaks_tls(life: Life, balancers: Balancers) -> None:
    first, second = balancers.certificate(), balancers.certificate("b.example.com")
    config = {"load_balancer_arn": balancers.balancer()["arn"], "port": 443, "default_action": [NOTHING]}
    life.create(**config, protocol="HTTPS", ssl_policy=POLICY, certificate_arn=first)
    assert life.change(certificate_arn=second)["certificate_arn"] == second
    life.change(ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06")
    header = "routing_http_response_strict_transport_security_header_value"
    life.change(**{header: "max-age=31536000"}, routing_http_response_server_enabled=False)
    assert life.state["routing_http_request_x_amzn_tls_version_header_name"] == ""
    life.change(mutual_authentication=[{"mode": "passthrough"}])
    life.change(mutual_authentication=[{"mode": "off"}])


def test_another_protocol_has_other_settings(life: Life, balancers: Balancers) -> None:
    life.create(load_balancer_arn=balancers.balancer()["arn"], port=80, default_action=[NOTHING])
    state = life.change(protocol="HTTPS", certificate_arn=balancers.certificate())
    assert state["ssl_policy"] == "ELBSecurityPolicy-2016-08"
    state = life.change(protocol="HTTP", certificate_arn=None)
    assert (state["ssl_policy"], state["certificate_arn"]) == ("", None)


def test_requests_go_to_one_group_or_to_several(life: Life, balancers: Balancers) -> None:
    one, two = balancers.group("one")["arn"], balancers.group("two")["arn"]
    forward = {"type": "forward", "target_group_arn": one}
    life.create(load_balancer_arn=balancers.balancer()["arn"], port=80, default_action=[forward])
    assert life.imported(life.state["arn"])["default_action"] == life.state["default_action"]
    both = {"target_group": [{"arn": one, "weight": 9}, {"arn": two}], "stickiness": []}
    life.change(default_action=[{"type": "forward", "forward": [both]}])
    assert life.imported(life.state["arn"])["default_action"] == life.state["default_action"]
    life.change(
        default_action=[{"type": "forward", "forward": [{**both, "stickiness": [{"enabled": True, "duration": 60}]}]}]
    )
    life.change(default_action=[{"type": "forward", "forward": [{"target_group": [{"arn": two}]}]}])


def test_users_are_known_before_they_go_on(life: Life, balancers: Balancers) -> None:
    oidc = {
        "authorization_endpoint": "https://a.example.com",
        "client_id": "superset",
        "client_secret": "secret",
        "issuer": "https://i.example.com",
        "token_endpoint": "https://t.example.com",
        "user_info_endpoint": "https://u.example.com",
        "session_timeout": 3600,
    }
    life.create(
        load_balancer_arn=balancers.balancer()["arn"],
        port=443,
        protocol="HTTPS",
        certificate_arn=balancers.certificate(),
        default_action=[
            {"type": "authenticate-oidc", "order": 1, "authenticate_oidc": [oidc]},
            {"type": "forward", "order": 2, "target_group_arn": balancers.group()["arn"]},
        ],
    )
    assert "default_action.authenticate_oidc.client_secret" in Listener.sensitive


def test_a_network_listener_waits_for_idle_connections(life: Life, balancers: Balancers) -> None:
    group = balancers.group("trino", protocol="TCP")["arn"]
    balancer = balancers.balancer(load_balancer_type="network")["arn"]
    forward = {"type": "forward", "target_group_arn": group}
    state = life.create(load_balancer_arn=balancer, port=8443, protocol="TCP", default_action=[forward])
    assert state["tcp_idle_timeout_seconds"] == 350
    life.change(tcp_idle_timeout_seconds=600)


def test_a_listener_that_someone_changed_is_planned_again(life: Life, balancers: Balancers) -> None:
    life.create(load_balancer_arn=balancers.balancer()["arn"], port=80, default_action=[TO_HTTPS])
    answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "ContentType": "text/plain"}}
    balancers.elb.modify_listener(ListenerArn=life.state["arn"], DefaultActions=[answer])
    life.refresh()
    assert life.state["default_action"][0]["type"] == "fixed-response"
    assert life.plan().state["default_action"][0]["type"] == "redirect"


def test_a_listener_goes_with_its_load_balancer(life: Life, balancers: Balancers) -> None:
    balancer = balancers.balancer()["arn"]
    life.create(load_balancer_arn=balancer, port=80, default_action=[NOTHING])
    assert life.replaced_by(load_balancer_arn="other") == ("load_balancer_arn",)
    balancers.elb.delete_load_balancer(LoadBalancerArn=balancer)
    assert life.refresh() is None


def test_tls_needs_a_certificate(life: Life, balancers: Balancers) -> None:
    with pytest.raises(ClientError, match="A certificate must be specified"):
        life.create(load_balancer_arn=balancers.balancer()["arn"], port=443, protocol="HTTPS", default_action=[NOTHING])


@pytest.mark.parametrize(
    ("argument", "key"),
    [
        ("tcp_idle_timeout_seconds", "tcp.idle_timeout.seconds"),
        ("routing_http_response_server_enabled", "routing.http.response.server.enabled"),
        (
            "routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name",
            "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
        ),
        (
            "routing_http_response_access_control_allow_origin_header_value",
            "routing.http.response.access_control_allow_origin.header_value",
        ),
    ],
)
def test_arguments_are_attributes_by_their_names(argument: str, key: str) -> None:
    setting = setting_of(argument)
    assert setting is not None and setting.key == key


def test_every_argument_of_routing_is_an_attribute() -> None:
    names = schemas.resource_block("aws_lb_listener").attributes
    assert {name for name in names if name.startswith(("routing_", "tcp_"))} == SETTINGS.keys()


@pytest.mark.parametrize(
    "action",
    [
        {"type": "redirect", "redirect": []},
        {"type": "forward", "target_group_arn": None, "forward": []},
        {"type": "jwt-validation"},
    ],
)
def test_an_action_that_lacks_something_is_found_before_apply(action: dict[str, Any]) -> None:
    assert [problem.path for problem in Listener().validate({"default_action": [action]})] == [("default_action", 0)]
