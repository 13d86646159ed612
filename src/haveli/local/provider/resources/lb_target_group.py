"""aws_lb_target_group: where a listener sends requests, and how it is checked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import lb_attributes as attributes
from haveli.local.provider.resources import lb_target_group_blocks as blocks
from haveli.local.provider.resources.errors import absent, after_creation, code_of
from haveli.local.provider.resources.lb import retag, tags_of
from haveli.local.provider.resources.lb_attributes import Setting, Texts
from haveli.local.provider.resources.lb_names import arn_suffix, name_problems
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import tag_list

GONE = ("TargetGroupNotFound",)
#: How long a deletion waits for listeners that go, in seconds. The genuine provider's limit is 2 minutes.
RELEASE_SECONDS = 60.0

_HTTP, _TCP, _GENEVE, _LAMBDA = (frozenset({kind}) for kind in ("http", "tcp", "geneve", "lambda"))
SETTINGS = {
    "connection_termination": Setting("deregistration_delay.connection_termination.enabled", _TCP),
    "deregistration_delay": Setting("deregistration_delay.timeout_seconds", _HTTP | _TCP | _GENEVE),
    "lambda_multi_value_headers_enabled": Setting("lambda.multi_value_headers.enabled", _LAMBDA),
    "load_balancing_algorithm_type": Setting("load_balancing.algorithm.type", _HTTP),
    "load_balancing_anomaly_mitigation": Setting("load_balancing.algorithm.anomaly_mitigation", _HTTP),
    "load_balancing_cross_zone_enabled": Setting("load_balancing.cross_zone.enabled", _HTTP | _TCP),
    "preserve_client_ip": Setting("preserve_client_ip.enabled", _TCP),
    "proxy_protocol_v2": Setting("proxy_protocol_v2.enabled", _TCP),
    "slow_start": Setting("slow_start.duration_seconds", _HTTP),
}
TYPES: dict[str, type] = {
    **dict.fromkeys(SETTINGS, str),
    **dict.fromkeys(("connection_termination", "lambda_multi_value_headers_enabled", "proxy_protocol_v2"), bool),
    "slow_start": int,
}
_NEEDED = ("port", "protocol", "vpc_id")


class TargetGroup(Resource):
    name = "aws_lb_target_group"
    not_emulated = "Targets are healthy whatever they are."
    force_new = frozenset(
        {
            "ip_address_type",
            "name",
            "name_prefix",
            "port",
            "protocol",
            "protocol_version",
            "target_control_port",
            "target_type",
            "vpc_id",
        }
    )
    defaults = {
        "deregistration_delay": "300",
        "lambda_multi_value_headers_enabled": False,
        "proxy_protocol_v2": False,
        "slow_start": 0,
        "target_type": "instance",
        "stickiness.cookie_duration": 86400,
        "stickiness.enabled": True,
        **{f"health_check.{name}": value for name, value in blocks.HEALTH_DEFAULTS.items()},
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config)
        kind = config.get("target_type") or "instance"
        if kind is UNKNOWN:
            return
        for argument in _NEEDED:
            if kind != "lambda" and config.get(argument) is None:
                summary = f'Attribute "{argument}" must be specified when "target_type" is "{kind}".'
                yield Problem(summary, path=(argument,))
            if kind == "lambda" and config.get(argument) is not None:
                summary = f'Attribute "{argument}" cannot be specified when "target_type" is "lambda".'
                yield Problem(summary, path=(argument,))

    def create(self, ctx: Context, planned: Values) -> str:
        elb, name = ctx.client("elbv2"), chosen_name({"name_prefix": "tf-", **without_none(planned)})
        made = elb.create_target_group(**_creation(name, planned))["TargetGroups"][0]
        arn = str(made["TargetGroupArn"])
        with after_creation({"id": arn, "arn": arn, "name": name}):
            _write(elb, arn, _attributes(planned))
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        elb, arn = ctx.client("elbv2"), state["id"]
        with absent(*GONE):
            found = elb.describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0]
            texts = attributes.texts(elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"])
            kind = _kind(found.get("Protocol"), found.get("TargetType"))
            return {
                **_reported(found, state),
                "connection_termination": False,
                **attributes.reported(SETTINGS, kind, texts, TYPES),
                "health_check": blocks.reported_health(found, state.get("health_check")),
                **blocks.reported_blocks(texts, state),
                "tags_all": tags_of(elb, arn),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        elb, arn, after = ctx.client("elbv2"), change.after["id"], change.after
        if change.touches("health_check") and after.get("health_check"):
            elb.modify_target_group(TargetGroupArn=arn, **blocks.sent_health(after["health_check"], after))
        _write(elb, arn, attributes.changed(_attributes(change.before), _attributes(after)))
        retag(elb, arn, change)

    def delete(self, ctx: Context, state: Values) -> None:
        """Waits for listeners that let the group go: theirs is another deletion of the same run."""

        def deleted() -> bool | None:
            try:
                ctx.client("elbv2").delete_target_group(TargetGroupArn=state["id"])
            except ClientError as error:
                if code_of(error) == "ResourceInUse":
                    return None
                raise
            return True

        with absent(*GONE):
            ctx.wait(deleted, what=f"{state['id']} is in use; its deletion", seconds=RELEASE_SECONDS)


def _kind(protocol: str | None, target_type: str | None) -> str:
    if target_type == "lambda":
        return "lambda"
    if protocol in ("HTTP", "HTTPS"):
        return "http"
    return "geneve" if protocol == "GENEVE" else "tcp"


def _creation(name: str, planned: Values) -> Values:
    return without_none(
        {
            "Name": name,
            "TargetType": planned["target_type"],
            "Port": planned.get("port"),
            "Protocol": planned.get("protocol"),
            "ProtocolVersion": planned.get("protocol_version"),
            "VpcId": planned.get("vpc_id"),
            "IpAddressType": planned.get("ip_address_type"),
            "TargetControlPort": planned.get("target_control_port"),
            "Tags": tag_list(planned.get("tags_all")) or None,
            **blocks.sent_health(planned.get("health_check"), planned),
        }
    )


def _attributes(wanted: Values) -> Texts:
    kind = _kind(wanted.get("protocol"), wanted["target_type"])
    return {**attributes.sent(SETTINGS, kind, wanted), **blocks.sent_blocks(wanted)}


def _write(elb: Any, arn: str, texts: Texts) -> None:
    if texts:
        elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=attributes.pairs(texts))


def _reported(found: Values, state: Values) -> Values:
    arn = found["TargetGroupArn"]
    return {
        "id": arn,
        "arn": arn,
        "arn_suffix": arn_suffix(arn),
        "name": found["TargetGroupName"],
        "name_prefix": prefix_of(found["TargetGroupName"]),
        "port": found.get("Port"),
        "protocol": found.get("Protocol"),
        "protocol_version": found.get("ProtocolVersion", ""),
        "vpc_id": found.get("VpcId"),
        "target_type": found.get("TargetType", "instance"),
        "target_control_port": settled(found.get("TargetControlPort"), state.get("target_control_port")),
        "ip_address_type": found.get("IpAddressType", ""),
        "load_balancer_arns": found.get("LoadBalancerArns", []),
    }
