"""A tenant's roots: storage, databases, access, clusters, budgets."""

from __future__ import annotations

from collections.abc import Mapping

from haveli.catalog.instances import units
from haveli.render.hcl import Attributes, Value, template
from haveli.render.observability import DESCRIBED, tenant_monitoring
from haveli.render.platform_root import DNS, EKS, EMR, SAGEMAKER, VPC, outputs_of
from haveli.render.root import Module, Output, Root, Upstream, call
from haveli.render.studio import studio_profile, studio_role
from haveli.spec.models import PRODUCTION, SHARED, STAGING, Cluster, Platform, Tenant
from haveli.spec.names import ClusterNames, TenantNames
from haveli.spec.tags import budget_tag, default_tags

STORAGE = "00-storage"
GLUE = "01-glue"
ACCESS = "02-access"
CLUSTERS = {PRODUCTION: "03-emr-production", STAGING: "04-emr-staging"}
BUDGETS = "05-budgets"
MONITORING = "06-monitoring"
STUDIO = "07-studio"

EXCHANGE = "trino-exchange/"
EXCHANGE_DAYS = 2
"""Days after which what failed queries left in Trino's exchange is deleted."""


def tenant_roots(tenant: Tenant, platform: Platform) -> tuple[Root, ...]:
    """All roots of a tenant in deploy order; one for each of its clusters."""
    clusters = (emr_cluster(tenant, cluster, platform) for cluster in tenant.clusters)
    return (
        storage(tenant, platform),
        glue(tenant, platform),
        access(tenant, platform),
        *clusters,
        budgets(tenant, platform),
        monitoring(tenant, platform),
        studio(tenant, platform),
    )


def storage(tenant: Tenant, platform: Platform) -> Root:
    """The tenant's key, its data, and its artifacts with the scratch space of queries."""
    names = TenantNames.of(platform.product, tenant.name)
    key = call(
        "key",
        "kms-key",
        {
            "alias": names.key.text,
            "description": f"Data, disks and alarms of the tenant {tenant.name}.",
            "services": ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"],
        },
    )
    data = call(
        "data_bucket", "s3-bucket", {"bucket_name": names.data_bucket.text, "kms_key_arn": key.output("key_arn")}
    )
    artifacts = call(
        "artifacts_bucket",
        "s3-bucket",
        {
            "bucket_name": names.artifacts_bucket.text,
            "kms_key_arn": key.output("key_arn"),
            "expire_days_by_prefix": {EXCHANGE: EXCHANGE_DAYS},
        },
    )
    outputs = {
        "kms_key_arn": Output("Key of the tenant's data, disks and alarms.", key.output("key_arn")),
        "data_bucket_name": Output("Bucket of the lake's tables.", data.output("bucket_name")),
        "data_bucket_arn": Output("ARN of the bucket of the lake's tables.", data.output("bucket_arn")),
        "artifacts_bucket_name": Output("Bucket of models, code and scratch space.", artifacts.output("bucket_name")),
        "artifacts_bucket_arn": Output("ARN of the artifacts' bucket.", artifacts.output("bucket_arn")),
    }
    return _root(tenant, platform, STORAGE, "storage", SHARED, (key, data, artifacts), outputs)


def glue(tenant: Tenant, platform: Platform) -> Root:
    """The tenant's Glue databases: Iceberg tables, and raw files."""
    names = TenantNames.of(platform.product, tenant.name)
    upstream = Upstream(tenant.name, STORAGE)
    bucket = upstream.output("data_bucket_name")
    databases: Attributes = {
        names.iceberg_database.text: {
            "description": f"Iceberg tables of the tenant {tenant.name}.",
            "location_uri": template("s3://", bucket, "/iceberg/"),
        },
        names.raw_database.text: {
            "description": f"Raw files of the tenant {tenant.name}, as they arrived.",
            "location_uri": template("s3://", bucket, "/raw/"),
        },
    }
    made = call("databases", "glue-databases", {"databases": databases})
    outputs = {
        "database_names": Output("Names of the databases.", made.output("database_names")),
        "database_arns": Output("ARN of each database by its name.", made.output("database_arns")),
    }
    return _root(tenant, platform, GLUE, "glue", SHARED, (made,), outputs, (upstream,))


def access(tenant: Tenant, platform: Platform) -> Root:
    """The roles of the tenant's instances and notebooks, which reach the tenant's own data and nothing else."""
    names = TenantNames.of(platform.product, tenant.name)
    stored, databases = Upstream(tenant.name, STORAGE), Upstream(tenant.name, GLUE)
    made = call(
        "instance_role",
        "emr-iam",
        {
            "instance_role": {
                "name": names.instance_role.text,
                "data_bucket_arns": [stored.output("data_bucket_arn"), stored.output("artifacts_bucket_arn")],
                "kms_key_arns": [stored.output("kms_key_arn"), EMR.output("kms_key_arn")],
                "database_names": databases.output("database_names"),
                "bootstrap": {"bucket_arn": EMR.output("bootstrap_bucket_arn"), "prefix": f"{tenant.name}/"},
                "logs": {"bucket_arn": EMR.output("logs_bucket_arn"), "prefix": f"emr/{tenant.name}/"},
            }
        },
    )
    notebooks = studio_role(tenant, platform, stored, databases)
    outputs = {
        "instance_role_arn": Output("Role of the tenant's instances.", made.output("instance_role_arn")),
        "instance_profile_arn": Output(
            "Instance profile of the tenant's instances.", made.output("instance_profile_arn")
        ),
        "studio_role_arn": Output("Role of the tenant's notebooks.", notebooks.output("role_arn")),
        "model_package_group_arn": Output(
            "Group of the versions of the tenant's models.", notebooks.output("model_package_group_arn")
        ),
    }
    reads = (stored, databases, EMR, SAGEMAKER)
    return _root(tenant, platform, ACCESS, "access", SHARED, (made, notebooks), outputs, reads)


def emr_cluster(tenant: Tenant, cluster: Cluster, platform: Platform) -> Root:
    """One EMR cluster; each has a root of its own, so that one can be parked or replaced without the other."""
    stored, allowed = Upstream(tenant.name, STORAGE), Upstream(tenant.name, ACCESS)
    place = f"{tenant.name}/{cluster.environment}"
    made = call(
        "cluster",
        "emr-cluster",
        {
            "name": ClusterNames.of(platform.product, tenant.name, cluster.environment).cluster.text,
            "release_label": cluster.release,
        },
        {
            "vpc_id": VPC.output("vpc_id"),
            "subnet_ids": VPC.output("private_subnet_ids"),
            "service_role_arn": EMR.output("service_role_arn"),
            "instance_profile_arn": allowed.output("instance_profile_arn"),
            "kms_key_arn": stored.output("kms_key_arn"),
            "client_security_group_ids": {
                "kubernetes": EKS.output("cluster_security_group_id"),
                "studio": SAGEMAKER.output("security_group_id"),
            },
            "host_name": {
                "zone_id": DNS.output("private_zone_id"),
                "name": template(f"{tenant.name}-{cluster.environment}.", DNS.output("private_zone_name")),
            },
        },
        {"bootstrap": {"bucket_name": EMR.output("bootstrap_bucket_name"), "prefix": f"{tenant.name}/"}},
        {
            "log_uri": template("s3://", EMR.output("logs_bucket_name"), f"/emr/{place}/"),
            "warehouse_uri": template("s3://", stored.output("data_bucket_name"), "/warehouse/"),
            "exchange_uri": template(
                "s3://", stored.output("artifacts_bucket_name"), f"/{EXCHANGE}{cluster.environment}/"
            ),
        },
        *_fleets(cluster),
        {"termination_protection": cluster.idle_seconds is None, "idle_timeout_seconds": cluster.idle_seconds},
    )
    described = {
        "cluster_id": "Id of the cluster; it changes at every park and up.",
        "cluster_name": "Name of the cluster, which never changes.",
        "cluster_arn": "ARN of the cluster.",
        "primary_dns": "DNS name of the primary, where Livy and Trino listen.",
        "host_name": "Name of the primary that stays through every park and up.",
        "task_fleet_id": "Id of the task fleet, which the operator resizes.",
        "primary_security_group_id": "Security group of the primaries.",
        "worker_security_group_id": "Security group of core and task nodes.",
        "security_configuration_name": "Security configuration, which Studio must be allowed to read.",
    }
    outputs = {name: Output(description, made.output(name)) for name, description in described.items()}
    name = CLUSTERS[cluster.environment]
    reads = (stored, allowed, VPC, DNS, EKS, EMR, SAGEMAKER)
    return _root(tenant, platform, name, "emr", cluster.environment, (made,), outputs, reads)


def budgets(tenant: Tenant, platform: Platform) -> Root:
    """One budget for each cluster; what both share counts to production."""
    stored = Upstream(tenant.name, STORAGE)
    calls = {
        cluster.environment: call(
            f"{cluster.environment}_budget",
            "budget",
            {
                "name": ClusterNames.of(platform.product, tenant.name, cluster.environment).budget.text,
                "limit_usd": cluster.budget_usd,
                "budget_tag": budget_tag(tenant.name, cluster.environment),
                "emails": [tenant.owner],
                "kms_key_arn": stored.output("kms_key_arn"),
            },
        )
        for cluster in tenant.clusters
    }
    outputs: dict[str, Output] = {}
    for environment, made in calls.items():
        budget = Output(f"Name of the {environment} budget.", made.output("budget_name"))
        topic = Output(f"Topic of the alerts of the {environment} budget.", made.output("topic_arn"))
        outputs |= {f"{environment}_budget_name": budget, f"{environment}_topic_arn": topic}
    return _root(tenant, platform, BUDGETS, "budgets", SHARED, tuple(calls.values()), outputs, (stored,))


def monitoring(tenant: Tenant, platform: Platform) -> Root:
    """Alarms on the tenant's clusters, told to those whom its budgets tell."""
    clusters = [(cluster, Upstream(tenant.name, CLUSTERS[cluster.environment])) for cluster in tenant.clusters]
    budgeted = Upstream(tenant.name, BUDGETS)
    made = tenant_monitoring(tenant, platform, clusters, budgeted)
    outputs = outputs_of(made, DESCRIBED)
    reads = (*(upstream for _, upstream in clusters), budgeted)
    return _root(tenant, platform, MONITORING, "monitoring", SHARED, (made,), outputs, reads)


def studio(tenant: Tenant, platform: Platform) -> Root:
    """The tenant's profile in the platform's Studio."""
    allowed = Upstream(tenant.name, ACCESS)
    made = studio_profile(tenant, platform, allowed)
    outputs = {"profile_arns": Output("ARN of each user profile by its name.", made.output("profile_arns"))}
    return _root(tenant, platform, STUDIO, "studio", SHARED, (made,), outputs, (allowed, SAGEMAKER))


def _fleets(cluster: Cluster) -> tuple[Attributes, ...]:
    """The three fleets at creation. EMR creates no empty fleet, so a task fleet begins with one unit at the least."""
    return (
        {
            "primary": {
                "count": cluster.primaries,
                "type": cluster.primary_type,
                "units": units(cluster.primary_type),
            }
        },
        {"core": {"units": cluster.core.units, "types": _types(cluster.core.types)}},
        {"task": {"units": max(cluster.task.min, 1), "types": _types(cluster.task.types)}},
    )


def _types(names: tuple[str, ...]) -> list[Value]:
    return [{"type": name, "units": units(name)} for name in names]


def _root(
    tenant: Tenant,
    platform: Platform,
    name: str,
    component: str,
    environment: str,
    modules: tuple[Module, ...],
    outputs: Mapping[str, Output],
    reads: tuple[Upstream, ...] = (),
) -> Root:
    tags = default_tags(
        product=platform.product,
        tenant=tenant.name,
        environment=environment,
        component=component,
        owner=tenant.owner,
        cost_center=tenant.cost_center,
        root=f"{tenant.name}/{name}",
    )
    return Root(tenant.name, name, (tenant.source, platform.source), tags, modules, outputs, reads)
