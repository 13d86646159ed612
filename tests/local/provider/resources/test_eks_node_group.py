"""aws_eks_node_group against our EKS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.eks_node_group import EksNodeGroup
from tests.local.provider.resources.eks_cloud import NAME, EksContext
from tests.local.provider.resources.eks_cloud import eks as eks
from tests.local.provider.settling import Life

SIZES = {"min_size": 1, "desired_size": 2, "max_size": 4}
GROUP = "core"


@pytest.fixture
def life(eks: EksContext) -> Life:
    eks.cluster(version="1.34")
    return Life(EksNodeGroup(), eks)


def config(eks: EksContext, **changes: Any) -> dict[str, Any]:
    role = changes.pop("node_role_arn", None) or eks.role("node", "ec2.amazonaws.com")
    required = {"cluster_name": NAME, "node_role_arn": role, "subnet_ids": eks.subnets, "scaling_config": [SIZES]}
    return {"node_group_name": GROUP, **required, **changes}


def template(eks: EksContext, *versions: dict[str, Any]) -> str:
    ec2 = eks.client("ec2")
    first, *later = versions or ({},)
    made = ec2.create_launch_template(LaunchTemplateName="nodes", LaunchTemplateData={"EbsOptimized": True, **first})
    identity = str(made["LaunchTemplate"]["LaunchTemplateId"])
    for data in later:
        ec2.create_launch_template_version(LaunchTemplateId=identity, LaunchTemplateData={"EbsOptimized": True, **data})
    return identity


def test_a_group_with_what_is_required_has_the_defaults_of_eks(eks: EksContext, life: Life) -> None:
    state = life.create(**config(eks))
    assert state["id"] == f"{NAME}:{GROUP}" and state["status"] == "ACTIVE"
    assert state["ami_type"] == "AL2023_x86_64_STANDARD" and state["capacity_type"] == "ON_DEMAND"
    assert state["disk_size"] == 20 and state["instance_types"] == ["t3.medium"]
    assert state["version"] == "1.34" and state["release_version"].startswith("1.34.")
    assert state["resources"][0]["autoscaling_groups"][0]["name"].startswith("eks-core-")


def test_a_group_without_a_name_gets_one(eks: EksContext, life: Life) -> None:
    state = life.create(**config(eks, node_group_name=None, node_group_name_prefix="spot-"))
    assert state["node_group_name"].startswith("spot-2")


def test_a_group_of_spot_graviton_nodes_settles(eks: EksContext, life: Life) -> None:
    life.create(
        **config(
            eks,
            ami_type="AL2023_ARM_64_STANDARD",
            capacity_type="SPOT",
            instance_types=["m7g.large", "m6g.large"],
            labels={"pool": "spot"},
            taint=[{"key": "spot", "effect": "NO_SCHEDULE"}, {"key": "a", "value": "b", "effect": "NO_EXECUTE"}],
            update_config=[{"max_unavailable_percentage": 33}],
            node_repair_config=[{"enabled": True}],
            tags={"component": "eks"},
        )
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"scaling_config": [{"min_size": 2, "desired_size": 3, "max_size": 6}]},
        {"labels": {"pool": "b", "new": "1"}},
        {"labels": None},
        {"taint": [{"key": "a", "value": "c", "effect": "NO_SCHEDULE"}]},
        {"taint": []},
        {"update_config": [{"max_unavailable": 2}]},
        {"node_repair_config": [{"enabled": True}]},
        {"tags": {"tenant": "platform"}},
    ],
)
def test_settings_change_in_place(eks: EksContext, life: Life, changes: dict[str, Any]) -> None:
    taint = {"key": "a", "value": "b", "effect": "NO_SCHEDULE"}
    life.create(**config(eks, labels={"pool": "a", "old": "1"}, taint=[taint], tags={"a": "1"}))
    life.change(**changes)


def test_all_settings_at_once_are_one_update(eks: EksContext, life: Life) -> None:
    life.create(**config(eks))
    life.change(labels={"a": "b"}, scaling_config=[{**SIZES, "max_size": 9}], update_config=[{"max_unavailable": 1}])
    updates = eks.client("eks").list_updates(name=NAME, nodegroupName=GROUP)["updateIds"]
    assert len(updates) == 1


def test_nodes_follow_the_version_of_their_cluster(eks: EksContext, life: Life) -> None:
    state = life.create(**config(eks, version="1.34"))
    with pytest.raises(ClientError, match="should be equal to the cluster's"):
        life.change(version="1.35")
    life.config["version"] = "1.34"
    eks.client("eks").update_cluster_version(name=NAME, version="1.35")
    eks.wait(lambda: True, what="the update", seconds=1)
    changed = life.change(version="1.35")
    assert changed["release_version"] != state["release_version"] and changed["arn"] == state["arn"]


def test_a_launch_template_gives_new_versions_in_place(eks: EksContext, life: Life) -> None:
    identity = template(eks, {}, {"InstanceType": "m5.large"})
    state = life.create(**config(eks, launch_template=[{"id": identity, "version": "1"}]))
    assert state["launch_template"] == [{"id": identity, "name": "nodes", "version": "1"}]
    assert state["disk_size"] == 0
    life.change(launch_template=[{"id": identity, "version": "2"}])
    assert life.replaced_by(launch_template=[{"name": "other", "version": "1"}]) == ("launch_template",)


def test_what_a_launch_template_says_is_not_said_twice(eks: EksContext, life: Life) -> None:
    identity = template(eks, {"InstanceType": "m5.large"})
    both = config(eks, launch_template=[{"id": identity, "version": "1"}], instance_types=["m5.large"])
    with pytest.raises(ClientError, match="instance types in both"):
        life.create(**both)
    alone = life.create(**{**both, "instance_types": None})
    assert alone["instance_types"] == []


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"ami_type": "BOTTLEROCKET_x86_64"}, "ami_type"),
        ({"capacity_type": "SPOT"}, "capacity_type"),
        ({"disk_size": 50}, "disk_size"),
        ({"instance_types": ["m5.xlarge"]}, "instance_types"),
        ({"subnet_ids": ["subnet-1"]}, "subnet_ids"),
        ({"node_group_name": "other"}, "node_group_name"),
        ({"remote_access": [{"ec2_ssh_key": "k"}]}, "remote_access"),
    ],
)
def test_what_nodes_are_made_of_replaces_the_group(
    eks: EksContext, life: Life, changes: dict[str, Any], because: str
) -> None:
    life.create(**config(eks))
    assert life.replaced_by(**changes) == (because,)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"instance_types": ["m7g.large"]}, "not a valid instance type"),
        ({"scaling_config": [{"min_size": 3, "desired_size": 2, "max_size": 4}]}, "desired size"),
        ({"subnet_ids": ["subnet-00000000"]}, "subnet ID does not exist"),
        ({"node_role_arn": "arn:aws:iam::123456789012:role/nobody"}, "does not exist"),
        ({"cluster_name": "other"}, "No cluster found"),
    ],
)
def test_eks_refuses_what_cannot_be(eks: EksContext, life: Life, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ClientError, match=text):
        life.create(**config(eks, **changes))


def test_a_group_is_deleted_and_its_cluster_then_may_be(eks: EksContext, life: Life) -> None:
    life.create(**config(eks))
    with pytest.raises(ClientError, match="nodegroups attached"):
        eks.client("eks").delete_cluster(name=NAME)
    life.delete()
    eks.client("eks").delete_cluster(name=NAME)


def test_a_group_that_was_scaled_elsewhere_is_seen(eks: EksContext, life: Life) -> None:
    life.create(**config(eks))
    scaling = {"desiredSize": 4}
    eks.client("eks").update_nodegroup_config(clusterName=NAME, nodegroupName=GROUP, scalingConfig=scaling)
    assert (life.refresh() or {})["scaling_config"][0]["desired_size"] == 4


def test_a_group_is_imported_by_cluster_and_name(eks: EksContext, life: Life) -> None:
    state = life.create(**config(eks, labels={"a": "b"}, taint=[{"key": "a", "effect": "NO_SCHEDULE"}]))
    found = life.imported(state["id"])
    names = ("arn", "labels", "scaling_config", "subnet_ids", "version", "node_role_arn")
    assert {name: found[name] for name in names} == {name: state[name] for name in names}
    assert found["update_config"][0]["max_unavailable"] == 1
    with pytest.raises(ValueError, match="expected cluster_name:node_group_name"):
        life.imported("core")


@pytest.mark.parametrize(
    ("faulty", "path"),
    [
        ({"node_group_name": "x" * 64}, ("node_group_name",)),
        ({"capacity_type": "spot"}, ("capacity_type",)),
        ({"taint": [UNKNOWN, {"key": "a", "effect": "NoSchedule"}]}, ("taint", 1, "effect")),
        ({"launch_template": [{"version": "1"}], "disk_size": 50}, ("disk_size",)),
        ({"launch_template": UNKNOWN, "remote_access": [{}]}, ("remote_access",)),
    ],
)
def test_faults_are_found_before_apply(faulty: dict[str, Any], path: tuple[Any, ...]) -> None:
    assert [problem.path for problem in EksNodeGroup().validate(faulty)] == [path]
