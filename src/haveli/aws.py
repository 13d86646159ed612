"""Which world a command works in, and where product code gets its boto3 clients.

A world is an AWS account, or a local cloud that stands for one. The local cloud leaves a file that says how to reach
it; nothing above this module knows more about it than a `World`.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from haveli.errors import HaveliError, UsageError

if TYPE_CHECKING:
    import boto3

CLOUDS = ("local", "aws")


class CloudNotRunning(HaveliError):
    """The local cloud was asked for and is not there. Never a reason to go to AWS instead."""

    title = "No local cloud"


@dataclass(frozen=True)
class World:
    """An account to work in. `environment` is what a child process needs to reach it; None takes a variable away."""

    name: str
    account: str
    region: str
    instance: str
    environment: Mapping[str, str | None] = field(default_factory=dict)

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
        """A boto3 client for `service` in this world's region."""
        from botocore.config import Config

        return self._session().client(
            service, config=Config(retries=dict(self.RETRIES), s3={"addressing_style": "path"})
        )

    def caller(self) -> str:
        """The ARN of whoever we are here."""
        return str(self.client("sts").get_caller_identity()["Arn"])

    def _session(self) -> boto3.Session:
        import boto3

        settings = self.environment
        if "AWS_ENDPOINT_URL" not in settings:
            return boto3.Session(profile_name=settings.get("AWS_PROFILE"), region_name=self.region)
        os.environ["AWS_ENDPOINT_URL"] = str(settings["AWS_ENDPOINT_URL"])
        os.environ["NO_PROXY"] = str(settings.get("NO_PROXY", ""))
        return boto3.Session(
            aws_access_key_id=settings["HAVELI_ACCESS_KEY_ID"],
            aws_secret_access_key=settings["HAVELI_SECRET_ACCESS_KEY"],
            region_name=self.region,
        )


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
    """The world of a command. Raises CloudNotRunning when the local cloud is not up."""
    if cloud == "aws":
        return World("aws", account, region, "", {"AWS_PROFILE": os.environ.get("AWS_PROFILE") or profile})
    facts = read_cloud_file(repo)
    if facts is None or not answers(facts["endpoint"]):
        raise CloudNotRunning("The local cloud is not running.", hint="haveli up")
    return World("local", facts["account"], facts["region"], facts["instance"], facts["environment"])


def read_cloud_file(repo: Path) -> dict[str, Any] | None:
    """What the local cloud of this checkout left; None when there is none."""
    try:
        facts: dict[str, Any] = json.loads(cloud_file(repo).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return facts


def answers(endpoint: str) -> bool:
    """Whether something listens at an `http://host:port` on this machine."""
    place = urlsplit(endpoint)
    try:
        with socket.create_connection((place.hostname or "", place.port or 0), timeout=2):
            return True
    except OSError:
        return False
