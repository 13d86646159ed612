"""aws_emr_instance_fleet: the task fleet of a cluster.

EMR cannot delete a fleet: destroying one sets both targets to 0, and the fleet ends with its cluster (resource
documentation, 6.x, read 2026-11). Capacity alone changes in place; ModifyInstanceFleet gets both targets, as it must.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import emr_fleets
from haveli.local.provider.resources.emr_states import find_cluster

RESIZE_SECONDS = 75 * 60


class EmrInstanceFleet(Resource):
    name = "aws_emr_instance_fleet"
    force_new = frozenset({"cluster_id", "instance_type_configs", "launch_specifications", "name"})
    defaults = emr_fleets.defaults()
    recomputed = {
        "provisioned_on_demand_capacity": frozenset({"target_on_demand_capacity"}),
        "provisioned_spot_capacity": frozenset({"target_spot_capacity"}),
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from emr_fleets.problems(config)

    def create(self, ctx: Context, planned: Values) -> str:
        fleet = emr_fleets.request(planned, "TASK")
        answer = ctx.client("emr").add_instance_fleet(ClusterId=planned["cluster_id"], InstanceFleet=fleet)
        return str(answer["InstanceFleetId"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        fleet = _find(ctx, state)
        return None if fleet is None else emr_fleets.reported(fleet)

    def update(self, ctx: Context, change: Change) -> None:
        if not change.touches("target_on_demand_capacity", "target_spot_capacity"):
            return
        on_demand, spot = change.after["target_on_demand_capacity"], change.after["target_spot_capacity"]
        _resize(ctx, change.after, on_demand or 0, spot or 0)
        ctx.wait(
            lambda: _resized(ctx, change.after),
            what=f"EMR instance fleet {change.after['id']} to be resized",
            seconds=RESIZE_SECONDS,
        )

    def delete(self, ctx: Context, state: Values) -> None:
        cluster = find_cluster(ctx, state["cluster_id"])
        # An ending cluster takes its fleets with it, and lets nobody modify them.
        if cluster is not None and cluster["Status"]["State"] != "TERMINATING" and _find(ctx, state) is not None:
            _resize(ctx, state, 0, 0)

    def import_state(self, ctx: Context, id: str) -> Values:
        cluster_id, _, fleet_id = id.partition("/")
        if not fleet_id:
            raise ValueError(f"the id to import is CLUSTER-ID/FLEET-ID, not {id}")
        return {"id": fleet_id, "cluster_id": cluster_id}


def _resize(ctx: Context, state: Values, on_demand: int, spot: int) -> None:
    targets = {"InstanceFleetId": state["id"], "TargetOnDemandCapacity": on_demand, "TargetSpotCapacity": spot}
    ctx.client("emr").modify_instance_fleet(ClusterId=state["cluster_id"], InstanceFleet=targets)


def _resized(ctx: Context, state: Values) -> bool | None:
    fleet = _find(ctx, state)
    if fleet is None:
        raise RuntimeError(f"EMR instance fleet {state['id']} is gone")
    if fleet["Status"]["State"] == "SUSPENDED":
        raise RuntimeError(f"EMR instance fleet {state['id']} is SUSPENDED: {fleet['Status']['StateChangeReason']}")
    return True if fleet["Status"]["State"] == "RUNNING" else None


def _find(ctx: Context, state: Values) -> dict[str, Any] | None:
    """The fleet, or None when it or its cluster is gone."""
    if find_cluster(ctx, state["cluster_id"]) is None:
        return None
    pages = ctx.client("emr").get_paginator("list_instance_fleets").paginate(ClusterId=state["cluster_id"])
    return next((fleet for page in pages for fleet in page["InstanceFleets"] if fleet["Id"] == state["id"]), None)
