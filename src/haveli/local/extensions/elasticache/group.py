"""A replication group: what a request makes of it, its members, and how it changes.

1. A group is creating until its time has come, then available; a change makes it modifying, a deletion deleting.
2. It has shards (node groups) of one primary and some replicas; each member is a cache cluster of its own.
3. Without cluster mode there is one shard, and two endpoints: for writes and for reads. With it there is one endpoint
   that knows all shards.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.elasticache.exceptions import (
    InvalidParameterCombination,
    InvalidParameterValue,
    InvalidReplicationGroupState,
)

Facts = dict[str, Any]

CREATING, AVAILABLE, MODIFYING, DELETING = "creating", "available", "modifying", "deleting"
#: Members of a request that a description gives back as they are, and their values when it leaves them out.
_SETTINGS: Mapping[str, Any] = {
    "SnapshotRetentionLimit": 0,
    "SnapshotWindow": "05:00-06:00",
    "CacheNodeType": "cache.t4g.small",
    "TransitEncryptionEnabled": False,
    "AtRestEncryptionEnabled": False,
    "AutoMinorVersionUpgrade": True,
    "NetworkType": "ipv4",
    "IpDiscovery": "ipv4",
    "Engine": "redis",
}
#: What only the members' descriptions tell.
_MEMBER_SETTINGS: Mapping[str, Any] = {
    "CacheSubnetGroupName": "default",
    "SecurityGroupIds": (),
    "CacheParameterGroupName": None,
    "PreferredMaintenanceWindow": "sun:23:00-mon:01:30",
    "NotificationTopicArn": None,
    "Port": 6379,
    "EngineVersion": None,
}
#: The newest version of each engine, by its first number (user guide, "Supported engines and versions", 2026).
VERSIONS = {"redis": {"7": "7.1.0", "6": "6.2.6", "5": "5.0.6"}, "valkey": {"9": "9.0.0", "8": "8.2.0", "7": "7.2.6"}}
DEFAULT_VERSIONS = {"redis": "7.1.0", "valkey": "8.2.0"}
_NAME = re.compile(r"[a-z](?!.*--)[a-z0-9-]{0,39}(?<!-)")
_TOKEN = re.compile(r"[^\s/@\"]{16,128}")
_MOST_REPLICAS = 5


@dataclass
class Group:
    """A replication group; `zones` are those of its subnets."""

    facts: Facts
    member_facts: Facts
    zones: Sequence[str]
    replicas: list[int]
    suffix: str
    created: datetime
    status: str
    until: datetime

    @property
    def name(self) -> str:
        return str(self.facts["ReplicationGroupId"])

    @property
    def is_sharded(self) -> bool:
        return bool(self.facts["ClusterMode"] == "enabled")

    def state(self, now: datetime) -> str:
        """Its status at this time."""
        return AVAILABLE if self.status != DELETING and now >= self.until else self.status

    def is_gone(self, now: datetime) -> bool:
        """Whether its deletion has ended."""
        return self.status == DELETING and now >= self.until

    def end(self, now: datetime, takes: timedelta) -> None:
        """Starts its deletion. Raises InvalidReplicationGroupState while something is under way."""
        self.require_available(now)
        self.status, self.until = DELETING, now + takes

    def modify(self, request: Mapping[str, Any], now: datetime, takes: timedelta) -> None:
        """ModifyReplicationGroup, at once or in the maintenance window: the local cloud does not wait for one."""
        self.require_available(now)
        asked = {key: value for key, value in request.items() if value is not None}
        logs = merged_logs(self.facts["LogDeliveryConfigurations"], asked.get("LogDeliveryConfigurations") or ())
        settings = {**self.facts, **asked, "LogDeliveryConfigurations": logs}
        check_settings({**settings, **_as_asked(settings)}, sum(self.replicas) + len(self.replicas))
        self.facts.update(_facts(settings))
        members = {key: value for key, value in request.items() if key in _MEMBER_SETTINGS and value is not None}
        self.member_facts.update(members)
        if "EngineVersion" in members:
            self.member_facts["EngineVersion"] = full_version(self.facts["Engine"], members["EngineVersion"])
        added, gone = request.get("UserGroupIdsToAdd") or (), request.get("UserGroupIdsToRemove") or ()
        self.facts["UserGroupIds"] = [*(each for each in self.facts["UserGroupIds"] if each not in gone), *added]
        self._begin(now, takes)

    def resize(self, replicas: list[int], now: datetime, takes: timedelta) -> None:
        """Gives each shard so many replicas; as many shards as there are numbers."""
        self.require_available(now)
        if self.facts["AutomaticFailover"] == "enabled" and not self.is_sharded and not replicas[0]:
            raise InvalidParameterCombination("Automatic failover needs at least one replica.")
        check_counts(len(replicas), max(replicas))
        self.replicas = replicas
        self._begin(now, takes)

    def require_available(self, now: datetime) -> None:
        """Raises InvalidReplicationGroupState unless it is available."""
        if self.state(now) != AVAILABLE:
            raise InvalidReplicationGroupState(
                f"Cannot modify replication group {self.name} while it is {self.state(now)}."
            )

    def members(self) -> list[list[str]]:
        """The names of the cache clusters of each shard, its primary first."""
        if not self.is_sharded:
            return [[f"{self.name}-{place + 1:03}" for place in range(self.replicas[0] + 1)]]
        return [
            [f"{self.name}-{shard + 1:04}-{place + 1:03}" for place in range(count + 1)]
            for shard, count in enumerate(self.replicas)
        ]

    def describe(self, now: datetime) -> Facts:
        """The group's members of the API."""
        names = self.members()
        endpoint = {"ConfigurationEndpoint": self._endpoint("clustercfg")} if self.is_sharded else {}
        return {
            **self.facts,
            **endpoint,
            "Status": self.state(now),
            "MemberClusters": [name for shard in names for name in shard],
            "NodeGroups": [self._shard(place, shard, now) for place, shard in enumerate(names)],
            "ReplicationGroupCreateTime": self.created,
            "PendingModifiedValues": {},
        }

    def describe_members(self, now: datetime) -> list[Facts]:
        """The members of the API of each cache cluster."""
        return [self._member(name, place, now) for shard in self.members() for place, name in enumerate(shard)]

    def _begin(self, now: datetime, takes: timedelta) -> None:
        self.status, self.until = MODIFYING, now + takes

    def _endpoint(self, role: str) -> Facts:
        return {"Address": f"{role}.{self.name}.{self.suffix}", "Port": self.member_facts["Port"]}

    def _shard(self, place: int, names: list[str], now: datetime) -> Facts:
        shard: Facts = {"NodeGroupId": f"{place + 1:04}", "Status": self.state(now)}
        if self.is_sharded:
            shard["Slots"] = slots(place, len(self.replicas))
        else:
            shard |= {"PrimaryEndpoint": self._endpoint("master"), "ReaderEndpoint": self._endpoint("replica")}
        return {**shard, "NodeGroupMembers": [self._node(each, name) for each, name in enumerate(names)]}

    def _node(self, place: int, name: str) -> Facts:
        node = {"CacheClusterId": name, "CacheNodeId": "0001", "PreferredAvailabilityZone": self._zone(place)}
        role = {} if self.is_sharded else {"CurrentRole": "replica" if place else "primary"}
        return {**node, **role}

    def _zone(self, place: int) -> str:
        return self.zones[place % len(self.zones)]

    def _member(self, name: str, place: int, now: datetime) -> Facts:
        own = self.member_facts
        topic, parameters = own["NotificationTopicArn"], own["CacheParameterGroupName"]
        settings = (
            "CacheNodeType",
            "Engine",
            "AutoMinorVersionUpgrade",
            "AuthTokenEnabled",
            "NetworkType",
            "IpDiscovery",
        )
        facts = {
            **{member: self.facts[member] for member in settings},
            **{member: self.facts[member] for member in ("TransitEncryptionEnabled", "AtRestEncryptionEnabled")},
            "CacheClusterId": name,
            "CacheClusterStatus": self.state(now),
            "CacheClusterCreateTime": self.created,
            "NumCacheNodes": 1,
            "EngineVersion": own["EngineVersion"],
            "PreferredAvailabilityZone": self._zone(place),
            "PreferredMaintenanceWindow": own["PreferredMaintenanceWindow"],
            "CacheSubnetGroupName": own["CacheSubnetGroupName"],
            "CacheParameterGroup": {"CacheParameterGroupName": parameters, "ParameterApplyStatus": "in-sync"},
            "SecurityGroups": [{"SecurityGroupId": each, "Status": "active"} for each in own["SecurityGroupIds"]],
            "ReplicationGroupId": self.name,
            "ARN": self.facts["ARN"].replace(f":replicationgroup:{self.name}", f":cluster:{name}"),
        }
        return {**facts, "NotificationConfiguration": {"TopicArn": topic, "TopicStatus": "active"}} if topic else facts


def new_group(
    request: Mapping[str, Any], arn: str, region: str, zones: Sequence[str], now: datetime, takes: timedelta
) -> Group:
    """CreateReplicationGroup. Raises InvalidParameterValue and InvalidParameterCombination."""
    name = request["ReplicationGroupId"].lower()
    if not _NAME.fullmatch(name):
        raise InvalidParameterValue(f"The parameter ReplicationGroupIdentifier must match {_NAME.pattern}: {name}")
    replicas = wanted_replicas(request)
    check_counts(len(replicas), max(replicas))
    settings = {**_SETTINGS, **{key: value for key, value in request.items() if value is not None}}
    check_settings(settings, sum(replicas) + len(replicas))
    members = {**_MEMBER_SETTINGS, **{key: settings[key] for key in _MEMBER_SETTINGS if settings.get(key) is not None}}
    members["EngineVersion"] = full_version(settings["Engine"], members["EngineVersion"])
    members["CacheParameterGroupName"] = members["CacheParameterGroupName"] or parameter_group(settings, members)
    facts = {
        **_facts(settings),
        "ReplicationGroupId": name,
        "ARN": arn,
        "ClusterMode": settings.get("ClusterMode")
        or ("enabled" if request.get("NumNodeGroups", 1) > 1 else "disabled"),
        "DataTiering": "enabled" if settings.get("DataTieringEnabled") else "disabled",
        "UserGroupIds": list(settings.get("UserGroupIds") or ()),
        **({"KmsKeyId": settings["KmsKeyId"]} if settings.get("KmsKeyId") else {}),
    }
    facts["ClusterEnabled"] = facts["ClusterMode"] == "enabled"
    suffix = f"{secrets.token_hex(3)}.{short(region)}.cache.amazonaws.com"
    return Group(facts, members, zones, replicas, suffix, now, CREATING, now + takes)


def wanted_replicas(request: Mapping[str, Any]) -> list[int]:
    """The number of replicas of each shard. Raises InvalidParameterCombination for two ways to say it."""
    clusters, shards = request.get("NumCacheClusters"), request.get("NumNodeGroups")
    if clusters and (shards or request.get("ReplicasPerNodeGroup") is not None):
        raise InvalidParameterCombination("Cannot specify both NumCacheClusters and NumNodeGroups.")
    if clusters:
        return [clusters - 1]
    return [request.get("ReplicasPerNodeGroup") or 0] * (shards or 1)


def check_counts(shards: int, replicas: int) -> None:
    """Raises InvalidParameterValue for more replicas than a shard may have, or no shard."""
    if not 1 <= shards <= 500 or not 0 <= replicas <= _MOST_REPLICAS:
        raise InvalidParameterValue(f"A group has 1 to 500 shards of up to {_MOST_REPLICAS} replicas each.")


def check_settings(settings: Mapping[str, Any], nodes: int) -> None:
    """Raises InvalidParameterCombination and InvalidParameterValue for settings that do not go together."""
    if settings.get("Engine") not in VERSIONS:
        raise InvalidParameterValue(f"Invalid engine: {settings.get('Engine')}")
    if settings.get("AutomaticFailoverEnabled") and nodes < 2:
        raise InvalidParameterCombination(
            "Replication group must have at least one read replica to enable autofailover."
        )
    if settings.get("MultiAZEnabled") and not settings.get("AutomaticFailoverEnabled"):
        raise InvalidParameterCombination("Must enable Automatic Failover to use MultiAZ.")
    token = settings.get("AuthToken")
    if token and not settings.get("TransitEncryptionEnabled"):
        raise InvalidParameterCombination("Encryption in transit is required for an AUTH token.")
    if token and not _TOKEN.fullmatch(token):
        raise InvalidParameterValue(
            'An AUTH token has 16 to 128 printable characters, without spaces, "/", "@" and quotes.'
        )


def full_version(engine: str, wanted: str | None) -> str:
    """The whole version for one such as `7.1` or `6.x`; the newest that begins with the same number."""
    if not wanted:
        return DEFAULT_VERSIONS[engine]
    parts = wanted.split(".")
    newest = VERSIONS[engine].get(parts[0])
    if newest is None:
        raise InvalidParameterValue(f"Cannot find version {wanted} for {engine}")
    return wanted if len(parts) > 2 else newest if "x" in parts or len(parts) == 1 else f"{wanted}.0"


def parameter_group(settings: Mapping[str, Any], members: Mapping[str, Any]) -> str:
    """The parameter group that an engine's version has unless the request names one."""
    major = members["EngineVersion"].split(".")[0]
    family = f"default.{settings['Engine']}{major}{'.x' if major == '6' else ''}"
    return f"{family}.cluster.on" if settings.get("ClusterMode") == "enabled" else family


def slots(place: int, shards: int) -> str:
    """The hash slots of a shard: all 16384 in equal parts."""
    first, last = place * 16384 // shards, (place + 1) * 16384 // shards - 1
    return f"{first}-{last}"


def short(region: str) -> str:
    """A region in an endpoint's name: `aps1` for `ap-south-1`, `apse1` for `ap-southeast-1`."""
    area, direction, number = region.split("-")[0], "-".join(region.split("-")[1:-1]), region.split("-")[-1]
    letters = re.sub(r"(north|south)(east|west)", r"\1-\2", direction)
    return area + "".join(part[0] for part in letters.split("-")) + number


def merged_logs(known: Sequence[Facts], wanted: Sequence[Facts]) -> list[Facts]:
    """The deliveries of logs after a change: each type of log has one, and those that are not named stay."""
    by_type = {each["LogType"]: each for each in (*known, *wanted)}
    return [by_type[kind] for kind in sorted(by_type)]


def _facts(settings: Mapping[str, Any]) -> Facts:
    """What a description tells of the settings of a request, or of a description that a request changed."""
    asked = {**_as_asked(settings), **settings}
    encrypted = bool(settings["TransitEncryptionEnabled"])
    facts = {
        **{member: settings[member] for member in _SETTINGS},
        "Description": settings.get("ReplicationGroupDescription") or settings.get("Description", ""),
        "AutomaticFailover": "enabled" if asked.get("AutomaticFailoverEnabled") else "disabled",
        "MultiAZ": "enabled" if asked.get("MultiAZEnabled") else "disabled",
        "AuthTokenEnabled": _has_token(settings),
        "LogDeliveryConfigurations": _logs(settings.get("LogDeliveryConfigurations") or ()),
    }
    return (
        {**facts, "TransitEncryptionMode": settings.get("TransitEncryptionMode") or "required"} if encrypted else facts
    )


def _as_asked(settings: Mapping[str, Any]) -> Facts:
    """The switches of a request, from a description's words."""
    words = {"AutomaticFailoverEnabled": "AutomaticFailover", "MultiAZEnabled": "MultiAZ"}
    return {ours: settings.get(ours, settings.get(theirs) == "enabled") for ours, theirs in words.items()}


def _has_token(settings: Mapping[str, Any]) -> bool:
    if settings.get("AuthTokenUpdateStrategy") == "DELETE":
        return False
    return bool(settings.get("AuthToken") or settings.get("AuthTokenEnabled"))


def _logs(wanted: Sequence[Mapping[str, Any]]) -> list[Facts]:
    kept = (each for each in wanted if each.get("Enabled", True))
    return [{**{key: value for key, value in each.items() if key != "Enabled"}, "Status": "active"} for each in kept]
