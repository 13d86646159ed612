"""The EMR backend: moto's, with clusters of instance fleets on our state machines.

Clusters of both kinds live in moto's `clusters`; every way to one of ours first advances it to the clock's time. The
response class holds `lock` for the length of a call.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from ipaddress import IPv4Network
from typing import Any, ClassVar

from moto.core.utils import unix_time
from moto.ec2.exceptions import InvalidSubnetIdError
from moto.emr.models import ElasticMapReduceBackend

from haveli.local.clock import clock
from haveli.local.extensions.emr import exceptions, releases, rules
from haveli.local.extensions.emr.addresses import Naming, Subnet
from haveli.local.extensions.emr.cluster import Cluster, Settings, new_cluster_id
from haveli.local.extensions.emr.fleet import Fleet
from haveli.local.extensions.emr.instance import Reason
from haveli.local.extensions.emr.site import Site
from haveli.local.extensions.emr.specs import FleetSpec, parse_fleet
from haveli.local.extensions.emr.step import Step
from haveli.local.extensions.emr.timings import QUICK, Timings

lock = threading.RLock()

# Stands for a subnet that does not exist: it has no address to give.
_NO_NETWORK = IPv4Network("0.0.0.0/32")
_MULTIPLE_PRIMARIES = 3

# What a new account has (EMR management guide, "Block public access", read 2026-11).
_FIRST_PUBLIC_ACCESS = {
    "BlockPublicSecurityGroupRules": True,
    "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22, "MaxRange": 22}],
}


class EmrBackend(ElasticMapReduceBackend):
    """One account and region."""

    #: The durations of new clusters.
    timings: ClassVar[Timings] = QUICK
    #: How the instances of new clusters are named; `loopback` where programs on this machine stand for them.
    naming: ClassVar[Naming] = "ec2"

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.subnets: dict[str, Subnet] = {}
        self.public_access: Mapping[str, Any] | None = None

    def find(self, cluster_id: str) -> Any:
        """The cluster, at the clock's time: ours, or moto's own for instance groups."""
        if cluster_id not in self.clusters:
            raise exceptions.no_such_cluster(cluster_id)
        found = self.clusters[cluster_id]
        if isinstance(found, Cluster):
            found.advance(clock.now())
        return found

    def find_job_flows(self, cluster_ids: Sequence[str]) -> list[Any]:
        """The clusters of a call of the older half of the API, which names them job flows."""
        if any(cluster_id not in self.clusters for cluster_id in cluster_ids):
            raise exceptions.no_such_job_flow()
        return [self.find(cluster_id) for cluster_id in cluster_ids]

    def fleet_cluster(self, cluster_id: str, operation: str) -> Cluster:
        """A cluster of fleets; one of groups is refused as EMR does."""
        found = self.find(cluster_id)
        if not isinstance(found, Cluster):
            raise exceptions.fleets_call_on_groups(operation)
        return found

    def run_fleets(self, request: Mapping[str, Any]) -> Cluster:
        """RunJobFlow with instance fleets. A fault of the request is refused, one of the network shows later."""
        specs = [parse_fleet(config) for config in request["Instances"]["InstanceFleets"]]
        self._check(request, specs)
        subnet, flaw = self._subnet(request["Instances"])
        cluster = self._new_cluster(request, specs, subnet)
        cluster.flaw = flaw or self._own_security_groups(cluster)
        cluster.begin(specs, request.get("Steps", ()))
        self.clusters[cluster.id] = cluster
        return cluster

    def add_fleet(self, cluster: Cluster, config: Mapping[str, Any]) -> Fleet:
        """AddInstanceFleet: a task fleet for a cluster that has none."""
        spec = parse_fleet(config)
        present = [_spec_of(fleet) for fleet in cluster.fleets]
        faults = [
            *rules.fleet_faults(spec, cluster.request.get("ReleaseLabel")),
            *rules.roles_fault([*present, spec]),
            *rules.diversity_fault([*present, spec]),
            *self._unsupported_types(cluster.request.get("ReleaseLabel"), [spec]),
        ]
        if faults:
            raise exceptions.InvalidRequest(faults[0])
        if not cluster.live or cluster.ending:
            raise exceptions.InvalidRequest("An instance fleet may not be added to a cluster that is terminating.")
        return cluster.add_fleet(spec)

    def terminate_clusters(self, cluster_ids: Sequence[str]) -> None:
        """TerminateJobFlows: ends what may be ended, then refuses the call if something was protected."""
        protected = False
        for found in self.find_job_flows(cluster_ids):
            if not isinstance(found, Cluster):
                super().terminate_job_flows([found.id])
            elif found.settings.termination_protected and found.live:
                protected = True
            else:
                found.terminate()
        if protected:
            raise exceptions.termination_protected()

    def all_clusters(self, states: Sequence[str], after: datetime | None, before: datetime | None) -> list[Any]:
        """ListClusters: the newest first, of both kinds."""
        found = [self.find(cluster_id) for cluster_id in self.clusters]
        chosen = [
            each
            for each in found
            if (not states or _state(each) in states) and _created_between(_created(each), after, before)
        ]
        return sorted(chosen, key=_created, reverse=True)

    def add_tags(self, cluster_id: str, tags: dict[str, str]) -> None:
        found = self.find(cluster_id)
        if isinstance(found, Cluster):
            found.tags.update(tags)
        else:
            super().add_tags(cluster_id, tags)

    def remove_tags(self, cluster_id: str, tag_keys: list[str]) -> None:
        found = self.find(cluster_id)
        if not isinstance(found, Cluster):
            super().remove_tags(cluster_id, tag_keys)
            return
        for key in tag_keys:
            found.tags.pop(key, None)

    def find_step(self, cluster: Cluster, step_id: str) -> Step:
        for step in cluster.steps:
            if step.id == step_id:
                return step
        raise exceptions.no_such_step(step_id)

    def public_access_block(self) -> Mapping[str, Any]:
        """The account's block of public access in this region; a new account blocks all but SSH."""
        if self.public_access is None:
            self.block_public_access(_FIRST_PUBLIC_ACCESS)
        return self.public_access or {}

    def block_public_access(self, configuration: Mapping[str, Any]) -> None:
        self.public_access = {
            "BlockPublicAccessConfiguration": configuration,
            "BlockPublicAccessConfigurationMetadata": {
                "CreationDateTime": clock.now(),
                "CreatedByArn": f"arn:{self.partition}:iam::{self.account_id}:root",
            },
        }

    def release_labels(self, prefix: str, application: str | None) -> list[str]:
        """The region's releases, the newest first, as moto's data has them."""
        labels = [label for label in self._release_labels if label.startswith(prefix)]
        if application is None:
            return labels
        name = application.split("@")[0].lower()
        return [label for label in labels if name in (each["Name"].lower() for each in releases.carried(label))]

    def _new_cluster(self, request: Mapping[str, Any], specs: Sequence[FleetSpec], subnet: Subnet) -> Cluster:
        now = clock.now()
        cluster_id = new_cluster_id()
        asked_applications = request.get("Applications", ())
        resolved = {**request, "Applications": releases.applications(request.get("ReleaseLabel"), asked_applications)}
        return Cluster(
            id=cluster_id,
            name=request["Name"],
            arn=f"arn:{self.partition}:elasticmapreduce:{self.region_name}:{self.account_id}:cluster/{cluster_id}",
            request=resolved,
            site=Site(self.timings, subnet),
            settings=_settings(request, specs),
            tags={tag["Key"]: tag.get("Value", "") for tag in request.get("Tags", ())},
            created_at=now,
            at=now,
        )

    def _check(self, request: Mapping[str, Any], specs: Sequence[FleetSpec]) -> None:
        """Refuses the first fault of a RunJobFlow."""
        for fault in self._faults(request, specs):
            raise exceptions.ValidationFailed(fault)
        name = request.get("SecurityConfiguration")
        if name is not None and name not in self.security_configurations:
            raise exceptions.no_such_security_configuration(name)

    def _faults(self, request: Mapping[str, Any], specs: Sequence[FleetSpec]) -> Iterator[str]:
        release = request.get("ReleaseLabel")
        if release not in self._release_labels:
            yield f"The supplied release label is invalid: {release}."
        yield from rules.faults(specs, release)
        yield from self._unsupported_types(release, specs)
        if "AutoTerminationPolicy" in request:
            yield from rules.idle_fault(request["AutoTerminationPolicy"].get("IdleTimeout"))

    def _unsupported_types(self, release: str | None, specs: Sequence[FleetSpec]) -> list[str]:
        supported = self._get_instance_type_names(release)
        names = dict.fromkeys(each.name for spec in specs for each in spec.types)
        return [f"Instance type '{name}' is not supported." for name in names if name not in supported]

    def _subnet(self, instances: Mapping[str, Any]) -> tuple[Subnet, Reason | None]:
        """The subnet that the cluster stands in; EMR takes one of those that the request names."""
        asked = instances.get("Ec2SubnetIds") or [instances.get("Ec2SubnetId") or self._default_subnet_id()]
        for subnet_id in asked:
            try:
                found = self.ec2_backend.get_subnet(subnet_id)
            except InvalidSubnetIdError as error:
                fault = f"The VPC/subnet configuration was invalid: {error.message}"
                continue
            return self._known_subnet(found), None
        return Subnet(asked[0], self.region_name, "", _NO_NETWORK, public=False), Reason("VALIDATION_ERROR", fault)

    def _default_subnet_id(self) -> str:
        return str(next(iter(self.ec2_backend.get_default_subnets().values())).id)

    def _known_subnet(self, found: Any) -> Subnet:
        if found.id not in self.subnets:
            public = str(found.map_public_ip_on_launch).lower() == "true"
            network = IPv4Network(found.cidr_block)
            self.subnets[found.id] = Subnet(
                found.id, self.region_name, found.availability_zone, network, public, self.naming
            )
        return self.subnets[found.id]

    def _own_security_groups(self, cluster: Cluster) -> Reason | None:
        """Lets moto find or make the three managed groups and write EMR's rules into them, as EMR does."""
        instances = {**cluster.request["Instances"]}
        keys = ("EmrManagedMasterSecurityGroup", "EmrManagedSlaveSecurityGroup", "ServiceAccessSecurityGroup")
        try:
            ids = self._manage_security_groups(cluster.site.subnet.id, *(instances.get(key) for key in keys))
        except ValueError as error:
            return Reason("VALIDATION_ERROR", f"The VPC/subnet configuration was invalid: {error}")
        cluster.request = {**cluster.request, "Instances": {**instances, **dict(zip(keys, ids, strict=True))}}
        return None


def _settings(request: Mapping[str, Any], specs: Sequence[FleetSpec]) -> Settings:
    """What RunJobFlow sets. Three primaries switch on termination protection and keep the cluster alive.

    (EMR management guide, "High availability": protection is on whatever the request says; read 2026-11.)
    """
    instances = request["Instances"]
    multiple = any(spec.role == "MASTER" and spec.targets.total == _MULTIPLE_PRIMARIES for spec in specs)
    return Settings(
        termination_protected=multiple or instances.get("TerminationProtected", False),
        keep_alive=multiple or instances.get("KeepJobFlowAliveWhenNoSteps", False),
        visible_to_all_users=request.get("VisibleToAllUsers", True),
        unhealthy_node_replacement=instances.get("UnhealthyNodeReplacement", False),
        step_concurrency=request.get("StepConcurrencyLevel", 1),
        idle_timeout=request.get("AutoTerminationPolicy", {}).get("IdleTimeout"),
        managed_scaling=request.get("ManagedScalingPolicy"),
        extended_support=request.get("ExtendedSupport"),
    )


def _spec_of(fleet: Fleet) -> FleetSpec:
    return FleetSpec(fleet.role, fleet.name, fleet.targets, fleet.types, fleet.launch, fleet.resize_specs)


def _state(found: Any) -> str:
    return str(found.state)


def _created(found: Any) -> datetime:
    return found.created_at if isinstance(found, Cluster) else found.creation_datetime


def _created_between(created: datetime, after: datetime | None, before: datetime | None) -> bool:
    moment = unix_time(created.replace(tzinfo=None))
    return (after is None or moment > after.timestamp()) and (before is None or moment < before.timestamp())
