"""The calls: their lists, and that each answer fits botocore's model (`checked` looks at every one)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from botocore import xform_name

from haveli.local.clock import Clock
from haveli.local.extensions.sagemaker.responses import SageMakerResponse
from tests.local.extensions.sagemaker.conftest import A_WHILE, MODEL, make_domain, make_endpoint_config, make_model

#: The operations that are ours.
OURS = sorted(
    f"{verb}{thing}"
    for thing, verbs in {
        "Domain": "Create Describe Update Delete",
        "UserProfile": "Create Describe Update Delete",
        "Space": "Create Describe Update Delete",
        "App": "Create Describe Delete",
        "StudioLifecycleConfig": "Create Describe Delete",
        "ModelPackageGroup": "Create Describe Delete",
        "Model": "Create Describe Delete",
        "EndpointConfig": "Create Describe Delete",
        "Endpoint": "Create Describe Update Delete",
    }.items()
    for verb in verbs.split()
) + [
    f"List{things}"
    for things in (
        "Domains",
        "UserProfiles",
        "Spaces",
        "Apps",
        "StudioLifecycleConfigs",
        "ModelPackageGroups",
        "Models",
        "EndpointConfigs",
        "Endpoints",
    )
]


@pytest.mark.contract
@pytest.mark.parametrize("operation", OURS)
def test_every_operation_is_in_the_model_and_is_ours(operation: str) -> None:
    assert operation in MODEL.operation_names
    assert xform_name(operation) in vars(SageMakerResponse)


@pytest.mark.contract
def test_every_answer_fits_the_model(
    sagemaker: Any, ann: dict[str, str], config: str, clock: Clock, checked: list[str]
) -> None:
    domain = {"DomainId": ann["DomainId"]}
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    space = {**domain, "SpaceName": "notes"}
    named = {"StudioLifecycleConfigName": "analytics"}
    group, model = {"ModelPackageGroupName": "scores"}, {"ModelName": "scores"}
    endpoint_config, endpoint = {"EndpointConfigName": "scores"}, {"EndpointName": "scores"}
    sagemaker.create_model_package_group(**group)
    make_model(sagemaker)
    make_endpoint_config(sagemaker)
    sagemaker.create_endpoint(**endpoint, **endpoint_config)
    sagemaker.create_space(**space, SpaceSettings={"AppType": "JupyterLab"})
    sagemaker.create_app(**app)
    clock.advance(A_WHILE)
    held = {
        "Domain": domain,
        "UserProfile": ann,
        "Space": space,
        "App": app,
        "StudioLifecycleConfig": named,
        "ModelPackageGroup": group,
        "Model": model,
        "EndpointConfig": endpoint_config,
        "Endpoint": endpoint,
    }
    for operation in OURS:
        if operation.startswith("List"):
            assert call(sagemaker, operation), operation
        elif operation.startswith("Describe"):
            call(sagemaker, operation, **held[operation.removeprefix("Describe")])
    for thing in ("Space", "UserProfile", "Domain"):
        call(sagemaker, f"Update{thing}", **held[thing])
    sagemaker.update_endpoint(**endpoint, **endpoint_config)
    clock.advance(A_WHILE)
    for thing in ("App", "Space", "UserProfile", "Domain", "Endpoint", "EndpointConfig", "Model"):
        call(sagemaker, f"Delete{thing}", **held[thing])
        clock.advance(A_WHILE)
    for thing in ("ModelPackageGroup", "StudioLifecycleConfig"):
        call(sagemaker, f"Delete{thing}", **held[thing])
    assert set(OURS) <= set(checked)


def call(client: Any, operation: str, **request: Any) -> list[Any]:
    """Makes a call; gives the items of a list."""
    answer = getattr(client, xform_name(operation))(**request)
    lists = [value for value in answer.values() if isinstance(value, list)]
    return lists[0] if lists else []


def test_lists_are_of_the_domain_and_the_holder_asked_for(
    sagemaker: Any, ann: dict[str, str], network: dict[str, Any], clock: Clock
) -> None:
    other = make_domain(sagemaker, network, clock)
    sagemaker.create_user_profile(DomainId=other, UserProfileName="ben")
    (profile,) = sagemaker.list_user_profiles(DomainIdEquals=other)["UserProfiles"]
    assert profile["UserProfileName"] == "ben"
    (profile,) = sagemaker.list_user_profiles(UserProfileNameContains="nn")["UserProfiles"]
    assert profile["DomainId"] == ann["DomainId"]
    sagemaker.create_app(**ann, AppType="JupyterServer", AppName="default")
    assert sagemaker.list_apps(UserProfileNameEquals="ben")["Apps"] == []
    assert len(sagemaker.list_apps(UserProfileNameEquals="ann")["Apps"]) == 1


def test_lists_are_filtered_by_time(sagemaker: Any, clock: Clock) -> None:
    make_model(sagemaker, "old")
    moment = clock.advance(timedelta(hours=1))
    clock.advance(timedelta(hours=1))
    make_model(sagemaker, "new")
    (model,) = sagemaker.list_models(CreationTimeAfter=moment)["Models"]
    assert model["ModelName"] == "new"
