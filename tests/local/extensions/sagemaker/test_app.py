"""Apps of a user profile or of a space."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, make_config, refusal


def test_an_app_is_pending_in_service_deleting_and_then_shown_as_deleted(
    sagemaker: Any, ann: dict[str, str], clock: Clock
) -> None:
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    states = []
    assert sagemaker.create_app(**app)["AppArn"].endswith("/ann/jupyterserver/default")
    states.append(sagemaker.describe_app(**app)["Status"])
    clock.advance(A_WHILE)
    states.append(sagemaker.describe_app(**app)["Status"])
    sagemaker.delete_app(**app)
    states.append(sagemaker.describe_app(**app)["Status"])
    clock.advance(A_WHILE)
    states.append(sagemaker.describe_app(**app)["Status"])
    assert states == ["Pending", "InService", "Deleting", "Deleted"]
    assert refusal(sagemaker.delete_app, **app).startswith("ResourceNotFound")


def test_the_name_of_a_deleted_app_is_free(sagemaker: Any, ann: dict[str, str], clock: Clock) -> None:
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    sagemaker.create_app(**app)
    assert refusal(sagemaker.create_app, **app).startswith("ResourceInUse")
    assert refusal(sagemaker.delete_app, **app).startswith("ResourceInUse")
    clock.advance(A_WHILE)
    sagemaker.delete_app(**app)
    clock.advance(A_WHILE)
    sagemaker.create_app(**app)
    assert sagemaker.describe_app(**app)["Status"] == "Pending"


def test_an_app_runs_on_what_it_asks_for_else_on_what_its_profile_says_else_its_domain(
    sagemaker: Any, ann: dict[str, str], clock: Clock
) -> None:
    def runs_on(name: str, **asked: Any) -> str:
        app = {**ann, "AppType": "KernelGateway", "AppName": name}
        sagemaker.create_app(**app, **asked)
        return str(sagemaker.describe_app(**app)["ResourceSpec"]["InstanceType"])

    def settings(instance: str) -> dict[str, Any]:
        return {"KernelGatewayAppSettings": {"DefaultResourceSpec": {"InstanceType": instance}}}

    nothing = {**ann, "AppType": "KernelGateway", "AppName": "none"}
    assert "InstanceType is required" in refusal(sagemaker.create_app, **nothing)
    sagemaker.update_domain(DomainId=ann["DomainId"], DefaultUserSettings=settings("ml.t3.medium"))
    clock.advance(A_WHILE)
    assert runs_on("one") == "ml.t3.medium"
    sagemaker.update_user_profile(**ann, UserSettings=settings("ml.t3.large"))
    clock.advance(A_WHILE)
    assert runs_on("two") == "ml.t3.large"
    assert runs_on("three", ResourceSpec={"InstanceType": "ml.m5.large"}) == "ml.m5.large"


def test_an_app_has_one_holder_that_is_in_service(sagemaker: Any, ann: dict[str, str]) -> None:
    app = {"DomainId": ann["DomainId"], "AppType": "JupyterLab", "AppName": "default"}
    assert "Exactly one" in refusal(sagemaker.create_app, **app)
    assert "Exactly one" in refusal(sagemaker.describe_app, **app, UserProfileName="ann", SpaceName="notes")
    sagemaker.create_space(DomainId=ann["DomainId"], SpaceName="notes")
    assert refusal(sagemaker.create_app, **app, SpaceName="notes").startswith("ResourceInUse")
    assert refusal(sagemaker.create_app, **app, UserProfileName="ben").startswith("ResourceNotFound")


def test_an_app_starts_with_a_configuration_that_exists(sagemaker: Any, ann: dict[str, str]) -> None:
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    arn = make_config(sagemaker, kind="JupyterServer")
    unknown = {"LifecycleConfigArn": f"{arn}-other"}
    assert "does not exist" in refusal(sagemaker.create_app, **app, ResourceSpec=unknown)
    sagemaker.create_app(**app, ResourceSpec={"LifecycleConfigArn": arn})
    assert sagemaker.describe_app(**app)["ResourceSpec"]["LifecycleConfigArn"] == arn


@pytest.mark.parametrize(("kind", "instance"), [("JupyterServer", "system"), ("JupyterLab", "ml.t3.medium")])
def test_some_kinds_of_apps_have_an_instance_of_their_own(
    sagemaker: Any, ann: dict[str, str], kind: str, instance: str
) -> None:
    app = {**ann, "AppType": kind, "AppName": "default"}
    sagemaker.create_app(**app)
    assert sagemaker.describe_app(**app)["ResourceSpec"]["InstanceType"] == instance
