"""Pod identity associations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from haveli.local.extensions.eks import pod_identity
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
TARGET = "arn:aws:iam::210987654321:role/data"


@pytest.fixture
def made(account: Account, around: Surroundings) -> Cluster:
    return new_cluster(account.request(), around, NOW, timedelta(0))


@pytest.fixture
def request_(account: Account) -> dict[str, str]:
    role = account.new_role("pod", "pods.eks.amazonaws.com")
    return {"namespace": "superset", "serviceAccount": "web", "roleArn": role}


def test_a_second_role_makes_an_external_id_and_goes_with_it(made: Cluster, request_: dict[str, str]) -> None:
    found = pod_identity.create(made, {**request_, "targetRoleArn": TARGET}, NOW)
    assert found["externalId"] == f"ap-south-1/123456789012/{made.name}/superset/web"
    pod_identity.update(made, {"associationId": found["associationId"], "targetRoleArn": ""}, NOW)
    assert "externalId" not in found and "targetRoleArn" not in found


def test_a_policy_needs_sessions_without_tags(made: Cluster, request_: dict[str, str]) -> None:
    with pytest.raises(InvalidParameterException, match="disableSessionTags"):
        pod_identity.create(made, {**request_, "policy": "{}"}, NOW)
    found = pod_identity.create(made, {**request_, "policy": "{}", "disableSessionTags": True}, NOW)
    assert found["policy"] == "{}"


def test_a_service_account_has_one_role(made: Cluster, request_: dict[str, str]) -> None:
    pod_identity.create(made, request_, NOW)
    with pytest.raises(ResourceInUseException, match="already exists"):
        pod_identity.create(made, request_, NOW)
    pod_identity.create(made, {**request_, "serviceAccount": "worker"}, NOW)
    assert len(list(pod_identity.listed(made, "superset", None))) == 2
    assert [each["serviceAccount"] for each in pod_identity.listed(made, None, "worker")] == ["worker"]


def test_a_role_must_trust_pods(account: Account, made: Cluster, request_: dict[str, str]) -> None:
    with pytest.raises(InvalidParameterException, match="Trust policy"):
        pod_identity.create(made, {**request_, "roleArn": account.role}, NOW)


def test_what_an_addon_owns_is_the_addons(made: Cluster, request_: dict[str, str]) -> None:
    found = pod_identity.create(made, request_, NOW, owner="arn:addon")
    named = {"associationId": found["associationId"]}
    with pytest.raises(InvalidRequestException, match="managed by the add-on"):
        pod_identity.update(made, named, NOW)
    with pytest.raises(InvalidRequestException):
        pod_identity.delete(made, found["associationId"])
    pod_identity.remove_owned(made, "arn:other")
    assert made.pod_identities
    pod_identity.remove_owned(made, "arn:addon")
    with pytest.raises(ResourceNotFoundException):
        pod_identity.find(made, found["associationId"])
