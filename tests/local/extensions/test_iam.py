"""OpenID Connect providers with our extension."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from haveli.local.extensions import iam

URL = "https://oidc.eks.ap-south-1.amazonaws.com/id/A"


@pytest.fixture
def client() -> Iterator[Any]:
    for _ in range(2):  # a second call changes nothing
        iam.install()
    with mock_aws():
        yield boto3.client("iam", region_name="ap-south-1")


def found(client: Any, arn: str) -> dict[str, Any]:
    return dict(client.get_open_id_connect_provider(OpenIDConnectProviderArn=arn))


def test_a_provider_without_thumbprints_has_one_of_forty_characters(client: Any) -> None:
    arn = client.create_open_id_connect_provider(Url=URL, ClientIDList=["sts.amazonaws.com"])[
        "OpenIDConnectProviderArn"
    ]
    [thumbprint] = found(client, arn)["ThumbprintList"]
    assert len(thumbprint) == 40 and found(client, arn)["ClientIDList"] == ["sts.amazonaws.com"]


def test_given_thumbprints_and_tags_are_kept(client: Any) -> None:
    tags = [{"Key": "a", "Value": "1"}]
    arn = client.create_open_id_connect_provider(Url=URL, ThumbprintList=["a" * 40], Tags=tags)[
        "OpenIDConnectProviderArn"
    ]
    assert found(client, arn)["ThumbprintList"] == ["a" * 40] and found(client, arn)["Tags"] == tags


def test_audiences_come_and_go_each_once(client: Any) -> None:
    arn = client.create_open_id_connect_provider(Url=URL, ClientIDList=["a"])["OpenIDConnectProviderArn"]
    for _ in range(2):
        client.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="b")
    assert found(client, arn)["ClientIDList"] == ["a", "b"]
    for _ in range(2):
        client.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=arn, ClientID="a")
    assert found(client, arn)["ClientIDList"] == ["b"]


def test_an_unknown_provider_is_told(client: Any) -> None:
    with pytest.raises(ClientError, match="NoSuchEntity"):
        client.add_client_id_to_open_id_connect_provider(
            OpenIDConnectProviderArn="arn:aws:iam::123456789012:oidc-provider/x", ClientID="b"
        )
