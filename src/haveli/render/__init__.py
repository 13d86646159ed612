"""From the specification to files. Pure: `render` gives `{path: text}`; only `writer` touches the disk."""

from __future__ import annotations

from collections.abc import Collection

from haveli.render.foundation import foundation_roots
from haveli.render.platform import platform_roots
from haveli.render.root import Root, root_files
from haveli.render.tenant import tenant_roots
from haveli.spec.models import Spec

__all__ = ["render", "roots"]


def roots(spec: Spec) -> tuple[Root, ...]:
    """Every root of the platform: foundation, platform, then tenants, each in deploy order."""
    tenants = (root for tenant in spec.tenants for root in tenant_roots(tenant, spec.platform))
    return (*foundation_roots(spec.platform), *platform_roots(spec.platform), *tenants)


def render(spec: Spec, environments: Collection[str] | None = None) -> dict[str, str]:
    """Every rendered file by its path in the repository, with forward slashes; only of `environments` when given."""
    wanted = (root for root in roots(spec) if environments is None or root.env in environments)
    return {path: text for root in wanted for path, text in root_files(root, spec.platform).items()}
