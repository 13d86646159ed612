"""Arguments of EKS that take one of a few values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Problem, Values


def choice_problems(config: Values, path: tuple[str | int, ...], allowed: Sequence[str]) -> Iterable[Problem]:
    """What is wrong with the argument at this path, or an item of it, that is set, known and none of `allowed`."""
    value: Any = config
    for step in path:
        value = _inside(value, step)
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each not in allowed:
            yield Problem(f"expected {path[-1]} to be one of {list(allowed)}, got {each}", path=path)


def _inside(value: Any, step: str | int) -> Any:
    if value is None or value is UNKNOWN:
        return None
    if isinstance(step, int):
        return value[step] if step < len(value) else None
    return value.get(step)
