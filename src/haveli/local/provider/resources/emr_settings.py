"""aws_emr_security_configuration and aws_emr_managed_scaling_policy."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.emr_states import find_cluster
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, without_none

UNIT_TYPES = ("InstanceFleetUnits", "Instances", "VCPU")
#: Names that the genuine provider makes up begin with this (resource documentation, 6.x, read 2026-11).
NAME_PREFIX = "tf-emr-sc-"


class EmrSecurityConfiguration(Resource):
    name = "aws_emr_security_configuration"
    force_new = frozenset({"name", "name_prefix", "configuration"})
    same = {"configuration": json_form}

    def create(self, ctx: Context, planned: Values) -> str:
        name = planned.get("name") or f"{planned.get('name_prefix') or NAME_PREFIX}{uuid.uuid4().hex[:26]}"
        ctx.client("emr").create_security_configuration(Name=name, SecurityConfiguration=planned["configuration"])
        return str(name)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent("InvalidRequestException"):
            found = ctx.client("emr").describe_security_configuration(Name=state["id"])
            return {
                "name": found["Name"],
                "name_prefix": state.get("name_prefix") or "",
                "configuration": found["SecurityConfiguration"],
                "creation_date": found["CreationDateTime"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("InvalidRequestException"):
            ctx.client("emr").delete_security_configuration(Name=state["id"])

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": id, "name": id}


class EmrManagedScalingPolicy(Resource):
    name = "aws_emr_managed_scaling_policy"
    force_new = frozenset({"cluster_id", "compute_limits", "scaling_strategy", "utilization_performance_index"})

    def validate(self, config: Values) -> Iterable[Problem]:
        limits = first(config.get("compute_limits")) if isinstance(config.get("compute_limits"), list) else {}
        unit = limits.get("unit_type")
        if isinstance(unit, str) and unit not in UNIT_TYPES:
            detail = f"expected unit_type to be one of {UNIT_TYPES}, got {unit}"
            yield Problem("Invalid value", detail, ("compute_limits", 0, "unit_type"))

    def create(self, ctx: Context, planned: Values) -> str:
        ctx.client("emr").put_managed_scaling_policy(
            ClusterId=planned["cluster_id"], ManagedScalingPolicy=_policy(planned)
        )
        return str(planned["cluster_id"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        """None when the policy is gone, or its cluster (provider #32248)."""
        if find_cluster(ctx, state["id"]) is None:
            return None
        found = ctx.client("emr").get_managed_scaling_policy(ClusterId=state["id"]).get("ManagedScalingPolicy")
        if found is None:
            return None
        return {
            "cluster_id": state["id"],
            "compute_limits": [_limits_reported(found["ComputeLimits"])],
            "scaling_strategy": found.get("ScalingStrategy"),
            "utilization_performance_index": found.get("UtilizationPerformanceIndex"),
        }

    def delete(self, ctx: Context, state: Values) -> None:
        if find_cluster(ctx, state["id"]) is not None:
            ctx.client("emr").remove_managed_scaling_policy(ClusterId=state["id"])


def _policy(planned: Values) -> dict[str, Any]:
    limits = first(planned["compute_limits"])
    return without_none(
        {
            "ComputeLimits": without_none(
                {
                    "UnitType": limits["unit_type"],
                    "MinimumCapacityUnits": limits["minimum_capacity_units"],
                    "MaximumCapacityUnits": limits["maximum_capacity_units"],
                    "MaximumCoreCapacityUnits": limits.get("maximum_core_capacity_units"),
                    "MaximumOnDemandCapacityUnits": limits.get("maximum_ondemand_capacity_units"),
                }
            ),
            "ScalingStrategy": planned.get("scaling_strategy"),
            "UtilizationPerformanceIndex": planned.get("utilization_performance_index"),
        }
    )


def _limits_reported(limits: dict[str, Any]) -> Values:
    return {
        "unit_type": limits["UnitType"],
        "minimum_capacity_units": limits["MinimumCapacityUnits"],
        "maximum_capacity_units": limits["MaximumCapacityUnits"],
        "maximum_core_capacity_units": limits.get("MaximumCoreCapacityUnits"),
        "maximum_ondemand_capacity_units": limits.get("MaximumOnDemandCapacityUnits"),
    }
