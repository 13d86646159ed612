from __future__ import annotations

import json
import os
from configparser import ConfigParser
from pathlib import Path

import boto3
import pytest

from haveli.local import profile_files

ENDPOINT = "http://127.0.0.1:4577"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str | None]:
    return profile_files.write(tmp_path, "pai-risk-mlops", "ap-south-1", "880170353725", ENDPOINT, '{"a":1}')


def test_a_client_under_the_documented_profile_reaches_the_local_cloud(
    environment: dict[str, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "of-somebody")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    for name, value in environment.items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_ENDPOINT_URL")  # the profile alone says where
    client = boto3.Session().client("sts")
    assert (client.meta.endpoint_url, client.meta.region_name) == (ENDPOINT, "ap-south-1")
    assert boto3.Session().get_credentials().access_key == "880170353725"


def test_the_files_say_whose_they_are(environment: dict[str, str | None], tmp_path: Path) -> None:
    config = ConfigParser()
    config.read(tmp_path / "aws-config")
    assert dict(config["profile pai-risk-mlops"]) == {
        "region": "ap-south-1",
        "endpoint_url": ENDPOINT,
        "output": "json",
    }
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        assert ENDPOINT in Path(environment[name] or "").read_text().splitlines()[0]


def test_a_core_is_told_of_the_provider_and_of_no_configuration_of_its_users(
    environment: dict[str, str | None],
) -> None:
    assert json.loads(environment["TF_REATTACH_PROVIDERS"] or "") == {"a": 1}
    assert environment["TF_CLI_CONFIG_FILE"] == os.devnull
    assert environment["AWS_SESSION_TOKEN"] is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "127.0.0.1,localhost"),
        ("example.com", "example.com,127.0.0.1,localhost"),
        ("localhost,example.com", "localhost,example.com,127.0.0.1"),
    ],
)
def test_loopback_goes_past_any_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str) -> None:
    monkeypatch.setenv("NO_PROXY", before)
    monkeypatch.delenv("no_proxy", raising=False)
    assert profile_files.write(tmp_path, "p", "r", "1", ENDPOINT, "{}")["NO_PROXY"] == after
