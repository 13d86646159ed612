"""Log groups: their class and their key."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions import logs
from tests.local.extensions.model import assert_in_model
from tests.local.extensions.wire import call
from tests.local.provider.doubles import TestContext

KEY = "arn:aws:kms:ap-south-1:123456789012:key/1234"


def group(client: Any) -> Any:
    return client.describe_log_groups()["logGroups"][0]


def test_a_group_keeps_its_class(ctx: TestContext) -> None:
    client = ctx.client("logs")
    client.create_log_group(logGroupName="cold", logGroupClass="INFREQUENT_ACCESS")
    assert group(client)["logGroupClass"] == "INFREQUENT_ACCESS"


def test_a_key_comes_and_goes_by_name_and_by_arn(ctx: TestContext) -> None:
    client = ctx.client("logs")
    client.create_log_group(logGroupName="app")
    assert group(client)["logGroupClass"] == "STANDARD"
    client.associate_kms_key(logGroupName="app", kmsKeyId=KEY)
    assert group(client)["kmsKeyId"] == KEY
    client.disassociate_kms_key(resourceIdentifier=group(client)["arn"])
    assert "kmsKeyId" not in group(client)


def test_a_group_that_is_missing_takes_no_key(ctx: TestContext) -> None:
    client = ctx.client("logs")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.associate_kms_key(logGroupName="none", kmsKeyId=KEY)


@pytest.mark.contract
def test_the_answer_fits_the_model(ctx: TestContext) -> None:
    ctx.client("logs").create_log_group(logGroupName="app", logGroupClass="DELIVERY")
    assert_in_model("logs", "DescribeLogGroups", call(ctx.endpoint, "logs", "DescribeLogGroups"))


def test_installing_twice_changes_nothing() -> None:
    from moto.logs.responses import LogsResponse

    before = LogsResponse.create_log_group
    logs.install()
    assert LogsResponse.create_log_group is before
