"""Topic attributes that moto takes and never gives back."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions import sns
from haveli.local.extensions.sns.responses import FORGOTTEN
from tests.local.provider.doubles import TestContext


def attributes(client: Any, arn: str) -> dict[str, str]:
    return dict(client.get_topic_attributes(TopicArn=arn)["Attributes"])


@pytest.mark.parametrize("name", FORGOTTEN)
def test_an_attribute_is_given_back_as_it_was_set(ctx: TestContext, name: str) -> None:
    client = ctx.client("sns")
    arn = client.create_topic(Name="alarms")["TopicArn"]
    assert name not in attributes(client, arn)
    client.set_topic_attributes(TopicArn=arn, AttributeName=name, AttributeValue="1")
    assert attributes(client, arn)[name] == "1"
    client.set_topic_attributes(TopicArn=arn, AttributeName=name, AttributeValue="")
    assert name not in attributes(client, arn)


def test_an_attribute_of_the_creation_is_given_back(ctx: TestContext) -> None:
    client = ctx.client("sns")
    arn = client.create_topic(Name="alarms", Attributes={"TracingConfig": "Active"})["TopicArn"]
    found = attributes(client, arn)
    assert found["TracingConfig"] == "Active" and found["TopicArn"] == arn


def test_installing_twice_changes_nothing() -> None:
    from moto.sns.responses import SNSResponse

    before = SNSResponse.get_topic_attributes
    sns.install()
    assert SNSResponse.get_topic_attributes is before
