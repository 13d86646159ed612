"""aws_sagemaker_app against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.sagemaker_app import SagemakerApp
from haveli.local.provider.resources.sagemaker_space import SagemakerSpace
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life

SPEC = [{"instance_type": "ml.t3.large"}]


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerApp(), sagemaker)


def of_ann(sagemaker: SageMakerContext, **changes: Any) -> dict[str, Any]:
    """An app of ann's."""
    domain = sagemaker.domain()
    name = sagemaker.user_profile(domain)
    named = {"domain_id": domain, "user_profile_name": name, "app_type": "KernelGateway", "app_name": "kernel"}
    return {**named, "resource_spec": SPEC, **changes}


def test_an_app_is_known_by_its_arn_and_tells_its_image(sagemaker: SageMakerContext, life: Life) -> None:
    config = of_ann(sagemaker)
    state = life.create(**config)
    assert state["id"] == state["arn"] and state["id"].endswith(f":app/{config['domain_id']}/ann/kernelgateway/kernel")
    assert state["resource_spec"][0]["sagemaker_image_arn"].startswith("arn:aws:sagemaker:ap-south-1:")


def test_an_app_that_leaves_its_resources_to_sagemaker_is_not_told_of_them(
    sagemaker: SageMakerContext, life: Life
) -> None:
    config = of_ann(sagemaker, app_type="JupyterServer", app_name="default", resource_spec=[])
    assert life.create(**config)["resource_spec"] == []


def test_an_app_of_a_space(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain()
    Life(SagemakerSpace(), sagemaker).create(domain_id=domain, space_name="notes")
    state = life.create(domain_id=domain, space_name="notes", app_type="JupyterLab", app_name="default")
    assert "/notes/jupyterlab/default" in state["id"] and life.imported(state["id"])["space_name"] == "notes"


def test_only_tags_change_in_place(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**of_ann(sagemaker))
    assert life.change(tags={"tenant": "fraud"})["tags"] == {"tenant": "fraud"}


@pytest.mark.parametrize(
    "changes",
    [
        {"app_name": "other"},
        {"app_type": "JupyterLab"},
        {"domain_id": "d-other"},
        {"user_profile_name": "ben"},
        {"resource_spec": [{"instance_type": "ml.t3.medium"}]},
    ],
)
def test_everything_else_replaces_it(sagemaker: SageMakerContext, life: Life, changes: dict[str, Any]) -> None:
    life.create(**of_ann(sagemaker))
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_deleted_app_is_gone_although_sagemaker_still_shows_it(sagemaker: SageMakerContext, life: Life) -> None:
    config = of_ann(sagemaker)
    life.create(**config)
    life.delete()
    (shown,) = sagemaker.client("sagemaker").list_apps(DomainIdEquals=config["domain_id"])["Apps"]
    assert shown["Status"] == "Deleted"
    life.create(**config)


def test_an_imported_app_is_as_it_was_created(sagemaker: SageMakerContext, life: Life) -> None:
    created = life.create(**of_ann(sagemaker))
    assert life.imported(created["id"]) == created


def test_an_app_that_does_not_exist_is_not_imported(sagemaker: SageMakerContext, life: Life) -> None:
    arn = life.create(**of_ann(sagemaker))["id"]
    with pytest.raises(ValueError, match="no SageMaker app"):
        life.imported(f"{arn}-2")


def test_an_app_is_of_a_profile_or_of_a_space() -> None:
    config = {"app_type": "Notebook", "user_profile_name": "ann", "space_name": "notes"}
    found = [problem.path for problem in SagemakerApp().validate(config)]
    assert found == [("app_type",), ("space_name",)]
