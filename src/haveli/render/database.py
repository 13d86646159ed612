"""The platform's database: Superset's PostgreSQL."""

from __future__ import annotations

from haveli.render.platform_root import EKS, RDS, VPC, outputs_of, platform_root
from haveli.render.root import Output, Root, call
from haveli.spec.models import Platform
from haveli.spec.names import PlatformNames

GROWTH = 4
"""How many times its first size the storage may grow to by itself."""


def rds(platform: Platform) -> Root:
    """The instance with its key; pods of the Kubernetes cluster connect and nobody else."""
    names, wanted = PlatformNames.of(platform.product), platform.database
    key = call(
        "key",
        "kms-key",
        {
            "alias": names.database_key.text,
            "description": "Superset's database: storage, snapshots, logs and the master password.",
            "log_group_prefixes": [f"/aws/rds/instance/{names.database.text}/"],
        },
    )
    database = call(
        "database",
        "rds-postgres",
        {
            "name": names.database.text,
            "database_name": "superset",
            "instance_class": wanted.type,
            "multi_az": wanted.multi_az,
            "kms_key_arn": key.output("key_arn"),
        },
        {"storage_gib": {"initial": wanted.storage_gib, "max": GROWTH * wanted.storage_gib}},
        {
            "vpc_id": VPC.output("vpc_id"),
            "subnet_ids": VPC.output("isolated_subnet_ids"),
            "client_security_group_ids": {"kubernetes": EKS.output("cluster_security_group_id")},
        },
    )
    described = {
        "instance_id": "Identifier of the instance.",
        "resource_id": "Resource id, which stands in the ARNs of database users.",
        "address": "Host name of the instance.",
        "port": "Port of the instance.",
        "database_name": "Superset's database.",
        "master_secret_arn": "Secret with the master password.",
        "security_group_id": "Security group of the instance.",
    }
    outputs = {
        "kms_key_arn": Output("Key of the database and of its master password.", key.output("key_arn")),
        **outputs_of(database, described),
    }
    return platform_root(platform, RDS.name, "rds", (key, database), outputs, (VPC, EKS))
