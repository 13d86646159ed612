from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from haveli.engine.states import BrokenState, States
from tests.engine.worlds import BUCKET, body, scripted

KEY = "fraud/00-storage/terraform.tfstate"


@pytest.fixture
def scene() -> Iterator[tuple[States, Stubber]]:
    world, s3 = scripted()
    yield States(world, BUCKET), s3
    s3.assert_no_pending_responses()


def has_state(s3: Stubber, document: dict[str, Any]) -> None:
    s3.add_response("get_object", {"Body": body(document)}, {"Bucket": BUCKET, "Key": KEY})


def test_versions_are_the_etags_of_all_states_over_all_pages(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_response("head_bucket", {}, {"Bucket": BUCKET})
    pages: list[dict[str, Any]] = [
        {
            "Contents": [{"Key": KEY, "ETag": '"1"'}, {"Key": f"{KEY}.tflock", "ETag": '"2"'}],
            "NextContinuationToken": "n",
        },
        {"Contents": [{"Key": "runs/x.json", "ETag": '"3"'}, {"Key": "a/00-b/terraform.tfstate", "ETag": '"4"'}]},
    ]
    for page in pages:
        s3.add_response("list_objects_v2", {"IsTruncated": "NextContinuationToken" in page, **page})
    assert states.versions() == {KEY: "1", "a/00-b/terraform.tfstate": "4"}


def test_without_a_bucket_there_are_no_states(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_client_error("head_bucket", "404", http_status_code=404)
    assert states.versions() == {}


def test_an_empty_bucket_holds_no_states(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_response("head_bucket", {})
    s3.add_response("list_objects_v2", {"IsTruncated": False})
    assert states.versions() == {}


def test_a_bucket_that_is_not_ours_is_an_error_and_not_an_absence(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_client_error("head_bucket", "403", http_status_code=403)
    with pytest.raises(ClientError):
        states.bucket_exists()


@pytest.mark.parametrize("code", ["NoSuchKey", "NoSuchBucket"])
def test_a_state_that_is_not_there_is_none(scene: tuple[States, Stubber], code: str) -> None:
    states, s3 = scene
    for _ in range(3):
        s3.add_client_error("get_object", code, http_status_code=404)
    assert states.read(KEY) is None
    assert states.outputs(KEY) == {}
    assert states.resources(KEY) == []


def test_a_state_that_may_not_be_read_is_an_error(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_client_error("get_object", "AccessDenied", http_status_code=403)
    with pytest.raises(ClientError):
        states.read(KEY)


def test_what_is_no_state_is_an_error_that_names_it_and_its_versions(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    s3.add_response("get_object", {"Body": StreamingBody(io.BytesIO(b"half a st"), 9)})
    with pytest.raises(BrokenState) as caught:
        states.read(KEY)
    assert KEY in caught.value.explanation
    assert "list-object-versions" in caught.value.hint


def test_outputs_are_their_values(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    has_state(s3, {"outputs": {"id": {"value": "vpc-1", "type": "string"}, "zones": {"value": ["a"], "type": "x"}}})
    assert states.outputs(KEY) == {"id": "vpc-1", "zones": ["a"]}


def test_a_state_after_a_destroy_has_neither_outputs_nor_resources(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    for _ in range(2):
        has_state(s3, {"version": 4, "outputs": {}, "resources": []})
    assert states.outputs(KEY) == {}
    assert states.resources(KEY) == []


def test_the_names_of_outputs_are_read_once_for_each_version(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    has_state(s3, {"outputs": {"a": {"value": 1}}})
    has_state(s3, {"outputs": {"b": {"value": 1}}})
    assert states.output_names(KEY, "1") == states.output_names(KEY, "1") == {"a"}
    assert states.output_names(KEY, "2") == {"b"}


def test_every_instance_of_a_managed_resource_counts_and_data_does_not(scene: tuple[States, Stubber]) -> None:
    states, s3 = scene
    resources = [
        {"mode": "managed", "type": "aws_vpc", "name": "this", "instances": [{"attributes": {"id": "1"}}]},
        {
            "mode": "managed",
            "type": "aws_subnet",
            "name": "all",
            "module": "module.m",
            "instances": [{"index_key": 0, "attributes": {}}, {"index_key": 1, "attributes": {}}],
        },
        {"mode": "data", "type": "aws_region", "name": "here", "instances": [{"attributes": {}}]},
    ]
    has_state(s3, {"resources": resources})
    found = states.resources(KEY)
    assert [(item["module"], item["type"]) for item in found] == [
        ("", "aws_vpc"),
        ("module.m", "aws_subnet"),
        ("module.m", "aws_subnet"),
    ]
