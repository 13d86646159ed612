"""The repository's own platform and tenants made of short texts."""

from __future__ import annotations

from pathlib import Path

from haveli.errors import Problem
from haveli.spec.load import read_platform, read_tenant
from haveli.spec.models import Platform, Tenant

REPO = Path(__file__).parents[2]
PLATFORM_TEXT = (REPO / "platform.yaml").read_text(encoding="utf-8")
FRAUD = "tenant: fraud\nowner: fraud-oncall@example.com\nmemory_optimized: true\nstaging: true\n"


def platform() -> Platform:
    found, problems = read_platform(PLATFORM_TEXT, "platform.yaml")
    assert found is not None, problems
    return found


def tenant(text: str = FRAUD, name: str = "fraud") -> Tenant:
    found, problems = read_tenant(text, f"tenants/{name}.yaml", platform())
    assert found is not None, problems
    return found


def problems_of(text: str, name: str = "fraud") -> list[Problem]:
    return read_tenant(text, f"tenants/{name}.yaml", platform())[1]
