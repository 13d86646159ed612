"""aws_eks_pod_identity_association against our EKS."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.eks_pod_identity import EksPodIdentityAssociation
from tests.local.provider.resources.eks_cloud import NAME, EksContext
from tests.local.provider.resources.eks_cloud import eks as eks
from tests.local.provider.settling import Life

POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
WHOSE = {"cluster_name": NAME, "namespace": "superset", "service_account": "superset"}


@pytest.fixture
def life(eks: EksContext) -> Life:
    eks.cluster()
    return Life(EksPodIdentityAssociation(), eks)


def role(eks: EksContext, name: str = "superset") -> str:
    return eks.role(name, "pods.eks.amazonaws.com")


def test_an_association_has_an_id_and_an_arn(eks: EksContext, life: Life) -> None:
    state = life.create(**WHOSE, role_arn=role(eks))
    assert state["association_id"].startswith("a-")
    assert state["association_arn"].endswith(f":podidentityassociation/{NAME}/{state['association_id']}")
    assert state["disable_session_tags"] is False and state["external_id"] is None


def test_roles_and_tags_change_in_place(eks: EksContext, life: Life) -> None:
    state = life.create(**WHOSE, role_arn=role(eks), tags={"a": "1"})
    life.change(role_arn=role(eks, "other"))
    target = "arn:aws:iam::210987654321:role/data"
    changed = life.change(target_role_arn=target, tags={"b": "2"})
    assert changed["external_id"] == f"ap-south-1/{eks.account}/{NAME}/superset/superset"
    assert life.change(target_role_arn=None)["external_id"] is None
    assert life.state["association_id"] == state["association_id"]


def test_a_session_policy_settles_whatever_its_words(eks: EksContext, life: Life) -> None:
    life.create(**WHOSE, role_arn=role(eks), policy=POLICY, disable_session_tags=True)
    life.config["policy"] = POLICY.replace('"s3:*"', '["s3:*"]')
    assert life.plan().state["policy"] == POLICY
    life.change(policy=None)


def test_a_role_that_pods_may_not_take_is_refused(eks: EksContext, life: Life) -> None:
    with pytest.raises(ClientError, match="Trust policy"):
        life.create(**WHOSE, role_arn=eks.role("irsa"))
    with pytest.raises(ClientError, match="does not exist"):
        life.create(**WHOSE, role_arn="arn:aws:iam::123456789012:role/nobody")


def test_a_service_account_has_one_role(eks: EksContext, life: Life) -> None:
    arn = role(eks)
    life.create(**WHOSE, role_arn=arn)
    with pytest.raises(ClientError, match="already exists"):
        Life(EksPodIdentityAssociation(), eks).create(**WHOSE, role_arn=arn)


@pytest.mark.parametrize("argument", ["cluster_name", "namespace", "service_account"])
def test_another_service_account_replaces_an_association(eks: EksContext, life: Life, argument: str) -> None:
    life.create(**WHOSE, role_arn=role(eks))
    assert life.replaced_by(**{argument: "other"}) == (argument,)


def test_an_association_is_imported_by_cluster_and_id(eks: EksContext, life: Life) -> None:
    state = life.create(**WHOSE, role_arn=role(eks))
    assert life.imported(f"{NAME},{state['association_id']}")["association_arn"] == state["association_arn"]
    with pytest.raises(ValueError, match="expected cluster_name,association_id"):
        life.imported(state["association_id"])
    life.delete()


def test_a_policy_that_is_no_json_is_found_before_apply() -> None:
    assert [problem.path for problem in EksPodIdentityAssociation().validate({"policy": "{"})] == [("policy",)]
    assert list(EksPodIdentityAssociation().validate({"policy": UNKNOWN})) == []
