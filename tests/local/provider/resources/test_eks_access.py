"""aws_eks_access_entry and aws_eks_access_policy_association against our EKS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.eks_access import EksAccessEntry, EksAccessPolicyAssociation
from tests.local.provider.resources.eks_cloud import NAME, EksContext
from tests.local.provider.resources.eks_cloud import eks as eks
from tests.local.provider.settling import Life

WHO = "arn:aws:iam::123456789012:role/teams/fraud-oncall"
VIEW = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy"
CLUSTER_WIDE = [{"type": "cluster"}]


@pytest.fixture
def entry(eks: EksContext) -> Life:
    eks.cluster()
    return Life(EksAccessEntry(), eks)


@pytest.fixture
def association(entry: Life, eks: EksContext) -> Life:
    entry.create(cluster_name=NAME, principal_arn=WHO)
    return Life(EksAccessPolicyAssociation(), eks)


def test_an_entry_is_standard_and_named_for_its_role(entry: Life) -> None:
    state = entry.create(cluster_name=NAME, principal_arn=WHO)
    assert state["id"] == f"{NAME}:{WHO}" and state["type"] == "STANDARD"
    assert state["user_name"] == "arn:aws:sts::123456789012:assumed-role/fraud-oncall/{{SessionName}}"
    assert state["kubernetes_groups"] == [] and ":access-entry/" in state["access_entry_arn"]


def test_groups_name_and_tags_change_in_place(entry: Life) -> None:
    entry.create(cluster_name=NAME, principal_arn=WHO, kubernetes_groups=["readers"], tags={"a": "1"})
    entry.change(kubernetes_groups=["readers", "writers"])
    entry.change(user_name="oncall:{{SessionName}}", tags={"b": "2"})


def test_nodes_have_an_entry_of_their_own_type(entry: Life) -> None:
    state = entry.create(cluster_name=NAME, principal_arn=WHO, type="EC2_LINUX")
    assert state["kubernetes_groups"] == ["system:nodes"]
    assert entry.replaced_by(type="STANDARD") == ("type",)


@pytest.mark.parametrize(
    ("config", "text"),
    [
        ({"kubernetes_groups": ["system:masters"]}, "cannot start with system:"),
        ({"type": "EC2_LINUX", "user_name": "x"}, "cannot be set"),
        ({"type": "LINUX"}, "type parameter is not valid"),
        ({"principal_arn": "fraud"}, "principalArn"),
    ],
)
def test_eks_refuses_what_cannot_be(entry: Life, config: dict[str, Any], text: str) -> None:
    with pytest.raises(ClientError, match=text):
        entry.create(**{"cluster_name": NAME, "principal_arn": WHO, **config})


def test_a_second_entry_for_a_role_is_refused(entry: Life, eks: EksContext) -> None:
    entry.create(cluster_name=NAME, principal_arn=WHO)
    with pytest.raises(ClientError, match="already in use"):
        Life(EksAccessEntry(), eks).create(cluster_name=NAME, principal_arn=WHO)


def test_a_cluster_with_its_own_map_alone_takes_no_entries(eks: EksContext) -> None:
    eks.cluster(access_config=[{"authentication_mode": "CONFIG_MAP"}])
    with pytest.raises(ClientError, match="authentication mode must be set to one of"):
        Life(EksAccessEntry(), eks).create(cluster_name=NAME, principal_arn=WHO)


def test_an_entry_is_imported_and_deleted(entry: Life) -> None:
    state = entry.create(cluster_name=NAME, principal_arn=WHO)
    found = entry.imported(state["id"])
    assert {name: found[name] for name in state if name != "tags"} == {
        name: state[name] for name in state if name != "tags"
    }
    entry.delete()


@pytest.mark.parametrize("scope", [CLUSTER_WIDE, [{"type": "namespace", "namespaces": ["fraud", "default"]}]])
def test_a_policy_is_associated_for_the_cluster_or_some_namespaces(association: Life, scope: list[Any]) -> None:
    state = association.create(cluster_name=NAME, principal_arn=WHO, policy_arn=VIEW, access_scope=scope)
    assert state["id"] == f"{NAME}#{WHO}#{VIEW}"
    assert association.imported(state["id"])["associated_at"] == state["associated_at"]
    association.delete()


def test_another_scope_or_policy_replaces_an_association(association: Life) -> None:
    association.create(cluster_name=NAME, principal_arn=WHO, policy_arn=VIEW, access_scope=CLUSTER_WIDE)
    namespaces = [{"type": "namespace", "namespaces": ["fraud"]}]
    assert association.replaced_by(access_scope=namespaces) == ("access_scope",)
    assert association.replaced_by(policy_arn=VIEW.replace("View", "Edit")) == ("policy_arn",)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"}, "policyArn parameter is not valid"),
        ({"access_scope": [{"type": "namespace"}]}, "Namespaces are needed"),
        ({"principal_arn": WHO + "-2"}, "could not be found"),
    ],
)
def test_eks_refuses_an_association_that_cannot_be(association: Life, changes: dict[str, Any], text: str) -> None:
    config = {"cluster_name": NAME, "principal_arn": WHO, "policy_arn": VIEW, "access_scope": CLUSTER_WIDE}
    with pytest.raises(ClientError, match=text):
        association.create(**{**config, **changes})


def test_an_association_goes_with_its_entry(association: Life, entry: Life) -> None:
    association.create(cluster_name=NAME, principal_arn=WHO, policy_arn=VIEW, access_scope=CLUSTER_WIDE)
    entry.delete()
    assert association.refresh() is None


def test_an_unknown_kind_of_scope_is_found_before_apply() -> None:
    config = {"access_scope": [{"type": "account"}]}
    assert [problem.path for problem in EksAccessPolicyAssociation().validate(config)] == [("access_scope", 0, "type")]
