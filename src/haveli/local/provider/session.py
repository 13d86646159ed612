"""One core's connection: its provider configuration, its clients, and whether it was told to stop.

A core opens a connection for each provider instance, so a connection is the unit of configuration and of stopping:
StopProvider ends only the calls that came over the same connection.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import boto3
from botocore.config import Config

from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Stopped, TimedOut

T = TypeVar("T")

_RETRIES = Config(
    retries={"mode": "adaptive", "max_attempts": 8}, max_pool_connections=64, s3={"addressing_style": "path"}
)
# Sessions of cores that are gone are dropped oldest first; a core holds a handful of connections.
_MOST_SESSIONS = 4096


class Cloud:
    """Where the AWS API is and who we are there; makes boto3 clients once for each service and region."""

    def __init__(self, endpoint: str, account: str) -> None:
        self.endpoint = endpoint
        self.account = account
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()
        self._boto = boto3.Session(aws_access_key_id=account, aws_secret_access_key="local")

    def client(self, service: str, region: str) -> Any:
        """The boto3 client of a service; boto3 clients may be shared by threads, sessions may not."""
        key = (service, region)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._boto.client(
                    service, region_name=region, endpoint_url=self.endpoint, config=_RETRIES
                )
            return self._clients[key]


@dataclass
class Session:
    """What one connection configured."""

    region: str = "us-east-1"
    tags: Mapping[str, str] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def defaults(self) -> Defaults:
        return Defaults(self.region, self.tags)


class Sessions:
    """The sessions by connection (gRPC's peer name)."""

    def __init__(self) -> None:
        self._by_peer: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, peer: str) -> Session:
        """The session of a connection; made at its first call."""
        with self._lock:
            session = self._by_peer.setdefault(peer, Session())
            self._by_peer.move_to_end(peer)
            if len(self._by_peer) > _MOST_SESSIONS:
                self._by_peer.popitem(last=False)
            return session


@dataclass(frozen=True)
class CallContext:
    """What a resource class sees of the world during one call (see resource.Context)."""

    cloud: Cloud
    session: Session
    region: str
    partition: str = "aws"

    @property
    def account(self) -> str:
        return self.cloud.account

    def client(self, service: str) -> Any:
        return self.cloud.client(service, self.region)

    def wait(self, probe: Callable[[], T | None], *, what: str, seconds: float, every: float = 0.1) -> T:
        deadline = time.monotonic() + seconds
        while True:
            result = probe()
            if result is not None:
                return result
            if time.monotonic() > deadline:
                raise TimedOut(f"{what}: not done after {seconds:g} s")
            if self.session.stop.wait(every):
                raise Stopped(f"{what}: stopped")
