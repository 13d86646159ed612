"""The blocks of a target group: its health check, and those that ELB keeps as attributes. Pure."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.lb_attributes import Setting, Texts, reported, sent, text_of
from haveli.local.provider.resources.settled import first, without_none

#: What the provider plans for a health check that says no more.
HEALTH_DEFAULTS: Values = {
    "enabled": True,
    "healthy_threshold": 3,
    "interval": 30,
    "port": "traffic-port",
    "protocol": "HTTP",
    "unhealthy_threshold": 3,
}
_PERCENT = "minimum_healthy_targets_percentage"
_COUNT = "minimum_healthy_targets_count"
_HEALTH_TYPES: dict[str, type] = {"dns_failover": str, "unhealthy_state_routing": int}


def sent_health(block: Any, group: Values) -> Values:
    """The health check as CreateTargetGroup and ModifyTargetGroup take it."""
    check = first(block)
    if not check:
        return {}
    speaks_http = (check.get("protocol") or "HTTP") in ("HTTP", "HTTPS") or group.get("target_type") == "lambda"
    code = "GrpcCode" if group.get("protocol_version") == "GRPC" else "HttpCode"
    is_lambda = group.get("target_type") == "lambda"
    return without_none(
        {
            "HealthCheckEnabled": check.get("enabled"),
            "HealthCheckIntervalSeconds": check.get("interval"),
            "HealthCheckPath": (check.get("path") or None) if speaks_http else None,
            "HealthCheckPort": None if is_lambda else check.get("port"),
            "HealthCheckProtocol": None if is_lambda else check.get("protocol"),
            "HealthCheckTimeoutSeconds": check.get("timeout") or None,
            "HealthyThresholdCount": check.get("healthy_threshold"),
            "UnhealthyThresholdCount": check.get("unhealthy_threshold"),
            "Matcher": {code: check["matcher"]} if speaks_http and check.get("matcher") else None,
        }
    )


def reported_health(found: Values, block: Any) -> list[Values]:
    """The health check, where the configuration manages it: ELB checks every group in some way."""
    known = first(block)
    if not known:
        return []
    matcher = found.get("Matcher", {})
    is_lambda = found.get("TargetType") == "lambda"
    return [
        {
            "enabled": found.get("HealthCheckEnabled", True),
            "healthy_threshold": found.get("HealthyThresholdCount"),
            "interval": found.get("HealthCheckIntervalSeconds"),
            "matcher": matcher.get("HttpCode") or matcher.get("GrpcCode") or "",
            "path": found.get("HealthCheckPath", ""),
            "port": known.get("port") if is_lambda else found.get("HealthCheckPort"),
            "protocol": known.get("protocol") if is_lambda else found.get("HealthCheckProtocol"),
            "timeout": found.get("HealthCheckTimeoutSeconds"),
            "unhealthy_threshold": found.get("UnhealthyThresholdCount"),
        }
    ]


def sent_blocks(group: Values) -> Texts:
    """The attributes that the group's other blocks ask for."""
    texts = _sent_stickiness(first(group.get("stickiness")))
    failover = first(group.get("target_failover"))
    for side in ("on_deregistration", "on_unhealthy"):
        if failover:
            texts[f"target_failover.{side}"] = failover[side]
    state = first(group.get("target_health_state"))
    if state:
        prefix = "target_health_state.unhealthy"
        texts[f"{prefix}.connection_termination.enabled"] = text_of(state["enable_unhealthy_connection_termination"])
        if state.get("unhealthy_draining_interval") is not None:
            texts[f"{prefix}.draining_interval_seconds"] = text_of(state["unhealthy_draining_interval"])
    for part, item in first(group.get("target_group_health")).items():
        texts.update(sent(_health_settings(part), "", first(item)))
    return texts


def reported_blocks(texts: Texts, group: Values) -> Values:
    """The other blocks, where the configuration manages them: ELB has each of these attributes of every group."""
    return {
        "stickiness": [_reported_stickiness(texts, first(group["stickiness"]))] if group.get("stickiness") else [],
        "target_failover": [_reported_failover(texts)] if group.get("target_failover") else [],
        "target_health_state": [_reported_state(texts, group)] if group.get("target_health_state") else [],
        "target_group_health": [_reported_minimum(texts, group)] if group.get("target_group_health") else [],
    }


def _sent_stickiness(block: Values) -> Texts:
    if not block:
        return {}
    texts = {"stickiness.enabled": text_of(block.get("enabled")), "stickiness.type": block["type"]}
    if block["type"] == "lb_cookie":
        texts["stickiness.lb_cookie.duration_seconds"] = text_of(block.get("cookie_duration"))
    if block["type"] == "app_cookie":
        texts["stickiness.app_cookie.duration_seconds"] = text_of(block.get("cookie_duration"))
        texts["stickiness.app_cookie.cookie_name"] = text_of(block.get("cookie_name"))
    return texts


def _reported_stickiness(texts: Texts, known: Values) -> Values:
    kind = texts.get("stickiness.type", "")
    duration = texts.get(f"stickiness.{kind}.duration_seconds")
    name = texts.get("stickiness.app_cookie.cookie_name") if kind == "app_cookie" else None
    return {
        "enabled": texts.get("stickiness.enabled") == "true",
        "type": kind,
        "cookie_duration": int(duration) if duration else known.get("cookie_duration"),
        "cookie_name": name or known.get("cookie_name") if kind != "app_cookie" else name,
    }


def _reported_failover(texts: Texts) -> Values:
    return {side: texts.get(f"target_failover.{side}") for side in ("on_deregistration", "on_unhealthy")}


def _reported_state(texts: Texts, group: Values) -> Values:
    prefix, known = "target_health_state.unhealthy", first(group["target_health_state"])
    interval = texts.get(f"{prefix}.draining_interval_seconds")
    is_set = known.get("unhealthy_draining_interval") is not None
    return {
        "enable_unhealthy_connection_termination": texts.get(f"{prefix}.connection_termination.enabled") == "true",
        "unhealthy_draining_interval": int(interval) if interval and is_set else None,
    }


def _reported_minimum(texts: Texts, group: Values) -> Values:
    known = first(group["target_group_health"])
    return {part: [_reported_part(part, texts)] if known.get(part) else [] for part in _HEALTH_TYPES}


def _reported_part(part: str, texts: Texts) -> Values:
    return reported(_health_settings(part), "", texts, {_COUNT: _HEALTH_TYPES[part], _PERCENT: str})


def _health_settings(part: str) -> dict[str, Setting]:
    prefix = f"target_group_health.{part}.minimum_healthy_targets"
    return {_COUNT: Setting(f"{prefix}.count"), _PERCENT: Setting(f"{prefix}.percentage")}
