"""Settings of a bucket that moto keeps in part."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.local.provider.doubles import TestContext


@pytest.fixture
def s3(ctx: TestContext) -> Any:
    made = ctx.client("s3")
    where = {"LocationConstraint": "ap-south-1"}
    made.create_bucket(Bucket="data", CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True)
    return made


def test_a_bucket_with_objects_is_locked(s3: Any) -> None:
    s3.put_object(Bucket="data", Key="a", Body=b"a")
    rule = {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 1}}
    lock = {"ObjectLockEnabled": "Enabled", "Rule": rule}
    s3.put_object_lock_configuration(Bucket="data", ObjectLockConfiguration=lock)
    found = s3.get_object_lock_configuration(Bucket="data")["ObjectLockConfiguration"]
    assert found["Rule"]["DefaultRetention"]["Days"] == 1 and not found["Rule"]["DefaultRetention"].get("Years")
    s3.put_object_lock_configuration(Bucket="data", ObjectLockConfiguration={"ObjectLockEnabled": "Enabled"})
    assert "Rule" not in s3.get_object_lock_configuration(Bucket="data")["ObjectLockConfiguration"]


def test_eventbridge_is_told_beside_others(s3: Any, ctx: TestContext) -> None:
    topic = ctx.client("sns").create_topic(Name="t")["TopicArn"]
    rules = [{"Name": "prefix", "Value": "raw/"}]
    told = {"Id": "t", "TopicArn": topic, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    configuration = {"TopicConfigurations": [told], "EventBridgeConfiguration": {}}
    s3.put_bucket_notification_configuration(Bucket="data", NotificationConfiguration=configuration)
    found = s3.get_bucket_notification_configuration(Bucket="data")
    assert found["EventBridgeConfiguration"] == {} and found["TopicConfigurations"][0]["Filter"] == told["Filter"]


def test_an_owner_that_is_enforced_ends_access_lists(s3: Any) -> None:
    s3.put_bucket_acl(Bucket="data", ACL="private")
    owned = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    s3.put_bucket_ownership_controls(Bucket="data", OwnershipControls=owned)
    with pytest.raises(ClientError, match="does not allow ACLs"):
        s3.put_bucket_acl(Bucket="data", ACL="private")
