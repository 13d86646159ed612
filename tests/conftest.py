"""Which tests are contract tests: those of the local cloud's types and extensions, which ask a moto server."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CONTRACTS = ("local/provider/resources", "local/provider/data_sources", "local/extensions")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(TESTS).as_posix()
        if place.startswith(CONTRACTS):
            item.add_marker(pytest.mark.contract)
