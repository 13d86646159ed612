"""A resource class of any schema whose AWS is a dictionary: it keeps what it is told and makes up what it is asked for.

Like AWS it gives some things back in another form: arguments with a normal form in capitals, empty collections as null
or null as empty ones, sets the other way round.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping
from typing import Any

from haveli.local.provider.codec import conform_block
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.resource import Change, Context, Resource, Values
from haveli.local.provider.schemas import Block, Nested

_MADE_UP: dict[str, Any] = {"string": "made-{}", "number": 1000, "bool": True}


class Echo(Resource):
    """Subclassed for each schema by `echo_of`."""

    name = "aws_echo"
    block: Block

    def __init__(self) -> None:
        self.things: dict[str, Values] = {}
        self.calls: list[str] = []
        self._numbers = itertools.count(1)

    def create(self, ctx: Context, planned: Values) -> str:
        thing = self._complete(self.block, planned, "")
        self.calls.append("create")
        self.things[thing["id"]] = thing
        return str(thing["id"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        thing = self.things.get(state["id"])
        if thing is None:
            return None
        reported = self._reported(self.block, copy.deepcopy(thing), "")
        return {name: value for name, value in reported.items() if name != "tags"}

    def update(self, ctx: Context, change: Change) -> None:
        self.calls.append("update")
        thing = self._complete(self.block, change.after, "")
        for path, causes in self.recomputed.items():
            attribute = self.block.attributes.get(path)
            changed = any("." not in cause and change.touches(cause) for cause in causes)
            if attribute is not None and not attribute.optional and changed:
                thing[path] = self._made_up(path, attribute.type)
        self.things[thing["id"]] = thing

    def delete(self, ctx: Context, state: Values) -> None:
        self.calls.append("delete")
        self.things.pop(state["id"], None)

    def another_form(self, value: str) -> str:
        """An argument as AWS writes it; its normal form is the same."""
        return value.upper()

    def _complete(self, block: Block, values: Values, prefix: str) -> Values:
        result = dict(values)
        for name, attribute in block.attributes.items():
            if result.get(name) is None and attribute.computed:
                result[name] = self._made_up(prefix + name, attribute.type)
        for name, nested in block.blocks.items():
            result[name] = _each(nested, values.get(name), lambda item, n=nested: self._complete(n.block, item, "in."))
        return result

    def _made_up(self, path: str, form: Any) -> Any:
        if path not in ("id", "arn") and sum(map(ord, path)) % 4 == 0:
            return None  # AWS has nothing to tell
        made = _MADE_UP.get(form if isinstance(form, str) else "")
        number = next(self._numbers)
        return made.format(number) if isinstance(made, str) else made + number if form == "number" else made

    def _reported(self, block: Block, values: Values, prefix: str) -> Values:
        result = dict(values)
        for name, attribute in block.attributes.items():
            value = result[name]
            if prefix + name in self.same and value is not None:
                result[name] = self.another_form(value)
            elif isinstance(attribute.type, list) and name != "tags_all" and not value:
                result[name] = None if len(name) % 2 else {} if attribute.type[0] == "map" else []
        for name, nested in block.blocks.items():
            path = f"{prefix}{name}."
            items = _each(nested, values[name], lambda item, n=nested, p=path: self._reported(n.block, item, p))
            result[name] = list(reversed(items)) if nested.nesting == "set" else items
        return result


def echo_of(block: Block, traits: Mapping[str, Any]) -> Kind:
    """A kind of this schema whose class has these traits (`force_new`, `defaults` and so on)."""
    made: type[Echo] = type("Echo", (Echo,), {**traits, "block": block})
    return Kind(made(), block)


def conformed(kind: Kind, **config: Any) -> Values:
    """A configuration with every argument of the schema."""
    return conform_block(kind.block, config)


def _each(nested: Nested, items: Any, act: Any) -> Any:
    if items is None:
        return None
    if nested.nesting == "single":
        return act(items)
    if nested.nesting == "map":
        return {key: act(item) for key, item in items.items()}
    return [act(item) for item in items]
