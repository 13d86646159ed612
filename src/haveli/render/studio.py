"""SageMaker Studio: the platform's domain, a tenant's role and a tenant's profile in it."""

from __future__ import annotations

from haveli.render.platform_root import SAGEMAKER, VPC, outputs_of, platform_root
from haveli.render.root import Module, Output, Root, Upstream, call
from haveli.spec.models import Platform, Tenant
from haveli.spec.names import PlatformNames, TenantNames

LONGEST_IDLE_MINUTES = 525_600
"""The longest idle time that SageMaker takes, a year: what `never` means."""


def sagemaker(platform: Platform) -> Root:
    """The domain in which every tenant has its profiles."""
    names = PlatformNames.of(platform.product)
    idle = platform.studio.idle_seconds
    key = call(
        "key", "kms-key", {"alias": names.studio_key.text, "description": "Home directories and disks of notebooks."}
    )
    domain = call(
        "domain",
        "sagemaker-domain",
        {
            "name": names.studio.text,
            "vpc_id": VPC.output("vpc_id"),
            "vpc_cidr": VPC.output("cidr"),
            "subnet_ids": VPC.output("private_subnet_ids"),
            "kms_key_arn": key.output("key_arn"),
        },
        {
            "home_retention": platform.studio.home,
            "idle_minutes": LONGEST_IDLE_MINUTES if idle is None else idle // 60,
        },
        {"model_package_groups": {names.model_group.text: "Models that tenants share."}},
    )
    described = {
        "domain_id": "Id of the domain.",
        "domain_url": "Address of the domain.",
        "security_group_id": "Security group of all notebooks.",
        "lifecycle_config_arn": "Lifecycle configuration that installs the analytics extension.",
        "home_file_system_id": "File system with the home directories of all users.",
    }
    outputs = {
        "kms_key_arn": Output("Key of home directories and disks.", key.output("key_arn")),
        **outputs_of(domain, described),
    }
    return platform_root(platform, SAGEMAKER.name, "sagemaker", (key, domain), outputs, (VPC,))


def studio_role(tenant: Tenant, platform: Platform, stored: Upstream, databases: Upstream) -> Module:
    """The execution role of the tenant's notebooks: its own buckets, databases and clusters, and no other's."""
    names = TenantNames.of(platform.product, tenant.name)
    return call(
        "studio_role",
        "sagemaker-user",
        {
            "role": {
                "name": names.studio_role.text,
                "tenant": tenant.name,
                "data_bucket_arns": [stored.output("data_bucket_arn"), stored.output("artifacts_bucket_arn")],
                "kms_key_arns": [stored.output("kms_key_arn"), SAGEMAKER.output("kms_key_arn")],
                "database_names": databases.output("database_names"),
                "model_package_group": names.model_group.text,
            }
        },
    )


def studio_profile(tenant: Tenant, platform: Platform, allowed: Upstream) -> Module:
    """The tenant's profile in the platform's domain."""
    names = TenantNames.of(platform.product, tenant.name)
    return call(
        "studio",
        "sagemaker-user",
        {
            "profiles": {
                "names": [names.studio_user.text],
                "domain_id": SAGEMAKER.output("domain_id"),
                "execution_role_arn": allowed.output("studio_role_arn"),
                "security_group_ids": [SAGEMAKER.output("security_group_id")],
                "lifecycle_config_arn": SAGEMAKER.output("lifecycle_config_arn"),
            }
        },
    )
