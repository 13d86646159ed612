"""User profiles of a domain."""

from __future__ import annotations

from typing import Any

import boto3

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, ROLE, make_domain, refusal


def test_a_profile_is_pending_and_then_in_service(sagemaker: Any, domain: str, clock: Clock) -> None:
    named = {"DomainId": domain, "UserProfileName": "ann"}
    made = sagemaker.create_user_profile(**named)
    assert made["UserProfileArn"].endswith(f":user-profile/{domain}/ann")
    assert sagemaker.describe_user_profile(**named)["Status"] == "Pending"
    clock.advance(A_WHILE)
    assert sagemaker.describe_user_profile(**named)["Status"] == "InService"


def test_members_of_a_domain_have_user_ids_of_their_own(sagemaker: Any, ann: dict[str, str]) -> None:
    sagemaker.create_space(DomainId=ann["DomainId"], SpaceName="notes")
    sagemaker.create_user_profile(DomainId=ann["DomainId"], UserProfileName="ben")
    ben = sagemaker.describe_user_profile(DomainId=ann["DomainId"], UserProfileName="ben")
    assert ben["HomeEfsFileSystemUid"] == "200003"


def test_one_name_is_one_profile(sagemaker: Any, ann: dict[str, str]) -> None:
    assert refusal(sagemaker.create_user_profile, **ann).startswith("ResourceInUse")


def test_a_profile_needs_a_domain_that_is_in_service(sagemaker: Any, domain: str) -> None:
    unknown = {"DomainId": "d-0", "UserProfileName": "ann"}
    assert refusal(sagemaker.create_user_profile, **unknown).startswith("ResourceNotFound")
    sagemaker.update_domain(DomainId=domain)
    busy = {"DomainId": domain, "UserProfileName": "ann"}
    assert refusal(sagemaker.create_user_profile, **busy).startswith("ResourceInUse")


def test_settings_are_merged_by_an_update(sagemaker: Any, ann: dict[str, str], clock: Clock) -> None:
    sagemaker.update_user_profile(**ann, UserSettings={"ExecutionRole": ROLE})
    clock.advance(A_WHILE)
    sagemaker.update_user_profile(**ann, UserSettings={"StudioWebPortal": "DISABLED"})
    found = sagemaker.describe_user_profile(**ann)["UserSettings"]
    assert found == {"ExecutionRole": ROLE, "StudioWebPortal": "DISABLED"}


def test_settings_name_only_what_exists(sagemaker: Any, ann: dict[str, str]) -> None:
    arn = "arn:aws:sagemaker:ap-south-1:123456789012:studio-lifecycle-config/other"
    for settings in (
        {"JupyterLabAppSettings": {"LifecycleConfigArns": [arn]}},
        {"JupyterLabAppSettings": {"DefaultResourceSpec": {"LifecycleConfigArn": arn}}},
    ):
        assert "does not exist" in refusal(sagemaker.update_user_profile, **ann, UserSettings=settings)
    groups = {"SecurityGroups": ["sg-0"]}
    assert "Security group" in refusal(sagemaker.update_user_profile, **ann, UserSettings=groups)


def test_a_profile_of_a_closed_domain_has_security_groups_of_its_own_or_of_the_domain(
    sagemaker: Any, session: boto3.Session, network: dict[str, Any], clock: Clock
) -> None:
    closed = make_domain(sagemaker, network, clock, AppNetworkAccessType="VpcOnly")
    named = {"DomainId": closed, "UserProfileName": "ann"}
    assert "SecurityGroups are required" in refusal(sagemaker.create_user_profile, **named)
    group = session.client("ec2").create_security_group(GroupName="g", Description="g", VpcId=network["VpcId"])
    sagemaker.update_domain(DomainId=closed, DefaultUserSettings={"SecurityGroups": [group["GroupId"]]})
    clock.advance(A_WHILE)
    sagemaker.create_user_profile(**named)


def test_identity_centers_user_is_for_its_domains(
    sagemaker: Any, network: dict[str, Any], domain: str, clock: Clock
) -> None:
    sso = make_domain(sagemaker, network, clock, AuthMode="SSO")
    user = {"SingleSignOnUserIdentifier": "UserName", "SingleSignOnUserValue": "ann"}
    ann = {"UserProfileName": "ann"}
    assert "SingleSignOn" in refusal(sagemaker.create_user_profile, DomainId=domain, **ann, **user)
    assert "SingleSignOn" in refusal(sagemaker.create_user_profile, DomainId=sso, **ann)
    sagemaker.create_user_profile(DomainId=sso, **ann, **user)


def test_a_profile_with_apps_or_spaces_stays(sagemaker: Any, ann: dict[str, str], clock: Clock) -> None:
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    sagemaker.create_app(**app)
    assert "apps" in refusal(sagemaker.delete_user_profile, **ann)
    clock.advance(A_WHILE)
    sagemaker.delete_app(**app)
    clock.advance(A_WHILE)
    owned = {"OwnershipSettings": {"OwnerUserProfileName": "ann"}, "SpaceSharingSettings": {"SharingType": "Private"}}
    sagemaker.create_space(DomainId=ann["DomainId"], SpaceName="notes", **owned)
    assert "spaces" in refusal(sagemaker.delete_user_profile, **ann)


def test_a_deleted_profile_is_deleting_and_then_gone(sagemaker: Any, ann: dict[str, str], clock: Clock) -> None:
    sagemaker.delete_user_profile(**ann)
    assert sagemaker.describe_user_profile(**ann)["Status"] == "Deleting"
    assert refusal(sagemaker.update_user_profile, **ann).startswith("ResourceInUse")
    clock.advance(A_WHILE)
    assert refusal(sagemaker.describe_user_profile, **ann).startswith("ResourceNotFound")
