"""What a specification means, once read, checked and completed with its defaults. Frozen; no key is optional here."""

from __future__ import annotations

from dataclasses import dataclass

PRODUCTION = "production"
STAGING = "staging"
SHARED = "shared"
"""The environment of what a tenant's clusters share, and of all that the platform owns."""

PLATFORM = "platform"
FOUNDATION = "foundation"


@dataclass(frozen=True)
class Core:
    """A core fleet: on-demand capacity in units of 32 GiB, and the instance types that it may consist of."""

    units: int
    types: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A task fleet: limits in units of 32 GiB between which the operator moves, types, and the share on spot."""

    min: int
    max: int
    types: tuple[str, ...]
    spot_percent: int


@dataclass(frozen=True)
class Cluster:
    """One EMR cluster of a tenant.

    `free_memory_below_percent` is the share of free memory under which the task fleet grows; `idle_seconds` after how
    long without work the cluster is parked (None: never); `budget_usd` the limit of a calendar month.
    """

    environment: str
    primaries: int
    release: str
    primary_type: str
    core: Core
    task: Task
    free_memory_below_percent: int
    idle_seconds: int | None
    budget_usd: int


@dataclass(frozen=True)
class Tenant:
    """A tenant with its clusters: production first, then staging when it has one. `source` is its file."""

    name: str
    owner: str
    cost_center: str
    memory_optimized: bool
    clusters: tuple[Cluster, ...]
    source: str

    @property
    def production(self) -> Cluster:
        """The production cluster, which every tenant has."""
        return self.clusters[0]

    @property
    def staging(self) -> Cluster | None:
        """The staging cluster, or None when the tenant has none."""
        return self.clusters[1] if len(self.clusters) > 1 else None


@dataclass(frozen=True)
class Network:
    """The platform's VPC: its IPv4 block, its zones in order, and NAT gateways (`per_zone`, `single` or `none`)."""

    cidr: str
    zones: tuple[str, ...]
    nat: str
    reserved: tuple[str, ...]
    """Blocks of others that the VPC must not overlap: offices, peers, the range of Kubernetes services."""


@dataclass(frozen=True)
class Dns:
    """The platform's domains: the public one, and the one that only the VPC resolves."""

    zone: str
    private_zone: str


@dataclass(frozen=True)
class LoadBalancer:
    """The load balancer of the applications: `internal` or `internet-facing`, and the blocks that may connect."""

    scheme: str
    allow: tuple[str, ...]


@dataclass(frozen=True)
class Nodes:
    """A group of Kubernetes nodes: instance types of one architecture, least and most number of nodes."""

    types: tuple[str, ...]
    min: int
    max: int


@dataclass(frozen=True)
class Eks:
    """The Kubernetes cluster.

    `services` is the block of Kubernetes services; `public_access` the blocks from which its API answers over the
    internet, none by default; `admins` names of IAM roles; `trust` is `pod_identity` or `oidc`.
    """

    cluster: str
    version: str
    services: str
    public_access: tuple[str, ...]
    admins: tuple[str, ...]
    trust: str
    on_demand: Nodes
    spot: Nodes


@dataclass(frozen=True)
class Database:
    """Superset's PostgreSQL: instance class, storage at creation in GiB, and whether it has a standby."""

    type: str
    storage_gib: int
    multi_az: bool


@dataclass(frozen=True)
class Studio:
    """SageMaker Studio: seconds after which an idle notebook stops (None: never), and what becomes of homes."""

    idle_seconds: int | None
    home: str


@dataclass(frozen=True)
class Audit:
    """The lock on the trail's files: its mode and its days."""

    mode: str
    days: int


@dataclass(frozen=True)
class Machines:
    """Default instance types of a tenant: one for primaries, five or more for fleets."""

    primary: str
    types: tuple[str, ...]


@dataclass(frozen=True)
class ClusterDefaults:
    """What a cluster is when its tenant's file does not say otherwise; see `Cluster` for units."""

    primaries: int
    release: str
    core_units: int
    task_min: int
    task_max: int
    spot_percent: int
    free_memory_below_percent: int
    idle_seconds: int | None
    budget_usd: int


@dataclass(frozen=True)
class Defaults:
    """Defaults for tenants: instance types for each kind of tenant, and both clusters."""

    memory_optimized: Machines
    general_purpose: Machines
    production: ClusterDefaults
    staging: ClusterDefaults


@dataclass(frozen=True)
class Platform:
    """The platform: what `platform.yaml` says, and nothing else says again."""

    product: str
    account: str
    region: str
    state_bucket: str
    terraform_core: str
    """Path of the user's own `terraform` or `tofu`; empty for the pinned one."""
    network: Network
    dns: Dns
    load_balancer: LoadBalancer
    eks: Eks
    database: Database
    studio: Studio
    audit: Audit
    applications: tuple[str, ...]
    owner: str
    cost_center: str
    approvers: tuple[str, ...]
    defaults: Defaults
    source: str


@dataclass(frozen=True)
class Spec:
    """Everything that the specification files say: the platform and its tenants, sorted by name."""

    platform: Platform
    tenants: tuple[Tenant, ...]

    def tenant(self, name: str) -> Tenant | None:
        """The tenant of this name, or None."""
        return next((tenant for tenant in self.tenants if tenant.name == name), None)
