"""The platform at one moment, for `haveli status`: tenants and clusters, cost so far, roots, locks, last runs.

`gather` reads (once each: clusters of the account, the state bucket's objects, its locks and its journal); `describe`
puts the specification beside what was seen, and is pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from haveli.aws import World
from haveli.engine import orphans, roots
from haveli.engine.fingerprints import Fingerprints
from haveli.engine.history import History, Past
from haveli.engine.lockstore import LockStore
from haveli.engine.states import States
from haveli.fleet.spend import Spend, month_of, spent, together
from haveli.operate import clusters
from haveli.operate.clusters import CORE, PRIMARY, TASK, Capacity, Observed, Word
from haveli.spec import Cluster, Platform, Spec
from haveli.spec.names import ClusterNames

RUNS = 5
_RUNS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class ClusterStatus:
    """A cluster of a tenant: what it should be beside what it is.

    Capacities are in units of 32 GiB, None where there is no such fleet now. `free_memory_percent` is None as long as
    nobody measures it; `spend` is what the clusters of this name cost since the month began.
    """

    tenant: str
    environment: str
    name: str
    id: str
    state: Word
    primary: Capacity | None
    core: Capacity | None
    task: Capacity | None
    task_max: int
    free_memory_percent: float | None
    spend: Spend
    budget_usd: int


@dataclass(frozen=True)
class Roots:
    """The roots of this checkout: how many have a state, which changed since their last apply, and what has no root."""

    number: int
    applied: int
    changed: tuple[str, ...]
    without_root: Mapping[str, int]


@dataclass(frozen=True)
class HeldLock:
    """A state lock: whose state, who holds it, and since how many seconds (None: it does not say)."""

    root: str
    who: str
    seconds: float | None


@dataclass(frozen=True)
class Overview:
    """Everything on the screen, as it was at one moment."""

    world: str
    account: str
    region: str
    instance: str
    at: datetime
    clusters: tuple[ClusterStatus, ...]
    spend: Spend
    roots: Roots
    locks: tuple[HeldLock, ...]
    runs: tuple[Past, ...]


def gather(repo: Path, home: Path, world: World, spec: Spec, now: datetime | None = None) -> Overview:
    """Looks at everything once. Raises what boto3 raises when the world does not answer."""
    at = now or datetime.now(UTC)
    month = month_of(at)
    bucket = spec.platform.state_bucket
    observed = clusters.observe(world, _names(spec), month)
    described = describe(spec, observed, month, at)
    return Overview(
        world=world.name,
        account=world.account,
        region=world.region,
        instance=world.instance,
        at=at,
        clusters=described,
        spend=together(status.spend for status in described),
        roots=_roots(repo, home, world, States(world, bucket)),
        locks=_locks(LockStore(world, bucket)),
        runs=History(home / "runs", world, bucket).newest(RUNS, at - _RUNS_WITHIN).runs,
    )


def describe(
    spec: Spec, observed: Mapping[str, Sequence[Observed]], since: datetime, at: datetime
) -> tuple[ClusterStatus, ...]:
    """Every cluster of the specification beside what was seen under its name, newest first. Pure."""
    return tuple(
        _status(spec.platform, tenant.name, cluster, observed, since, at)
        for tenant in spec.tenants
        for cluster in tenant.clusters
    )


def _status(
    platform: Platform,
    tenant: str,
    cluster: Cluster,
    observed: Mapping[str, Sequence[Observed]],
    since: datetime,
    at: datetime,
) -> ClusterStatus:
    name = ClusterNames.of(platform.product, tenant, cluster.environment).cluster.text
    found = observed.get(name, ())
    newest = found[0] if found else None
    fleets = newest.fleets if newest else {}
    return ClusterStatus(
        tenant=tenant,
        environment=cluster.environment,
        name=name,
        id=newest.id if newest else "",
        state=newest.word if newest else "not there",
        primary=fleets.get(PRIMARY),
        core=fleets.get(CORE),
        task=fleets.get(TASK),
        task_max=cluster.task.max,
        free_memory_percent=None,
        spend=spent((use for one in found for use in one.uses), since, at),
        budget_usd=cluster.budget_usd,
    )


def _names(spec: Spec) -> frozenset[str]:
    return frozenset(
        ClusterNames.of(spec.platform.product, tenant.name, cluster.environment).cluster.text
        for tenant in spec.tenants
        for cluster in tenant.clusters
    )


def _roots(repo: Path, home: Path, world: World, states: States) -> Roots:
    found = roots.discover(repo)
    versions = states.versions()
    kept = Fingerprints(home / "fingerprints" / world.key)
    applied = [root for root in found if root.key in versions]
    return Roots(
        number=len(found),
        applied=len(applied),
        changed=tuple(root.id for root in applied if not kept.is_unchanged(root, versions)),
        without_root=orphans.left(states, versions, {root.key for root in found}),
    )


def _locks(store: LockStore) -> tuple[HeldLock, ...]:
    held = filter(None, (store.read(key) for key in store.locked()))
    return tuple(
        HeldLock(lock.key.removesuffix("/terraform.tfstate"), lock.lock.who or "somebody", lock.age) for lock in held
    )
