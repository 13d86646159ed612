"""aws_sagemaker_domain against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.extensions.sagemaker.models import SageMakerBackend
from haveli.local.extensions.sagemaker.timings import REALISTIC
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Unfinished
from haveli.local.provider.resources.sagemaker_domain import SagemakerDomain
from tests.local.provider.resources.sagemaker_cloud import ROLE, SECOND, SageMakerContext, domain_config
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerDomain(), sagemaker)


def full(sagemaker: SageMakerContext, **changes: Any) -> dict[str, Any]:
    """The platform's domain: closed, encrypted, with a lifecycle configuration and limits."""
    config = sagemaker.lifecycle_config()
    return domain_config(
        sagemaker,
        **{
            "kms_key_id": sagemaker.key(),
            "app_network_access_type": "VpcOnly",
            "tag_propagation": "ENABLED",
            "default_user_settings": [
                {
                    "execution_role": ROLE,
                    "security_groups": [sagemaker.security_group("studio")],
                    "studio_web_portal": "ENABLED",
                    "default_landing_uri": "studio::",
                    "jupyter_lab_app_settings": [
                        {
                            "lifecycle_config_arns": [config],
                            "default_resource_spec": [
                                {"instance_type": "ml.t3.medium", "lifecycle_config_arn": config}
                            ],
                            "code_repository": [{"repository_url": "https://example.com/a.git"}],
                            "app_lifecycle_management": [
                                {"idle_settings": [{"lifecycle_management": "ENABLED", "idle_timeout_in_minutes": 60}]}
                            ],
                        }
                    ],
                    "sharing_settings": [{}],
                    "space_storage_settings": [
                        {
                            "default_ebs_storage_settings": [
                                {"default_ebs_volume_size_in_gb": 20, "maximum_ebs_volume_size_in_gb": 100}
                            ]
                        }
                    ],
                }
            ],
            "default_space_settings": [{"execution_role": ROLE}],
            "domain_settings": [
                {
                    "execution_role_identity_config": "USER_PROFILE_NAME",
                    "docker_settings": [{"enable_docker_access": "DISABLED"}],
                }
            ],
            "retention_policy": [{"home_efs_file_system": "Delete"}],
            "tags": {"component": "studio"},
            **changes,
        },
    )


def test_a_domain_with_what_is_required_has_the_defaults_of_the_provider(
    sagemaker: SageMakerContext, life: Life
) -> None:
    state = life.create(**domain_config(sagemaker))
    assert state["id"].startswith("d-") and state["arn"].endswith(f":domain/{state['id']}")
    assert state["url"] == f"https://{state['id']}.studio.ap-south-1.sagemaker.aws"
    assert state["home_efs_file_system_id"].startswith("fs-")
    assert state["app_network_access_type"] == "PublicInternetOnly" and state["tag_propagation"] == "DISABLED"
    assert state["security_group_id_for_domain_boundary"] is None
    assert state["single_sign_on_application_arn"] is None
    user = state["default_user_settings"][0]
    assert user["auto_mount_home_efs"] == "Enabled" and user["studio_web_portal"] == "ENABLED"
    assert user["space_storage_settings"] == []


def test_the_platforms_domain_is_read_back_as_it_was_planned(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**full(sagemaker))
    user = state["default_user_settings"][0]
    assert user["sharing_settings"][0]["notebook_output_option"] == "Disabled"
    assert state["tags_all"] == {"component": "studio", "product": "pai-risk-mlops"}


def test_a_domain_of_identity_center_names_its_application(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**domain_config(sagemaker, auth_mode="SSO"))
    assert ":application/" in state["single_sign_on_application_arn"]


def test_a_domain_of_rstudio_names_its_boundary_group(sagemaker: SageMakerContext, life: Life) -> None:
    rstudio = {"r_studio_server_pro_domain_settings": [{"domain_execution_role_arn": ROLE}]}
    state = life.create(**domain_config(sagemaker, domain_settings=[rstudio], app_security_group_management="Service"))
    assert state["security_group_id_for_domain_boundary"].startswith("sg-")
    life.change(app_security_group_management="Customer")


@pytest.mark.parametrize(
    "changes",
    [
        {"tag_propagation": "DISABLED"},
        {"default_space_settings": [{"execution_role": f"{ROLE}-2"}]},
        {
            "domain_settings": [
                {
                    "execution_role_identity_config": "DISABLED",
                    "docker_settings": [{"enable_docker_access": "ENABLED"}],
                }
            ]
        },
        {"tags": {"tenant": "platform"}},
    ],
)
def test_each_setting_changes_in_place(sagemaker: SageMakerContext, life: Life, changes: dict[str, Any]) -> None:
    before = life.create(**full(sagemaker))["id"]
    assert life.change(**changes)["id"] == before


def test_the_settings_of_users_change_in_place_and_a_lifecycle_configuration_can_be_taken_away(
    sagemaker: SageMakerContext, life: Life
) -> None:
    user = life.create(**full(sagemaker))["default_user_settings"][0]
    spec = [{"instance_type": "ml.t3.large"}]
    lab = {**user["jupyter_lab_app_settings"][0], "lifecycle_config_arns": None, "default_resource_spec": spec}
    state = life.change(default_user_settings=[{**user, "jupyter_lab_app_settings": [lab]}])
    lab = state["default_user_settings"][0]["jupyter_lab_app_settings"][0]
    assert not lab["lifecycle_config_arns"] and lab["default_resource_spec"][0]["instance_type"] == "ml.t3.large"


def test_an_open_domain_is_closed_in_place_and_opened_again(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**domain_config(sagemaker))
    life.change(app_network_access_type="VpcOnly")
    life.change(app_network_access_type="PublicInternetOnly")


@pytest.mark.parametrize(
    "changes",
    [
        {"domain_name": "other"},
        {"auth_mode": "SSO"},
        {"vpc_id": "vpc-0"},
        {"subnet_ids": ["subnet-0"]},
        {"kms_key_id": "other"},
        {"retention_policy": [{"home_efs_file_system": "Retain"}]},
    ],
)
def test_what_a_domain_stands_on_replaces_it(sagemaker: SageMakerContext, life: Life, changes: dict[str, Any]) -> None:
    life.create(**full(sagemaker))
    assert life.replaced_by(**changes) == tuple(changes)


def test_the_security_groups_between_apps_replace_it(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**domain_config(sagemaker, domain_settings=[{"execution_role_identity_config": "DISABLED"}]))
    other = [{"execution_role_identity_config": "DISABLED", "security_group_ids": ["sg-0"]}]
    assert life.replaced_by(domain_settings=other) == ("domain_settings",)


def test_a_change_behind_terraforms_back_is_seen_and_mended(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**full(sagemaker))
    client = sagemaker.client("sagemaker")
    client.update_domain(DomainId=state["id"], DefaultSpaceSettings={"ExecutionRole": f"{ROLE}-else"})
    client.add_tags(ResourceArn=state["arn"], Tags=[{"Key": "owner", "Value": "else"}])
    found = life.refresh()
    assert found is not None and found["default_space_settings"][0]["execution_role"] == f"{ROLE}-else"
    assert found["tags"]["owner"] == "else"
    sagemaker.clock.advance(SECOND)
    life.change()


def test_a_domain_is_deleted_with_its_home_when_asked(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**full(sagemaker))
    efs = sagemaker.client("efs")
    assert [each["FileSystemId"] for each in efs.describe_file_systems()["FileSystems"]] == [
        state["home_efs_file_system_id"]
    ]
    life.delete()
    assert efs.describe_file_systems()["FileSystems"] == []


def test_a_home_outlives_its_domain_unless_asked_otherwise(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**domain_config(sagemaker))
    life.delete()
    assert len(sagemaker.client("efs").describe_file_systems()["FileSystems"]) == 1


def test_a_domain_with_people_in_it_is_not_deleted(sagemaker: SageMakerContext, life: Life) -> None:
    domain = life.create(**domain_config(sagemaker))["id"]
    sagemaker.user_profile(domain)
    with pytest.raises(ClientError, match="ResourceInUse"):
        life.delete()
    assert life.refresh() is not None


def test_a_domain_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    state = life.create(**domain_config(sagemaker))
    sagemaker.client("sagemaker").delete_domain(DomainId=state["id"])
    assert life.refresh() is None


def test_a_domain_that_takes_too_long_stays_in_the_state(
    sagemaker: SageMakerContext, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SageMakerBackend, "timings", REALISTIC)
    with pytest.raises(Unfinished) as unfinished:
        life.create(**domain_config(sagemaker))
    (made,) = sagemaker.client("sagemaker").list_domains()["Domains"]
    assert unfinished.value.values == {"id": made["DomainId"], "arn": made["DomainArn"]}


def test_an_imported_domain_needs_no_change(sagemaker: SageMakerContext, life: Life) -> None:
    created = life.create(**full(sagemaker, retention_policy=[]))
    imported = life.imported(created["id"])
    life.state = imported
    assert {name for name, value in imported.items() if created[name] != value} == set()
    assert life.plan().replace == ()


def test_values_that_the_api_does_not_have_are_found_before_a_plan(life: Life) -> None:
    user = {
        "execution_role": UNKNOWN,
        "jupyter_lab_app_settings": [{"default_resource_spec": [{"instance_type": "m5.large"}]}],
    }
    config = {"auth_mode": "LDAP", "app_network_access_type": UNKNOWN, "default_user_settings": [user]}
    found = {problem.path: problem.summary for problem in SagemakerDomain().validate(config)}
    place = ("default_user_settings", 0, "jupyter_lab_app_settings", 0, "default_resource_spec", 0, "instance_type")
    assert set(found) == {("auth_mode",), place} and "LDAP" in found[("auth_mode",)]
