"""Flow logs."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.provider.doubles import TestContext

GROUP = "arn:aws:logs:ap-south-1:123456789012:log-group:network"


@pytest.fixture(autouse=True)
def bucket(ctx: TestContext, client: Any) -> None:
    place = {"LocationConstraint": "ap-south-1"}
    ctx.client("s3").create_bucket(Bucket="flow-records", CreateBucketConfiguration=place)


def created(client: Any, vpc: str, **config: Any) -> dict[str, Any]:
    made = client.create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", **config)
    assert made["Unsuccessful"] == []
    return dict(client.describe_flow_logs(FlowLogIds=made["FlowLogIds"])["FlowLogs"][0])


def to_bucket(client: Any, vpc: str, folder: str, **config: Any) -> dict[str, Any]:
    return created(client, vpc, LogDestinationType="s3", LogDestination=f"arn:aws:s3:::flow-records/{folder}", **config)


def test_a_folder_of_a_bucket_is_a_destination(client: Any, vpc: str) -> None:
    found = to_bucket(client, vpc, "vpc/")
    assert found["LogDestination"] == "arn:aws:s3:::flow-records/vpc/"
    assert found["DestinationOptions"] == {
        "FileFormat": "plain-text",
        "HiveCompatiblePartitions": False,
        "PerHourPartition": False,
    }


def test_options_of_a_destination_are_kept(client: Any, vpc: str) -> None:
    options = {"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": False}
    assert to_bucket(client, vpc, "vpc/", DestinationOptions=options)["DestinationOptions"] == options


def test_a_log_group_may_be_given_by_its_arn(ctx: TestContext, client: Any, vpc: str) -> None:
    ctx.client("logs").create_log_group(logGroupName="network")
    role = "arn:aws:iam::123456789012:role/flow-logs"
    found = created(client, vpc, LogDestination=GROUP, DeliverLogsPermissionArn=role)
    assert found["LogGroupName"] == "network" and found["DeliverLogsStatus"] == "SUCCESS"
    assert "DestinationOptions" not in found


def test_a_second_flow_log_to_the_same_place_is_refused(client: Any, vpc: str) -> None:
    to_bucket(client, vpc, "vpc/")
    created(client, vpc, LogDestinationType="s3", LogDestination="arn:aws:s3:::flow-records/other/")
    with pytest.raises(ClientError, match="FlowLogAlreadyExists"):
        created(client, vpc, LogDestinationType="s3", LogDestination="arn:aws:s3:::flow-records/vpc/")
