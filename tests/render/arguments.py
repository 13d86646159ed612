"""What a rendered root says, for tests: the arguments of a call, and every expression in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from haveli.render.hcl import Expression
from haveli.render.root import Root


def arguments(root: Root, call: str) -> dict[str, Any]:
    """All arguments of one call of a root."""
    made = next(made for made in root.modules if made.name == call)
    return {name: value for group in made.arguments for name, value in group.items()}


def reads(root: Root) -> set[tuple[str, str]]:
    """Each upstream label and output that the root's calls use."""
    found = set()
    for made in root.modules:
        for text in expressions(made.arguments):
            for mark in text.split("data.terraform_remote_state.")[1:]:
                label, _, output = mark.replace("}", ".").replace("[", ".").split(".")[:3]
                found.add((label, output))
    return found


def expressions(value: Any) -> list[str]:
    """The text of every expression in a value."""
    if isinstance(value, Expression):
        return [value.text]
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    return [text for item in inner for text in expressions(item)]
