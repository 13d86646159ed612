"""Add-ons: their versions, their configuration, and that those which need nodes wait for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from haveli.local.extensions.eks import addon, node_group
from haveli.local.extensions.eks.cluster import Cluster, new_cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.network import Surroundings
from tests.local.extensions.eks.conftest import Account

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZERO = timedelta(0)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def made(account: Account, around: Surroundings) -> Cluster:
    return new_cluster(account.request(), around, NOW, ZERO)


def status(cluster: Cluster, name: str, now: datetime = NOW) -> str:
    return str(addon.described(cluster, addon.find(cluster, name), now)["status"])


def test_one_that_needs_nodes_is_degraded_until_there_are_some(account: Account, made: Cluster) -> None:
    addon.create(made, {"addonName": "coredns"}, NOW, ZERO)
    found = addon.described(made, addon.find(made, "coredns"), NOW)
    assert found["status"] == "DEGRADED"
    assert [issue["code"] for issue in found["health"]["issues"]] == ["InsufficientNumberOfReplicas"]
    node_group.create(made, account.node_group(), NOW, MINUTE)
    assert (status(made, "coredns"), status(made, "coredns", NOW + MINUTE)) == ("DEGRADED", "ACTIVE")


def test_a_group_of_no_nodes_runs_nothing(account: Account, made: Cluster) -> None:
    sizes = {"minSize": 0, "desiredSize": 0, "maxSize": 2}
    node_group.create(made, account.node_group(scalingConfig=sizes), NOW, ZERO)
    assert not addon.has_nodes(made, NOW)
    made.facts["computeConfig"] = {"enabled": True}
    assert addon.has_nodes(made, NOW)


def test_one_of_every_node_needs_none(made: Cluster) -> None:
    addon.create(made, {"addonName": "vpc-cni"}, NOW, ZERO)
    assert status(made, "vpc-cni") == "ACTIVE"


def test_an_update_takes_the_role_away_unless_it_names_it(account: Account, made: Cluster) -> None:
    request = {"addonName": "vpc-cni", "serviceAccountRoleArn": account.role, "configurationValues": "{}"}
    found = addon.create(made, request, NOW, ZERO)
    addon.update(made, found, {"serviceAccountRoleArn": account.role}, NOW, ZERO)
    assert addon.described(made, found, NOW)["serviceAccountRoleArn"] == account.role
    addon.update(made, found, {}, NOW, ZERO)
    told = addon.described(made, found, NOW)
    assert "serviceAccountRoleArn" not in told and told["configurationValues"] == "{}"


def test_its_pod_identities_are_its_own(account: Account, made: Cluster) -> None:
    role = account.new_role("pod", "pods.eks.amazonaws.com")
    wanted = [{"serviceAccount": "ebs-csi-controller-sa", "roleArn": role}]
    found = addon.create(made, {"addonName": "aws-ebs-csi-driver", "podIdentityAssociations": wanted}, NOW, ZERO)
    [association] = made.pod_identities.values()
    assert association["ownerArn"] == found.facts["addonArn"]
    assert found.facts["podIdentityAssociations"] == [association["associationArn"]]
    addon.update(made, found, {"podIdentityAssociations": []}, NOW, ZERO)
    assert made.pod_identities == {} and found.facts["podIdentityAssociations"] == []


@pytest.mark.parametrize(
    "request_",
    [
        {"addonName": "x"},
        {"addonName": "vpc-cni", "addonVersion": "1"},
        {"addonName": "vpc-cni", "configurationValues": "[]"},
        {"addonName": "vpc-cni", "serviceAccountRoleArn": "arn:aws:iam::123456789012:role/nobody"},
        {"addonName": "vpc-cni", "serviceAccountRoleArn": "ROLE", "podIdentityAssociations": [{}]},
    ],
)
def test_eks_refuses_what_cannot_be(account: Account, made: Cluster, request_: dict[str, Any]) -> None:
    given = {key: account.role if value == "ROLE" else value for key, value in request_.items()}
    with pytest.raises(InvalidParameterException):
        addon.create(made, given, NOW, ZERO)
    assert made.addons == {}


def test_yaml_is_configuration_too(made: Cluster) -> None:
    addon.create(made, {"addonName": "vpc-cni", "configurationValues": "enableNetworkPolicy: 'true'"}, NOW, ZERO)
    assert status(made, "vpc-cni") == "ACTIVE"


def test_a_name_is_given_once_and_found(made: Cluster) -> None:
    addon.create(made, {"addonName": "vpc-cni"}, NOW, ZERO)
    with pytest.raises(ResourceInUseException):
        addon.create(made, {"addonName": "vpc-cni"}, NOW, ZERO)
    with pytest.raises(ResourceNotFoundException):
        addon.find(made, "coredns")


def test_versions_are_told_with_the_kubernetes_that_they_are_for() -> None:
    [proxy] = addon.supported("1.34", "kube-proxy")
    places = [place for version in proxy["addonVersions"] for place in version["compatibilities"]]
    assert {place["clusterVersion"] for place in places} == {"1.34"}
    assert [place["defaultVersion"] for place in places] == [False, True]
    [cni] = addon.supported(None, "vpc-cni")
    assert len(cni["addonVersions"][0]["compatibilities"]) == 5 and cni["addonVersions"][0]["requiresIamPermissions"]
