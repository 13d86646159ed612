"""Fixtures of the local cloud's tests: one moto server with our extensions, emptied before each test that uses it."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator

import pytest
from moto.server import ThreadedMotoServer

from haveli.local import extensions
from tests.local.provider.doubles import TestContext


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    extensions.install()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def ctx(moto_endpoint: str) -> TestContext:
    """A context on an empty moto."""
    reset = urllib.request.Request(f"{moto_endpoint}/moto-api/reset", method="POST")
    urllib.request.urlopen(reset).close()
    return TestContext(moto_endpoint)
