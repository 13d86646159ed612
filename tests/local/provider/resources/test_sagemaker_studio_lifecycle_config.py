"""aws_sagemaker_studio_lifecycle_config against our SageMaker."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.sagemaker_studio_lifecycle_config import SagemakerStudioLifecycleConfig
from tests.local.provider.resources.sagemaker_cloud import ROLE, SCRIPT, SageMakerContext
from tests.local.provider.resources.sagemaker_cloud import sagemaker as sagemaker
from tests.local.provider.settling import Life

CONFIG: dict[str, Any] = {
    "studio_lifecycle_config_name": "analytics",
    "studio_lifecycle_config_app_type": "JupyterLab",
    "studio_lifecycle_config_content": SCRIPT,
}


@pytest.fixture
def life(sagemaker: SageMakerContext) -> Life:
    return Life(SagemakerStudioLifecycleConfig(), sagemaker)


def test_a_configuration_is_known_by_its_name(life: Life) -> None:
    state = life.create(**CONFIG, tags={"component": "studio"})
    assert state["id"] == "analytics" and state["arn"].endswith(":studio-lifecycle-config/analytics")
    assert state["tags_all"] == {"component": "studio", "product": "pai-risk-mlops"}


def test_only_tags_change_in_place(life: Life) -> None:
    life.create(**CONFIG, tags={"component": "studio"})
    assert life.change(tags={"owner": "fraud"})["tags"] == {"owner": "fraud"}


@pytest.mark.parametrize(
    "changes",
    [
        {"studio_lifecycle_config_name": "other"},
        {"studio_lifecycle_config_app_type": "CodeEditor"},
        {"studio_lifecycle_config_content": "dHJ1ZQo="},
    ],
)
def test_everything_else_replaces_it(life: Life, changes: dict[str, str]) -> None:
    life.create(**CONFIG)
    assert life.replaced_by(**changes) == tuple(changes)


def test_a_configuration_is_deleted_once_and_again(life: Life) -> None:
    life.create(**CONFIG)
    life.delete()


def test_a_configuration_that_settings_name_is_in_use(sagemaker: SageMakerContext, life: Life) -> None:
    arn = life.create(**CONFIG)["arn"]
    lab = [{"lifecycle_config_arns": [arn]}]
    sagemaker.domain(default_user_settings=[{"execution_role": ROLE, "jupyter_lab_app_settings": lab}])
    with pytest.raises(ClientError, match="ResourceInUse"):
        life.delete()


def test_a_configuration_that_is_gone_reads_as_gone(sagemaker: SageMakerContext, life: Life) -> None:
    life.create(**CONFIG)
    sagemaker.client("sagemaker").delete_studio_lifecycle_config(StudioLifecycleConfigName="analytics")
    assert life.refresh() is None


def test_an_imported_configuration_is_as_it_was_created(life: Life) -> None:
    created = life.create(**CONFIG)
    assert life.imported("analytics") == created


@pytest.mark.parametrize(
    ("argument", "value", "expected"),
    [
        ("studio_lifecycle_config_app_type", "Notebook", "got Notebook"),
        ("studio_lifecycle_config_content", "#!/bin/bash", "base64"),
        ("studio_lifecycle_config_content", "QUFB" * 4097, "16384"),
    ],
)
def test_what_sagemaker_would_refuse_is_found_before_a_plan(argument: str, value: str, expected: str) -> None:
    (problem,) = SagemakerStudioLifecycleConfig().validate({**CONFIG, argument: value})
    assert problem.path == (argument,) and expected in problem.summary
