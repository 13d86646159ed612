"""Access entries and their policies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from haveli.local.extensions.eks import access
from haveli.local.extensions.eks.cluster import Cluster, new_cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.network import Surroundings
from tests.local.extensions.eks.conftest import Account

NOW = datetime(2026, 11, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
WHO = "arn:aws:iam::123456789012:role/teams/fraud"
VIEW = access.policy_arn("AmazonEKSViewPolicy")


@pytest.fixture
def made(account: Account, around: Surroundings) -> Cluster:
    return new_cluster(account.request(), around, NOW, timedelta(0))


def policy(**changes: Any) -> dict[str, Any]:
    return {"principalArn": WHO, "policyArn": VIEW, "accessScope": {"type": "cluster"}, **changes}


@pytest.mark.parametrize(
    ("principal", "kind", "username"),
    [
        (WHO, "STANDARD", "arn:aws:sts::123456789012:assumed-role/fraud/{{SessionName}}"),
        ("arn:aws:iam::123456789012:user/ann", "STANDARD", "arn:aws:iam::123456789012:user/ann"),
        (WHO, "EC2_LINUX", "system:node:{{EC2PrivateDNSName}}"),
    ],
)
def test_kubernetes_knows_a_principal_by_a_name(made: Cluster, principal: str, kind: str, username: str) -> None:
    entry = access.create(made, {"principalArn": principal, "type": kind}, NOW)
    assert entry["username"] == username


def test_an_arn_tells_cluster_principal_and_account(made: Cluster) -> None:
    entry = access.create(made, {"principalArn": WHO}, NOW)
    assert f":access-entry/{made.name}/role/123456789012/fraud/" in entry["accessEntryArn"]


def test_nodes_are_let_in_once(made: Cluster) -> None:
    access.admit_nodes(made, WHO, NOW)
    entry = made.access_entries[WHO]
    access.admit_nodes(made, WHO, LATER)
    assert made.access_entries[WHO] is entry and entry["kubernetesGroups"] == ["system:nodes"]


def test_nodes_of_a_cluster_with_its_own_map_are_not_ours(made: Cluster) -> None:
    made.facts["accessConfig"] = {"authenticationMode": "CONFIG_MAP"}
    access.admit_nodes(made, WHO, NOW)
    assert made.access_entries == {}


def test_a_creator_is_an_administrator(made: Cluster) -> None:
    access.admit_creator(made, WHO, NOW)
    assert list(made.access_policies[WHO]) == [access.policy_arn("AmazonEKSClusterAdminPolicy")]


def test_another_scope_takes_the_place_of_the_first(made: Cluster) -> None:
    access.create(made, {"principalArn": WHO}, NOW)
    access.associate(made, policy(), NOW)
    scope = {"type": "namespace", "namespaces": ["fraud"]}
    held = access.associate(made, policy(accessScope=scope), LATER)
    assert held["accessScope"] == scope and (held["associatedAt"], held["modifiedAt"]) == (NOW, LATER)
    assert list(made.access_policies[WHO]) == [VIEW]


@pytest.mark.parametrize(
    "changes",
    [
        {"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
        {"accessScope": {"type": "namespace"}},
        {"accessScope": {"type": "cluster", "namespaces": ["a"]}},
    ],
)
def test_a_policy_that_cannot_be_is_refused(made: Cluster, changes: dict[str, Any]) -> None:
    access.create(made, {"principalArn": WHO}, NOW)
    with pytest.raises(InvalidParameterException):
        access.associate(made, policy(**changes), NOW)


def test_nodes_have_no_policies(made: Cluster) -> None:
    access.create(made, {"principalArn": WHO, "type": "EC2_LINUX"}, NOW)
    with pytest.raises(InvalidRequestException):
        access.associate(made, policy(), NOW)


@pytest.mark.parametrize(
    "request_",
    [
        {"principalArn": "fraud"},
        {"principalArn": WHO, "type": "LINUX"},
        {"principalArn": WHO, "type": "EC2_LINUX", "kubernetesGroups": ["a"]},
        {"principalArn": WHO, "kubernetesGroups": ["system:masters"]},
    ],
)
def test_an_entry_that_cannot_be_is_refused(made: Cluster, request_: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterException):
        access.create(made, request_, NOW)


def test_what_is_there_is_not_made_again_and_what_is_not_is_not_found(made: Cluster) -> None:
    access.create(made, {"principalArn": WHO}, NOW)
    with pytest.raises(ResourceInUseException):
        access.create(made, {"principalArn": WHO}, NOW)
    with pytest.raises(ResourceNotFoundException):
        access.disassociate(made, WHO, VIEW)
    access.delete(made, WHO)
    with pytest.raises(ResourceNotFoundException):
        access.update(made, {"principalArn": WHO}, NOW)
    assert made.access_policies == {}
