"""Fixtures for tests against the real core: one copy of it, one server, and a root for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from haveli.engine.core import install_script
from haveli.local.provider import server
from haveli.local.provider.server import Serving
from haveli.local.provider.session import Cloud
from tests.local.provider import things
from tests.local.provider.terraform import Root
from tests.local.provider.things import Thing


@pytest.fixture(scope="session")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pinned core as a command."""
    return install_script(tmp_path_factory.mktemp("core"))


@pytest.fixture
def thing() -> Thing:
    """The made-up type, with nothing in its world yet."""
    return Thing()


@pytest.fixture
def serving(thing: Thing) -> Iterator[Serving]:
    """A server of the made-up type; no AWS stands behind it."""
    cloud = Cloud("http://127.0.0.1:1", "123456789012")
    running = server.start(cloud, "us-east-1", things.kinds(thing), things.sources(thing))
    yield running
    running.end()


@pytest.fixture
def new_root(core: Path, serving: Serving, tmp_path: Path) -> Callable[[str], Root]:
    """Makes roots by name."""
    return lambda name: Root(core, tmp_path / name, serving.address)


@pytest.fixture
def root(new_root: Callable[[str], Root]) -> Root:
    return new_root("root")
