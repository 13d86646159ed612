"""The EKS backend: the clusters of one account and region, at the clock's time.

Every way to a cluster first takes away what has ended by then. The response class holds `lock` for the length of a
call.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from moto.core.base_backend import BaseBackend
from moto.utilities.utils import get_partition

from haveli.local.clock import clock
from haveli.local.extensions.eks import access, addon, exceptions, node_group, pod_identity
from haveli.local.extensions.eks.cluster import Cluster, new_cluster
from haveli.local.extensions.eks.network import Surroundings
from haveli.local.extensions.eks.record import Facts, Record, Update
from haveli.local.extensions.eks.timings import QUICK, Timings

lock = threading.RLock()


class EksBackend(BaseBackend):
    """One account and region."""

    #: The durations of what begins from now on.
    timings: Timings = QUICK

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.clusters: dict[str, Cluster] = {}
        self.around = Surroundings(account_id, region_name, get_partition(region_name))

    def now(self) -> datetime:
        """The time; what has ended by then is gone."""
        moment = clock.now()
        for name in [name for name, cluster in self.clusters.items() if cluster.is_gone(moment)]:
            cluster = self.clusters.pop(name)
            group = cluster.facts["resourcesVpcConfig"]["clusterSecurityGroupId"]
            self.around.take_away(cluster.interfaces, group)
        for cluster in self.clusters.values():
            _sweep(cluster, moment)
        return moment

    def cluster(self, name: str) -> tuple[Cluster, datetime]:
        """The cluster of this name, and the time that it is seen at. Raises ResourceNotFoundException."""
        moment = self.now()
        if name not in self.clusters:
            raise exceptions.no_cluster(name)
        return self.clusters[name], moment

    def create_cluster(self, request: Mapping[str, Any], creator: str) -> Facts:
        """CreateCluster; its creator becomes an administrator unless the request says otherwise."""
        name, moment = request["name"], self.now()
        if name in self.clusters:
            raise exceptions.ResourceInUseException(f"Cluster already exists with name: {name}", clusterName=name)
        cluster = new_cluster(request, self.around, moment, self.timings.cluster)
        self.clusters[name] = cluster
        config = request.get("accessConfig") or {}
        if config.get("bootstrapClusterCreatorAdminPermissions", True) and config.get("authenticationMode") in (
            "API",
            "API_AND_CONFIG_MAP",
        ):
            access.admit_creator(cluster, creator, moment)
        return cluster.describe(moment)

    def delete_cluster(self, name: str) -> Facts:
        """DeleteCluster. Raises ResourceInUseException while node groups are there."""
        cluster, moment = self.cluster(name)
        if cluster.facts["deletionProtection"]:
            raise exceptions.InvalidRequestException(f"Deletion protection is enabled for {name}", clusterName=name)
        if cluster.node_groups:
            names = ",".join(cluster.node_groups)
            raise exceptions.ResourceInUseException(
                "Cluster has nodegroups attached", clusterName=name, nodegroupName=names
            )
        cluster.end(moment, self.timings.deletion)
        return cluster.describe(moment)

    def create_node_group(self, request: Mapping[str, Any]) -> Facts:
        """CreateNodegroup."""
        cluster, moment = self.cluster(request["clusterName"])
        group = node_group.create(cluster, request, moment, self.timings.node_group)
        access.admit_nodes(cluster, request["nodeRole"], moment)
        return node_group.described(group, moment)

    def create_addon(self, request: Mapping[str, Any]) -> Facts:
        """CreateAddon."""
        cluster, moment = self.cluster(request["clusterName"])
        return addon.described(cluster, addon.create(cluster, request, moment, self.timings.addon), moment)

    def update(self, request: Mapping[str, Any]) -> Update:
        """The update that a request names, of a cluster or of something in it. Raises ResourceNotFoundException."""
        record = self.record(request)
        identity = request["updateId"]
        if identity not in record.updates:
            raise exceptions.ResourceNotFoundException(f"No update found for ID: {identity}")
        return record.updates[identity]

    def record(self, request: Mapping[str, Any]) -> Record:
        """The node group or the add-on that a request names, else its cluster."""
        cluster, _ = self.cluster(request["name"])
        if request.get("nodegroupName"):
            return node_group.find(cluster, request["nodegroupName"])
        return addon.find(cluster, request["addonName"]) if request.get("addonName") else cluster

    def tags(self, arn: str) -> dict[str, str]:
        """The tags, to be changed, of what has this ARN. Raises NotFoundException."""
        self.now()
        for facts in self._tagged():
            if arn in (facts.get(member) for member in ("arn", "nodegroupArn", "addonArn", "accessEntryArn")):
                return _tags(facts)
            if arn == facts.get("associationArn"):
                return _tags(facts)
        raise exceptions.NotFoundException(f"No resource found for ARN {arn}")

    def _tagged(self) -> Iterator[Facts]:
        for cluster in self.clusters.values():
            yield cluster.facts
            yield from (record.facts for record in (*cluster.node_groups.values(), *cluster.addons.values()))
            yield from (*cluster.access_entries.values(), *cluster.pod_identities.values())


def _sweep(cluster: Cluster, moment: datetime) -> None:
    gone = [name for name, addon_record in cluster.addons.items() if addon_record.is_gone(moment)]
    for name in gone:
        pod_identity.remove_owned(cluster, cluster.addons.pop(name).facts["addonArn"])
    ended = [name for name, group in cluster.node_groups.items() if group.is_gone(moment)]
    roles = {cluster.node_groups.pop(name).facts["nodeRole"] for name in ended}
    roles -= {group.facts["nodeRole"] for group in cluster.node_groups.values()}
    for role in roles:
        # EKS takes back the entry that it made, once no node group uses the role.
        if cluster.access_entries.get(role, {}).get("type") == "EC2_LINUX":
            del cluster.access_entries[role], cluster.access_policies[role]


def _tags(facts: Facts) -> dict[str, str]:
    tags: dict[str, str] = facts["tags"]
    return tags
