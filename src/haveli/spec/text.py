"""Tenants as YAML text: the short file of a new tenant, and the full form with every default. Pure."""

from __future__ import annotations

from haveli.spec.measures import write_duration, write_percent
from haveli.spec.models import Cluster, Tenant


def tenant_yaml(
    name: str,
    owner: str,
    *,
    memory_optimized: bool = False,
    staging: bool = False,
    budgets: dict[str, int] | None = None,
) -> str:
    """The text of a new tenant's file: only what differs from the defaults.

    `budgets` gives USD a month by environment (`production`, `staging`); what it leaves out stays at the default.
    """
    lines = [f"tenant: {quoted(name)}", f"owner: {quoted(owner)}"]
    lines += ["memory_optimized: true"] if memory_optimized else []
    lines += ["staging: true"] if staging else []
    lines += ["clusters:"] if budgets else []
    lines += [f"  {environment}: {{budget: {usd}}}" for environment, usd in (budgets or {}).items()]
    return "\n".join(lines) + "\n"


def with_defaults(tenant: Tenant) -> str:
    """The full form of a tenant: the file that says the same with every default written out."""
    lines = [
        f"tenant: {quoted(tenant.name)}",
        f"owner: {quoted(tenant.owner)}",
        f"cost_center: {quoted(tenant.cost_center)}",
        f"memory_optimized: {_flag(tenant.memory_optimized)}",
        f"staging: {_flag(tenant.staging is not None)}",
        "clusters:",
    ]
    for cluster in tenant.clusters:
        lines += _cluster_lines(cluster)
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A word as YAML reads it back as text: quoted when YAML 1.1 would take it for a number, a flag or nothing."""
    plain = text.replace("-", "").replace(".", "").replace("_", "").replace("@", "")
    if plain.isalnum() and text[0].isalpha() and text.lower() not in _SPECIAL:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_SPECIAL = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def _cluster_lines(cluster: Cluster) -> list[str]:
    task = cluster.task
    return [
        f"  {cluster.environment}:",
        f"    primaries: {cluster.primaries}",
        f"    release: {cluster.release}",
        f"    primary: {{type: {cluster.primary_type}}}",
        f"    core: {{units: {cluster.core.units}, types: {_list(cluster.core.types)}}}",
        f"    task: {{min: {task.min}, max: {task.max}, types: {_list(task.types)}, "
        f"spot: {write_percent(task.spot_percent)}}}",
        f"    scale: {{free_memory_below: {write_percent(cluster.free_memory_below_percent)}}}",
        f"    idle: {write_duration(cluster.idle_seconds)}",
        f"    budget: {cluster.budget_usd}",
    ]


def _list(words: tuple[str, ...]) -> str:
    return "[" + ", ".join(words) + "]"


def _flag(value: object) -> str:
    return "true" if value else "false"
