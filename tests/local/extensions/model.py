"""Checks an answer of an extension against AWS's own service model."""

from __future__ import annotations

from typing import Any

import boto3


def assert_in_model(service: str, operation: str, answer: dict[str, Any]) -> None:
    """Fails on a key, at any depth, that the operation's output shape does not have."""
    client = boto3.client(service, region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
    shape = client.meta.service_model.operation_model(operation).output_shape
    _assert_shape(shape, answer, operation)


def _assert_shape(shape: Any, value: Any, path: str) -> None:
    if value is None:
        return
    if shape is None:
        assert not value, f"{path} has no output, got {value}"
    elif shape.type_name == "structure":
        assert isinstance(value, dict), f"{path} is no structure: {value}"
        extra = value.keys() - shape.members.keys()
        assert not extra, f"{path}: not in the model: {sorted(extra)}"
        missing = set(shape.required_members) - value.keys()
        assert not missing, f"{path}: required by the model: {sorted(missing)}"
        for name, item in value.items():
            _assert_shape(shape.members[name], item, f"{path}.{name}")
    elif shape.type_name == "list":
        for item in value:
            _assert_shape(shape.member, item, f"{path}[]")
    elif shape.type_name == "map":
        for key, item in value.items():
            _assert_shape(shape.value, item, f"{path}[{key}]")
    else:
        assert isinstance(value, _KINDS[shape.type_name]), f"{path}: {value!r} is no {shape.type_name}"


_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "double": (int, float),
    "float": (int, float),
    "timestamp": (int, float, str),
    "blob": (str, bytes),
}
