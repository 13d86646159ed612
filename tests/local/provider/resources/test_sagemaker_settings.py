"""User settings, of a domain and of a profile."""

from __future__ import annotations

from typing import Any

from haveli.local.provider import schemas
from haveli.local.provider.resources import sagemaker_settings as settings

SCHEMA = schemas.resource_block("aws_sagemaker_user_profile").blocks["user_settings"].block
STORAGE = {"default_ebs_storage_settings": [{"default_ebs_volume_size_in_gb": 5, "maximum_ebs_volume_size_in_gb": 100}]}


def reported(known: Any) -> Any:
    (item,) = settings.reported({"ExecutionRole": "r", "SpaceStorageSettings": settings.SPACE_STORAGE}, SCHEMA, known)
    return item["space_storage_settings"]


def test_the_storage_that_sagemaker_fills_in_is_told_to_who_set_it() -> None:
    assert reported([{"execution_role": "r", "space_storage_settings": [STORAGE]}]) == [STORAGE]


def test_the_storage_that_sagemaker_fills_in_is_not_told_to_who_did_not() -> None:
    assert reported([{"execution_role": "r", "space_storage_settings": []}]) == [] and reported(None) == []


def test_settings_that_are_not_there_are_not_sent_and_not_told() -> None:
    assert settings.sent([]) is None and settings.reported(None, SCHEMA, None) == []


def test_settings_are_sent_by_the_names_of_the_api() -> None:
    assert settings.sent([{"execution_role": "r", "auto_mount_home_efs": "Disabled"}]) == {
        "ExecutionRole": "r",
        "AutoMountHomeEFS": "Disabled",
    }
