"""aws_sagemaker_user_profile against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_user_profile import SagemakerUserProfile
from tests.local.provider.resources.sagemaker_cloud import ROLE, SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerUserProfile(), sagemaker)


def settings(sagemaker: SageMakerContext, **changes: Any) -> list[dict[str, Any]]:
    """A person's settings: a role, a security group, and notebooks that start with a lifecycle configuration."""
    config = sagemaker.lifecycle_config(f"config-{len(changes)}")
    lab = {
        "lifecycle_config_arns": [config],
        "default_resource_spec": [{"instance_type": "ml.t3.medium", "lifecycle_config_arn": config}],
    }
    group = sagemaker.security_group(f"group-{len(changes)}")
    return [{"execution_role": ROLE, "security_groups": [group], "jupyter_lab_app_settings": [lab], **changes}]


def test_a_profile_without_settings_is_known_by_its_arn(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain()
    state = life.create(domain_id=domain, user_profile_name="ann")
    assert state["id"] == state["arn"] and state["arn"].endswith(f":user-profile/{domain}/ann")
    assert state["home_efs_file_system_uid"] == "200001" and state["user_settings"] == []


def test_each_profile_has_a_user_id_of_its_own(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain()
    sagemaker.user_profile(domain, "ann")
    assert life.create(domain_id=domain, user_profile_name="ben")["home_efs_file_system_uid"] == "200002"


def test_a_profile_with_settings_is_read_back_as_it_was_planned(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(
        domain_id=sagemaker.domain(),
        user_profile_name="ann",
        user_settings=settings(sagemaker),
        tags={"tenant": "fraud"},
    )
    assert state["user_settings"][0]["auto_mount_home_efs"] == "DefaultAsDomain"
    assert state["tags_all"] == {"product": "pai-risk-mlops", "tenant": "fraud"}


def test_settings_and_tags_change_in_place(sagemaker: SageMakerContext, life: Life) -> None:
    created = life.create(domain_id=sagemaker.domain(), user_profile_name="ann", user_settings=settings(sagemaker))
    changed = life.change(user_settings=settings(sagemaker, studio_web_portal="DISABLED"), tags={"tenant": "fraud"})
    assert changed["id"] == created["id"] and changed["user_settings"][0]["studio_web_portal"] == "DISABLED"
    life.change(
        user_settings=[
            {
                "execution_role": f"{ROLE}-2",
                **{
                    name: value
                    for name, value in changed["user_settings"][0].items()
                    if name != "execution_role" and value
                },
            }
        ]
    )


@pytest.mark.parametrize("argument", ["domain_id", "user_profile_name"])
def test_another_name_or_domain_is_another_profile(sagemaker: SageMakerContext, life: Life, argument: str) -> None:
    life.create(domain_id=sagemaker.domain(), user_profile_name="ann")
    assert life.replaced_by(**{argument: "other"}) == (argument,)


def test_identity_centers_user_is_for_its_domains(sagemaker: SageMakerContext, life: Life) -> None:
    named = {"single_sign_on_user_identifier": "UserName", "single_sign_on_user_value": "ann@example.com"}
    with pytest.raises(ClientError, match="SingleSignOnUserIdentifier"):
        life.create(domain_id=sagemaker.domain(), user_profile_name="ann", **named)
    state = life.create(domain_id=sagemaker.domain(auth_mode="SSO"), user_profile_name="ann", **named)
    assert state["single_sign_on_user_value"] == "ann@example.com"


def test_a_profile_of_a_closed_domain_needs_security_groups(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain(app_network_access_type="VpcOnly")
    with pytest.raises(ClientError, match="SecurityGroups"):
        life.create(domain_id=domain, user_profile_name="ann")


def test_a_profile_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    domain = sagemaker.domain()
    life.create(domain_id=domain, user_profile_name="ann")
    sagemaker.client("sagemaker").delete_user_profile(DomainId=domain, UserProfileName="ann")
    assert life.refresh() is None


def test_a_profile_is_deleted_once_and_again(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(domain_id=sagemaker.domain(), user_profile_name="ann")
    life.delete()


def test_an_imported_profile_is_as_it_was_created(sagemaker: SageMakerContext, life: Life) -> None:
    created = life.create(domain_id=sagemaker.domain(), user_profile_name="ann", user_settings=settings(sagemaker))
    assert life.imported(created["id"]) == created


def test_values_that_the_api_does_not_have_are_found_before_a_plan() -> None:
    config = {"user_settings": [{"studio_web_portal": "on"}]}
    (problem,) = SagemakerUserProfile().validate(config)
    assert problem.path == ("user_settings", 0, "studio_web_portal") and "got on" in problem.summary
