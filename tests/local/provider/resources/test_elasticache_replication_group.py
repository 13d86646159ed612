"""aws_elasticache_replication_group against our ElastiCache."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider import schemas
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.elasticache_replication_group import ElastiCacheReplicationGroup
from haveli.local.provider.resources.elasticache_subnet_group import ElastiCacheSubnetGroup
from tests.local.provider.resources.cache_cloud import CacheContext
from tests.local.provider.resources.cache_cloud import caches as caches
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-superset"
KEY = "arn:aws:kms:ap-south-1:123456789012:key/1"
LOGS = {"destination": "/redis", "destination_type": "cloudwatch-logs", "log_format": "json", "log_type": "slow-log"}
TOKEN = "a-token-of-more-than-sixteen"


@pytest.fixture
def life(caches: CacheContext) -> Life:
    return Life(ElastiCacheReplicationGroup(), caches)


def config(caches: CacheContext, **changes: Any) -> dict[str, Any]:
    """A group as Superset needs it: encrypted, with a replica in another zone."""
    subnets = Life(ElastiCacheSubnetGroup(), caches).create(name="superset", subnet_ids=caches.subnets[:2])
    group = caches.client("ec2").create_security_group(GroupName="redis", Description="redis", VpcId=caches.vpc)
    return {
        "replication_group_id": NAME,
        "description": "Superset",
        "engine": "redis",
        "engine_version": "7.1",
        "node_type": "cache.t4g.small",
        "num_cache_clusters": 2,
        "automatic_failover_enabled": True,
        "multi_az_enabled": True,
        "subnet_group_name": subnets["name"],
        "security_group_ids": [group["GroupId"]],
        "at_rest_encryption_enabled": "true",
        "transit_encryption_enabled": True,
        "kms_key_id": KEY,
        "auth_token": TOKEN,
        "auth_token_update_strategy": "SET",
        "snapshot_retention_limit": 7,
        "apply_immediately": True,
        "log_delivery_configuration": [LOGS],
        "tags": {"component": "superset"},
        **changes,
    }


def test_a_group_settles_with_its_endpoints_and_members(caches: CacheContext, life: Life) -> None:
    state = life.create(**config(caches))
    assert state["primary_endpoint_address"].startswith(f"master.{NAME}.")
    assert state["primary_endpoint_address"].endswith(".aps1.cache.amazonaws.com")
    assert state["reader_endpoint_address"].startswith("replica.")
    assert state["member_clusters"] == [f"{NAME}-001", f"{NAME}-002"]
    assert (state["engine_version"], state["engine_version_actual"]) == ("7.1", "7.1.0")
    assert state["cluster_enabled"] is False and state["parameter_group_name"] == "default.redis7"
    assert state["port"] is None and state["transit_encryption_mode"] == "required"


def test_a_group_of_one_has_the_defaults_of_elasticache(caches: CacheContext, life: Life) -> None:
    state = life.create(replication_group_id=NAME, description="one")
    assert state["num_cache_clusters"] == 1 and state["engine"] == "redis"
    assert state["at_rest_encryption_enabled"] == "false" and state["auto_minor_version_upgrade"] == "true"


@pytest.mark.parametrize(
    "changes",
    [
        {"node_type": "cache.r7g.large"},
        {"description": "other"},
        {"num_cache_clusters": 3},
        {"multi_az_enabled": False},
        {"snapshot_retention_limit": 0, "snapshot_window": "02:00-03:00"},
        {"maintenance_window": "mon:03:00-mon:04:00"},
        {"auto_minor_version_upgrade": "false"},
        {"notification_topic_arn": "arn:aws:sns:ap-south-1:123456789012:events"},
        {"auth_token": TOKEN + "-2", "auth_token_update_strategy": "ROTATE"},
        {"log_delivery_configuration": [{**LOGS, "log_type": "engine-log"}]},
        {"log_delivery_configuration": []},
        {"user_group_ids": ["readers"]},
        {"tags": {"tenant": "platform"}},
        {"apply_immediately": False},
    ],
)
def test_each_setting_changes_in_place(caches: CacheContext, life: Life, changes: dict[str, Any]) -> None:
    state = life.create(**config(caches))
    assert life.change(**changes)["arn"] == state["arn"]


def test_replicas_come_and_go_but_failover_needs_one(caches: CacheContext, life: Life) -> None:
    life.create(**config(caches, num_cache_clusters=4))
    assert len(life.change(num_cache_clusters=2)["member_clusters"]) == 2
    with pytest.raises(ClientError, match="needs at least one replica"):
        life.change(num_cache_clusters=1)


def test_an_engine_goes_up_and_becomes_valkey(caches: CacheContext, life: Life) -> None:
    life.create(**config(caches, engine_version="6.x"))
    assert life.state["engine_version_actual"] == "6.2.6"
    assert life.change(engine_version="7.1")["engine_version_actual"] == "7.1.0"
    assert life.change(engine="valkey", engine_version="8.2")["engine_version_actual"] == "8.2.0"


def test_shards_have_one_endpoint_and_change_in_number(caches: CacheContext, life: Life) -> None:
    sharded = {"num_cache_clusters": None, "num_node_groups": 2, "replicas_per_node_group": 1}
    state = life.create(**config(caches, **sharded, parameter_group_name="default.redis7.cluster.on"))
    assert state["cluster_enabled"] is True and state["primary_endpoint_address"] is None
    assert state["configuration_endpoint_address"].startswith("clustercfg.")
    assert life.change(num_node_groups=3)["num_cache_clusters"] == 6
    assert life.change(replicas_per_node_group=2)["num_cache_clusters"] == 9


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"at_rest_encryption_enabled": "false"}, "at_rest_encryption_enabled"),
        ({"kms_key_id": None}, "kms_key_id"),
        ({"port": 6380}, "port"),
        ({"subnet_group_name": "other"}, "subnet_group_name"),
        ({"replication_group_id": "other"}, "replication_group_id"),
    ],
)
def test_what_a_group_is_made_of_replaces_it(
    caches: CacheContext, life: Life, changes: dict[str, Any], because: str
) -> None:
    life.create(**config(caches))
    assert life.replaced_by(**changes) == (because,)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"num_cache_clusters": 1}, "at least one read replica"),
        ({"transit_encryption_enabled": False}, "Encryption in transit is required"),
        ({"auth_token": "short"}, "16 to 128"),
        ({"subnet_group_name": "other"}, "does not exist"),
        ({"engine_version": "3.2"}, "Cannot find version"),
    ],
)
def test_elasticache_refuses_what_cannot_be(
    caches: CacheContext, life: Life, changes: dict[str, Any], text: str
) -> None:
    with pytest.raises(ClientError, match=text):
        life.create(**config(caches, **changes))


def test_a_deletion_is_waited_for_and_frees_the_subnets(caches: CacheContext, life: Life) -> None:
    life.create(**config(caches, final_snapshot_identifier="last"))
    client = caches.client("elasticache")
    with pytest.raises(ClientError, match="CacheSubnetGroupInUse"):
        client.delete_cache_subnet_group(CacheSubnetGroupName="superset")
    life.delete()
    client.delete_cache_subnet_group(CacheSubnetGroupName="superset")


def test_a_group_is_imported_by_its_id(caches: CacheContext, life: Life) -> None:
    state = life.create(**config(caches))
    found = life.imported(NAME)
    different = {name for name in state if found[name] != state[name]}
    assert different == {"apply_immediately", "auth_token", "auth_token_update_strategy"}


def test_a_token_is_never_shown() -> None:
    block = schemas.message(
        schemas.resource_block(ElastiCacheReplicationGroup.name), ElastiCacheReplicationGroup.sensitive
    ).block
    assert [item.name for item in block.attributes if item.sensitive] == ["auth_token"]


@pytest.mark.parametrize(
    ("faulty", "path"),
    [
        ({"replication_group_id": "1a"}, "replication_group_id"),
        ({"replication_group_id": "a--b"}, "replication_group_id"),
        ({"replication_group_id": "a" * 41}, "replication_group_id"),
        ({"engine": "memcached"}, "engine"),
        ({"auth_token_update_strategy": "NEVER"}, "auth_token_update_strategy"),
        ({"num_cache_clusters": 2, "num_node_groups": 2}, "num_cache_clusters"),
        ({"multi_az_enabled": True}, "multi_az_enabled"),
        ({"node_group_configuration": [{}]}, "node_group_configuration"),
    ],
)
def test_faults_are_found_before_apply(faulty: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in ElastiCacheReplicationGroup().validate(faulty)] == [(path,)]


def test_what_is_not_known_yet_is_no_fault() -> None:
    unknown = {"replication_group_id": UNKNOWN, "multi_az_enabled": True, "automatic_failover_enabled": UNKNOWN}
    assert list(ElastiCacheReplicationGroup().validate(unknown)) == []
