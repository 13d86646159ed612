"""Spaces of a domain."""

from __future__ import annotations

from typing import Any

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, refusal

PRIVATE = {"OwnershipSettings": {"OwnerUserProfileName": "ann"}, "SpaceSharingSettings": {"SharingType": "Private"}}


def test_a_space_is_pending_and_then_in_service_at_its_address(sagemaker: Any, domain: str, clock: Clock) -> None:
    named = {"DomainId": domain, "SpaceName": "notes"}
    assert sagemaker.create_space(**named)["SpaceArn"].endswith(f":space/{domain}/notes")
    assert sagemaker.describe_space(**named)["Status"] == "Pending"
    clock.advance(A_WHILE)
    found = sagemaker.describe_space(**named)
    assert found["Status"] == "InService" and found["Url"].endswith(".sagemaker.aws/spaces/notes")


def test_one_name_is_one_space(sagemaker: Any, domain: str) -> None:
    sagemaker.create_space(DomainId=domain, SpaceName="notes")
    assert refusal(sagemaker.create_space, DomainId=domain, SpaceName="notes").startswith("ResourceInUse")


def test_a_space_says_whose_it_is_and_how_it_is_shared_or_neither(sagemaker: Any, ann: dict[str, str]) -> None:
    named = {"DomainId": ann["DomainId"], "SpaceName": "notes"}
    for member in PRIVATE:
        assert "go together" in refusal(sagemaker.create_space, **named, **{member: PRIVATE[member]})
    nobody = {**PRIVATE, "OwnershipSettings": {"OwnerUserProfileName": "nobody"}}
    assert refusal(sagemaker.create_space, **named, **nobody).startswith("ResourceNotFound")
    sagemaker.create_space(**named, **PRIVATE)
    (told,) = sagemaker.list_spaces()["Spaces"]
    assert told["OwnershipSettingsSummary"] == PRIVATE["OwnershipSettings"]


def test_an_update_keeps_what_it_leaves_out(sagemaker: Any, domain: str, clock: Clock) -> None:
    named = {"DomainId": domain, "SpaceName": "notes"}
    disk = {"EbsStorageSettings": {"EbsVolumeSizeInGb": 20}}
    sagemaker.create_space(**named, SpaceSettings={"AppType": "JupyterLab", "SpaceStorageSettings": disk})
    clock.advance(A_WHILE)
    sagemaker.update_space(**named, SpaceDisplayName="Notes", SpaceSettings={"AppType": "CodeEditor"})
    found = sagemaker.describe_space(**named)
    assert found["Status"] == "Updating" and found["SpaceDisplayName"] == "Notes"
    assert found["SpaceSettings"] == {"AppType": "CodeEditor", "SpaceStorageSettings": disk}


def test_a_space_with_a_running_app_stays_until_the_app_is_deleted(sagemaker: Any, domain: str, clock: Clock) -> None:
    named = {"DomainId": domain, "SpaceName": "notes"}
    sagemaker.create_space(**named)
    clock.advance(A_WHILE)
    app = {**named, "AppType": "JupyterLab", "AppName": "default"}
    sagemaker.create_app(**app)
    assert "apps" in refusal(sagemaker.delete_space, **named)
    clock.advance(A_WHILE)
    sagemaker.delete_app(**app)
    clock.advance(A_WHILE)
    sagemaker.delete_space(**named)
    clock.advance(A_WHILE)
    assert refusal(sagemaker.describe_space, **named).startswith("ResourceNotFound")


def test_a_space_that_is_not_in_service_takes_no_change(sagemaker: Any, domain: str) -> None:
    named = {"DomainId": domain, "SpaceName": "notes"}
    sagemaker.create_space(**named)
    assert refusal(sagemaker.update_space, **named).startswith("ResourceInUse")
