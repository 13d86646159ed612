"""aws_emr_security_configuration and aws_emr_managed_scaling_policy against our EMR."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haveli.local.provider.resources.emr_cluster import EmrCluster
from haveli.local.provider.resources.emr_settings import EmrManagedScalingPolicy, EmrSecurityConfiguration
from tests.local.provider.resources import emr_cloud
from tests.local.provider.resources.emr_cloud import EmrContext, emr_ctx
from tests.local.provider.settling import Life

__all__ = ["emr_ctx"]

ENCRYPTED = {"EncryptionConfiguration": {"EnableAtRestEncryption": True, "EnableInTransitEncryption": False}}
LIMITS = {
    "unit_type": "InstanceFleetUnits",
    "minimum_capacity_units": 2,
    "maximum_capacity_units": 16,
    "maximum_ondemand_capacity_units": 4,
    "maximum_core_capacity_units": 2,
}


@pytest.fixture
def security(emr_ctx: EmrContext) -> Life:
    return Life(EmrSecurityConfiguration(), emr_ctx)


@pytest.fixture
def scaling(emr_ctx: EmrContext) -> Life:
    return Life(EmrManagedScalingPolicy(), emr_ctx)


@pytest.fixture
def cluster_id(emr_ctx: EmrContext) -> str:
    return str(Life(EmrCluster(), emr_ctx).create(**emr_cloud.cluster(emr_ctx))["id"])


def test_a_security_configuration_is_made_read_and_deleted(security: Life) -> None:
    state = security.create(name="fraud", configuration=json.dumps(ENCRYPTED))
    assert state["id"] == "fraud" and state["creation_date"].endswith("Z")
    security.delete()


def test_a_security_configuration_without_a_name_gets_one(security: Life) -> None:
    assert security.create(configuration=json.dumps(ENCRYPTED))["name"].startswith("tf-emr-sc-")


def test_a_security_configuration_takes_a_prefix(security: Life) -> None:
    assert security.create(name_prefix="fraud-", configuration=json.dumps(ENCRYPTED))["name"].startswith("fraud-")


def test_another_document_replaces_a_security_configuration_and_another_layout_does_not(security: Life) -> None:
    security.create(name="fraud", configuration=json.dumps(ENCRYPTED))
    assert security.replaced_by(configuration=json.dumps(ENCRYPTED, indent=2)) == ()
    assert security.replaced_by(configuration="{}") == ("configuration",)


def test_a_security_configuration_is_imported_by_name(security: Life) -> None:
    created = security.create(name="fraud", configuration=json.dumps(ENCRYPTED))
    imported = security.imported("fraud")
    assert json.loads(imported["configuration"]) == ENCRYPTED
    assert imported["creation_date"] == created["creation_date"]


def test_a_managed_scaling_policy_is_made_read_and_deleted(scaling: Life, cluster_id: str) -> None:
    state = scaling.create(cluster_id=cluster_id, compute_limits=[LIMITS])
    assert state["id"] == cluster_id
    scaling.delete()


def test_a_managed_scaling_policy_keeps_its_strategy(scaling: Life, cluster_id: str) -> None:
    state = scaling.create(
        cluster_id=cluster_id, compute_limits=[LIMITS], scaling_strategy="ADVANCED", utilization_performance_index=50
    )
    assert state["scaling_strategy"] == "ADVANCED" and state["utilization_performance_index"] == 50


def test_other_limits_replace_a_managed_scaling_policy(scaling: Life, cluster_id: str) -> None:
    scaling.create(cluster_id=cluster_id, compute_limits=[LIMITS])
    assert scaling.replaced_by(compute_limits=[{**LIMITS, "maximum_capacity_units": 20}]) == ("compute_limits",)


def test_the_policy_of_an_ended_cluster_is_gone(scaling: Life, cluster_id: str) -> None:
    """provider #32248: a terminated cluster leaves scaling policies that fail the next plan."""
    scaling.create(cluster_id=cluster_id, compute_limits=[LIMITS])
    scaling.ctx.client("emr").terminate_job_flows(JobFlowIds=[cluster_id])
    scaling.ctx.clock.advance(emr_cloud.SECOND)
    assert scaling.refresh() is None
    scaling.delete()


@pytest.mark.parametrize(("unit", "faults"), [("InstanceFleetUnits", 0), ("Memory", 1)])
def test_only_the_units_of_emr_are_accepted(scaling: Life, unit: str, faults: int) -> None:
    config: dict[str, Any] = {"cluster_id": "j-1", "compute_limits": [{**LIMITS, "unit_type": unit}]}
    assert len(list(scaling.kind.traits.validate(config))) == faults
