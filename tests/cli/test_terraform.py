from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Haveli
from tests.cli.doubles import FakeEngine


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Mapping[str, str]]]:
    """What this process would have become: its arguments and its environment."""
    seen: list[tuple[list[str], Mapping[str, str]]] = []

    def execve(path: object, arguments: list[str], environment: Mapping[str, str]) -> int:
        seen.append((arguments, environment))
        return 0

    monkeypatch.setattr(os, "execve", execve)
    return seen


def test_all_arguments_go_to_the_pinned_core_in_this_world(
    haveli: Haveli, engine: FakeEngine, repo: Path, became: list[Any]
) -> None:
    haveli("terraform", "plan", "-out=x", "--debug-not-ours")
    [(arguments, environment)] = became
    assert arguments == [str(repo / ".haveli/bin/terraform"), "plan", "-out=x", "--debug-not-ours"]
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"


@pytest.mark.parametrize("verb", ["fmt", "version", "-version"])
def test_what_needs_no_cloud_works_without_one(haveli: Haveli, repo: Path, became: list[Any], verb: str) -> None:
    assert haveli("terraform", verb).code == 0
    assert len(became) == 1


def test_what_needs_a_cloud_says_how_to_start_one(haveli: Haveli, repo: Path, became: list[Any]) -> None:
    said = haveli("terraform", "plan")
    assert (said.code, became) == (1, [])
    assert "haveli up" in said.err
