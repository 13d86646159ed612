"""The platform's edge: its domains, and the load balancer in front of the applications."""

from __future__ import annotations

from haveli.render.hcl import Attributes
from haveli.render.platform_root import ALB, DNS, VPC, outputs_of, platform_root
from haveli.render.root import Root, call
from haveli.spec.models import Platform
from haveli.spec.names import PlatformNames

SERVED: dict[str, Attributes] = {
    "argocd": {"port": 8080, "health_path": "/healthz"},
    "superset": {"port": 8088, "health_path": "/health"},
}
"""Applications with a page of their own: the port of their pods, and the path that tells whether one is well."""


def dns(platform: Platform) -> Root:
    """Both zones and the certificate of every name below the public one."""
    made = call(
        "dns",
        "dns",
        {
            "public_zone": platform.dns.zone,
            "private_zone": platform.dns.private_zone,
            "vpc_ids": [VPC.output("vpc_id")],
            "certificate_domains": [platform.dns.zone, f"*.{platform.dns.zone}"],
        },
    )
    described = {
        "public_zone_id": "Id of the public zone.",
        "public_zone_name": "Domain of the public zone.",
        "public_name_servers": "Name servers to which the parent domain delegates.",
        "private_zone_id": "Id of the private zone.",
        "private_zone_name": "Domain of the private zone.",
        "certificate_arn": "Certificate of the public zone and of every name below it.",
    }
    return platform_root(platform, DNS.name, "dns", (made,), outputs_of(made, described), (VPC,))


def alb(platform: Platform) -> Root:
    """The load balancer: TLS, a web ACL, a name and a target group for each application with a page."""
    names = PlatformNames.of(platform.product)
    facing = platform.load_balancer.scheme == "internet-facing"
    made = call(
        "alb",
        "alb",
        {
            "name": names.load_balancer_group.text,
            "load_balancer_name": names.load_balancer.text,
            "log_bucket_name": names.load_balancer_logs.text,
        },
        {
            "scheme": platform.load_balancer.scheme,
            "vpc_id": VPC.output("vpc_id"),
            "subnet_ids": VPC.output("public_subnet_ids" if facing else "private_subnet_ids"),
            "client_cidrs": platform.load_balancer.allow,
            "target_cidr": VPC.output("cidr"),
        },
        {"certificate_arn": DNS.output("certificate_arn")},
        {"zone": {"id": DNS.output("public_zone_id"), "name": DNS.output("public_zone_name")}},
        {"applications": {name: SERVED[name] for name in sorted(platform.applications) if name in SERVED}},
    )
    described = {
        "load_balancer_arn": "ARN of the load balancer.",
        "load_balancer_suffix": "Last part of its ARN, by which metrics know it.",
        "dns_name": "Name that AWS gives to it.",
        "host_names": "Host name of each application.",
        "target_group_arns": "Target group of each application, for its TargetGroupBinding.",
        "target_group_suffixes": "Last part of each target group's ARN, by which metrics know it.",
        "security_group_id": "Security group of the load balancer.",
        "web_acl_name": "Name of the web ACL, by which metrics know it.",
    }
    return platform_root(platform, ALB.name, "alb", (made,), outputs_of(made, described), (VPC, DNS))
