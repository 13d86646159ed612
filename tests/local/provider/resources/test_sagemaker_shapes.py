"""Terraform's blocks and SageMaker's structures, by botocore's model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haveli.local.provider import schemas
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.schemas import Block, Nested

REQUESTS = {
    "aws_sagemaker_domain": "CreateDomainRequest",
    "aws_sagemaker_user_profile": "CreateUserProfileRequest",
    "aws_sagemaker_space": "CreateSpaceRequest",
    "aws_sagemaker_app": "CreateAppRequest",
    "aws_sagemaker_model": "CreateModelInput",
    "aws_sagemaker_endpoint_configuration": "CreateEndpointConfigInput",
    "aws_sagemaker_endpoint": "CreateEndpointInput",
}
#: Not part of the request that creates a domain, but of the one that deletes it.
ELSEWHERE = {"retention_policy"}


def blocks(name: str) -> Iterator[tuple[str, Any, Nested]]:
    """The top-level blocks of a type, each with its shape in the API."""
    asked = shapes.shape(REQUESTS[name])
    for block, nested in schemas.resource_block(name).blocks.items():
        if block not in ELSEWHERE:
            yield block, asked.members[shapes.member(asked, block)], nested


def unknown_names(found: Any, block: Block, path: str) -> Iterator[str]:
    """The names in a block, at any depth, that are no member of its shape."""
    structure = found.member if found.type_name == "list" else found
    for name in [*block.attributes, *block.blocks]:
        try:
            inner = structure.members[shapes.member(structure, name)]
        except KeyError:
            yield f"{path}.{name}"
            continue
        if name in block.blocks:
            yield from unknown_names(inner, block.blocks[name].block, f"{path}.{name}")


@pytest.mark.contract
@pytest.mark.parametrize("name", sorted(REQUESTS))
def test_every_argument_in_a_block_is_a_member_of_the_api(name: str) -> None:
    assert [each for path, found, nested in blocks(name) for each in unknown_names(found, nested.block, path)] == []


def test_plurals_and_other_names_are_found() -> None:
    settings = shapes.shape("JupyterLabAppSettings")
    assert shapes.member(settings, "custom_image") == "CustomImages"
    assert shapes.member(settings, "code_repository") == "CodeRepositories"
    assert shapes.member(shapes.shape("UserSettings"), "auto_mount_home_efs") == "AutoMountHomeEFS"
    assert shapes.member(shapes.shape("CreateEndpointConfigInput"), "kms_key_arn") == "KmsKeyId"


def test_an_argument_that_the_api_does_not_have_is_an_error() -> None:
    with pytest.raises(KeyError, match="JupyterLabAppSettings has no member for colour"):
        shapes.member(shapes.shape("JupyterLabAppSettings"), "colour")


def test_what_is_not_set_is_not_sent_and_what_was_emptied_is_sent_empty() -> None:
    lab = {"lifecycle_config_arns": None, "custom_image": [], "code_repository": []}
    before = {"lifecycle_config_arns": ["arn"], "custom_image": [{"image_name": "a"}], "code_repository": []}
    settings = shapes.shape("JupyterLabAppSettings")
    assert shapes.request(settings, lab) == {}
    assert shapes.request(settings, lab, before) == {"LifecycleConfigArns": [], "CustomImages": []}


def test_false_and_zero_are_sent() -> None:
    variant = {"enable_ssm_access": False, "initial_instance_count": 0, "model_name": ""}
    assert shapes.request(shapes.shape("ProductionVariant"), variant) == {
        "EnableSSMAccess": False,
        "InitialInstanceCount": 0,
    }


def test_a_value_that_is_not_known_yet_is_no_problem() -> None:
    schema = schemas.resource_block("aws_sagemaker_app")
    item = {"instance_type": UNKNOWN}
    asked = shapes.shape("CreateAppRequest")
    assert list(shapes.block_problems(asked, schema, {"resource_spec": [item]}, ("resource_spec",))) == []
    assert list(shapes.block_problems(asked, schema, {"resource_spec": UNKNOWN}, ("resource_spec",))) == []
    assert list(shapes.choice_problems({"app_type": UNKNOWN}, "app_type", "AppType")) == []


def test_an_error_names_the_choices_or_the_first_of_many() -> None:
    (few,) = shapes.choice_problems({"auth_mode": "LDAP"}, "auth_mode", "AuthMode")
    (many,) = shapes.choice_problems({"instance_type": "m5"}, "instance_type", "AppInstanceType")
    assert few.summary == "expected auth_mode to be one of [SSO, IAM], got LDAP"
    assert many.summary.startswith("expected instance_type to be one of [system, ") and "...], got m5" in many.summary


def test_each_value_of_a_list_of_choices_is_looked_at() -> None:
    schema = schemas.resource_block("aws_sagemaker_domain").blocks["default_user_settings"].block
    item = {"studio_web_portal_settings": [{"hidden_app_types": ["JupyterLab", "Doom"]}]}
    (problem,) = shapes.enum_problems(shapes.shape("UserSettings"), schema, item)
    assert problem.path == ("studio_web_portal_settings", 0, "hidden_app_types") and "got Doom" in problem.summary


def items(block: Block) -> st.SearchStrategy[dict[str, Any]]:
    """Items of a block with any of its arguments set. A block that is there says something."""
    members: dict[str, Any] = {name: st.none() | values(each.type) for name, each in block.attributes.items()}
    for name, nested in block.blocks.items():
        inner = items(nested.block).filter(any_set)
        members[name] = st.lists(inner, max_size=1)
    return st.fixed_dictionaries(members)


def any_set(item: dict[str, Any]) -> bool:
    return any(value not in (None, [], {}) for value in item.values())


def values(form: Any) -> st.SearchStrategy[Any]:
    """Values of a Terraform type that are not empty."""
    if isinstance(form, list):
        element = values(form[1])
        return (
            st.dictionaries(st.text("ab", min_size=1), element, min_size=1)
            if form[0] == "map"
            else st.lists(element, min_size=1, max_size=2)
        )
    return {"string": st.text("xyz", min_size=1, max_size=3), "number": st.integers(0, 99), "bool": st.booleans()}[form]


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("aws_sagemaker_model", "primary_container"),
        ("aws_sagemaker_endpoint_configuration", "production_variants"),
        ("aws_sagemaker_endpoint", "deployment_config"),
        ("aws_sagemaker_space", "space_settings"),
    ],
)
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_sent_reads_back_as_it_was(name: str, block: str, data: st.DataObject) -> None:
    asked = shapes.shape(REQUESTS[name])
    found = asked.members[shapes.member(asked, block)]
    structure = found.member if found.type_name == "list" else found
    schema = schemas.resource_block(name).blocks[block].block
    item = data.draw(items(schema))
    assert shapes.block(structure, schema, shapes.request(structure, item)) == item
