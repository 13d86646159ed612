"""Every call through boto3: what it does, what it answers (checked against botocore's model), what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from haveli.local.clock import Clock
from haveli.local.extensions.elasticache import responses
from tests.local.extensions.elasticache.conftest import LATER, MODEL

pytestmark = pytest.mark.contract


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(ClientError) as caught:
        call()
    return str(caught.value.response["Error"]["Code"])


@pytest.fixture
def group(caches: Any, subnets: list[str], clock: Clock) -> str:
    """The name of a group of two that is available."""
    caches.create_cache_subnet_group(
        CacheSubnetGroupName="s",
        CacheSubnetGroupDescription="d",
        SubnetIds=subnets[:2],
        Tags=[{"Key": "a", "Value": "1"}],
    )
    made = caches.create_replication_group(
        ReplicationGroupId="G",
        ReplicationGroupDescription="d",
        NumCacheClusters=2,
        AutomaticFailoverEnabled=True,
        MultiAZEnabled=True,
        CacheSubnetGroupName="s",
        SecurityGroupIds=["sg-1"],
        TransitEncryptionEnabled=True,
        Tags=[{"Key": "b", "Value": "2"}],
    )["ReplicationGroup"]
    assert made["Status"] == "creating" and made["ReplicationGroupId"] == "g"
    clock.advance(LATER)
    return "g"


def describe(caches: Any, name: str = "g") -> dict[str, Any]:
    return dict(caches.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"][0])


def test_every_call_that_we_serve_is_one_of_the_service() -> None:
    ours = {name for name, item in vars(responses.CacheResponse).items() if callable(item) and name[0] != "_"}
    assert ours - {"call_action"} <= {xform_name(name) for name in MODEL.operation_names}


def test_a_group_is_available_when_its_time_has_come(caches: Any, group: str) -> None:
    found = describe(caches)
    assert found["Status"] == "available" and found["MultiAZ"] == "enabled"
    assert [node["PreferredAvailabilityZone"] for node in found["NodeGroups"][0]["NodeGroupMembers"]] == [
        "ap-south-1a",
        "ap-south-1b",
    ]
    assert len(caches.describe_replication_groups()["ReplicationGroups"]) == 1


def test_its_members_are_cache_clusters(caches: Any, group: str) -> None:
    [member] = caches.describe_cache_clusters(CacheClusterId="g-001")["CacheClusters"]
    assert member["ReplicationGroupId"] == "g" and member["EngineVersion"] == "7.1.0"
    assert member["SecurityGroups"][0]["SecurityGroupId"] == "sg-1" and member["CacheSubnetGroupName"] == "s"
    assert len(caches.describe_cache_clusters()["CacheClusters"]) == 2
    assert refusal(lambda: caches.describe_cache_clusters(CacheClusterId="x")) == "CacheClusterNotFound"


def test_one_change_at_a_time(caches: Any, group: str, clock: Clock) -> None:
    changed = caches.modify_replication_group(ReplicationGroupId="g", ReplicationGroupDescription="other")
    assert changed["ReplicationGroup"]["Status"] == "modifying"
    again = refusal(lambda: caches.delete_replication_group(ReplicationGroupId="g"))
    assert again == "InvalidReplicationGroupState"
    clock.advance(LATER)
    assert describe(caches)["Description"] == "other" and describe(caches)["AutomaticFailover"] == "enabled"


def test_replicas_go_up_and_down(caches: Any, group: str, clock: Clock) -> None:
    caches.increase_replica_count(ReplicationGroupId="g", NewReplicaCount=3, ApplyImmediately=True)
    clock.advance(LATER)
    assert len(describe(caches)["MemberClusters"]) == 4
    wrong = refusal(
        lambda: caches.increase_replica_count(ReplicationGroupId="g", NewReplicaCount=2, ApplyImmediately=True)
    )
    assert wrong == "InvalidParameterValue"
    caches.decrease_replica_count(ReplicationGroupId="g", NewReplicaCount=1, ApplyImmediately=True)
    clock.advance(LATER)
    assert describe(caches)["MemberClusters"] == ["g-001", "g-002"]


def test_shards_share_all_slots(caches: Any, clock: Clock) -> None:
    caches.create_replication_group(
        ReplicationGroupId="c", ReplicationGroupDescription="d", NumNodeGroups=2, ReplicasPerNodeGroup=1
    )
    clock.advance(LATER)
    assert [shard["Slots"] for shard in describe(caches, "c")["NodeGroups"]] == ["0-8191", "8192-16383"]
    caches.modify_replication_group_shard_configuration(ReplicationGroupId="c", NodeGroupCount=3, ApplyImmediately=True)
    clock.advance(LATER)
    assert len(describe(caches, "c")["NodeGroups"]) == 3


def test_a_group_ends_in_its_time_and_frees_its_subnets(caches: Any, group: str, clock: Clock) -> None:
    assert refusal(lambda: caches.delete_cache_subnet_group(CacheSubnetGroupName="s")) == "CacheSubnetGroupInUse"
    caches.delete_replication_group(ReplicationGroupId="g")
    assert describe(caches)["Status"] == "deleting"
    clock.advance(LATER)
    assert refusal(lambda: describe(caches)) == "ReplicationGroupNotFoundFault"
    caches.delete_cache_subnet_group(CacheSubnetGroupName="s")
    gone = refusal(lambda: caches.describe_cache_subnet_groups(CacheSubnetGroupName="s"))
    assert gone == "CacheSubnetGroupNotFoundFault"


def test_subnets_in_use_stay(caches: Any, group: str, subnets: list[str]) -> None:
    moved = refusal(lambda: caches.modify_cache_subnet_group(CacheSubnetGroupName="s", SubnetIds=subnets[2:]))
    assert moved == "SubnetInUse"
    grown = caches.modify_cache_subnet_group(CacheSubnetGroupName="s", SubnetIds=subnets)["CacheSubnetGroup"]
    assert len(grown["Subnets"]) == 3


def test_names_are_taken_once(caches: Any, group: str, subnets: list[str]) -> None:
    again = refusal(lambda: caches.create_replication_group(ReplicationGroupId="g", ReplicationGroupDescription="d"))
    assert again == "ReplicationGroupAlreadyExists"
    taken = refusal(
        lambda: caches.create_cache_subnet_group(
            CacheSubnetGroupName="S", CacheSubnetGroupDescription="d", SubnetIds=subnets
        )
    )
    assert taken == "CacheSubnetGroupAlreadyExists"


def test_both_kinds_of_groups_have_tags(caches: Any, group: str) -> None:
    arns = {
        describe(caches)["ARN"]: {"b": "2"},
        caches.describe_cache_subnet_groups()["CacheSubnetGroups"][0]["ARN"]: {"a": "1"},
    }
    for arn, tags in arns.items():
        found = caches.list_tags_for_resource(ResourceName=arn)["TagList"]
        assert {tag["Key"]: tag["Value"] for tag in found} == tags
