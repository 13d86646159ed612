"""The ElastiCache calls: read the request, call the backend, give the answer's shape. Other calls are moto's."""

from __future__ import annotations

from typing import Any

from moto.core.responses import TYPE_RESPONSE, ActionResult, PaginatedResult
from moto.elasticache.models import elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse

from haveli.local.extensions.elasticache import models
from haveli.local.extensions.elasticache.exceptions import InvalidParameterValue
from haveli.local.extensions.elasticache.models import CacheBackend


class CacheResponse(ElastiCacheResponse):
    """One request to ElastiCache."""

    @property
    def backend(self) -> CacheBackend:
        backend: CacheBackend = elasticache_backends[self.current_account][self.region]
        return backend

    @property
    def request(self) -> dict[str, Any]:
        """The request's members."""
        return dict(self.params)

    def call_action(self) -> TYPE_RESPONSE:
        with models.lock:
            return super().call_action()

    # Replication groups

    def create_replication_group(self) -> ActionResult:
        return ActionResult({"ReplicationGroup": self.backend.create_group(self.request)})

    def describe_replication_groups(self) -> ActionResult:
        name = self.request.get("ReplicationGroupId")
        now = self.backend.now()
        groups = [self.backend.group(name)[0]] if name else list(self.backend.groups.values())
        return PaginatedResult({"ReplicationGroups": [group.describe(now) for group in groups]})

    def modify_replication_group(self) -> ActionResult:
        group, now = self.backend.group(self.request["ReplicationGroupId"])
        group.modify(self.request, now, self.backend.takes)
        return ActionResult({"ReplicationGroup": group.describe(now)})

    def increase_replica_count(self) -> ActionResult:
        return self._resize(1)

    def decrease_replica_count(self) -> ActionResult:
        return self._resize(-1)

    def modify_replication_group_shard_configuration(self) -> ActionResult:
        group, now = self.backend.group(self.request["ReplicationGroupId"])
        replicas = max(group.replicas)
        group.resize([replicas] * self.request["NodeGroupCount"], now, self.backend.takes)
        return ActionResult({"ReplicationGroup": group.describe(now)})

    def delete_replication_group(self) -> ActionResult:
        group, now = self.backend.group(self.request["ReplicationGroupId"])
        group.end(now, self.backend.takes)
        return ActionResult({"ReplicationGroup": group.describe(now)})

    # The members of groups, beside moto's clusters

    def describe_cache_clusters(self) -> ActionResult:
        name, now = self.request.get("CacheClusterId"), self.backend.now()
        members = [each for group in self.backend.groups.values() for each in group.describe_members(now)]
        found = [each for each in members if name in (None, each["CacheClusterId"])]
        others = [] if name and found else self.backend.describe_cache_clusters(cache_cluster_id=name)
        return PaginatedResult({"CacheClusters": [*found, *others]})

    # Subnet groups

    def create_cache_subnet_group(self) -> ActionResult:
        return ActionResult({"CacheSubnetGroup": self.backend.create_subnet_group(self.request)})

    def describe_cache_subnet_groups(self) -> ActionResult:
        name = self.request.get("CacheSubnetGroupName")
        groups = [self.backend.subnet_group(name)] if name else list(self.backend.subnet_groups.values())
        return PaginatedResult({"CacheSubnetGroups": groups})

    def modify_cache_subnet_group(self) -> ActionResult:
        return ActionResult({"CacheSubnetGroup": self.backend.modify_subnet_group(self.request)})

    def delete_cache_subnet_group(self) -> ActionResult:
        self.backend.delete_subnet_group(self.request["CacheSubnetGroupName"])
        return ActionResult({})

    def _resize(self, direction: int) -> ActionResult:
        group, now = self.backend.group(self.request["ReplicationGroupId"])
        wanted = self.request.get("NewReplicaCount")
        if wanted is None or (wanted - max(group.replicas)) * direction <= 0:
            raise InvalidParameterValue(f"The new replica count {wanted} must differ from {max(group.replicas)}.")
        group.resize([wanted] * len(group.replicas), now, self.backend.takes)
        return ActionResult({"ReplicationGroup": group.describe(now)})
