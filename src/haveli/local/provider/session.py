"""One core's connection: its provider configuration, its clients, and whether it was told to stop.

A core opens a connection for each provider instance, so a connection is the unit of configuration and of stopping:
StopProvider ends only the calls that came over the same connection.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import boto3
from botocore.config import Config

from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Stopped, TimedOut

T = TypeVar("T")

_RETRIES = Config(
    retries={"mode": "adaptive", "max_attempts": 8}, max_pool_connections=64, s3={"addressing_style": "path"}
)
# Nobody says when a core is gone: idle sessions are dropped oldest first. A core holds a handful of connections.
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


@dataclass(eq=False)
class Session:
    """What one connection configured, and whether its core told it to stop. `tags` is UNKNOWN while any of them is."""

    region: str
    tags: Any = field(default_factory=dict)
    is_configured: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    calls: int = 0

    @property
    def defaults(self) -> Defaults:
        return Defaults(self.region, self.tags)


class Sessions:
    """The sessions by connection (gRPC's peer name). `region` is for cores that configure none."""

    def __init__(self, region: str, most: int = _MOST_SESSIONS) -> None:
        self.region = region
        self._most = most
        self._by_peer: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def call(self, peer: str) -> Iterator[Session]:
        """The session of a connection during one call; made at its first. It is kept while a call is under way."""
        with self._lock:
            session = self._by_peer.setdefault(peer, Session(self.region))
            self._by_peer.move_to_end(peer)
            session.calls += 1
            self._drop_idle()
        try:
            yield session
        finally:
            with self._lock:
                session.calls -= 1

    def configure(self, peer: str, region: str | None, tags: Any) -> None:
        """Begins the session of a connection anew: its port may have been that of a core that is gone."""
        with self._lock:
            self._by_peer[peer] = Session(region or self.region, tags, is_configured=True)
            self._by_peer.move_to_end(peer)

    def stop(self, peer: str) -> None:
        """Ends the waits of one connection."""
        with self._lock:
            session = self._by_peer.get(peer)
        if session is not None:
            session.stop.set()

    def stop_all(self) -> None:
        """Ends the waits of all connections."""
        with self._lock:
            sessions = list(self._by_peer.values())
        for session in sessions:
            session.stop.set()

    def _drop_idle(self) -> None:
        excess = len(self._by_peer) - self._most
        idle = (peer for peer, session in self._by_peer.items() if session.calls == 0)
        for peer in list(islice(idle, max(excess, 0))):
            del self._by_peer[peer]


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
