"""The inventory of the emulated account."""

import boto3
from moto import mock_aws

from haveli.local.extensions.inventory.models import account_inventory, plain

ACCOUNT = "123456789012"


@mock_aws
def test_an_object_is_there_while_it_exists_and_gone_when_deleted() -> None:
    s3 = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    s3.create_bucket(Bucket="kept")
    s3.create_bucket(Bucket="gone")
    s3.delete_bucket(Bucket="gone")
    [buckets] = [
        items for name, items in account_inventory(ACCOUNT).items() if name.startswith("s3.") and "bucket" in name
    ]
    assert set(buckets) == {"kept"}


@mock_aws
def test_a_change_inside_an_object_shows() -> None:
    sns = boto3.client("sns", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    arn = sns.create_topic(Name="t")["TopicArn"]
    before = account_inventory(ACCOUNT)
    sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="new")
    assert account_inventory(ACCOUNT) != before


def test_a_cycle_ends_at_the_depth_asked_for() -> None:
    cycle: dict[str, object] = {}
    cycle["self"] = cycle
    assert plain(cycle, 2) == {"self": {"self": "dict"}}
