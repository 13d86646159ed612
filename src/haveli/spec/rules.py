"""What must hold beyond the kind of each value: one small function to a rule. Pure.

A rule gets what it judges and the path where that stands, and yields what is broken. The same rules judge the
clusters of tenants and the defaults in `platform.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from haveli.catalog.instances import InstanceType, instance_type, instance_types, units
from haveli.catalog.prices import PRICES_AS_OF
from haveli.catalog.releases import RELEASES, known
from haveli.spec.floor import monthly_floor
from haveli.spec.models import FOUNDATION, PLATFORM, PRODUCTION, SHARED, STAGING, Cluster, Tenant
from haveli.spec.names import broken_limit, tenant_names
from haveli.spec.reader import did_you_mean

RESERVED_NAMES = (FOUNDATION, PLATFORM)
RESERVED_WORDS = (PRODUCTION, STAGING, SHARED)
FLEET_UNITS = (1, 2, 4, 8, 16)
"""Weights that a type can have in a fleet; sizes between the powers of two are left out to keep capacity countable."""

MEMORY_OPTIMIZED = 8
GENERAL_PURPOSE = 4
"""GiB of memory to a vCPU of the types of memory-optimized tenants, and of others."""

_RATIOS = {
    MEMORY_OPTIMIZED: ("memory-optimized", "Choose a type of r6g, r6a or r5a, or set memory_optimized: false."),
    GENERAL_PURPOSE: ("general-purpose", "Choose a type of m6g, m6a or m7g, or set memory_optimized: true."),
}


@dataclass(frozen=True)
class Broken:
    """A rule that is broken: where, by what value, which rule, and how to mend it."""

    path: str
    value: str
    rule: str
    hint: str = ""


def tenant_rules(tenant: Tenant, product: str) -> Iterator[Broken]:
    """Every rule about one tenant with its clusters."""
    yield from free_name(tenant.name)
    yield from names_within_limits(tenant, product)
    ratio = MEMORY_OPTIMIZED if tenant.memory_optimized else GENERAL_PURPOSE
    for cluster in tenant.clusters:
        path = f"clusters.{cluster.environment}"
        yield from known_release(cluster.release, f"{path}.release")
        yield from usable_type(cluster.primary_type, f"{path}.primary.type")
        yield from usable_fleet(cluster.core.types, ratio, f"{path}.core.types")
        yield from usable_fleet(cluster.task.types, ratio, f"{path}.task.types")
        yield from ordered_limits(cluster.task.min, cluster.task.max, f"{path}.task")
        yield from production_never_parks(cluster, f"{path}.idle")
        yield from sufficient_budget(cluster, f"{path}.budget")


def free_name(name: str) -> Iterator[Broken]:
    """A tenant's name is not that of the platform's folders, and no part of it is the name of an environment."""
    if name in RESERVED_NAMES:
        rule = f"{name} is the name of the platform's own folder in terraform/environments."
        yield Broken("tenant", name, rule, "Choose another name for the tenant.")
    for word in RESERVED_WORDS:
        if word in name.split("-"):
            rule = f"The word {word} in a tenant's name makes its resources look like those of an environment."
            yield Broken("tenant", name, rule, "Choose a name without it.")


def names_within_limits(tenant: Tenant, product: str) -> Iterator[Broken]:
    """Every name derived from the tenant's name keeps AWS's limits."""
    derived = tenant_names(product, tenant.name, [cluster.environment for cluster in tenant.clusters])
    broken = [found for found in derived if broken_limit(found)]
    if broken:
        worst = max(broken, key=lambda found: len(found.text) - found.kind.most)
        over = len(worst.text) - worst.kind.most
        rule = f"{worst.text} cannot be made of it. {broken_limit(worst)}"
        hint = (
            f"Shorten the tenant's name to {max(len(tenant.name) - over, 1)} characters or fewer." if over > 0 else ""
        )
        yield Broken("tenant", tenant.name, rule, hint)


def known_release(release: str, path: str) -> Iterator[Broken]:
    """The release is one that the catalog knows."""
    if not known(release):
        yield Broken(
            path, release, "There is no such EMR release in the catalog.", did_you_mean(release, list(RELEASES))
        )


def usable_fleet(types: tuple[str, ...], gib_per_vcpu: int, path: str) -> Iterator[Broken]:
    """Every type of a fleet is usable, and has the memory to a vCPU that the tenant asks for."""
    for at, name in enumerate(types):
        here = f"{path}[{at}]"
        found = instance_type(name)
        if found is None or _unusable(found):
            yield from usable_type(name, here)
        else:
            yield from right_ratio(found, gib_per_vcpu, here)


def usable_type(name: str, path: str) -> Iterator[Broken]:
    """The catalog knows the type, Mumbai offers it, EMR takes it, and it is worth 1, 2, 4, 8 or 16 units."""
    if not name:
        return
    found = instance_type(name)
    if found is None:
        rule = "There is no such instance type in the catalog."
        yield Broken(path, name, rule, did_you_mean(name, list(instance_types())))
    elif _unusable(found):
        yield Broken(path, name, _unusable(found), "Choose a type such as r6g.xlarge.")


def right_ratio(found: InstanceType, gib_per_vcpu: int, path: str) -> Iterator[Broken]:
    """Types of memory-optimized tenants have 8 GiB to a vCPU, those of others 4."""
    if found.gib_per_vcpu != gib_per_vcpu:
        kind, hint = _RATIOS[gib_per_vcpu]
        rule = f"A {kind} tenant has types with {gib_per_vcpu} GiB to a vCPU; this has {found.gib_per_vcpu:g}."
        yield Broken(path, found.name, rule, hint)


def ordered_limits(least: int, most: int, path: str) -> Iterator[Broken]:
    """A task fleet's least capacity is not more than its most."""
    if least > most:
        rule = f"The least capacity ({least}) is more than the most ({most})."
        yield Broken(f"{path}.min", str(least), rule, f"Lower min to {most}, or raise max to {least}.")


def production_never_parks(cluster: Cluster, path: str) -> Iterator[Broken]:
    """A production cluster is protected against termination, which overrides every idle timeout."""
    if cluster.environment == PRODUCTION and cluster.idle_seconds is not None:
        rule = "A production cluster is protected against termination, so EMR would never end it when idle."
        yield Broken(path, str(cluster.idle_seconds), rule, "Write never, or leave the key out.")


def sufficient_budget(cluster: Cluster, path: str) -> Iterator[Broken]:
    """A budget covers the cluster's minimum fleet; a cluster whose price is not known is not judged."""
    floor = monthly_floor(cluster)
    if floor is not None and cluster.budget_usd < floor.usd:
        rule = (
            f"The minimum fleet alone costs {floor.usd:.0f} USD a month: {floor.usd_per_hour:.3f} USD an hour, "
            f"{floor.hours} hours (prices of {PRICES_AS_OF})."
        )
        hint = f"Raise the budget to {int(floor.usd) + 1} or more, or make the minimum fleet smaller."
        yield Broken(path, str(cluster.budget_usd), rule, hint)


def _unusable(found: InstanceType) -> str:
    if not found.offered:
        return "AWS does not offer this type in Mumbai."
    if units(found.name) == 0:
        return f"The type has {found.memory_gib:g} GiB of memory, and the smallest unit is 32 GiB."
    if not found.on_emr:
        return "EMR does not take this type."
    return "" if units(found.name) in FLEET_UNITS else "The type's memory is not 1, 2, 4, 8 or 16 units of 32 GiB."
