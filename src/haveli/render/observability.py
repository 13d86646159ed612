"""Alarms and dashboards: of the platform, and of each tenant."""

from __future__ import annotations

from collections.abc import Sequence

from haveli.render.hcl import Attributes, Expression, Value
from haveli.render.platform_root import ALB, EKS, OBSERVABILITY, OPERATOR, RDS, outputs_of, platform_root
from haveli.render.root import Module, Root, Upstream, call
from haveli.spec.models import Cluster, Platform, Tenant
from haveli.spec.names import PlatformNames, TenantNames

GIB = 1024**3

DESCRIBED = {
    "alarm_arns": "ARN of each alarm.",
    "composite_alarm_arn": "Alarm that rings while any of them does.",
    "dashboard_name": "Name of the dashboard.",
}


def observability(platform: Platform) -> Root:
    """Alarms on what all tenants depend on, told to the operator's topic."""
    alarms = {**_load_balancer(), **_database(platform), **_kubernetes(), **_operator()}
    made = _monitoring(PlatformNames.of(platform.product).health.text, [OPERATOR.output("topic_arn")], alarms)
    reads = (EKS, ALB, RDS, OPERATOR)
    return platform_root(platform, OBSERVABILITY.name, "observability", (made,), outputs_of(made, DESCRIBED), reads)


def tenant_monitoring(
    tenant: Tenant, platform: Platform, clusters: Sequence[tuple[Cluster, Upstream]], budgets: Upstream
) -> Module:
    """Alarms on the tenant's clusters, told to those whom its budgets tell."""
    alarms: dict[str, Value] = {}
    for cluster, upstream in clusters:
        alarms |= _cluster(cluster, upstream.output("cluster_id"))
    topics = [budgets.output(f"{cluster.environment}_topic_arn") for cluster, _ in clusters]
    return _monitoring(TenantNames.of(platform.product, tenant.name).health.text, topics, alarms)


def _monitoring(name: str, topics: Sequence[Expression], alarms: Attributes) -> Module:
    return call("monitoring", "monitoring", {"name": name, "topic_arns": list(topics)}, {"alarms": alarms})


def _alarm(
    section: str, means: str, namespace: str, metric: str, dimensions: Attributes, statistic: str, **rest: Value
) -> Attributes:
    """An alarm as `monitoring` wants it; `rest` are its threshold, periods, and what silence means."""
    what: Attributes = {"section": section, "means": means, "namespace": namespace, "metric": metric}
    return {**what, "dimensions": dimensions, "statistic": statistic, **rest}


def _load_balancer() -> Attributes:
    dimensions: Attributes = {"LoadBalancer": ALB.output("load_balancer_suffix")}
    namespace, section = "AWS/ApplicationELB", "Load balancer"
    return {
        "alb-5xx": _alarm(
            section,
            "Applications fail, or none is there: look at the pods of Superset and Argo CD.",
            namespace,
            "HTTPCode_ELB_5XX_Count",
            dimensions,
            "Sum",
            above=25,
        ),
        "alb-slow": _alarm(
            section,
            "One request in twenty takes longer than 10 seconds: look at Superset's queries and at its database.",
            namespace,
            "TargetResponseTime",
            dimensions,
            "p95",
            above=10,
            periods=3,
        ),
    }


def _database(platform: Platform) -> Attributes:
    dimensions: Attributes = {"DBInstanceIdentifier": RDS.output("instance_id")}
    namespace, section = "AWS/RDS", "Database"
    return {
        "database-cpu": _alarm(
            section,
            "The database computes without a pause: find the query in Performance Insights.",
            namespace,
            "CPUUtilization",
            dimensions,
            "Average",
            above=85,
            periods=3,
        ),
        "database-storage": _alarm(
            section,
            "A tenth of the storage is left and it has not grown by itself: raise database.storage.",
            namespace,
            "FreeStorageSpace",
            dimensions,
            "Minimum",
            below=platform.database.storage_gib * GIB // 10,
        ),
        "database-memory": _alarm(
            section,
            "The database has less than 256 MiB left: close connections or choose a larger database.type.",
            namespace,
            "FreeableMemory",
            dimensions,
            "Minimum",
            below=256 * 1024**2,
            periods=3,
        ),
    }


def _kubernetes() -> Attributes:
    dimensions: Attributes = {"ClusterName": EKS.output("cluster_name")}
    namespace, section = "AWS/EKS", "Kubernetes"
    return {
        "eks-unschedulable": _alarm(
            section,
            "Pods wait for a node: raise eks.spot.max or eks.on_demand.max.",
            namespace,
            "scheduler_pending_pods_UNSCHEDULABLE",
            dimensions,
            "Maximum",
            above=5,
            periods=3,
        ),
        "eks-api-errors": _alarm(
            section,
            "The Kubernetes API fails: look at the audit log in /aws/eks, and at webhooks that do not answer.",
            namespace,
            "apiserver_request_total_5XX",
            dimensions,
            "Sum",
            above=50,
            periods=2,
        ),
    }


def _operator() -> Attributes:
    namespace, section, metric = "AWS/SQS", "Operator", "ApproximateAgeOfOldestMessage"
    return {
        "operator-deaf": _alarm(
            section,
            "Events wait longer than five minutes: the operator does not run, so no cluster is scaled or parked.",
            namespace,
            metric,
            {"QueueName": OPERATOR.output("queue_name")},
            "Maximum",
            above=300,
            periods=2,
        ),
        "operator-dead-letters": _alarm(
            section,
            "The operator gave up on an event five times: read the queue of dead letters.",
            namespace,
            "ApproximateNumberOfMessagesVisible",
            {"QueueName": OPERATOR.output("dead_letter_queue_name")},
            "Maximum",
            above=0,
        ),
    }


def _cluster(cluster: Cluster, cluster_id: Expression) -> Attributes:
    """Silence is good: a parked cluster reports nothing."""
    dimensions: Attributes = {"JobFlowId": cluster_id}
    namespace, section = "AWS/ElasticMapReduce", cluster.environment
    alarms: dict[str, Value] = {
        f"{section}-memory": _alarm(
            section,
            "YARN has had less than 5 % of its memory free for half an hour: the fleet is at its maximum, or the"
            " budget holds it. `haveli cluster why` tells.",
            namespace,
            "YARNMemoryAvailablePercentage",
            dimensions,
            "Average",
            below=5,
            periods=6,
        ),
        f"{section}-hdfs": _alarm(
            section,
            "HDFS is four fifths full: delete what jobs left there, or add core units.",
            namespace,
            "HDFSUtilization",
            dimensions,
            "Maximum",
            above=80,
        ),
        f"{section}-nodes": _alarm(
            section,
            "YARN calls nodes unhealthy, usually because a disk is full: `haveli cluster logs` tells which.",
            namespace,
            "MRUnhealthyNodes",
            dimensions,
            "Maximum",
            above=0,
            periods=3,
        ),
    }
    if cluster.idle_seconds is not None:
        alarms[f"{section}-not-parked"] = _alarm(
            section,
            "The cluster has been idle for three hours and still runs: it should have been parked.",
            namespace,
            "IsIdle",
            dimensions,
            "Minimum",
            above=0.5,
            period_seconds=3600,
            periods=3,
        )
    return alarms
