"""What a replication group and a member of it tell."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.elasticache_group_state import reported, shown_version

MEMBER: dict[str, Any] = {
    "EngineVersion": "7.1.0",
    "PreferredMaintenanceWindow": "sun:23:00-mon:01:30",
    "CacheParameterGroup": {"CacheParameterGroupName": "default.redis7"},
    "CacheSubnetGroupName": "superset",
    "SecurityGroups": [{"SecurityGroupId": "sg-1", "Status": "active"}],
}
ENDPOINT = {"Address": "master.g", "Port": 6379}
GROUP: dict[str, Any] = {
    "ReplicationGroupId": "g",
    "ARN": "arn:g",
    "Description": "d",
    "AtRestEncryptionEnabled": True,
    "TransitEncryptionEnabled": True,
    "AutomaticFailover": "enabling",
    "ClusterEnabled": False,
    "Engine": "redis",
    "CacheNodeType": "cache.t4g.small",
    "MemberClusters": ["g-001", "g-002"],
    "NodeGroups": [
        {"PrimaryEndpoint": ENDPOINT, "ReaderEndpoint": {**ENDPOINT, "Address": "r"}, "NodeGroupMembers": [{}, {}]}
    ],
}


@pytest.mark.parametrize(
    ("actual", "known", "shown"),
    [
        ("7.1.0", "7.1", "7.1"),
        ("7.1.0", None, "7.1"),
        ("6.2.6", "6.x", "6.x"),
        ("6.2.6", "6.2", "6.2"),
        ("7.1.0", "6.x", "7.1"),
        ("5.0.6", "5.0.6", "5.0.6"),
    ],
)
def test_a_version_is_shown_as_configurations_say_it(actual: str, known: str | None, shown: str) -> None:
    assert shown_version(actual, known) == shown


def test_members_are_counted() -> None:
    found = reported(GROUP, MEMBER, {})
    assert (found["num_cache_clusters"], found["num_node_groups"], found["replicas_per_node_group"]) == (2, 1, 1)
    assert found["automatic_failover_enabled"] is True and found["at_rest_encryption_enabled"] == "true"
    assert found["security_group_ids"] == ["sg-1"] and found["primary_endpoint_address"] == "master.g"


def test_the_usual_port_is_told_only_when_it_was_asked_for() -> None:
    assert "port" not in reported(GROUP, MEMBER, {})
    assert reported(GROUP, MEMBER, {"port": 6379})["port"] == 6379
    other = {**GROUP, "ConfigurationEndpoint": {"Address": "clustercfg.g", "Port": 6380}}
    found = reported(other, MEMBER, {})
    assert (found["port"], found["configuration_endpoint_address"]) == (6380, "clustercfg.g")
    assert found["primary_endpoint_address"] is None


def test_logs_go_to_a_group_or_a_stream() -> None:
    streams = [
        {
            "LogType": kind,
            "DestinationType": destination,
            "DestinationDetails": details,
            "LogFormat": "json",
        }
        for kind, destination, details in (
            ("slow-log", "cloudwatch-logs", {"CloudWatchLogsDetails": {"LogGroup": "/a"}}),
            ("engine-log", "kinesis-firehose", {"KinesisFirehoseDetails": {"DeliveryStream": "b"}}),
        )
    ]
    found = reported({**GROUP, "LogDeliveryConfigurations": streams}, MEMBER, {})
    assert [each["destination"] for each in found["log_delivery_configuration"]] == ["/a", "b"]
