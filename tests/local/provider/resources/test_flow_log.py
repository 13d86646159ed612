"""aws_flow_log against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.flow_log import FlowLog
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

GROUP = "arn:aws:logs:ap-south-1:123456789012:log-group:network"
ROLE = "arn:aws:iam::123456789012:role/flow-logs"


def to_bucket(network: Network, **config: object) -> Life:
    network.ctx.client("s3").create_bucket(
        Bucket="logs", CreateBucketConfiguration={"LocationConstraint": "ap-south-1"}
    )
    config = {
        "traffic_type": "ALL",
        "log_destination_type": "s3",
        "log_destination": "arn:aws:s3:::logs/vpc/",
        **config,
    }
    return network.living(FlowLog(), vpc_id=network.vpc_id, **config)


def to_group(network: Network, **config: object) -> Life:
    config = {"vpc_id": network.vpc_id, "traffic_type": "REJECT", "log_destination": GROUP, **config}
    return network.living(FlowLog(), iam_role_arn=ROLE, **config)


def test_a_flow_log_to_a_log_group_has_the_defaults_of_the_provider(network: Network) -> None:
    state = to_group(network).state
    assert state["arn"] == f"arn:aws:ec2:ap-south-1:123456789012:vpc-flow-log/{state['id']}"
    assert state["log_destination_type"] == "cloud-watch-logs" and state["max_aggregation_interval"] == 600
    assert state["log_format"].startswith("${version} ${account-id}")
    assert state["vpc_id"] == network.vpc_id and state["subnet_id"] is None


def test_a_flow_log_to_a_folder_of_a_bucket_keeps_its_options(network: Network) -> None:
    options = {"file_format": "parquet", "per_hour_partition": True}
    life = to_bucket(network, max_aggregation_interval=60, destination_options=[options])
    assert life.state["destination_options"] == [{**options, "hive_compatible_partitions": False}]
    assert life.imported(life.state["id"]) == life.state


def test_a_subnet_has_a_flow_log_too(network: Network) -> None:
    subnet = network.subnet()["id"]
    state = to_group(network, vpc_id=None, subnet_id=subnet).state
    assert state["subnet_id"] == subnet and state["vpc_id"] is None


def test_only_its_tags_change_in_place(network: Network) -> None:
    life = to_group(network, tags={"Name": "a"})
    life.change(tags={"Name": "b"})
    assert life.replaced_by(traffic_type="ALL", max_aggregation_interval=60) == (
        "max_aggregation_interval",
        "traffic_type",
    )


def test_a_bucket_that_is_not_there_is_an_error(network: Network) -> None:
    with pytest.raises(RuntimeError, match="does not exist"):
        network.living(
            FlowLog(),
            vpc_id=network.vpc_id,
            traffic_type="ALL",
            log_destination_type="s3",
            log_destination="arn:aws:s3:::missing",
        )


def test_a_flow_log_imports_as_it_is_and_goes_once(network: Network) -> None:
    life = to_bucket(network)
    assert life.state["destination_options"] == []
    assert life.imported(life.state["id"]) == life.state
    life.delete()
