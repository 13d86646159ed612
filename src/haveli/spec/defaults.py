"""From what was read to what is meant: defaults filled in, values in their final form. Pure."""

from __future__ import annotations

from typing import Any

from haveli.catalog.regions import region
from haveli.spec.kinds import NEVER
from haveli.spec.models import (
    PRODUCTION,
    STAGING,
    Audit,
    Cluster,
    ClusterDefaults,
    Core,
    Database,
    Defaults,
    Dns,
    Eks,
    LoadBalancer,
    Machines,
    Network,
    Nodes,
    Platform,
    Studio,
    Task,
    Tenant,
)

Values = dict[str, Any]


def platform(values: Values, source: str) -> Platform:
    """The platform of a file that was read without problems, in a region that the catalog knows."""
    network = values["network"]
    known = region(values["region"])
    return Platform(
        product=values["product"],
        account=values["account"],
        region=values["region"],
        state_bucket=values["state_bucket"],
        terraform_core=values.get("core", ""),
        network=Network(
            cidr=network["cidr"],
            zones=(known.zones if known else ())[: network["zones"]],
            nat=network.get("nat", "per_zone"),
            reserved=network.get("reserved", ()),
        ),
        dns=_dns(values),
        load_balancer=_load_balancer(values),
        eks=_eks(values["eks"]),
        database=_database(values.get("database", {})),
        studio=_studio(values.get("studio", {})),
        audit=_audit(values.get("audit", {})),
        applications=values.get("applications", ()),
        owner=values["owner"],
        cost_center=values["cost_center"],
        approvers=values.get("approvers", ()),
        defaults=_defaults(values["defaults"]),
        source=source,
    )


def tenant(values: Values, platform: Platform, source: str) -> Tenant:
    """The tenant of a file that was read without problems."""
    memory_optimized = values.get("memory_optimized", False)
    machines = platform.defaults.memory_optimized if memory_optimized else platform.defaults.general_purpose
    written = values.get("clusters", {})
    clusters = [_cluster(PRODUCTION, written.get(PRODUCTION, {}), platform.defaults.production, machines)]
    if values.get("staging", False):
        clusters.append(_cluster(STAGING, written.get(STAGING, {}), platform.defaults.staging, machines))
    return Tenant(
        name=values["tenant"],
        owner=values["owner"],
        cost_center=values.get("cost_center", platform.cost_center),
        memory_optimized=memory_optimized,
        clusters=tuple(clusters),
        source=source,
    )


def default_cluster(environment: str, defaults: ClusterDefaults, machines: Machines) -> Cluster:
    """The cluster of a tenant that says nothing about it."""
    return _cluster(environment, {}, defaults, machines)


def _cluster(environment: str, written: Values, defaults: ClusterDefaults, machines: Machines) -> Cluster:
    core, task = written.get("core", {}), written.get("task", {})
    return Cluster(
        environment=environment,
        primaries=written.get("primaries", defaults.primaries),
        release=written.get("release", defaults.release),
        primary_type=written.get("primary", {}).get("type", machines.primary),
        core=Core(units=core.get("units", defaults.core_units), types=core.get("types", machines.types)),
        task=Task(
            min=task.get("min", defaults.task_min),
            max=task.get("max", defaults.task_max),
            types=task.get("types", machines.types),
            spot_percent=task.get("spot", defaults.spot_percent),
        ),
        free_memory_below_percent=written.get("scale", {}).get("free_memory_below", defaults.free_memory_below_percent),
        idle_seconds=_idle(written["idle"]) if "idle" in written else defaults.idle_seconds,
        budget_usd=written.get("budget", defaults.budget_usd),
    )


def _dns(values: Values) -> Dns:
    written, product = values.get("dns", {}), values["product"]
    domain = values["owner"].partition("@")[2].lower()
    return Dns(
        zone=written.get("zone", f"{product}.{domain}"),
        private_zone=written.get("private_zone", f"{product}.internal"),
    )


def _load_balancer(values: Values) -> LoadBalancer:
    written = values.get("load_balancer", {})
    return LoadBalancer(
        scheme=written.get("scheme", "internal"), allow=written.get("allow", (values["network"]["cidr"],))
    )


def _eks(written: Values) -> Eks:
    return Eks(
        cluster=written["cluster"],
        version=written.get("version", "1.33"),
        services=written.get("services", "172.20.0.0/16"),
        public_access=written.get("public_access", ()),
        admins=written.get("admins", ()),
        trust=written.get("trust", "pod_identity"),
        on_demand=_nodes(written.get("on_demand", {}), ("m7g.large",), least=2, most=4),
        spot=_nodes(written.get("spot", {}), ("m7g.large", "m6g.large", "r7g.large", "r6g.large"), least=0, most=6),
    )


def _nodes(written: Values, types: tuple[str, ...], least: int, most: int) -> Nodes:
    return Nodes(written.get("types", types), written.get("min", least), written.get("max", most))


def _database(written: Values) -> Database:
    return Database(
        type=written.get("type", "db.t4g.medium"),
        storage_gib=written.get("storage", 50),
        multi_az=written.get("multi_az", True),
    )


def _studio(written: Values) -> Studio:
    return Studio(idle_seconds=_idle(written.get("idle", 7_200)), home=written.get("home", "Retain"))


def _audit(written: Values) -> Audit:
    return Audit(mode=written.get("mode", "COMPLIANCE"), days=written.get("days", 400))


def _defaults(values: Values) -> Defaults:
    return Defaults(
        memory_optimized=Machines(**values["memory_optimized"]),
        general_purpose=Machines(**values["general_purpose"]),
        production=_cluster_defaults(values[PRODUCTION]),
        staging=_cluster_defaults(values[STAGING]),
    )


def _cluster_defaults(values: Values) -> ClusterDefaults:
    return ClusterDefaults(
        primaries=values["primaries"],
        release=values["release"],
        core_units=values["core"]["units"],
        task_min=values["task"]["min"],
        task_max=values["task"]["max"],
        spot_percent=values["task"]["spot"],
        free_memory_below_percent=values["scale"]["free_memory_below"],
        idle_seconds=_idle(values["idle"]),
        budget_usd=values["budget"],
    )


def _idle(value: int | str) -> int | None:
    return None if value == NEVER else int(value)
