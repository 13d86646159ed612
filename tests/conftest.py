"""What holds for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does: never a reason to fail. CI runs the same examples
# each time, so that what lands is what was tried; new ones are found at the desk.
settings.register_profile("haveli", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("haveli")

TESTS = Path(__file__).parent
# Tests of the local cloud's types and extensions ask a moto server: `make test` runs them, `make check` does not.
CONTRACTS = ("local/provider/resources", "local/provider/data_sources", "local/extensions")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(TESTS).as_posix().startswith(CONTRACTS):
            item.add_marker(pytest.mark.contract)
