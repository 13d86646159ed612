"""Test doubles for resource types: a context that speaks to a moto server on loopback."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import boto3
from botocore.config import Config

from haveli.local.provider.resource import TimedOut

T = TypeVar("T")

ACCOUNT = "123456789012"
REGION = "ap-south-1"


class TestContext:
    """What a resource type sees of the servicer: clients for one region of one account of a moto server."""

    __test__ = False

    def __init__(self, endpoint: str, region: str = REGION, account: str = ACCOUNT) -> None:
        self.endpoint = endpoint
        self.region = region
        self.account = account
        self.partition = "aws"
        self._clients: dict[str, Any] = {}

    @cached_property
    def _session(self) -> Any:
        return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=self.region)

    def client(self, service: str) -> Any:
        if service not in self._clients:
            self._clients[service] = self._made(service)
        return self._clients[service]

    def _made(self, service: str) -> Any:
        config = Config(s3={"addressing_style": "path"}, retries={"mode": "adaptive", "max_attempts": 3})
        return self._session.client(service, endpoint_url=self.endpoint, config=config)

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        """Probes at most 100 times without sleeping: moto's answers change by calls, not by time."""
        for _ in itertools.repeat(None, 100):
            found = probe()
            if found is not None:
                return found
        raise TimedOut(what)
