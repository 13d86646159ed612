"""The platform's roots: what all tenants share."""

from __future__ import annotations

from collections.abc import Mapping

from haveli.render.root import Module, Output, Root, Upstream, call
from haveli.spec.models import PLATFORM, SHARED, Platform
from haveli.spec.names import PlatformNames
from haveli.spec.tags import default_tags

VPC = Upstream(PLATFORM, "00-infra-vpc")
EMR = Upstream(PLATFORM, "05-infra-emr")

LOG_DAYS = 90
"""Days for which the logs of clusters are kept."""


def platform_roots(platform: Platform) -> tuple[Root, ...]:
    """All roots of the platform in deploy order."""
    return (network(platform), emr(platform))


def network(platform: Platform) -> Root:
    """The VPC in which everything runs."""
    vpc = call(
        "vpc",
        "vpc",
        {
            "name": PlatformNames.of(platform.product).vpc.text,
            "cidr": platform.network.cidr,
            "azs": platform.network.zones,
            "nat": platform.network.nat,
        },
    )
    described = {
        "vpc_id": "Id of the VPC.",
        "cidr": "IPv4 block of the VPC.",
        "azs": "Zones, in the order of the lists of subnets.",
        "public_subnet_ids": "Subnets of load balancers and NAT gateways, one per zone.",
        "private_subnet_ids": "Subnets of EMR, EKS and SageMaker, one per zone.",
        "isolated_subnet_ids": "Subnets of databases, one per zone.",
        "private_route_table_ids": "Route tables of the private subnets, one per zone.",
        "s3_endpoint_id": "Gateway endpoint through which the VPC reaches S3.",
        "endpoint_security_group_id": "Security group for interface endpoints.",
        "nat_public_ips": "Addresses from which the private subnets appear on the internet.",
    }
    return _root(platform, VPC.name, "network", (vpc,), _outputs(vpc, described))


def emr(platform: Platform) -> Root:
    """What the clusters of all tenants share: EMR's own role, bootstrap scripts and logs."""
    names = PlatformNames.of(platform.product)
    key = call(
        "key", "kms-key", {"alias": names.emr_key.text, "description": "Bootstrap scripts and logs of EMR clusters."}
    )
    service_role = call(
        "service_role",
        "emr-iam",
        {
            "service_role": {
                "name": names.emr_service_role.text,
                "instance_role_names": [f"{platform.product}-*-{SHARED}-emr-instance"],
                "key_aliases": [f"alias/{platform.product}-*-{SHARED}-key"],
            }
        },
    )
    bootstrap = call(
        "bootstrap_bucket",
        "s3-bucket",
        {"bucket_name": names.bootstrap_bucket.text, "kms_key_arn": key.output("key_arn")},
    )
    logs = call(
        "logs_bucket",
        "s3-bucket",
        {
            "bucket_name": names.logs_bucket.text,
            "kms_key_arn": key.output("key_arn"),
            "versioning_enabled": False,
            "expire_days_by_prefix": {"emr/": LOG_DAYS},
        },
    )
    outputs = {
        "kms_key_arn": Output("Key of bootstrap scripts and logs.", key.output("key_arn")),
        "service_role_arn": Output("Role that EMR assumes.", service_role.output("service_role_arn")),
        **_bucket_outputs("bootstrap", "bootstrap scripts", bootstrap),
        **_bucket_outputs("logs", "logs of clusters", logs),
    }
    return _root(platform, EMR.name, "emr", (key, service_role, bootstrap, logs), outputs)


def _root(
    platform: Platform, name: str, component: str, modules: tuple[Module, ...], outputs: Mapping[str, Output]
) -> Root:
    tags = default_tags(
        product=platform.product,
        tenant=PLATFORM,
        environment=SHARED,
        component=component,
        owner=platform.owner,
        cost_center=platform.cost_center,
        root=f"{PLATFORM}/{name}",
    )
    return Root(PLATFORM, name, (platform.source,), tags, modules, outputs)


def _outputs(made: Module, described: Mapping[str, str]) -> dict[str, Output]:
    return {name: Output(description, made.output(name)) for name, description in described.items()}


def _bucket_outputs(prefix: str, content: str, made: Module) -> dict[str, Output]:
    return {
        f"{prefix}_bucket_name": Output(f"Bucket of {content}.", made.output("bucket_name")),
        f"{prefix}_bucket_arn": Output(f"ARN of the bucket of {content}.", made.output("bucket_arn")),
    }
