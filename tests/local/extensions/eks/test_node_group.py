"""Managed node groups: their defaults, what EKS refuses, and their updates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from haveli.local.extensions.eks import node_group
from haveli.local.extensions.eks.cluster import Cluster, new_cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.network import Surroundings
from haveli.local.extensions.eks.record import Record
from tests.local.extensions.eks.conftest import Account

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZERO = timedelta(0)


@pytest.fixture
def made(account: Account, around: Surroundings) -> Cluster:
    return new_cluster(account.request(), around, NOW, ZERO)


@pytest.fixture
def group(account: Account, made: Cluster) -> Record:
    labels, taints = {"a": "1"}, [{"key": "k", "value": "v", "effect": "NO_SCHEDULE"}]
    return node_group.create(made, account.node_group(labels=labels, taints=taints), NOW, ZERO)


def template(account: Account, **data: Any) -> dict[str, str]:
    ec2 = account.session.client("ec2")
    made = ec2.create_launch_template(LaunchTemplateName="nodes", LaunchTemplateData={"EbsOptimized": True, **data})
    return {"id": made["LaunchTemplate"]["LaunchTemplateId"], "version": "1"}


def test_a_group_has_the_defaults_of_eks(made: Cluster, group: Record) -> None:
    facts = node_group.described(group, NOW)
    assert facts["scalingConfig"] == {"minSize": 1, "maxSize": 2, "desiredSize": 1}
    assert facts["instanceTypes"] == ["t3.medium"] and facts["diskSize"] == 20
    assert facts["version"] == made.version and "name" not in facts and "launchTemplate" not in facts


def test_a_launch_template_with_an_image_makes_a_custom_group(account: Account, made: Cluster) -> None:
    wanted = template(account, ImageId="ami-12345678", InstanceType="m7g.large")
    facts = node_group.create(made, account.node_group(launchTemplate=wanted), NOW, ZERO).facts
    assert facts["amiType"] == "CUSTOM" and "version" not in facts and "diskSize" not in facts
    assert facts["launchTemplate"] == {**wanted, "name": "nodes"}


def test_a_name_is_given_once_and_found(account: Account, made: Cluster, group: Record) -> None:
    assert node_group.find(made, "core") is group
    with pytest.raises(ResourceInUseException):
        node_group.create(made, account.node_group(), NOW, ZERO)
    with pytest.raises(ResourceNotFoundException):
        node_group.find(made, "other")


@pytest.mark.parametrize(
    ("data", "changes", "error"),
    [
        ({}, {"diskSize": 50}, InvalidParameterException),
        ({}, {"remoteAccess": {"ec2SshKey": "k"}}, InvalidParameterException),
        ({"InstanceType": "m5.large"}, {"instanceTypes": ["m5.large"]}, InvalidParameterException),
        ({"ImageId": "ami-12345678", "InstanceType": "m5.large"}, {"amiType": "AL2_x86_64"}, InvalidParameterException),
        ({"IamInstanceProfile": {"Name": "p"}}, {}, InvalidRequestException),
    ],
)
def test_what_a_launch_template_says_is_said_there_alone(
    account: Account, made: Cluster, data: dict[str, Any], changes: dict[str, Any], error: type[Exception]
) -> None:
    wanted = template(account, **data)
    with pytest.raises(error):
        node_group.create(made, account.node_group(launchTemplate=wanted, **changes), NOW, ZERO)


def test_an_unknown_launch_template_is_refused(account: Account, made: Cluster) -> None:
    with pytest.raises(InvalidParameterException, match="launch template does not exist"):
        node_group.create(made, account.node_group(launchTemplate={"name": "x"}), NOW, ZERO)


@pytest.mark.parametrize(
    ("image", "types", "fits"),
    [
        ("AL2023_x86_64_STANDARD", ["m5.large", "t3.medium", "g5.xlarge"], True),
        ("AL2023_x86_64_STANDARD", ["m5.large", "m7g.large"], False),
        ("AL2023_ARM_64_STANDARD", ["m7g.large", "c7gn.large", "a1.large", "r8gd.large"], True),
        ("BOTTLEROCKET_ARM_64", ["m5.large"], False),
    ],
)
def test_nodes_run_images_of_their_processor(
    account: Account, made: Cluster, image: str, types: list[str], fits: bool
) -> None:
    request = account.node_group(amiType=image, instanceTypes=types)
    if fits:
        assert node_group.create(made, request, NOW, ZERO).facts["amiType"] == image
    else:
        with pytest.raises(InvalidParameterException, match="not a valid instance type"):
            node_group.create(made, request, NOW, ZERO)


@pytest.mark.parametrize(
    "sizes", [{"minSize": 3, "maxSize": 2}, {"desiredSize": 5}, {"minSize": 0, "desiredSize": 0, "maxSize": 0}]
)
def test_sizes_are_in_order(sizes: dict[str, int]) -> None:
    with pytest.raises(InvalidParameterException):
        node_group.checked_scaling(sizes)


def test_labels_and_taints_are_merged(group: Record) -> None:
    request = {
        "labels": {"addOrUpdateLabels": {"b": "2"}, "removeLabels": ["a"]},
        "taints": {
            "addOrUpdateTaints": [
                {"key": "k", "value": "w", "effect": "NO_SCHEDULE"},
                {"key": "n", "effect": "NO_EXECUTE"},
            ]
        },
    }
    assert node_group.update_config(group, request, NOW, ZERO).type == "ConfigUpdate"
    assert group.facts["labels"] == {"b": "2"}
    assert [taint.get("value") for taint in group.facts["taints"]] == ["w", None]
    node_group.update_config(group, {"taints": {"removeTaints": [{"key": "k", "effect": "NO_SCHEDULE"}]}}, NOW, ZERO)
    assert [taint["key"] for taint in group.facts["taints"]] == ["n"]


def test_nodes_follow_their_cluster(made: Cluster, group: Record) -> None:
    with pytest.raises(InvalidParameterException, match="should be equal"):
        node_group.update_version(made, group, {"version": "1.35"}, NOW, ZERO)
    made.update_version("1.35", NOW, ZERO)
    node_group.update_version(made, group, {"version": "1.35"}, NOW, ZERO)
    assert group.facts["releaseVersion"].startswith("1.35.")


def test_a_group_keeps_its_launch_template(account: Account, made: Cluster, group: Record) -> None:
    with pytest.raises(InvalidParameterException, match="keeps the launch template"):
        node_group.update_version(made, group, {"launchTemplate": template(account)}, NOW, ZERO)
