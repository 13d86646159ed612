"""The tags that every resource carries, given once to each root's provider as `default_tags`."""

from __future__ import annotations

from haveli.spec.models import PRODUCTION, SHARED


def default_tags(
    *, product: str, tenant: str, environment: str, component: str, owner: str, cost_center: str, root: str
) -> dict[str, str]:
    """The tags of one root, in the order in which they are written.

    `budget` is what budgets filter on: `<tenant>-<environment>`, with shared cost counted to production. `root` is the
    root's folder (`fraud/00-storage`), by which a resource is found again when it is not in any state.
    """
    return {
        "product": product,
        "tenant": tenant,
        "environment": environment,
        "component": component,
        "owner": owner,
        "cost-center": cost_center,
        "budget": budget_tag(tenant, environment),
        "managed-by": "haveli",
        "root": root,
    }


def budget_tag(tenant: str, environment: str) -> str:
    """The value of the tag `budget`: what both clusters share counts to production."""
    return f"{tenant}-{PRODUCTION if environment == SHARED else environment}"
