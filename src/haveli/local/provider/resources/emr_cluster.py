"""aws_emr_cluster: a cluster of instance fleets.

As in the genuine provider: creation waits until the cluster is RUNNING or WAITING and names EMR's reason when it ends
instead; destruction is refused under termination protection; an ended cluster reads as gone; the primary and core
fleets are part of the cluster, so that a change of theirs replaces it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources import emr_fleets
from haveli.local.provider.resources.emr_cluster_request import auto_termination, run_job_flow
from haveli.local.provider.resources.emr_cluster_state import reported
from haveli.local.provider.resources.emr_states import find_cluster
from haveli.local.provider.resources.errors import after_creation
from haveli.local.provider.resources.tags import removed, tag_list, written

CREATE_SECONDS = 75 * 60
DELETE_SECONDS = 20 * 60
UP_STATES = ("RUNNING", "WAITING")
COMING_STATES = ("STARTING", "BOOTSTRAPPING")

#: The range of an idle timeout (EMR API reference, AutoTerminationPolicy, read 2026-11).
IDLE_SECONDS = range(60, 604_801)
#: The range of steps at once (EMR API reference, RunJobFlow, read 2026-11).
STEP_CONCURRENCY = range(1, 257)


def log_form(uri: Any) -> Any:
    """A log address without the scheme of EMR's own file system, in which EMR gives it back."""
    return uri.replace("s3n://", "s3://", 1) if isinstance(uri, str) else uri


def configurations_form(text: Any) -> Any:
    """The meaning of `configurations_json`: empty properties and configurations say nothing."""
    found = json_form(text)
    return [_meaning(each) for each in found] if isinstance(found, list) else found


def _meaning(configuration: Any) -> Any:
    if not isinstance(configuration, dict):
        return configuration
    inner = [_meaning(each) for each in configuration.get("Configurations") or ()]
    return {key: value for key, value in {**configuration, "Configurations": inner}.items() if value}


class EmrCluster(Resource):
    name = "aws_emr_cluster"
    not_emulated = "Instance groups are refused: clusters have fleets."
    force_new = frozenset(
        {
            "additional_info",
            "applications",
            "autoscaling_role",
            "bootstrap_action",
            "configurations",
            "configurations_json",
            "core_instance_fleet",
            "custom_ami_id",
            "ebs_root_volume_size",
            "ec2_attributes",
            "keep_job_flow_alive_when_no_steps",
            "kerberos_attributes",
            "log_encryption_kms_key_id",
            "log_uri",
            "master_instance_fleet",
            "name",
            "os_release_label",
            "placement_group_config",
            "release_label",
            "scale_down_behavior",
            "security_configuration",
            "service_role",
            "step",
        }
    )
    defaults = {
        "visible_to_all_users": True,
        "unhealthy_node_replacement": False,
        "step_concurrency_level": 1,
        **emr_fleets.defaults("master_instance_fleet."),
        **emr_fleets.defaults("core_instance_fleet."),
    }
    same = {"configurations_json": configurations_form, "log_uri": log_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from _kind_problems(config)
        yield from _range_problems(config)
        for block in ("master_instance_fleet", "core_instance_fleet"):
            for index, fleet in _items(config.get(block)):
                yield from emr_fleets.problems(fleet, (block, index))

    def create(self, ctx: Context, planned: Values) -> str:
        emr = ctx.client("emr")
        cluster_id = str(emr.run_job_flow(**run_job_flow(planned))["JobFlowId"])
        with after_creation({"id": cluster_id}):
            ctx.wait(
                lambda: _when_up(emr, cluster_id), what=f"EMR cluster {cluster_id} to be up", seconds=CREATE_SECONDS
            )
            if not planned.get("termination_protection"):
                # EMR switches it on for three primaries; the genuine provider then switches it off (facts/emr.md).
                emr.set_termination_protection(JobFlowIds=[cluster_id], TerminationProtected=False)
        return cluster_id

    def read(self, ctx: Context, state: Values) -> Values | None:
        cluster = find_cluster(ctx, state["id"])
        return None if cluster is None else reported(ctx.client("emr"), cluster, state)

    def update(self, ctx: Context, change: Change) -> None:
        emr, cluster_id = ctx.client("emr"), change.after["id"]
        if change.touches("termination_protection"):
            value = bool(change.after["termination_protection"])
            emr.set_termination_protection(JobFlowIds=[cluster_id], TerminationProtected=value)
        if change.touches("visible_to_all_users"):
            value = bool(change.after["visible_to_all_users"])
            emr.set_visible_to_all_users(JobFlowIds=[cluster_id], VisibleToAllUsers=value)
        if change.touches("unhealthy_node_replacement"):
            value = bool(change.after["unhealthy_node_replacement"])
            emr.set_unhealthy_node_replacement(JobFlowIds=[cluster_id], UnhealthyNodeReplacement=value)
        if change.touches("step_concurrency_level"):
            emr.modify_cluster(ClusterId=cluster_id, StepConcurrencyLevel=change.after["step_concurrency_level"])
        if change.touches("auto_termination_policy"):
            _set_auto_termination(emr, cluster_id, auto_termination(change.after))
        if change.touches("tags_all"):
            _write_tags(emr, cluster_id, change)

    def delete(self, ctx: Context, state: Values) -> None:
        cluster_id = state["id"]
        if find_cluster(ctx, cluster_id) is None:
            return
        ctx.client("emr").terminate_job_flows(JobFlowIds=[cluster_id])
        ctx.wait(
            lambda: True if find_cluster(ctx, cluster_id) is None else None,
            what=f"EMR cluster {cluster_id} to be terminated",
            seconds=DELETE_SECONDS,
        )


def _when_up(emr: Any, cluster_id: str) -> bool | None:
    """True when the cluster takes work, None while it comes up; an end instead is an error with EMR's reason."""
    status = emr.describe_cluster(ClusterId=cluster_id)["Cluster"]["Status"]
    if status["State"] in UP_STATES:
        return True
    if status["State"] in COMING_STATES:
        return None
    raise RuntimeError(f"EMR cluster {cluster_id} did not come up: {status['State']}: {_reason(status)}")


def _reason(status: Mapping[str, Any]) -> str:
    reason = status.get("StateChangeReason", {})
    return f"{reason.get('Code', 'no reason')}: {reason.get('Message', '')}"


def _set_auto_termination(emr: Any, cluster_id: str, policy: dict[str, int] | None) -> None:
    if policy is None:
        emr.remove_auto_termination_policy(ClusterId=cluster_id)
    else:
        emr.put_auto_termination_policy(ClusterId=cluster_id, AutoTerminationPolicy=policy)


def _write_tags(emr: Any, cluster_id: str, change: Change) -> None:
    if removed(change):
        emr.remove_tags(ResourceId=cluster_id, TagKeys=removed(change))
    if written(change):
        emr.add_tags(ResourceId=cluster_id, Tags=tag_list(written(change)))


def _kind_problems(config: Values) -> Iterable[Problem]:
    """Clusters of instance groups are not what this platform builds; the local cloud says so at once."""
    for block in ("master_instance_group", "core_instance_group"):
        if config.get(block):
            yield Problem("Not in the local cloud", "Its EMR clusters have instance fleets, not groups.", (block,))
    if not config.get("master_instance_fleet") and not config.get("master_instance_group"):
        yield Problem(
            "Invalid combination of arguments",
            'one of "master_instance_fleet", "master_instance_group" must be specified',
        )
    if config.get("configurations") and config.get("configurations_json"):
        yield Problem("Conflicting configuration arguments", '"configurations" conflicts with "configurations_json"')


def _range_problems(config: Values) -> Iterable[Problem]:
    level = config.get("step_concurrency_level")
    if isinstance(level, int) and level not in STEP_CONCURRENCY:
        detail = f"expected step_concurrency_level to be in the range (1 - 256), got {level}"
        yield Problem("Invalid value", detail, ("step_concurrency_level",))
    for index, policy in _items(config.get("auto_termination_policy")):
        seconds = policy.get("idle_timeout")
        if isinstance(seconds, int) and seconds not in IDLE_SECONDS:
            detail = f"expected idle_timeout to be in the range (60 - 604800), got {seconds}"
            yield Problem("Invalid value", detail, ("auto_termination_policy", index, "idle_timeout"))


def _items(block: Any) -> Iterable[tuple[int, Values]]:
    for index, item in enumerate(block if isinstance(block, list) else ()):
        if item is not UNKNOWN:
            yield index, item
