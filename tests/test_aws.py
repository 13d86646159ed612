from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.stub import Stubber

from haveli import aws
from haveli.aws import CloudNotRunning, World, WrongAccount
from haveli.errors import UsageError

ACCOUNT, REGION = "880170353725", "ap-south-1"


@pytest.fixture(autouse=True)
def clean_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("AWS_", "HAVELI_")) or name.lower() in ("http_proxy", "https_proxy", "no_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def listening() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def facts(endpoint: str, **more: str) -> dict[str, Any]:
    environment = {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_SESSION_TOKEN": None,
        "HAVELI_ACCESS_KEY_ID": ACCOUNT,
        "HAVELI_SECRET_ACCESS_KEY": "none",
    }
    return {
        "endpoint": endpoint,
        "account": ACCOUNT,
        "region": REGION,
        "instance": "i1",
        "environment": environment,
    } | more


def leave(repo: Path, text: str) -> None:
    aws.cloud_file(repo).parent.mkdir(parents=True)
    aws.cloud_file(repo).write_text(text)


def local(endpoint: str = "http://127.0.0.1:1", account: str = ACCOUNT) -> World:
    found = facts(endpoint)
    return World("local", account, REGION, "i1", found["environment"])


@pytest.mark.parametrize(
    ("flag", "variable", "chosen"),
    [(None, None, "local"), (None, "aws", "aws"), ("local", "aws", "local"), ("aws", None, "aws"), (None, "", "local")],
)
def test_the_flag_beats_the_variable_and_local_is_the_default(
    monkeypatch: pytest.MonkeyPatch, flag: str | None, variable: str | None, chosen: str
) -> None:
    if variable is not None:
        monkeypatch.setenv("HAVELI_CLOUD", variable)
    assert aws.chosen_cloud(flag) == chosen


def test_another_word_for_a_cloud_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAVELI_CLOUD", "azure")
    with pytest.raises(UsageError, match="azure"):
        aws.chosen_cloud(None)


def test_a_local_cloud_that_listens_is_the_world_it_says(tmp_path: Path, listening: str) -> None:
    leave(tmp_path, json.dumps(facts(listening)))
    world = aws.world(tmp_path, "local", "other", "elsewhere", "profile")
    assert (world.name, world.account, world.region, world.instance) == ("local", ACCOUNT, REGION, "i1")


@pytest.mark.parametrize("left", ["", "{", "null", "[]", '{"endpoint": "http://127.0.0.1:1"}'])
def test_a_file_that_is_not_whole_is_no_local_cloud(tmp_path: Path, left: str) -> None:
    leave(tmp_path, left)
    with pytest.raises(CloudNotRunning):
        aws.world(tmp_path, "local", ACCOUNT, REGION, "p")


def test_a_local_cloud_that_is_gone_is_an_error_and_never_aws(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    leave(tmp_path, json.dumps(facts(f"http://127.0.0.1:{port}")))
    with pytest.raises(CloudNotRunning) as caught:
        aws.world(tmp_path, "local", ACCOUNT, REGION, "p")
    assert caught.value.hint == "haveli up"


def test_haveli_home_moves_the_file_of_the_local_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAVELI_HOME", str(tmp_path / "elsewhere"))
    assert aws.cloud_file(tmp_path / "repo") == tmp_path / "elsewhere" / "local" / "cloud.json"


def test_on_aws_the_documented_profile_is_the_default_and_the_shells_own_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert aws.world(tmp_path, "aws", ACCOUNT, REGION, "ours").environment == {"AWS_PROFILE": "ours"}
    monkeypatch.setenv("AWS_PROFILE", "mine")
    assert aws.world(tmp_path, "aws", ACCOUNT, REGION, "ours").environment == {"AWS_PROFILE": "mine"}


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"])
def test_on_aws_credentials_of_ci_need_no_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    assert aws.world(tmp_path, "aws", ACCOUNT, REGION, "ours").environment == {}


def test_aws_is_refused_in_a_shell_that_is_turned_to_the_local_cloud(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAVELI_ENV", "AWS_ENDPOINT_URL AWS_PROFILE PATH")
    with pytest.raises(UsageError) as caught:
        aws.world(tmp_path, "aws", ACCOUNT, REGION, "ours")
    assert "haveli env --unset" in caught.value.hint


def test_each_local_cloud_is_another_world() -> None:
    keys = [World("local", ACCOUNT, REGION, instance).key for instance in ("i1", "i2")]
    assert keys == [f"local-{ACCOUNT}-{REGION}-i1", f"local-{ACCOUNT}-{REGION}-i2"]
    assert World("aws", ACCOUNT, REGION, "").key == f"aws-{ACCOUNT}-{REGION}"


def test_a_child_has_the_worlds_variables_and_not_those_that_it_takes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another account")
    monkeypatch.setenv("KEPT", "1")
    child = local().child_environment()
    assert "AWS_SESSION_TOKEN" not in child
    assert (child["KEPT"], child["AWS_ENDPOINT_URL"]) == ("1", "http://127.0.0.1:1")


def test_clients_go_to_the_local_cloud_with_one_retry_policy_and_past_any_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.invalid:3128")
    before = dict(os.environ)
    client = local().client("s3")
    assert client.meta.endpoint_url == "http://127.0.0.1:1"
    assert client.meta.region_name == REGION
    assert client.meta.config.retries == {"mode": "adaptive", "total_max_attempts": 9}
    assert client.meta.config.proxies == {}
    assert dict(os.environ) == before


def test_every_thread_gets_the_same_client() -> None:
    world = local()
    with ThreadPoolExecutor(8) as pool:
        clients = list(pool.map(lambda _: world.client("s3"), range(24)))
    assert len(set(map(id, clients))) == 1
    assert world.client("sts") is not clients[0]


def identity(world: World, account: str) -> Stubber:
    stubber = Stubber(world.client("sts"))
    stubber.add_response(
        "get_caller_identity", {"Account": account, "Arn": f"arn:aws:iam::{account}:user/a", "UserId": "a"}
    )
    stubber.activate()
    return stubber


def test_the_caller_is_named_by_arn() -> None:
    world = local()
    identity(world, ACCOUNT)
    assert world.caller() == f"arn:aws:iam::{ACCOUNT}:user/a"


def test_credentials_of_another_account_are_refused_with_both_numbers() -> None:
    world = local()
    identity(world, "111122223333")
    with pytest.raises(WrongAccount) as caught:
        world.caller()
    assert "111122223333" in caught.value.explanation
    assert ACCOUNT in caught.value.explanation
