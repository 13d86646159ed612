"""What now stands, in words, and the next commands: the end of `up` and of `tenant provision`."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from haveli.aws import World
from haveli.spec import Spec, Tenant


def platform(world: World, spec: Spec, seconds: float) -> str:
    """The platform and its tenants, as AWS's API shows them."""
    clusters = _clusters(world)
    lines = ["", f"Standing after {seconds:.0f} s:"]
    for tenant in spec.tenants:
        lines += _tenant_lines(world, spec, tenant, clusters)
    first = spec.tenants[0].name if spec.tenants else "NAME"
    return "\n".join([*lines, "", *_next(first)])


def tenant(world: World, spec: Spec, found: Tenant) -> str:
    """One tenant, as AWS's API shows it."""
    return "\n".join(["", *_tenant_lines(world, spec, found, _clusters(world)), "", *_next(found.name)])


def _clusters(world: World) -> dict[str, tuple[str, str]]:
    """Id and state of each cluster by name; a newer one of the same name wins."""
    pages = world.client("emr").get_paginator("list_clusters").paginate()
    found = [item for page in pages for item in page["Clusters"]]
    return {item["Name"]: (item["Id"], item["Status"]["State"]) for item in reversed(found)}


def _tenant_lines(world: World, spec: Spec, tenant: Tenant, clusters: dict[str, tuple[str, str]]) -> list[str]:
    from haveli.spec.names import TenantNames

    names = TenantNames.of(spec.platform.product, tenant.name)
    lines = [f"  tenant {tenant.name}"]
    for cluster in tenant.clusters:
        name = f"{spec.platform.product}-{tenant.name}-{cluster.environment}-emr"
        id, state = clusters.get(name, ("-", "not there"))
        lines.append(f"    {name}  {id}  {state}  budget USD {cluster.budget_usd} a month")
    lines.append(f"    buckets {names.data_bucket.text}, {names.artifacts_bucket.text}")
    lines.append(f"    databases {names.iceberg_database.text}, {names.raw_database.text}")
    return lines


def _next(tenant: str) -> list[str]:
    return [
        "Next:",
        f'  eval "$({_command()} env)"   then haveli, aws, boto3 and terraform reach this world',
        f"  haveli tenant show {tenant}",
        f"  haveli plan {tenant} --refresh",
    ]


def _command() -> str:
    """How the person at the terminal can call this command: by its name, or by its path from here."""
    if shutil.which("haveli"):
        return "haveli"
    return os.path.relpath(Path(sys.executable).with_name("haveli"))
