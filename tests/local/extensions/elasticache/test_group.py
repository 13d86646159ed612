"""The rules of a replication group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.elasticache.exceptions import InvalidParameterCombination, InvalidParameterValue
from haveli.local.extensions.elasticache.group import (
    DEFAULT_VERSIONS,
    VERSIONS,
    Group,
    full_version,
    merged_logs,
    new_group,
    parameter_group,
    short,
    slots,
    wanted_replicas,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZERO = timedelta(0)
REQUIRED = {"ReplicationGroupId": "g", "ReplicationGroupDescription": "d"}


def made(**request: Any) -> Group:
    """A group that is available at once, and whose changes take no time."""
    arn = "arn:aws:elasticache:ap-south-1:1:replicationgroup:g"
    return new_group({**REQUIRED, **request}, arn, "ap-south-1", ["ap-south-1a"], NOW, ZERO)


@given(st.integers(1, 500))
def test_the_slots_of_all_shards_are_all_slots(shards: int) -> None:
    parts = [tuple(map(int, slots(place, shards).split("-"))) for place in range(shards)]
    assert parts[0][0] == 0 and parts[-1][1] == 16383
    assert all(first[1] + 1 == second[0] for first, second in pairwise(parts))


@pytest.mark.parametrize(
    ("region", "name"),
    [("us-east-1", "use1"), ("ap-south-1", "aps1"), ("ap-southeast-2", "apse2"), ("eu-central-1", "euc1")],
)
def test_a_region_has_a_short_name(region: str, name: str) -> None:
    assert short(region) == name


@pytest.mark.parametrize(
    ("engine", "wanted", "version"),
    [
        ("redis", None, "7.1.0"),
        ("redis", "7.1", "7.1.0"),
        ("redis", "6.x", "6.2.6"),
        ("redis", "5.0.6", "5.0.6"),
        ("valkey", "8", "8.2.0"),
        ("valkey", "7.2", "7.2.0"),
    ],
)
def test_a_version_is_made_whole(engine: str, wanted: str | None, version: str) -> None:
    assert full_version(engine, wanted) == version


def test_the_default_of_each_engine_is_one_of_its_versions() -> None:
    assert all(DEFAULT_VERSIONS[engine] in versions.values() for engine, versions in VERSIONS.items())
    with pytest.raises(InvalidParameterValue):
        full_version("redis", "9.0")


@pytest.mark.parametrize(
    ("request_", "replicas"),
    [
        ({}, [0]),
        ({"NumCacheClusters": 3}, [2]),
        ({"NumNodeGroups": 2, "ReplicasPerNodeGroup": 1}, [1, 1]),
        ({"ReplicasPerNodeGroup": 2}, [2]),
    ],
)
def test_replicas_are_said_in_two_ways(request_: dict[str, int], replicas: list[int]) -> None:
    assert wanted_replicas(request_) == replicas
    with pytest.raises(InvalidParameterCombination):
        wanted_replicas({"NumCacheClusters": 2, "NumNodeGroups": 2})


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"ReplicationGroupId": "1"}, InvalidParameterValue),
        ({"Engine": "memcached"}, InvalidParameterValue),
        ({"NumCacheClusters": 7}, InvalidParameterValue),
        ({"AutomaticFailoverEnabled": True}, InvalidParameterCombination),
        ({"NumCacheClusters": 2, "MultiAZEnabled": True}, InvalidParameterCombination),
        ({"AuthToken": "x" * 16}, InvalidParameterCombination),
        ({"AuthToken": "x" * 15, "TransitEncryptionEnabled": True}, InvalidParameterValue),
    ],
)
def test_what_cannot_be_is_refused(request_: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        made(**request_)


def test_switches_stay_when_something_else_changes() -> None:
    group = made(NumCacheClusters=2, AutomaticFailoverEnabled=True, MultiAZEnabled=True)
    group.modify({"ReplicationGroupDescription": "other"}, NOW, ZERO)
    found = group.describe(NOW)
    assert (found["AutomaticFailover"], found["MultiAZ"], found["Description"]) == ("enabled", "enabled", "other")
    group.modify({"MultiAZEnabled": False}, NOW, ZERO)
    assert group.describe(NOW)["MultiAZ"] == "disabled"
    with pytest.raises(InvalidParameterCombination):
        group.resize([0], NOW, ZERO)


def test_a_token_is_set_and_taken_away() -> None:
    group = made(TransitEncryptionEnabled=True, AuthToken="x" * 16)
    assert group.describe(NOW)["AuthTokenEnabled"] is True
    group.modify({"AuthTokenUpdateStrategy": "DELETE"}, NOW, ZERO)
    assert group.describe(NOW)["AuthTokenEnabled"] is False


def test_users_come_and_go() -> None:
    group = made(UserGroupIds=["a"])
    group.modify({"UserGroupIdsToAdd": ["b"], "UserGroupIdsToRemove": ["a"]}, NOW, ZERO)
    assert group.describe(NOW)["UserGroupIds"] == ["b"]


def test_each_type_of_log_has_one_delivery() -> None:
    slow, engine = {"LogType": "slow-log", "LogFormat": "json"}, {"LogType": "engine-log", "LogFormat": "json"}
    assert merged_logs([slow], [engine, {**slow, "LogFormat": "text"}]) == [engine, {**slow, "LogFormat": "text"}]
    group = made(LogDeliveryConfigurations=[slow, engine])
    group.modify({"LogDeliveryConfigurations": [{"LogType": "slow-log", "Enabled": False}]}, NOW, ZERO)
    assert [each["LogType"] for each in group.describe(NOW)["LogDeliveryConfigurations"]] == ["engine-log"]


@pytest.mark.parametrize(
    ("settings", "version", "name"),
    [
        ({"Engine": "redis"}, "7.1.0", "default.redis7"),
        ({"Engine": "redis"}, "6.2.6", "default.redis6.x"),
        ({"Engine": "valkey", "ClusterMode": "enabled"}, "8.2.0", "default.valkey8.cluster.on"),
    ],
)
def test_a_group_has_the_parameters_of_its_engine(settings: dict[str, str], version: str, name: str) -> None:
    assert parameter_group(settings, {"EngineVersion": version}) == name
