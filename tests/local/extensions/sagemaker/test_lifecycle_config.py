"""Lifecycle configurations of Studio."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, make_config, refusal

NAMED = {"StudioLifecycleConfigName": "analytics"}


def test_a_configuration_is_there_at_once_with_its_script(sagemaker: Any, config: str) -> None:
    found = sagemaker.describe_studio_lifecycle_config(**NAMED)
    assert found["StudioLifecycleConfigArn"] == config and found["StudioLifecycleConfigContent"] == "dHJ1ZQo="


def test_a_list_tells_everything_but_the_script(sagemaker: Any, config: str) -> None:
    make_config(sagemaker, "other", "CodeEditor")
    (told,) = sagemaker.list_studio_lifecycle_configs(AppTypeEquals="JupyterLab")["StudioLifecycleConfigs"]
    assert told["StudioLifecycleConfigArn"] == config and "StudioLifecycleConfigContent" not in told


def test_one_name_is_one_configuration(sagemaker: Any, config: str) -> None:
    asked = {**NAMED, "StudioLifecycleConfigAppType": "JupyterLab", "StudioLifecycleConfigContent": "dHJ1ZQo="}
    assert refusal(sagemaker.create_studio_lifecycle_config, **asked).startswith("ResourceInUse")


@pytest.mark.parametrize(("content", "expected"), [("#!/bin/bash", "base64"), ("QUFB" * 4097, "16384")])
def test_a_script_must_be_short_and_in_base64(sagemaker: Any, content: str, expected: str) -> None:
    asked = {**NAMED, "StudioLifecycleConfigAppType": "JupyterLab", "StudioLifecycleConfigContent": content}
    assert expected in refusal(sagemaker.create_studio_lifecycle_config, **asked)


def test_a_configuration_goes_when_nobody_names_it(
    sagemaker: Any, ann: dict[str, str], config: str, clock: Clock
) -> None:
    lab = {"JupyterLabAppSettings": {"LifecycleConfigArns": [config]}}
    sagemaker.update_user_profile(**ann, UserSettings=lab)
    clock.advance(A_WHILE)
    assert "/ann" in refusal(sagemaker.delete_studio_lifecycle_config, **NAMED)
    sagemaker.update_user_profile(**ann, UserSettings={"JupyterLabAppSettings": {"LifecycleConfigArns": []}})
    sagemaker.delete_studio_lifecycle_config(**NAMED)
    assert refusal(sagemaker.describe_studio_lifecycle_config, **NAMED).startswith("ResourceNotFound")


def test_a_configuration_goes_when_the_app_that_runs_with_it_is_deleted(
    sagemaker: Any, ann: dict[str, str], clock: Clock
) -> None:
    arn = make_config(sagemaker, kind="JupyterServer")
    app = {**ann, "AppType": "JupyterServer", "AppName": "default"}
    sagemaker.create_app(**app, ResourceSpec={"LifecycleConfigArn": arn})
    clock.advance(A_WHILE)
    assert "in use" in refusal(sagemaker.delete_studio_lifecycle_config, **NAMED)
    sagemaker.delete_app(**app)
    clock.advance(A_WHILE)
    sagemaker.delete_studio_lifecycle_config(**NAMED)
