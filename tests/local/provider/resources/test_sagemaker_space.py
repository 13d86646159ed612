"""aws_sagemaker_space against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_space import SagemakerSpace
from tests.local.provider.resources.sagemaker_cloud import SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerSpace(), sagemaker)


def private(sagemaker: SageMakerContext) -> dict[str, Any]:
    """A private space of ann's, for JupyterLab, with a disk."""
    domain = sagemaker.domain()
    lab = {"default_resource_spec": [{"instance_type": "ml.t3.medium"}]}
    disk = {"ebs_storage_settings": [{"ebs_volume_size_in_gb": 20}]}
    return {
        "domain_id": domain,
        "space_name": "notes",
        "ownership_settings": [{"owner_user_profile_name": sagemaker.user_profile(domain)}],
        "space_sharing_settings": [{"sharing_type": "Private"}],
        "space_settings": [
            {"app_type": "JupyterLab", "jupyter_lab_app_settings": [lab], "space_storage_settings": [disk]}
        ],
    }


def test_a_bare_space_is_known_by_its_arn(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain()
    state = life.create(domain_id=domain, space_name="notes")
    assert state["id"] == state["arn"] and state["arn"].endswith(f":space/{domain}/notes")
    assert state["url"].endswith("/spaces/notes") and state["home_efs_file_system_uid"] == "200001"


def test_a_private_space_is_read_back_as_it_was_planned(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**private(sagemaker), space_display_name="Notes", tags={"tenant": "fraud"})
    assert state["space_display_name"] == "Notes" and state["home_efs_file_system_uid"] == "200002"


@pytest.mark.parametrize(
    "changes",
    [
        {"space_display_name": "My notes"},
        {"tags": {"tenant": "fraud"}},
        {
            "space_settings": [
                {
                    "app_type": "JupyterLab",
                    "jupyter_lab_app_settings": [{"default_resource_spec": [{"instance_type": "ml.m5.large"}]}],
                    "space_storage_settings": [{"ebs_storage_settings": [{"ebs_volume_size_in_gb": 40}]}],
                }
            ]
        },
    ],
)
def test_names_settings_and_tags_change_in_place(
    sagemaker: SageMakerContext, life: Life, changes: dict[str, Any]
) -> None:
    before = life.create(**private(sagemaker))["id"]
    assert life.change(**changes)["id"] == before


@pytest.mark.parametrize(
    "changes",
    [
        {"space_name": "other"},
        {"domain_id": "d-other"},
        {"ownership_settings": [{"owner_user_profile_name": "ben"}]},
        {"space_sharing_settings": [{"sharing_type": "Shared"}]},
    ],
)
def test_whose_it_is_and_where_replaces_it(sagemaker: SageMakerContext, life: Life, changes: dict[str, Any]) -> None:
    life.create(**private(sagemaker))
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_space_must_have_an_owner_that_exists(sagemaker: SageMakerContext, life: Life) -> None:
    with pytest.raises(ClientError, match="ResourceNotFound"):
        life.create(**{**private(sagemaker), "ownership_settings": [{"owner_user_profile_name": "nobody"}]})


def test_a_space_is_deleted_once_and_again(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**private(sagemaker))
    life.delete()


def test_a_space_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    config = private(sagemaker)
    life.create(**config)
    sagemaker.client("sagemaker").delete_space(DomainId=config["domain_id"], SpaceName="notes")
    assert life.refresh() is None


def test_an_imported_space_is_as_it_was_created(sagemaker: SageMakerContext, life: Life) -> None:
    created = life.create(**private(sagemaker))
    assert life.imported(created["id"]) == created


def test_a_value_that_the_api_does_not_have_is_found_before_a_plan() -> None:
    (problem,) = SagemakerSpace().validate({"space_sharing_settings": [{"sharing_type": "Open"}]})
    assert problem.path == ("space_sharing_settings", 0, "sharing_type")
