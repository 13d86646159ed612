"""The EMR calls: read the request, call the backend, give the answer's shape.

A call on a cluster of instance groups goes on to moto's own method.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from moto.core.responses import TYPE_RESPONSE, ActionResult, BaseResponse, EmptyResult
from moto.emr.models import emr_backends
from moto.emr.responses import ElasticMapReduceResponse

from haveli.local.clock import clock
from haveli.local.extensions.emr import describe, exceptions, models, releases, rules
from haveli.local.extensions.emr import step as steps
from haveli.local.extensions.emr.cluster import Cluster
from haveli.local.extensions.emr.models import EmrBackend
from haveli.local.extensions.emr.pages import page
from haveli.local.extensions.emr.specs import Targets, parse_type

Call = Callable[["EmrResponse"], ActionResult]

# GetClusterSessionCredentials gives temporary ones (API reference, read 2026-11: ExpiresAt). The length is ours.
_CREDENTIALS_LIVE = timedelta(hours=12)


def on_fleets(call: Call) -> Call:
    """Marks a call that moto's own method serves when the cluster has instance groups."""

    @wraps(call)
    def chosen(self: EmrResponse) -> ActionResult:
        if isinstance(self.found(), Cluster):
            return call(self)
        moto_call: Call = getattr(ElasticMapReduceResponse, call.__name__)
        return moto_call(self)

    return chosen


class EmrResponse(ElasticMapReduceResponse):
    """One request to EMR."""

    def get_region_from_url(self, request: Any, full_url: str) -> str:
        """The region of the signature's credential scope: the local cloud has one host for all regions."""
        return str(BaseResponse.get_region_from_url(self, request, full_url))

    @property
    def backend(self) -> EmrBackend:
        backend: EmrBackend = emr_backends[self.current_account][self.region]
        return backend

    @property
    def request(self) -> dict[str, Any]:
        """The request's members, as the client sent them."""
        return json.loads(self.body) if self.body else {}

    def call_action(self) -> TYPE_RESPONSE:
        with models.lock:
            return super().call_action()

    def found(self) -> Any:
        """The cluster that the request names, whichever member names it."""
        request = self.request
        return self.backend.find(request.get("ClusterId") or request.get("JobFlowId") or request["ResourceId"])

    # Clusters

    def run_job_flow(self) -> ActionResult:
        if not self.request.get("Instances", {}).get("InstanceFleets"):
            return super().run_job_flow()
        cluster = self.backend.run_fleets(self.request)
        return ActionResult({"JobFlowId": cluster.id, "ClusterArn": cluster.arn})

    @on_fleets
    def describe_cluster(self) -> ActionResult:
        return ActionResult({"Cluster": describe.cluster_shape(self.found())})

    def list_clusters(self) -> ActionResult:
        request = self.request
        found = self.backend.all_clusters(
            request.get("ClusterStates", ()),
            _moment(request.get("CreatedAfter")),
            _moment(request.get("CreatedBefore")),
        )
        return self._page("Clusters", [_summary(each) for each in found])

    def terminate_job_flows(self) -> ActionResult:
        self.backend.terminate_clusters(self.request["JobFlowIds"])
        return EmptyResult()

    @on_fleets
    def modify_cluster(self) -> ActionResult:
        settings = self.found().settings
        settings.step_concurrency = self.request.get("StepConcurrencyLevel", settings.step_concurrency)
        settings.extended_support = self.request.get("ExtendedSupport", settings.extended_support)
        answer = {"StepConcurrencyLevel": settings.step_concurrency, "ExtendedSupport": settings.extended_support}
        return ActionResult({member: value for member, value in answer.items() if value is not None})

    def set_termination_protection(self) -> ActionResult:
        return self._set_for_all("termination_protected", "TerminationProtected")

    def set_keep_job_flow_alive_when_no_steps(self) -> ActionResult:
        return self._set_for_all("keep_alive", "KeepJobFlowAliveWhenNoSteps")

    def set_visible_to_all_users(self) -> ActionResult:
        return self._set_for_all("visible_to_all_users", "VisibleToAllUsers")

    def set_unhealthy_node_replacement(self) -> ActionResult:
        return self._set_for_all("unhealthy_node_replacement", "UnhealthyNodeReplacement")

    @on_fleets
    def list_bootstrap_actions(self) -> ActionResult:
        actions = self.found().request.get("BootstrapActions", ())
        return self._page("BootstrapActions", [describe.command_shape(action) for action in actions])

    # Fleets and instances

    def list_instance_fleets(self) -> ActionResult:
        cluster = self._fleet_cluster("ListInstanceFleets")
        return self._page("InstanceFleets", [describe.fleet_shape(fleet) for fleet in cluster.fleets])

    def add_instance_fleet(self) -> ActionResult:
        cluster = self._fleet_cluster("AddInstanceFleet")
        fleet = self.backend.add_fleet(cluster, self.request["InstanceFleet"])
        return ActionResult({"ClusterId": cluster.id, "InstanceFleetId": fleet.id, "ClusterArn": cluster.arn})

    def modify_instance_fleet(self) -> ActionResult:
        cluster = self._fleet_cluster("ModifyInstanceFleet")
        change = self.request["InstanceFleet"]
        fleet = cluster.fleet(change["InstanceFleetId"])
        if fleet is None:
            raise exceptions.no_such_fleet(change["InstanceFleetId"])
        if "TargetOnDemandCapacity" not in change or "TargetSpotCapacity" not in change:
            raise exceptions.target_missing(fleet.id)
        if not cluster.up:
            raise exceptions.cluster_not_modifiable()
        if "InstanceTypeConfigs" in change:
            fleet.types = tuple(parse_type(config) for config in change["InstanceTypeConfigs"])
        fleet.resize_specs = change.get("ResizeSpecifications", fleet.resize_specs)
        fleet.resize(Targets(change["TargetOnDemandCapacity"], change["TargetSpotCapacity"]), cluster.at)
        return EmptyResult()

    @on_fleets
    def list_instances(self) -> ActionResult:
        request = self.request
        if "InstanceGroupId" in request or "InstanceGroupTypes" in request:
            raise exceptions.groups_call_on_fleets("ListInstances")
        chosen = [
            describe.instance_shape(instance)
            for fleet in self.found().fleets
            if request.get("InstanceFleetId", fleet.id) == fleet.id
            and request.get("InstanceFleetType", fleet.role) == fleet.role
            for instance in fleet.instances
            if instance.state in request.get("InstanceStates", (instance.state,))
        ]
        return self._page("Instances", chosen)

    @on_fleets
    def list_instance_groups(self) -> ActionResult:
        raise exceptions.groups_call_on_fleets("ListInstanceGroups")

    @on_fleets
    def add_instance_groups(self) -> ActionResult:
        raise exceptions.groups_call_on_fleets("AddInstanceGroups")

    @on_fleets
    def put_auto_scaling_policy(self) -> ActionResult:
        raise exceptions.groups_call_on_fleets("PutAutoScalingPolicy")

    def describe_job_flows(self) -> ActionResult:
        raise exceptions.ValidationFailed(
            "DescribeJobFlows is deprecated and not part of the local cloud: call ListClusters and DescribeCluster."
        )

    # Steps

    @on_fleets
    def add_job_flow_steps(self) -> ActionResult:
        cluster = self.found()
        if not cluster.live or cluster.ending:
            raise exceptions.ValidationFailed(
                "A job flow that is shutting down, terminated, or finished may not be modified."
            )
        added = cluster.add_steps(self.request["Steps"], self.request.get("ExecutionRoleArn"))
        return ActionResult({"StepIds": [step.id for step in added]})

    @on_fleets
    def list_steps(self) -> ActionResult:
        ids, states = self.request.get("StepIds"), self.request.get("StepStates")
        newest_first = reversed(self.found().steps)
        chosen = [
            describe.step_summary(step)
            for step in newest_first
            if (not ids or step.id in ids) and (not states or step.state in states)
        ]
        return self._page("Steps", chosen)

    @on_fleets
    def describe_step(self) -> ActionResult:
        step = self.backend.find_step(self.found(), self.request["StepId"])
        return ActionResult({"Step": describe.step_shape(step)})

    def cancel_steps(self) -> ActionResult:
        cluster = self._fleet_cluster("CancelSteps")
        option = self.request.get("StepCancellationOption", "SEND_INTERRUPT")
        results = [_cancel(cluster, self.backend.find_step(cluster, each), option) for each in self.request["StepIds"]]
        return ActionResult({"CancelStepsInfoList": results})

    # Policies

    def put_auto_termination_policy(self) -> ActionResult:
        cluster = self._fleet_cluster("PutAutoTerminationPolicy")
        seconds = self.request.get("AutoTerminationPolicy", {}).get("IdleTimeout")
        for fault in rules.idle_fault(seconds):
            raise exceptions.ValidationFailed(fault)
        cluster.set_idle_timeout(seconds)
        return EmptyResult()

    def get_auto_termination_policy(self) -> ActionResult:
        seconds = self._fleet_cluster("GetAutoTerminationPolicy").settings.idle_timeout
        return ActionResult({} if seconds is None else {"AutoTerminationPolicy": {"IdleTimeout": seconds}})

    def remove_auto_termination_policy(self) -> ActionResult:
        self._fleet_cluster("RemoveAutoTerminationPolicy").set_idle_timeout(None)
        return EmptyResult()

    def put_managed_scaling_policy(self) -> ActionResult:
        cluster = self._fleet_cluster("PutManagedScalingPolicy")
        for fault in rules.compute_limits_faults(self.request["ManagedScalingPolicy"].get("ComputeLimits", {})):
            raise exceptions.ValidationFailed(fault)
        cluster.settings.managed_scaling = self.request["ManagedScalingPolicy"]
        return EmptyResult()

    def get_managed_scaling_policy(self) -> ActionResult:
        policy = self._fleet_cluster("GetManagedScalingPolicy").settings.managed_scaling
        return ActionResult({} if policy is None else {"ManagedScalingPolicy": policy})

    def remove_managed_scaling_policy(self) -> ActionResult:
        self._fleet_cluster("RemoveManagedScalingPolicy").settings.managed_scaling = None
        return EmptyResult()

    # Account and region

    def list_security_configurations(self) -> ActionResult:
        known = self.backend.security_configurations.values()
        summaries = [{"Name": each.name, "CreationDateTime": each.creation_date_time} for each in known]
        return self._page("SecurityConfigurations", summaries)

    def get_block_public_access_configuration(self) -> ActionResult:
        return ActionResult(self.backend.public_access_block())

    def put_block_public_access_configuration(self) -> ActionResult:
        self.backend.block_public_access(self.request["BlockPublicAccessConfiguration"])
        return EmptyResult()

    def get_cluster_session_credentials(self) -> ActionResult:
        cluster = self._fleet_cluster("GetClusterSessionCredentials")
        if not cluster.up:
            raise exceptions.InvalidRequest(f"Cluster {cluster.id} is not running or waiting.")
        login = {"Username": f"user{secrets.token_hex(8)}", "Password": secrets.token_urlsafe(24)}
        return ActionResult({"Credentials": {"UsernamePassword": login}, "ExpiresAt": clock.now() + _CREDENTIALS_LIVE})

    def list_release_labels(self) -> ActionResult:
        filters = self.request.get("Filters", {})
        labels = self.backend.release_labels(filters.get("Prefix", ""), filters.get("Application"))
        return ActionResult({"ReleaseLabels": labels})

    def describe_release_label(self) -> ActionResult:
        label = self.request.get("ReleaseLabel", "")
        if label not in self.backend.release_labels("", None):
            raise exceptions.InvalidRequest(f"The supplied release label is invalid: {label}.")
        return ActionResult({"ReleaseLabel": label, "Applications": releases.carried(label)})

    def _fleet_cluster(self, operation: str) -> Cluster:
        return self.backend.fleet_cluster(self.request["ClusterId"], operation)

    def _page(self, member: str, items: Sequence[Any]) -> ActionResult:
        return ActionResult(page(member, items, self.request.get("Marker")))

    def _set_for_all(self, setting: str, member: str) -> ActionResult:
        """Sets one setting of every cluster of a call of the older half of the API."""
        for found in self.backend.find_job_flows(self.request["JobFlowIds"]):
            setattr(found.settings if isinstance(found, Cluster) else found, setting, self.request[member])
        return EmptyResult()


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _summary(found: Any) -> Any:
    return describe.cluster_summary(found) if isinstance(found, Cluster) else found


def _cancel(cluster: Cluster, step: steps.Step, option: str) -> Mapping[str, str]:
    """CancelSteps for one step: a waiting one always, a running one when it is to be ended (API reference)."""
    if step.state == steps.PENDING or (step.state == steps.RUNNING and option == "TERMINATE_PROCESS"):
        cluster.cancel_step(step)
        return {"StepId": step.id, "Status": "SUBMITTED"}
    return {"StepId": step.id, "Status": "FAILED", "Reason": f"The step is {step.state} and cannot be cancelled."}
