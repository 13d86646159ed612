"""Arguments that take one of a few values."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.eks_choices import choice_problems

PATH = ("block", 0, "kind")


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"block": None},
        {"block": []},
        {"block": UNKNOWN},
        {"block": [UNKNOWN]},
        {"block": [{"kind": None}]},
        {"block": [{"kind": UNKNOWN}]},
        {"block": [{"kind": "a"}]},
        {"block": [{"kind": ["a", "b"]}]},
    ],
)
def test_what_is_absent_unknown_or_allowed_is_no_fault(config: dict[str, Any]) -> None:
    assert list(choice_problems(config, PATH, ("a", "b"))) == []


@pytest.mark.parametrize("value", ["c", ["a", "c"]])
def test_another_value_is_a_fault_at_its_place(value: Any) -> None:
    [problem] = choice_problems({"block": [{"kind": value}]}, PATH, ("a", "b"))
    assert problem.path == PATH and problem.summary == "expected kind to be one of ['a', 'b'], got c"
