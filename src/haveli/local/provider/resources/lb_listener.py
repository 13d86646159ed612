"""aws_lb_listener: a port of a load balancer, and what it does with what comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import lb_actions
from haveli.local.provider.resources import lb_attributes as attributes
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.lb import retag, tags_of
from haveli.local.provider.resources.lb_attributes import Setting
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import tag_list

GONE = ("ListenerNotFound", "LoadBalancerNotFound")
_MESSAGES = {"routing_http_request": "header_name", "routing_http_response": "header_value"}


def setting_of(argument: str) -> Setting | None:
    """The attribute that an argument is, by its name: `routing_http_response_x_header_value` is that of header x."""
    if argument == "tcp_idle_timeout_seconds":
        return Setting("tcp.idle_timeout.seconds")
    if argument == "routing_http_response_server_enabled":
        return Setting("routing.http.response.server.enabled")
    for message, member in _MESSAGES.items():
        if argument.startswith(f"{message}_") and argument.endswith(f"_{member}"):
            header = argument.removeprefix(f"{message}_").removesuffix(f"_{member}")
            return Setting(f"{message.replace('_', '.')}.{header}.{member}")
    return None


_BLOCK = schemas.resource_block("aws_lb_listener")
SETTINGS = {name: setting for name in _BLOCK.attributes if (setting := setting_of(name)) is not None}
TYPES: dict[str, type] = {
    name: {"string": str, "number": int, "bool": bool}[_BLOCK.attributes[name].type] for name in SETTINGS
}


class Listener(Resource):
    name = "aws_lb_listener"
    not_emulated = "Actions of type `jwt-validation` are refused."
    force_new = frozenset({"load_balancer_arn"})
    defaults = {f"default_action.{name}": value for name, value in lb_actions.DEFAULTS.items()}
    sensitive = frozenset({"default_action.authenticate_oidc.client_secret"})
    recomputed = dict.fromkeys(("ssl_policy", *SETTINGS), frozenset({"protocol"}))

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from lb_actions.problems("default_action", config.get("default_action"))

    def create(self, ctx: Context, planned: Values) -> str:
        elb = ctx.client("elbv2")
        request = {"LoadBalancerArn": planned["load_balancer_arn"], **_sent(planned)}
        if ":loadbalancer/app/" in planned["load_balancer_arn"]:
            request.setdefault("Protocol", "HTTP")
        made = elb.create_listener(**request, **_tags(planned))["Listeners"][0]
        arn = str(made["ListenerArn"])
        with after_creation({"id": arn, "arn": arn}):
            _write(elb, arn, attributes.sent(SETTINGS, "", planned))
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        elb, arn = ctx.client("elbv2"), state["id"]
        with absent(*GONE):
            found = elb.describe_listeners(ListenerArns=[arn])["Listeners"][0]
            texts = attributes.texts(elb.describe_listener_attributes(ListenerArn=arn)["Attributes"])
            return {
                **_reported(found, state),
                **dict.fromkeys(SETTINGS),
                **attributes.reported(SETTINGS, "", texts, TYPES),
                "tags_all": tags_of(elb, arn),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        elb, arn, after = ctx.client("elbv2"), change.after["id"], change.after
        sent = _sent(after)
        if sent != _sent(change.before):
            elb.modify_listener(ListenerArn=arn, **sent)
        before = attributes.sent(SETTINGS, "", change.before)
        wanted = attributes.changed(before, attributes.sent(SETTINGS, "", after))
        known = {item["Key"] for item in elb.describe_listener_attributes(ListenerArn=arn)["Attributes"]}
        _write(elb, arn, {key: text for key, text in wanted.items() if key in known})
        retag(elb, arn, change)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("elbv2").delete_listener(ListenerArn=state["id"])


def _tags(planned: Values) -> Values:
    return without_none({"Tags": tag_list(planned.get("tags_all")) or None})


def _sent(planned: Values) -> Values:
    certificate, alpn = planned.get("certificate_arn"), planned.get("alpn_policy")
    return without_none(
        {
            "Port": planned.get("port"),
            "Protocol": planned.get("protocol") or None,
            "SslPolicy": planned.get("ssl_policy") or None if planned.get("protocol") in ("HTTPS", "TLS") else None,
            "Certificates": [{"CertificateArn": certificate}] if certificate else None,
            "AlpnPolicy": [alpn] if alpn else None,
            "MutualAuthentication": _sent_mutual_authentication(first(planned.get("mutual_authentication"))),
            "DefaultActions": lb_actions.sent(planned["default_action"]),
        }
    )


def _sent_mutual_authentication(block: Values) -> Values | None:
    if not block:
        return None
    is_verified = block["mode"] == "verify"
    return without_none(
        {
            "Mode": block["mode"],
            "TrustStoreArn": block.get("trust_store_arn") or None,
            "IgnoreClientCertificateExpiry": bool(block.get("ignore_client_certificate_expiry"))
            if is_verified
            else None,
            "AdvertiseTrustStoreCaNames": block.get("advertise_trust_store_ca_names") or None if is_verified else None,
        }
    )


def _write(elb: Any, arn: str, texts: attributes.Texts) -> None:
    if texts:
        elb.modify_listener_attributes(ListenerArn=arn, Attributes=attributes.pairs(texts))


def _reported(found: Values, state: Values) -> Values:
    certificates = found.get("Certificates") or [{}]
    alpn = found.get("AlpnPolicy") or [None]
    return {
        "id": found["ListenerArn"],
        "arn": found["ListenerArn"],
        "load_balancer_arn": found["LoadBalancerArn"],
        "port": found.get("Port"),
        "protocol": found.get("Protocol", ""),
        "ssl_policy": found.get("SslPolicy", ""),
        "certificate_arn": settled(certificates[0].get("CertificateArn"), state.get("certificate_arn")),
        "alpn_policy": settled(alpn[0], state.get("alpn_policy")),
        "default_action": lb_actions.reported(found["DefaultActions"], state.get("default_action")),
        "mutual_authentication": _reported_mutual_authentication(
            found.get("MutualAuthentication", {}), first(state.get("mutual_authentication"))
        ),
    }


def _reported_mutual_authentication(found: Values, known: Values) -> list[Values]:
    """A listener with TLS always answers one: it counts when it is on or configured."""
    if not known and found.get("Mode", "off") == "off":
        return []
    return [
        {
            "mode": found.get("Mode", "off"),
            "trust_store_arn": settled(found.get("TrustStoreArn"), known.get("trust_store_arn")),
            "ignore_client_certificate_expiry": settled(
                found.get("IgnoreClientCertificateExpiry"), known.get("ignore_client_certificate_expiry")
            ),
            "advertise_trust_store_ca_names": found.get("AdvertiseTrustStoreCaNames", ""),
        }
    ]
