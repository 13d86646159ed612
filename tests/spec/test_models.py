from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from haveli.spec.models import Spec
from tests.spec.samples import platform, tenant


def test_a_tenant_has_a_production_cluster_and_perhaps_a_staging_cluster() -> None:
    assert tenant().production.environment == "production"
    assert tenant().staging is not None
    assert tenant("tenant: fraud\nowner: a@example.com\n").staging is None


def test_a_tenant_is_found_by_its_name() -> None:
    spec = Spec(platform(), (tenant(),))
    assert spec.tenant("fraud") == tenant()
    assert spec.tenant("card") is None


def test_a_specification_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        tenant().owner = "b@example.com"  # type: ignore[misc]
