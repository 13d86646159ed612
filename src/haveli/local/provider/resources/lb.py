"""aws_lb: an application, network or gateway load balancer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import lb_attributes as attributes
from haveli.local.provider.resources.ec2 import allowed
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.lb_attributes import Setting, Texts
from haveli.local.provider.resources.lb_names import arn_suffix, name_problems
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("LoadBalancerNotFound",)
#: How long the genuine provider waits for a load balancer to be active (its documentation: 10 minutes).
ACTIVE_SECONDS = 600.0

_APPLICATION, _NETWORK = frozenset({"application"}), frozenset({"network"})
SETTINGS = {
    "client_keep_alive": Setting("client_keep_alive.seconds", _APPLICATION),
    "desync_mitigation_mode": Setting("routing.http.desync_mitigation_mode", _APPLICATION),
    "dns_record_client_routing_policy": Setting("dns_record.client_routing_policy", _NETWORK),
    "drop_invalid_header_fields": Setting("routing.http.drop_invalid_header_fields.enabled", _APPLICATION),
    "enable_cross_zone_load_balancing": Setting("load_balancing.cross_zone.enabled", frozenset({"network", "gateway"})),
    "enable_deletion_protection": Setting("deletion_protection.enabled"),
    "enable_http2": Setting("routing.http2.enabled", _APPLICATION),
    "enable_tls_version_and_cipher_suite_headers": Setting(
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", _APPLICATION
    ),
    "enable_waf_fail_open": Setting("waf.fail_open.enabled", _APPLICATION),
    "enable_xff_client_port": Setting("routing.http.xff_client_port.enabled", _APPLICATION),
    "enable_zonal_shift": Setting("zonal_shift.config.enabled", _APPLICATION | _NETWORK),
    "idle_timeout": Setting("idle_timeout.timeout_seconds", _APPLICATION),
    "preserve_host_header": Setting("routing.http.preserve_host_header.enabled", _APPLICATION),
    "xff_header_processing_mode": Setting("routing.http.xff_header_processing.mode", _APPLICATION),
}
DEFAULTS: Values = {
    "client_keep_alive": 3600,
    "desync_mitigation_mode": "defensive",
    "dns_record_client_routing_policy": "any_availability_zone",
    "drop_invalid_header_fields": False,
    "enable_cross_zone_load_balancing": False,
    "enable_deletion_protection": False,
    "enable_http2": True,
    "enable_tls_version_and_cipher_suite_headers": False,
    "enable_waf_fail_open": False,
    "enable_xff_client_port": False,
    "enable_zonal_shift": False,
    "idle_timeout": 60,
    "preserve_host_header": False,
    "xff_header_processing_mode": "append",
}
TYPES = {name: type(value) for name, value in DEFAULTS.items()}
#: Blocks of logs -> the kinds that write them.
LOGS = {
    "access_logs": _APPLICATION | _NETWORK,
    "connection_logs": _APPLICATION,
    "health_check_logs": _APPLICATION,
}
_REFUSED = ("ipam_pools", "minimum_load_balancer_capacity")


class LoadBalancer(Resource):
    name = "aws_lb"
    not_emulated = (
        "`ipam_pools` and `minimum_load_balancer_capacity` are refused. Nothing listens, and no log is written."
    )
    force_new = frozenset(
        {"customer_owned_ipv4_pool", "internal", "load_balancer_type", "name", "name_prefix", "subnet_mapping"}
    )
    defaults = {**DEFAULTS, "load_balancer_type": "application", **{f"{block}.enabled": False for block in LOGS}}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config)
        name = config.get("name")
        if isinstance(name, str) and name.startswith("internal-"):
            yield Problem('"name" cannot begin with "internal-"', path=("name",))
        if config.get("subnets") is not None and config.get("subnet_mapping"):
            yield Problem('"subnet_mapping": conflicts with subnets', path=("subnet_mapping",))
        for block in _REFUSED:
            if config.get(block):
                yield Problem(f"{block} is not emulated by the local provider", path=(block,))

    def create(self, ctx: Context, planned: Values) -> str:
        elb, name = ctx.client("elbv2"), chosen_name({"name_prefix": "tf-lb-", **without_none(planned)})
        made = elb.create_load_balancer(**_creation(name, planned))["LoadBalancers"][0]
        arn = str(made["LoadBalancerArn"])
        with after_creation({"id": arn, "arn": arn, "name": name}):
            seconds = allowed(planned, "create", ACTIVE_SECONDS)
            ctx.wait(lambda: _active(elb, arn), what=f"load balancer {name}", seconds=seconds)
            _write(elb, arn, _attributes(planned))
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        elb, arn = ctx.client("elbv2"), state["id"]
        with absent(*GONE):
            found = elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
            texts = attributes.texts(elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"])
            kind = found["Type"]
            return {
                **_reported(found, state),
                **attributes.reported(SETTINGS, kind, texts, TYPES),
                **{block: attributes.reported_logs(block, texts, state.get(block)) for block in LOGS},
                "tags_all": tags_of(elb, arn),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        elb, arn, after = ctx.client("elbv2"), change.after["id"], change.after
        _write(elb, arn, attributes.changed(_attributes(change.before), _attributes(after)))
        if change.touches("security_groups"):
            elb.set_security_groups(LoadBalancerArn=arn, SecurityGroups=after["security_groups"])
        if change.touches("subnets"):
            elb.set_subnets(LoadBalancerArn=arn, Subnets=after["subnets"])
        if change.touches("ip_address_type"):
            elb.set_ip_address_type(LoadBalancerArn=arn, IpAddressType=after["ip_address_type"])
        retag(elb, arn, change)
        seconds = allowed(after, "update", ACTIVE_SECONDS)
        ctx.wait(lambda: _active(elb, arn), what=f"load balancer {arn}", seconds=seconds)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("elbv2").delete_load_balancer(LoadBalancerArn=state["id"])


def tags_of(elb: Any, arn: str) -> dict[str, str]:
    """The tags of a load balancer, target group, listener or rule."""
    return tag_map(elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"])


def retag(elb: Any, arn: str, change: Change) -> None:
    """Brings the tags of a load balancer, target group, listener or rule up to a change."""
    if removed(change):
        elb.remove_tags(ResourceArns=[arn], TagKeys=removed(change))
    if written(change):
        elb.add_tags(ResourceArns=[arn], Tags=tag_list(written(change)))


def _creation(name: str, planned: Values) -> Values:
    mappings = [
        without_none(
            {
                "SubnetId": mapping["subnet_id"],
                "AllocationId": mapping.get("allocation_id") or None,
                "PrivateIPv4Address": mapping.get("private_ipv4_address") or None,
                "IPv6Address": mapping.get("ipv6_address") or None,
            }
        )
        for mapping in planned.get("subnet_mapping") or []
    ]
    return without_none(
        {
            "Name": name,
            "Type": planned["load_balancer_type"],
            "Scheme": "internal" if planned.get("internal") else None,
            "Subnets": (planned.get("subnets") or None) if not mappings else None,
            "SubnetMappings": mappings or None,
            "SecurityGroups": planned.get("security_groups") or None,
            "IpAddressType": planned.get("ip_address_type") or None,
            "CustomerOwnedIpv4Pool": planned.get("customer_owned_ipv4_pool") or None,
            "Tags": tag_list(planned.get("tags_all")) or None,
        }
    )


def _active(elb: Any, arn: str) -> Values | None:
    found = elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    return dict(found) if found["State"]["Code"] == "active" else None


def _attributes(wanted: Values) -> Texts:
    kind = wanted["load_balancer_type"]
    logs = [attributes.sent_logs(block, wanted.get(block)) for block, kinds in LOGS.items() if kind in kinds]
    return {
        **attributes.sent(SETTINGS, kind, wanted),
        **{key: text for block in logs for key, text in block.items()},
    }


def _write(elb: Any, arn: str, texts: Texts) -> None:
    if texts:
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes.pairs(texts))


def _reported(found: Values, state: Values) -> Values:
    arn, zones = found["LoadBalancerArn"], found.get("AvailabilityZones", [])
    subnets = [zone["SubnetId"] for zone in zones]
    kept = [mapping for mapping in state.get("subnet_mapping") or [] if mapping["subnet_id"] in subnets]
    is_network = found["Type"] == "network"
    return {
        "id": arn,
        "arn": arn,
        "arn_suffix": arn_suffix(arn),
        "name": found["LoadBalancerName"],
        "name_prefix": prefix_of(found["LoadBalancerName"]),
        "load_balancer_type": found["Type"],
        "internal": found.get("Scheme") == "internal",
        "dns_name": found["DNSName"],
        "zone_id": found["CanonicalHostedZoneId"],
        "vpc_id": found.get("VpcId", ""),
        "ip_address_type": found.get("IpAddressType", "ipv4"),
        "security_groups": found.get("SecurityGroups", []),
        "subnets": subnets,
        "subnet_mapping": kept,
        "enable_prefix_for_ipv6_source_nat": found.get("EnablePrefixForIpv6SourceNat") or ("off" if is_network else ""),
        "enforce_security_group_inbound_rules_on_private_link_traffic": found.get(
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic", ""
        ),
        "secondary_ips_auto_assigned_per_subnet": 0,
    }
