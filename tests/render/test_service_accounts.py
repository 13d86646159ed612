from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from haveli.render.service_accounts import irsa
from tests.render.arguments import arguments
from tests.spec.samples import platform

READS = ("Describe", "Get", "List")


def statements() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each call, statement name and statement."""
    root = irsa(platform())
    for made in root.modules:
        for name, statement in arguments(root, made.name)["statements"].items():
            yield made.name, name, statement


def test_each_application_that_calls_aws_has_a_role() -> None:
    assert [made.name for made in irsa(platform()).modules] == [
        "argocd_role",
        "aws_load_balancer_controller_role",
        "external_secrets_role",
        "superset_role",
    ]


def test_an_application_that_is_not_there_has_no_role() -> None:
    assert [made.name for made in irsa(replace(platform(), applications=("superset",))).modules] == ["superset_role"]


@pytest.mark.parametrize(("call", "name", "statement"), list(statements()))
def test_what_changes_something_names_its_resources(call: str, name: str, statement: dict[str, Any]) -> None:
    changes = [action for action in statement["actions"] if not action.split(":")[1].startswith(READS)]
    assert not changes or "*" not in statement["resources"], f"{call} {name}: {changes}"


@pytest.mark.parametrize(("call", "name", "statement"), list(statements()))
def test_nobody_may_everything_of_a_service(call: str, name: str, statement: dict[str, Any]) -> None:
    assert all(action.split(":")[1] != "*" for action in statement["actions"]), f"{call} {name}"


def test_external_secrets_reads_two_secrets_and_the_master_password_by_their_arns() -> None:
    read = arguments(irsa(platform()), "external_secrets_role")["statements"]["ReadSecrets"]
    assert [resource.text.rpartition(".outputs.")[2] for resource in read["resources"]] == [
        'secret_arns["pai-risk-mlops-platform-shared-argocd-credentials"]',
        'secret_arns["pai-risk-mlops-platform-shared-superset-credentials"]',
        "master_secret_arn",
    ]


def test_superset_signs_in_as_one_database_user() -> None:
    (resource,) = arguments(irsa(platform()), "superset_role")["statements"]["SignInToDatabase"]["resources"]
    assert resource.text.endswith('.outputs.resource_id}/superset"')


def test_the_controller_changes_only_load_balancers_that_it_made() -> None:
    found = arguments(irsa(platform()), "aws_load_balancer_controller_role")["statements"]
    wanted = {"aws:ResourceTag/elbv2.k8s.aws/cluster": ["pai-risk-mlops-platform"]}
    assert found["ChangeOwnLoadBalancers"]["conditions"] == {"StringEquals": wanted}


@pytest.mark.parametrize("trust", ["pod_identity", "oidc"])
def test_trust_is_a_value_of_the_platform(trust: str) -> None:
    chosen = replace(platform(), eks=replace(platform().eks, trust=trust))
    root = irsa(chosen)
    assert {arguments(root, made.name)["trust"] for made in root.modules} == {trust}
