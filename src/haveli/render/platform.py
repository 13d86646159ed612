"""The platform's roots: what all tenants share."""

from __future__ import annotations

from haveli.render.database import rds
from haveli.render.edge import alb, dns
from haveli.render.kubernetes import eks
from haveli.render.observability import observability
from haveli.render.operator import operator
from haveli.render.platform_root import EMR, VPC, bucket_outputs, outputs_of, platform_root
from haveli.render.root import Output, Root, call
from haveli.render.secrets import secrets
from haveli.render.service_accounts import irsa
from haveli.render.studio import sagemaker
from haveli.spec.models import SHARED, Platform
from haveli.spec.names import PlatformNames

LOG_DAYS = 90
"""Days for which the logs of clusters are kept."""


def platform_roots(platform: Platform) -> tuple[Root, ...]:
    """All roots of the platform in deploy order."""
    made = (network, dns, eks, alb, rds, emr, sagemaker, secrets, irsa, operator, observability)
    return tuple(make(platform) for make in made)


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
    return platform_root(platform, VPC.name, "network", (vpc,), outputs_of(vpc, described))


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
        **bucket_outputs("bootstrap", "bootstrap scripts", bootstrap),
        **bucket_outputs("logs", "logs of clusters", logs),
    }
    return platform_root(platform, EMR.name, "emr", (key, service_role, bootstrap, logs), outputs)
