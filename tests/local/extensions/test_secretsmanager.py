"""Secrets Manager with our extension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from haveli.local.extensions import secretsmanager


@pytest.fixture
def client() -> Iterator[Any]:
    for _ in range(2):  # a second call changes nothing
        secretsmanager.install()
    with mock_aws():
        yield boto3.client("secretsmanager", region_name="ap-south-1")


def test_a_description_can_be_emptied(client: Any) -> None:
    client.create_secret(Name="s", Description="text")
    client.update_secret(SecretId="s", Description="")
    assert client.describe_secret(SecretId="s").get("Description", "") == ""


def test_what_an_update_leaves_out_stays(client: Any) -> None:
    client.create_secret(Name="s", Description="text", SecretString="a")
    client.update_secret(SecretId="s", SecretString="b")
    assert client.describe_secret(SecretId="s")["Description"] == "text"
    assert client.get_secret_value(SecretId="s")["SecretString"] == "b"


def test_the_name_of_a_secret_that_waits_for_deletion_is_taken_until_it_is_restored(client: Any) -> None:
    client.create_secret(Name="s")
    client.delete_secret(SecretId="s", RecoveryWindowInDays=7)
    with pytest.raises(ClientError, match="already scheduled for deletion") as caught:
        client.create_secret(Name="s")
    assert caught.value.response["Error"]["Code"] == "InvalidRequestException"
    client.restore_secret(SecretId="s")
    assert "DeletedDate" not in client.describe_secret(SecretId="s")
