"""A tenant in the making: what its file would say, what is wrong with each answer, and what its clusters cost. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from haveli.errors import Place, Problem
from haveli.spec.floor import Floor, monthly_floor
from haveli.spec.load import TENANTS_FOLDER, colliding_names, read_tenant
from haveli.spec.models import PRODUCTION, STAGING, Cluster, Spec
from haveli.spec.text import tenant_yaml


@dataclass(frozen=True)
class Draft:
    """What was answered so far. `budgets` are USD a month by environment; the platform's where they say nothing."""

    name: str
    owner: str = ""
    memory_optimized: bool = False
    staging: bool = False
    budgets: Mapping[str, int] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{TENANTS_FOLDER}/{self.name}.yaml"

    @property
    def environments(self) -> tuple[str, ...]:
        return (PRODUCTION, STAGING) if self.staging else (PRODUCTION,)


def text(draft: Draft) -> str:
    """The tenant's file."""
    return tenant_yaml(
        draft.name,
        draft.owner,
        memory_optimized=draft.memory_optimized,
        staging=draft.staging,
        budgets=dict(draft.budgets),
    )


def default_owner(name: str, spec: Spec) -> str:
    """Who is on call for a tenant, at the domain of the platform's owner, when nobody is named."""
    return f"{name}-oncall@{spec.platform.owner.partition('@')[2]}"


def faults(draft: Draft, spec: Spec, key: str) -> list[Problem]:
    """What is wrong with the value of one key (`tenant`, `owner`, `clusters.production.budget`) of the draft."""
    there = spec.tenant(draft.name)
    if key == "tenant" and there:
        rule = "There is a tenant of that name."
        return [Problem(Place(there.source), key, draft.name, rule, f"haveli tenant show {draft.name}")]
    whole = replace(draft, owner=draft.owner or default_owner("x", spec)) if key == "tenant" else draft
    tenant, problems = read_tenant(text(whole), draft.file, spec.platform)
    if key == "tenant" and tenant is not None:
        return colliding_names(spec.platform, [*spec.tenants, tenant])
    return [problem for problem in problems if problem.path == key]


def cluster(draft: Draft, spec: Spec, environment: str) -> Cluster | None:
    """A cluster of the draft with the platform's defaults; None when the draft cannot be read."""
    tenant, _ = read_tenant(text(replace(draft, budgets={})), draft.file, spec.platform)
    found = tenant.clusters if tenant else ()
    return next((one for one in found if one.environment == environment), None)


def floor(draft: Draft, spec: Spec, environment: str) -> Floor | None:
    """The least that a cluster of the draft costs in a month; None when that is not known."""
    found = cluster(draft, spec, environment)
    return monthly_floor(found) if found else None
