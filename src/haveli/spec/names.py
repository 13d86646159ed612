"""Every name that haveli gives, made by one function and checked against AWS's limits.

A name is `{product}-{tenant}-{environment}-{resource}`; what both clusters of a tenant share has environment
`shared`, and what the platform owns has tenant `platform`. Glue databases are `{tenant}_{layer}` with underscores,
because Athena, Spark and Trino agree on no other separator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from haveli.spec.models import PLATFORM, SHARED


class Kind(Enum):
    """What a name is for: words for it, the most characters, and the shape.

    Sources, read 2026-11. S3 User Guide, "Bucket naming rules". IAM User Guide, "IAM and AWS STS quotas" (role 64,
    instance profile 128, policy 128). SNS API, CreateTopic (256). KMS API, CreateAlias (256 with `alias/`). EC2 API,
    CreateSecurityGroup (255). Glue API, CreateDatabase (255). EMR API, RunJobFlow (256) and
    CreateSecurityConfiguration. Budgets API, CreateBudget (100, no colon, no backslash). EKS API, CreateCluster
    (100). RDS API, CreateDBInstance (63). ELB API, CreateLoadBalancer (32). Secrets Manager API, CreateSecret (512).
    ECR API, CreateRepository (256). SageMaker API, CreateDomain (63), CreateUserProfile (63). SQS API, CreateQueue
    (80). EventBridge API, PutRule (64). CloudWatch API, PutMetricAlarm (255). CloudWatch Logs API, CreateLogGroup
    (512). EC2 `Name` tag (256). CloudTrail API, CreateTrail (128). SageMaker API, CreateModelPackageGroup (63). haveli
    is stricter than EMR for clusters (200), because security groups and fleets carry the cluster's name with a suffix.
    """

    BUCKET = ("an S3 bucket", 63, r"[a-z0-9][a-z0-9-]*[a-z0-9]")
    ROLE = ("an IAM role", 64, r"[A-Za-z0-9+=,.@_-]+")
    INSTANCE_PROFILE = ("an instance profile", 128, r"[A-Za-z0-9+=,.@_-]+")
    POLICY = ("an IAM policy", 128, r"[A-Za-z0-9+=,.@_-]+")
    TOPIC = ("an SNS topic", 256, r"[A-Za-z0-9_-]+")
    KEY_ALIAS = ("a KMS alias without its prefix", 250, r"[A-Za-z0-9/_-]+")
    SECURITY_GROUP = ("a security group", 255, r"[A-Za-z0-9 ._:/()#,@\[\]+=&;{}!$*-]+")
    DATABASE = ("a Glue database", 255, r"[a-z0-9_]+")
    EMR_CLUSTER = ("an EMR cluster", 200, r"[a-z0-9][a-z0-9-]*[a-z0-9]")
    BUDGET = ("a budget", 100, r"[^:\\]+")
    EKS_CLUSTER = ("an EKS cluster", 100, r"[A-Za-z0-9][A-Za-z0-9_-]*")
    DB_INSTANCE = ("an RDS instance", 63, r"[a-z]([a-z0-9]|-(?!-))*[a-z0-9]")
    LOAD_BALANCER = ("a load balancer", 32, r"[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]")
    SECRET = ("a secret", 512, r"[A-Za-z0-9/_+=.@-]+")
    REPOSITORY = ("an ECR repository", 256, r"[a-z0-9][a-z0-9._/-]*")
    STUDIO_DOMAIN = ("a SageMaker domain", 63, r"[A-Za-z0-9](-*[A-Za-z0-9])*")
    STUDIO_USER = ("a SageMaker user profile", 63, r"[A-Za-z0-9](-*[A-Za-z0-9])*")
    QUEUE = ("an SQS queue", 80, r"[A-Za-z0-9_-]+")
    EVENT_RULE = ("an EventBridge rule", 64, r"[A-Za-z0-9._-]+")
    ALARM = ("a CloudWatch alarm", 255, r"[^\x00-\x1f]+")
    LOG_GROUP = ("a log group", 512, r"[A-Za-z0-9._/#-]+")
    TRAIL = ("a trail", 128, r"[A-Za-z0-9]([._-]?[A-Za-z0-9])*")
    MODEL_GROUP = ("a model package group", 63, r"[A-Za-z0-9](-*[A-Za-z0-9])*")
    TAG = ("a Name tag", 256, r".+")

    @property
    def words(self) -> str:
        return self.value[0]

    @property
    def most(self) -> int:
        return self.value[1]

    @property
    def shape(self) -> str:
        return self.value[2]


@dataclass(frozen=True)
class Name:
    """A name and what it is for."""

    kind: Kind
    text: str

    def __str__(self) -> str:
        return self.text


def name(kind: Kind, product: str, tenant: str, environment: str, resource: str) -> Name:
    """The name of a resource. It may break a limit: `broken_limit` tells."""
    return Name(kind, f"{product}-{tenant}-{environment}-{resource}")


def database(tenant: str, layer: str) -> Name:
    """The name of a Glue database: `fraud_iceberg`; hyphens of the tenant's name become underscores."""
    return Name(Kind.DATABASE, f"{tenant}_{layer}".replace("-", "_"))


def broken_limit(found: Name) -> str | None:
    """The rule of AWS that a name breaks, in a sentence, or None."""
    if len(found.text) > found.kind.most:
        return f"The name of {found.kind.words} has at most {found.kind.most} characters; this has {len(found.text)}."
    if len(found.text) < 3 or not re.fullmatch(found.kind.shape, found.text, re.ASCII):
        return f"The name of {found.kind.words} has at least 3 characters and this shape: {found.kind.shape}"
    return None


@dataclass(frozen=True)
class TenantNames:
    """The names of everything that a tenant's roots create, apart from its clusters."""

    key: Name
    data_bucket: Name
    artifacts_bucket: Name
    iceberg_database: Name
    raw_database: Name
    instance_role: Name
    instance_profile: Name
    studio_role: Name
    studio_user: Name
    model_group: Name
    health: Name

    @staticmethod
    def of(product: str, tenant: str) -> TenantNames:
        return TenantNames(
            key=name(Kind.KEY_ALIAS, product, tenant, SHARED, "key"),
            data_bucket=name(Kind.BUCKET, product, tenant, SHARED, "data"),
            artifacts_bucket=name(Kind.BUCKET, product, tenant, SHARED, "artifacts"),
            iceberg_database=database(tenant, "iceberg"),
            raw_database=database(tenant, "raw"),
            instance_role=name(Kind.ROLE, product, tenant, SHARED, "emr-instance"),
            instance_profile=name(Kind.INSTANCE_PROFILE, product, tenant, SHARED, "emr-instance"),
            studio_role=name(Kind.ROLE, product, tenant, SHARED, "studio"),
            studio_user=name(Kind.STUDIO_USER, product, tenant, SHARED, "studio"),
            model_group=name(Kind.MODEL_GROUP, product, tenant, SHARED, "models"),
            health=name(Kind.ALARM, product, tenant, SHARED, "health"),
        )

    def all(self) -> tuple[Name, ...]:
        return tuple(vars(self).values())


@dataclass(frozen=True)
class ClusterNames:
    """The names that belong to one cluster."""

    cluster: Name
    budget: Name
    budget_topic: Name

    @staticmethod
    def of(product: str, tenant: str, environment: str) -> ClusterNames:
        return ClusterNames(
            cluster=name(Kind.EMR_CLUSTER, product, tenant, environment, "emr"),
            budget=name(Kind.BUDGET, product, tenant, environment, "budget"),
            budget_topic=name(Kind.TOPIC, product, tenant, environment, "budget"),
        )

    def all(self) -> tuple[Name, ...]:
        return tuple(vars(self).values())


@dataclass(frozen=True)
class PlatformNames:
    """The names of what the platform's and the foundation's roots create."""

    vpc: Name
    emr_key: Name
    emr_service_role: Name
    bootstrap_bucket: Name
    logs_bucket: Name
    audit: Name
    audit_bucket: Name
    eks_key: Name
    eks_roles: Name
    load_balancer: Name
    load_balancer_group: Name
    load_balancer_logs: Name
    database: Name
    database_key: Name
    studio: Name
    studio_key: Name
    model_group: Name
    secrets_key: Name
    operator: Name
    operator_key: Name
    health: Name

    @staticmethod
    def of(product: str) -> PlatformNames:
        def shared(kind: Kind, resource: str) -> Name:
            return name(kind, product, PLATFORM, SHARED, resource)

        return PlatformNames(
            vpc=shared(Kind.TAG, "vpc"),
            emr_key=shared(Kind.KEY_ALIAS, "emr-key"),
            emr_service_role=shared(Kind.ROLE, "emr-service"),
            bootstrap_bucket=shared(Kind.BUCKET, "emr-bootstrap"),
            logs_bucket=shared(Kind.BUCKET, "emr-logs"),
            audit=shared(Kind.TRAIL, "audit"),
            audit_bucket=shared(Kind.BUCKET, "audit"),
            eks_key=shared(Kind.KEY_ALIAS, "eks-key"),
            eks_roles=shared(Kind.ROLE, "eks"),
            load_balancer=load_balancer(product),
            load_balancer_group=shared(Kind.SECURITY_GROUP, "alb"),
            load_balancer_logs=shared(Kind.BUCKET, "alb-logs"),
            database=shared(Kind.DB_INSTANCE, "superset"),
            database_key=shared(Kind.KEY_ALIAS, "database-key"),
            studio=shared(Kind.STUDIO_DOMAIN, "studio"),
            studio_key=shared(Kind.KEY_ALIAS, "studio-key"),
            model_group=shared(Kind.MODEL_GROUP, "models"),
            secrets_key=shared(Kind.KEY_ALIAS, "secrets-key"),
            operator=shared(Kind.QUEUE, "operator"),
            operator_key=shared(Kind.KEY_ALIAS, "operator-key"),
            health=shared(Kind.ALARM, "health"),
        )

    def all(self) -> tuple[Name, ...]:
        return tuple(vars(self).values())


def load_balancer(product: str) -> Name:
    """The name of the platform's load balancer: 32 characters leave no room for the environment."""
    return Name(Kind.LOAD_BALANCER, f"{product}-{PLATFORM}-alb")


def application_name(kind: Kind, product: str, application: str) -> Name:
    """The name of what the platform makes for one application: its role, its secret, its repository."""
    return name(kind, product, PLATFORM, SHARED, application)


def tenant_names(product: str, tenant: str, environments: Iterable[str]) -> tuple[Name, ...]:
    """Every name of a tenant with clusters in these environments, for checks."""
    clusters = [found for environment in environments for found in ClusterNames.of(product, tenant, environment).all()]
    return (*TenantNames.of(product, tenant).all(), *clusters)
