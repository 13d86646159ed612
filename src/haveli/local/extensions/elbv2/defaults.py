"""What AWS gives a new load balancer, target group and listener. Pure.

Sources: ELB API reference (LoadBalancerAttribute, TargetGroupAttribute, ListenerAttribute), AWS General Reference,
"Elastic Load Balancing endpoints" (zones), 2026-11.
"""

from __future__ import annotations

#: The Route 53 zone of load balancers' names by region: application, network.
ZONES = {
    "ap-northeast-1": ("Z14GRHDCWA56QT", "Z31USIVHYNEOWT"),
    "ap-south-1": ("ZP97RAFLXTNZK", "ZVDDRBQ08TROA"),
    "ap-southeast-1": ("Z1LMS91P8CMLE5", "ZKVM4W9LS7TM"),
    "ap-southeast-2": ("Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD"),
    "eu-central-1": ("Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90"),
    "eu-west-1": ("Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F"),
    "eu-west-2": ("ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"),
    "us-east-1": ("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI"),
    "us-east-2": ("Z3AADJGX6KTTL2", "ZLMOA37VPKANP"),
    "us-west-1": ("Z368ELLRRE2KJ0", "Z24FKFUX50B4VW"),
    "us-west-2": ("Z1H1FL5HABSF5", "Z18D5FSROUN65G"),
}

_LOGS = {"s3.enabled": "false", "s3.bucket": "", "s3.prefix": ""}
_PROTECTION = {"deletion_protection.enabled": "false"}
_ACCESS_LOGS = {f"access_logs.{key}": value for key, value in _LOGS.items()}
_APPLICATION = {
    **_PROTECTION,
    **_ACCESS_LOGS,
    **{f"connection_logs.{key}": value for key, value in _LOGS.items()},
    **{f"health_check_logs.{key}": value for key, value in _LOGS.items()},
    "client_keep_alive.seconds": "3600",
    "idle_timeout.timeout_seconds": "60",
    "ipv6.deny_all_igw_traffic": "false",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "zonal_shift.config.enabled": "false",
}
_NETWORK = {
    **_PROTECTION,
    **_ACCESS_LOGS,
    "dns_record.client_routing_policy": "any_availability_zone",
    "ipv6.deny_all_igw_traffic": "false",
    "load_balancing.cross_zone.enabled": "false",
    "secondary_ips.auto_assigned.per_subnet": "0",
    "zonal_shift.config.enabled": "false",
}
_GATEWAY = {**_PROTECTION, "load_balancing.cross_zone.enabled": "false"}
LOAD_BALANCER = {"application": _APPLICATION, "network": _NETWORK, "gateway": _GATEWAY}

_HEALTH = {
    "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
}
_SHARED = {"deregistration_delay.timeout_seconds": "300", "stickiness.enabled": "false"}
_CROSS_ZONE = {"load_balancing.cross_zone.enabled": "use_load_balancer_configuration"}
_HTTP_GROUP = {
    **_SHARED,
    **_CROSS_ZONE,
    **_HEALTH,
    "load_balancing.algorithm.anomaly_mitigation": "off",
    "load_balancing.algorithm.type": "round_robin",
    "slow_start.duration_seconds": "0",
    "stickiness.app_cookie.cookie_name": "",
    "stickiness.app_cookie.duration_seconds": "86400",
    "stickiness.lb_cookie.duration_seconds": "86400",
    "stickiness.type": "lb_cookie",
}
_TCP_GROUP = {
    **_SHARED,
    **_CROSS_ZONE,
    **_HEALTH,
    "deregistration_delay.connection_termination.enabled": "false",
    "proxy_protocol_v2.enabled": "false",
    "stickiness.type": "source_ip",
    "target_health_state.unhealthy.connection_termination.enabled": "true",
    "target_health_state.unhealthy.draining_interval_seconds": "0",
}
_GENEVE_GROUP = {
    **_SHARED,
    "stickiness.type": "source_ip_dest_ip_proto",
    "target_failover.on_deregistration": "no_rebalance",
    "target_failover.on_unhealthy": "no_rebalance",
}
_LAMBDA_GROUP = {"lambda.multi_value_headers.enabled": "false", "stickiness.enabled": "false"}

_RESPONSE_HEADERS = (
    *(f"access_control_{what}" for what in ("allow_credentials", "allow_headers", "allow_methods", "allow_origin")),
    *(f"access_control_{what}" for what in ("expose_headers", "max_age")),
    "content_security_policy",
    "strict_transport_security",
    "x_content_type_options",
    "x_frame_options",
)
_REQUEST_HEADERS = (
    "x_amzn_mtls_clientcert",
    *(f"x_amzn_mtls_clientcert_{what}" for what in ("issuer", "leaf", "serial_number", "subject", "validity")),
    "x_amzn_tls_cipher_suite",
    "x_amzn_tls_version",
)
_HTTP_LISTENER = {
    "routing.http.response.server.enabled": "true",
    **{f"routing.http.response.{name}.header_value": "" for name in _RESPONSE_HEADERS},
}
_HTTPS_LISTENER = {
    **_HTTP_LISTENER,
    **{f"routing.http.request.{name}.header_name": "" for name in _REQUEST_HEADERS},
}


def zone_of(region: str, kind: str) -> str | None:
    """The zone of a load balancer's name; None for a region that is not listed here."""
    zones = ZONES.get(region)
    return None if zones is None else zones[1 if kind == "network" else 0]


def target_group_attributes(protocol: str | None, target_type: str) -> dict[str, str]:
    """The attributes of a new target group."""
    if target_type == "lambda":
        return dict(_LAMBDA_GROUP)
    if protocol == "GENEVE":
        return dict(_GENEVE_GROUP)
    if protocol in ("HTTP", "HTTPS"):
        return dict(_HTTP_GROUP)
    # Only instances and addresses under TCP lose the client's address.
    keeps_address = target_type == "instance" or protocol in ("UDP", "TCP_UDP")
    return {**_TCP_GROUP, "preserve_client_ip.enabled": "true" if keeps_address else "false"}


def listener_attributes(protocol: str | None) -> dict[str, str]:
    """The attributes of a listener of this protocol."""
    if protocol == "HTTPS":
        return dict(_HTTPS_LISTENER)
    if protocol == "HTTP":
        return dict(_HTTP_LISTENER)
    return {"tcp.idle_timeout.seconds": "350"} if protocol == "TCP" else {}
