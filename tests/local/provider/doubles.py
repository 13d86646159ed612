"""Test doubles for resource types: a context that speaks to a moto server on loopback."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import boto3
from botocore.config import Config

from haveli.local.provider.resource import TimedOut

T = TypeVar("T")

ACCOUNT = "123456789012"
REGION = "ap-south-1"


@cache
def _client(endpoint: str, region: str, service: str) -> Any:
    """One client for each service and region of a server: making one reads the service's whole model."""
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)
    config = Config(s3={"addressing_style": "path"}, retries={"mode": "adaptive", "max_attempts": 3})
    return session.client(service, endpoint_url=endpoint, config=config)


class TestContext:
    """What a resource type sees of the servicer: clients for one region of one account of a moto server."""

    __test__ = False

    def __init__(self, endpoint: str, region: str = REGION, account: str = ACCOUNT) -> None:
        self.endpoint = endpoint
        self.region = region
        self.account = account
        self.partition = "aws"

    def client(self, service: str) -> Any:
        return _client(self.endpoint, self.region, service)

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        """Probes at most 100 times without sleeping: moto's answers change by calls, not by time."""
        for _ in itertools.repeat(None, 100):
            found = probe()
            if found is not None:
                return found
        raise TimedOut(what)
