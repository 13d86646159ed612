"""Lifecycle rules come back as they were sent, and suspended buckets can be emptied."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions.s3.lifecycle import described
from tests.local.provider.doubles import TestContext

NAME = "pai-risk-mlops-fraud-shared-data"


@pytest.fixture
def client(ctx: TestContext) -> Any:
    client = ctx.client("s3")
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": ctx.region})
    return client


@pytest.mark.parametrize(
    "parts",
    [
        {"Filter": {}, "Expiration": {"Days": 3}},
        {"Filter": {"Prefix": ""}, "Expiration": {"Days": 3}},
        {"Prefix": "", "Expiration": {"Days": 3}},
        {"Filter": {"ObjectSizeGreaterThan": 1024}, "Expiration": {"Days": 3}},
        {"Filter": {"And": {"Prefix": "a/", "ObjectSizeLessThan": 9, "Tags": [{"Key": "k", "Value": "v"}]}}},
        {"Filter": {"Tag": {"Key": "k", "Value": ""}}},
        {"Filter": {}, "Expiration": {"ExpiredObjectDeleteMarker": True}},
        {"Filter": {}, "NoncurrentVersionExpiration": {"NoncurrentDays": 9, "NewerNoncurrentVersions": 3}},
        {
            "Filter": {},
            "Transitions": [{"Days": 1, "StorageClass": "GLACIER"}, {"Days": 9, "StorageClass": "GLACIER_IR"}],
        },
        {"Filter": {}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}},
    ],
)
def test_a_rule_comes_back_as_it_was_sent(client: Any, parts: dict[str, Any]) -> None:
    rule = {"ID": "only", "Status": "Enabled", **parts}
    client.put_bucket_lifecycle_configuration(Bucket=NAME, LifecycleConfiguration={"Rules": [rule]})
    assert client.get_bucket_lifecycle_configuration(Bucket=NAME)["Rules"] == [rule]


def test_deleted_rules_are_gone(client: Any) -> None:
    rule = {"ID": "only", "Status": "Enabled", "Filter": {}, "Expiration": {"Days": 3}}
    client.put_bucket_lifecycle_configuration(Bucket=NAME, LifecycleConfiguration={"Rules": [rule]})
    client.delete_bucket_lifecycle(Bucket=NAME)
    with pytest.raises(client.exceptions.ClientError, match="NoSuchLifecycleConfiguration"):
        client.get_bucket_lifecycle_configuration(Bucket=NAME)


def test_a_lone_element_of_xml_becomes_a_list() -> None:
    sent = {
        "ID": "a",
        "Transition": {"Days": "1"},
        "Filter": {"And": {"Prefix": None, "Tag": {"Key": "k", "Value": None}}},
    }
    assert described(sent) == {
        "ID": "a",
        "Transitions": [{"Days": "1"}],
        "Filter": {"And": {"Prefix": "", "Tags": [{"Key": "k", "Value": ""}]}},
    }


def test_a_bucket_that_is_versioned_no_more_can_be_emptied_of_its_delete_markers(client: Any) -> None:
    client.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    client.put_object(Bucket=NAME, Key="a", Body=b"1")
    client.delete_object(Bucket=NAME, Key="a")
    client.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Suspended"})
    versions = client.list_object_versions(Bucket=NAME)
    keys = [{"Key": item["Key"], "VersionId": item["VersionId"]} for item in versions["DeleteMarkers"]]
    client.delete_objects(Bucket=NAME, Delete={"Objects": keys})
    client.delete_bucket(Bucket=NAME)
