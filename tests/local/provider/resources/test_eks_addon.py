"""aws_eks_addon against our EKS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import TimedOut, Unfinished
from haveli.local.provider.resources.eks_addon import EksAddon
from tests.local.provider.resources.eks_cloud import NAME, EksContext
from tests.local.provider.resources.eks_cloud import eks as eks
from tests.local.provider.settling import Life

CSI = {"cluster_name": NAME, "addon_name": "aws-ebs-csi-driver"}
CNI = {"cluster_name": NAME, "addon_name": "vpc-cni"}


@pytest.fixture
def life(eks: EksContext) -> Life:
    eks.cluster(version="1.34")
    return Life(EksAddon(), eks)


def nodes(eks: EksContext) -> None:
    """Gives the cluster nodes."""
    eks.client("eks").create_nodegroup(
        clusterName=NAME, nodegroupName="core", subnets=eks.subnets, nodeRole=eks.role("node", "ec2.amazonaws.com")
    )


@pytest.mark.parametrize("name", ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"])
def test_an_addon_of_every_node_is_up_at_once_in_its_default_version(life: Life, name: str) -> None:
    state = life.create(cluster_name=NAME, addon_name=name)
    assert state["id"] == f"{NAME}:{name}" and "-eksbuild." in state["addon_version"]
    assert state["configuration_values"] == ""


def test_an_addon_that_needs_nodes_waits_for_them(eks: EksContext, life: Life) -> None:
    with pytest.raises(Unfinished) as caught:
        life.create(**CSI)
    assert isinstance(caught.value.cause, TimedOut)
    life.kind.traits.delete(eks, {"id": f"{NAME}:aws-ebs-csi-driver"})
    nodes(eks)
    life.create(**CSI)


@pytest.mark.parametrize(
    "changes",
    [
        {"addon_version": "v1.21.1-eksbuild.1"},
        {"configuration_values": '{"enableNetworkPolicy":"false"}'},
        {"service_account_role_arn": None},
        {"tags": {"tenant": "platform"}},
    ],
)
def test_settings_change_in_place(eks: EksContext, life: Life, changes: dict[str, Any]) -> None:
    state = life.create(
        **CNI,
        addon_version="v1.20.4-eksbuild.1",
        configuration_values='{"enableNetworkPolicy":"true"}',
        resolve_conflicts_on_create="OVERWRITE",
        resolve_conflicts_on_update="PRESERVE",
        service_account_role_arn=eks.role("cni", "ec2.amazonaws.com"),
        tags={"a": "1"},
    )
    assert life.change(**changes)["arn"] == state["arn"]


def test_pod_identities_come_and_go_with_the_addon(eks: EksContext, life: Life) -> None:
    nodes(eks)
    first, second = (eks.role(name, "pods.eks.amazonaws.com") for name in ("first", "second"))
    account = "ebs-csi-controller-sa"
    life.create(**CSI, pod_identity_association=[{"role_arn": first, "service_account": account}])
    life.change(pod_identity_association=[{"role_arn": second, "service_account": account}])
    found = eks.client("eks").list_pod_identity_associations(clusterName=NAME)["associations"]
    assert [each["serviceAccount"] for each in found] == [account]
    life.change(pod_identity_association=[])
    assert eks.client("eks").list_pod_identity_associations(clusterName=NAME)["associations"] == []


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({"addon_name": "unheard-of"}, "is not supported"),
        ({"addon_name": "vpc-cni", "addon_version": "1.2"}, "version specified is not supported"),
        ({"addon_name": "kube-proxy", "addon_version": "v1.35.0-eksbuild.1"}, "version specified is not supported"),
        ({"addon_name": "vpc-cni", "configuration_values": "[1]"}, "ConfigurationValue"),
    ],
)
def test_eks_refuses_what_cannot_be(life: Life, config: dict[str, Any], text: str) -> None:
    with pytest.raises(ClientError, match=text):
        life.create(cluster_name=NAME, **config)


def test_another_addon_or_cluster_replaces_it(life: Life) -> None:
    life.create(**CNI)
    assert life.replaced_by(addon_name="coredns") == ("addon_name",)
    assert life.replaced_by(cluster_name="other") == ("cluster_name",)


def test_an_addon_is_deleted_and_imported(life: Life) -> None:
    state = life.create(**CNI, preserve=True)
    found = life.imported(state["id"])
    assert (found["arn"], found["addon_version"]) == (state["arn"], state["addon_version"])
    life.delete()


@pytest.mark.parametrize("argument", ["resolve_conflicts_on_create", "resolve_conflicts_on_update"])
def test_unknown_ways_to_resolve_conflicts_are_found_before_apply(argument: str) -> None:
    assert [problem.path for problem in EksAddon().validate({argument: "FORCE"})] == [(argument,)]
    assert list(EksAddon().validate({argument: "OVERWRITE"})) == []
