from __future__ import annotations

from dataclasses import replace

from haveli.render.secrets import secrets
from haveli.render.service_accounts import irsa
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_the_only_reader_is_the_role_of_external_secrets() -> None:
    held = arguments(secrets(platform()), "secrets")["secrets"]
    reader = arguments(irsa(platform()), "external_secrets_role")["name"]
    assert all(secret["reader_role_names"] == [reader] for secret in held.values())


def test_an_application_that_is_not_there_has_no_secret() -> None:
    held = arguments(secrets(replace(platform(), applications=("argocd",))), "secrets")["secrets"]
    assert list(held) == ["pai-risk-mlops-platform-shared-argocd-credentials"]


def test_the_operator_and_superset_have_repositories() -> None:
    assert list(arguments(secrets(platform()), "images")["repositories"]) == [
        "pai-risk-mlops-platform-shared-operator",
        "pai-risk-mlops-platform-shared-superset",
    ]
