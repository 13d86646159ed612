"""What settings refer to."""

from __future__ import annotations

from haveli.local.extensions.sagemaker.settings import lifecycle_configs


def test_lifecycle_configurations_are_found_at_any_depth() -> None:
    settings = {
        "DefaultUserSettings": {
            "ExecutionRole": "role",
            "JupyterLabAppSettings": {
                "LifecycleConfigArns": ["a", "b"],
                "DefaultResourceSpec": {"LifecycleConfigArn": "c", "InstanceType": "system"},
            },
        },
        "SubnetIds": ["subnet-0"],
    }
    assert list(lifecycle_configs(settings)) == ["a", "b", "c"]


def test_settings_without_any_name_none() -> None:
    assert list(lifecycle_configs(None)) == list(lifecycle_configs({"ExecutionRole": "role"})) == []
