"""Fixtures of the resource types' tests."""

from __future__ import annotations

import pytest

from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.network import Network


@pytest.fixture
def network(ctx: TestContext) -> Network:
    """A VPC on an EC2 that refuses what AWS refuses."""
    return Network(ctx)
