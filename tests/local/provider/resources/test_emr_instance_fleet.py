"""aws_emr_instance_fleet against our EMR on a driven clock."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.emr_cluster import EmrCluster
from haveli.local.provider.resources.emr_instance_fleet import EmrInstanceFleet
from tests.local.provider.resources import emr_cloud
from tests.local.provider.resources.emr_cloud import EmrContext, emr_ctx
from tests.local.provider.settling import Life

__all__ = ["emr_ctx"]


@pytest.fixture
def cluster(emr_ctx: EmrContext) -> Life:
    life = Life(EmrCluster(), emr_ctx)
    life.create(**emr_cloud.cluster(emr_ctx))
    return life


@pytest.fixture
def life(cluster: Life) -> Life:
    return Life(EmrInstanceFleet(), cluster.ctx)


def task(cluster: Life, **changes: Any) -> dict[str, Any]:
    return {
        "cluster_id": cluster.state["id"],
        "name": "task",
        "target_on_demand_capacity": 0,
        "target_spot_capacity": 3,
        "instance_type_configs": emr_cloud.type_configs(emr_cloud.TYPES),
        "launch_specifications": emr_cloud.spot(),
        **changes,
    }


def fleet_of(life: Life) -> Any:
    fleets = life.ctx.client("emr").list_instance_fleets(ClusterId=life.state["cluster_id"])["InstanceFleets"]
    return next(fleet for fleet in fleets if fleet["Id"] == life.state["id"])


def test_a_task_fleet_joins_its_cluster_and_its_next_plan_is_empty(life: Life, cluster: Life) -> None:
    state = life.create(**task(cluster))
    found = fleet_of(life)
    assert found["InstanceFleetType"] == "TASK" and found["TargetSpotCapacity"] == 3
    assert len(state["instance_type_configs"]) == 6


def test_capacity_changes_in_place_and_is_waited_for(life: Life, cluster: Life) -> None:
    fleet_id = life.create(**task(cluster))["id"]
    life.ctx.clock.advance(5 * emr_cloud.SECOND)
    life.change(target_spot_capacity=6, target_on_demand_capacity=1)
    found = fleet_of(life)
    assert found["Id"] == fleet_id and found["Status"]["State"] == "RUNNING"
    assert (found["ProvisionedOnDemandCapacity"], found["ProvisionedSpotCapacity"]) == (1, 6)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "other"},
        {"instance_type_configs": emr_cloud.type_configs(emr_cloud.TYPES[:5])},
        {"launch_specifications": []},
        {"cluster_id": "j-OTHER"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_everything_but_capacity_replaces_a_fleet(life: Life, cluster: Life, change: dict[str, Any]) -> None:
    life.create(**task(cluster))
    assert life.replaced_by(**change) == tuple(change)


def test_a_destroyed_fleet_is_resized_to_nothing_and_stays_with_its_cluster(life: Life, cluster: Life) -> None:
    life.create(**task(cluster))
    life.ctx.clock.advance(5 * emr_cloud.SECOND)
    EmrInstanceFleet().delete(life.ctx, life.state)
    life.ctx.clock.advance(5 * emr_cloud.SECOND)
    found = fleet_of(life)
    assert (found["TargetOnDemandCapacity"], found["TargetSpotCapacity"]) == (0, 0)
    assert found["ProvisionedSpotCapacity"] == 0


def test_a_second_task_fleet_is_refused_by_emr(life: Life, cluster: Life) -> None:
    life.create(**task(cluster))
    with pytest.raises(ClientError, match="only one TASK instance fleet"):
        Life(EmrInstanceFleet(), cluster.ctx).create(**task(cluster))


def test_the_fleet_of_an_ended_cluster_is_gone_and_needs_no_destroying(life: Life, cluster: Life) -> None:
    """provider #31375: a terminated cluster leaves fleets that fail the next plan."""
    life.create(**task(cluster))
    cluster.delete()
    assert life.refresh() is None
    life.delete()


def test_the_fleet_of_an_ending_cluster_needs_no_destroying(life: Life, cluster: Life) -> None:
    life.create(**task(cluster))
    life.ctx.client("emr").terminate_job_flows(JobFlowIds=[cluster.state["id"]])
    EmrInstanceFleet().delete(life.ctx, life.state)
    assert fleet_of(life)["TargetSpotCapacity"] == 3


def test_the_fleet_of_a_cluster_that_never_was_is_gone(life: Life) -> None:
    assert EmrInstanceFleet().read(life.ctx, {"id": "if-1", "cluster_id": "j-NEVERWAS"}) is None


def test_a_fleet_is_imported_by_cluster_and_fleet(life: Life, cluster: Life) -> None:
    created = life.create(**task(cluster))
    imported = life.imported(f"{created['cluster_id']}/{created['id']}")
    assert imported["instance_type_configs"] == created["instance_type_configs"]
    assert imported["launch_specifications"] == created["launch_specifications"]


def test_an_import_by_fleet_alone_is_refused(life: Life) -> None:
    with pytest.raises(ValueError, match="CLUSTER-ID/FLEET-ID"):
        EmrInstanceFleet().import_state(life.ctx, "if-1")


def test_a_bid_is_a_price_or_a_percentage(life: Life, cluster: Life) -> None:
    bid = {"instance_type": "r6g.xlarge", "bid_price": "0.2", "bid_price_as_percentage_of_on_demand_price": 80}
    assert [problem.path[-1] for problem in life.kind.traits.validate(task(cluster, instance_type_configs=[bid]))] == [
        "bid_price"
    ]


def test_a_fleet_that_cannot_be_resized_says_why(life: Life, cluster: Life) -> None:
    """251 addresses in the subnet: a fleet of 300 instances is SUSPENDED."""
    life.create(**task(cluster))
    life.ctx.clock.advance(5 * emr_cloud.SECOND)
    with pytest.raises(RuntimeError, match=r"SUSPENDED.*no free addresses"):
        life.change(target_spot_capacity=300)
