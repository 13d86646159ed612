"""Which world a command works in, and where product code gets its boto3 clients.

A world is an AWS account, or a local cloud that stands for one. The local cloud leaves a file that says how to reach
it; nothing above this module knows more about it than a `World`.
"""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from haveli.errors import HaveliError, UsageError

if TYPE_CHECKING:
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

CLOUDS = ("local", "aws")
LOCAL_PORT = 4577
"""Where the local cloud listens unless it is told otherwise."""

_LOG_IN = "aws sso login --profile pai-risk-mlops"
_CONFIGURE = "aws configure sso --profile pai-risk-mlops"
_REACH = "haveli up   (a local cloud that has ended); on AWS: the network between here and it"
_CURES = {
    "ExpiredToken": _LOG_IN,
    "ExpiredTokenException": _LOG_IN,
    "RequestExpired": "set the clock of this machine right, then the same command",
    "RequestTimeTooSkewed": "set the clock of this machine right, then the same command",
    "SSOTokenLoadError": _LOG_IN,
    "TokenRetrievalError": _LOG_IN,
    "UnauthorizedSSOTokenError": _LOG_IN,
    "NoCredentialsError": _CONFIGURE,
    "ProfileNotFound": _CONFIGURE,
    "ConnectTimeoutError": _REACH,
    "ConnectionClosedError": _REACH,
    "EndpointConnectionError": _REACH,
}

_FACTS = frozenset({"endpoint", "account", "region", "instance", "environment"})
# With one of these set the SDK and Terraform find credentials without a profile: CI with OIDC, containers.
_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)
_making_client = threading.Lock()  # a boto3 session must not be used by two threads at once; its clients may be


class CloudNotRunning(HaveliError):
    """The local cloud was asked for and is not there. Never a reason to go to AWS instead."""

    title = "No local cloud"


class WrongAccount(HaveliError):
    """The credentials are of another account than the specification."""

    title = "Wrong account"
    exit_code = 3


@dataclass(frozen=True)
class World:
    """An account to work in. `environment` is what a child process needs to reach it; None takes a variable away."""

    name: str
    account: str
    region: str
    instance: str
    environment: Mapping[str, str | None] = field(default_factory=dict)
    _clients: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    #: One retry policy for all AWS calls of the product (botocore's `adaptive` also slows down when throttled).
    RETRIES: ClassVar[Mapping[str, Any]] = {"mode": "adaptive", "max_attempts": 8}

    @property
    def key(self) -> str:
        """What tells this world from another, also from an earlier local cloud: for fingerprints and saved plans."""
        return f"{self.name}-{self.account}-{self.region}" + (f"-{self.instance}" if self.instance else "")

    def child_environment(self) -> dict[str, str]:
        """The environment of a child process that works in this world."""
        merged = {**os.environ, **self.environment}
        return {name: value for name, value in merged.items() if value is not None}

    def client(self, service: str) -> Any:
        """The boto3 client for `service` in this world's region; the same one again for every thread."""
        with _making_client:
            if service not in self._clients:
                self._clients[service] = self._made(service)
            return self._clients[service]

    def caller(self) -> str:
        """The ARN of whoever we are here. Raises WrongAccount."""
        identity = self.client("sts").get_caller_identity()
        if identity["Account"] != self.account:
            raise WrongAccount(
                f"{identity['Arn']} is of account {identity['Account']}; platform.yaml says {self.account}.",
                hint="AWS_PROFILE=<a profile of that account> and the same command",
            )
        return str(identity["Arn"])

    def _made(self, service: str) -> Any:
        from botocore.config import Config

        settings: dict[str, Any] = {"retries": dict(self.RETRIES), "s3": {"addressing_style": "path"}}
        endpoint = self.environment.get("AWS_ENDPOINT_URL")
        if endpoint:  # on this machine: no proxy is in between, whatever the shell says
            settings["proxies"] = {}
        return self._session.client(service, endpoint_url=endpoint, config=Config(**settings))

    @cached_property
    def _session(self) -> boto3.Session:
        import boto3

        settings = self.environment
        if "HAVELI_ACCESS_KEY_ID" not in settings:
            return boto3.Session(profile_name=settings.get("AWS_PROFILE"), region_name=self.region)
        return boto3.Session(
            aws_access_key_id=settings["HAVELI_ACCESS_KEY_ID"],
            aws_secret_access_key=settings["HAVELI_SECRET_ACCESS_KEY"],
            region_name=self.region,
        )


def cure(error: BotoCoreError | ClientError) -> str:
    """What to do about what AWS's client says; empty when nothing general is known. Pure."""
    response: Mapping[str, Any] = getattr(error, "response", None) or {}
    code = response.get("Error", {}).get("Code") or type(error).__name__
    return _CURES.get(code, "")


def cloud_file(repo: Path) -> Path:
    """Where a running local cloud of this checkout says how to reach it (`HAVELI_HOME` moves it)."""
    return home(repo) / "local" / "cloud.json"


def home(repo: Path) -> Path:
    """The folder for everything haveli keeps beside a checkout: runs, logs, the local cloud."""
    return Path(os.environ.get("HAVELI_HOME") or repo / ".haveli")


def chosen_cloud(flag: str | None) -> str:
    """`--cloud`, else `HAVELI_CLOUD`, else `local`. Raises UsageError for another word."""
    name = flag or os.environ.get("HAVELI_CLOUD") or "local"
    if name not in CLOUDS:
        raise UsageError(f"{name!r} is no cloud; there are {' and '.join(CLOUDS)}.", hint="haveli --cloud local ...")
    return name


def world(repo: Path, cloud: str, account: str, region: str, profile: str) -> World:
    """The world of a command.

    Raises CloudNotRunning when the local cloud is not up, UsageError when AWS is asked for in a shell that `haveli env`
    has turned to the local cloud.
    """
    if cloud == "aws":
        _check_shell_is_not_local()
        return World("aws", account, region, "", _profile(profile))
    facts = read_cloud_file(repo)
    if facts is None or not answers(facts["endpoint"]):
        raise CloudNotRunning("The local cloud is not running.", hint="haveli up")
    return World("local", facts["account"], facts["region"], facts["instance"], facts["environment"])


def _profile(profile: str) -> dict[str, str | None]:
    chosen = os.environ.get("AWS_PROFILE")
    if not chosen and any(os.environ.get(name) for name in _CREDENTIALS):
        return {}
    return {"AWS_PROFILE": chosen or profile}


def _check_shell_is_not_local() -> None:
    if "AWS_ENDPOINT_URL" in os.environ.get("HAVELI_ENV", "").split():
        raise UsageError(
            "This shell is turned to the local cloud (`haveli env`), so nothing here would reach AWS.",
            hint='eval "$(haveli env --unset)"',
        )


def read_cloud_file(repo: Path) -> dict[str, Any] | None:
    """What the local cloud of this checkout left; None when there is nothing whole."""
    try:
        facts = json.loads(cloud_file(repo).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return facts if isinstance(facts, dict) and facts.keys() >= _FACTS else None


def answers(endpoint: str) -> bool:
    """Whether something listens at an `http://host:port` on this machine."""
    place = urlsplit(endpoint)
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=2):
            return True
    except OSError:
        return False
