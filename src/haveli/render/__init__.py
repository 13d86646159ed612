"""From the specification to files. Pure: `render` gives `{path: text}`; only `writer` touches the disk."""

from __future__ import annotations

from collections.abc import Collection

from haveli.render.foundation import foundation_roots
from haveli.render.platform import platform_roots
from haveli.render.root import Root, root_files
from haveli.render.tenant import tenant_roots
from haveli.spec.models import Spec

__all__ = ["render", "roots"]


def roots(spec: Spec, environments: Collection[str] | None = None) -> tuple[Root, ...]:
    """Every root: foundation, platform, then tenants, each in deploy order; only of `environments` when given."""
    platform = spec.platform
    wanted = [tenant for tenant in spec.tenants if environments is None or tenant.name in environments]
    owned = (*foundation_roots(platform), *platform_roots(platform))
    tenants = (root for tenant in wanted for root in tenant_roots(tenant, platform))
    return (*(root for root in owned if environments is None or root.env in environments), *tenants)


def render(spec: Spec, environments: Collection[str] | None = None) -> dict[str, str]:
    """Every rendered file by its path in the repository, with forward slashes; only of `environments` when given."""
    return {path: text for root in roots(spec, environments) for path, text in root_files(root, spec.platform).items()}
