"""What a resource will look like, decided from its schema, its traits, its prior state and its configuration. Pure.

1. A configured argument is as configured, unless it means the same as before: then it keeps its prior form.
2. An argument that is left out gets its default. A computed attribute that is left out keeps its prior value; on
   create, in a new item of a block, or when something that it depends on changes, it is unknown.
   What a type foresees of an unknown attribute is planned.
3. A changed force-new argument asks for replacement: the core then plans again with no prior state.
4. `tags_all` is the default tags overlaid by `tags`; `region` is the provider's unless the resource sets its own.

The core wants each configured argument as configured or, at the same place, as before, and each argument that is left
out and not computed null. Where a default or a prior form departs from that, the core is told to relax its checks for
this one response: `Plan.relaxed`. A departure that no trait explains is never covered up: the core refuses such a plan.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from haveli.local.provider import codec, matching
from haveli.local.provider.codec import UNKNOWN, is_known
from haveli.local.provider.resource import Resource, Values
from haveli.local.provider.schemas import Attribute, Block, Nested


@dataclass(frozen=True)
class Defaults:
    """What the provider's own configuration adds to every resource; `tags` is UNKNOWN while any of them is."""

    region: str
    tags: Any


@dataclass(frozen=True)
class Plan:
    """The planned state, the arguments that force replacement, and whether the core's checks must be relaxed."""

    state: Values
    replace: tuple[str, ...]
    relaxed: bool


def plan_create(kind: type[Resource], block: Block, config: Values, defaults: Defaults) -> Plan:
    """The planned state of a resource that does not exist yet."""
    state = _planned(kind, block, None, config, "")
    _provider_defaults(block, state, config, defaults)
    _foresee(kind, state, config)
    return Plan(codec.conform_block(block, state), (), _is_relaxed(kind, block, {}, config, state))


def plan_update(kind: type[Resource], block: Block, prior: Values, config: Values, defaults: Defaults) -> Plan:
    """The planned state of a resource that exists, and whether it must be replaced."""
    planned = _planned(kind, block, prior, config, "")
    _provider_defaults(block, planned, config, defaults)
    relaxed = _is_relaxed(kind, block, prior, config, planned)
    state = codec.conform_block(block, planned)
    replace = {path.partition(".")[0] for path in _force_new(kind, block) if _differs(block, prior, state, path)}
    for path, causes in kind.recomputed.items():
        if any(_differs(block, prior, state, cause) for cause in causes):
            _forget(block, planned, config, path)
    _foresee(kind, planned, config)
    return Plan(codec.conform_block(block, planned), tuple(sorted(replace)), relaxed)


def default_tags(config: Values, tags: Any) -> Any:
    """`tags_all` of a resource with these default tags: UNKNOWN where some of its tags are not known."""
    own = config.get("tags")
    if not is_known(own) or not is_known(tags):
        return UNKNOWN
    return dict(sorted({**tags, **{key: value for key, value in (own or {}).items() if value is not None}}.items()))


def own_tags(tags_all: Values, prior: Values, tags: Any) -> Values | None:
    """`tags` of a resource as read: all tags less the defaults that its configuration did not set itself.

    A tag that the configuration has as null is no tag for AWS and stays in the state.
    """
    configured = prior.get("tags") or {}
    defaults = tags if is_known(tags) else {}
    own = {key: value for key, value in tags_all.items() if key in configured or defaults.get(key) != value}
    own |= {key: None for key, value in configured.items() if value is None and key not in own}
    return own or (configured if configured == {} and prior.get("tags") is not None else None)


def _force_new(kind: type[Resource], block: Block) -> frozenset[str]:
    return kind.force_new | ({"region"} if "region" in block.attributes else frozenset())


def _provider_defaults(block: Block, state: Values, config: Values, defaults: Defaults) -> None:
    if "tags_all" in block.attributes:
        state["tags_all"] = default_tags(config, defaults.tags)
    if "region" in block.attributes and block.attributes["region"].computed and config.get("region") is None:
        state["region"] = defaults.region


def _foresee(kind: type[Resource], planned: Values, config: Values) -> None:
    """Shows what a type can tell of its unknown attributes already."""
    for name, value in kind.foreseen(planned, config).items():
        if planned[name] is UNKNOWN and config.get(name) is None:
            planned[name] = value


def _planned(kind: type[Resource], block: Block, prior: Values | None, config: Values, prefix: str) -> Values:
    """A resource or an item of a block as planned; `prior` None for a new one."""
    result: Values = {}
    for name, attribute in block.attributes.items():
        result[name] = _planned_attribute(kind, prefix + name, attribute, prior, config.get(name))
    for name, nested in block.blocks.items():
        before = None if prior is None else prior.get(name)
        result[name] = _planned_block(kind, nested, before, config.get(name), f"{prefix}{name}.")
    return result


def _planned_attribute(
    kind: type[Resource], path: str, attribute: Attribute, prior: Values | None, configured: Any
) -> Any:
    before = None if prior is None else prior.get(path.rpartition(".")[2])
    if configured is None and attribute.computed and before is not None:
        return before
    wanted = kind.defaults.get(path) if configured is None else configured
    if wanted is None and attribute.computed:
        return UNKNOWN if prior is None else None
    return before if prior is not None and matching.alike(kind.same.get(path), wanted, before) else wanted


def _planned_block(kind: type[Resource], nested: Nested, prior: Any, config: Any, prefix: str) -> Any:
    def new(item: Any) -> Any:
        return item if item is UNKNOWN else _planned(kind, nested.block, None, item, prefix)

    def fits(item: Any, other: Any) -> bool:
        return matching.fits(nested.block, item, other, kind.same, prefix)

    def pair(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
        if is_decided:
            return matching.twins(nested, [new(item) for item in items], others, fits)
        decided = [is_known(item) for item in items]
        return matching.certain_twins(nested, [new(item) for item in items], others, fits, decided)

    def combine(item: Values, twin: Values | None) -> Values:
        if twin is not None or is_decided:
            return _planned(kind, nested.block, twin, item, prefix)
        # Any prior item may turn out to be its twin: what depends on that is not known yet.
        chances = [_planned(kind, nested.block, other, item, prefix) for other in prior or ()]
        return cast(Values, functools.reduce(_common, chances, new(item)))

    is_decided = nested.nesting in ("single", "map") or is_known(config)
    return matching.join(nested, config, prior, pair, combine)


def _common(one: Any, other: Any) -> Any:
    """What two plans of the same configuration agree on; UNKNOWN for the rest."""
    if one == other:
        return one
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        return {key: _common(one[key], other[key]) for key in one}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return list(map(_common, one, other))
    return UNKNOWN


def _is_relaxed(kind: type[Resource], block: Block, prior: Values, config: Values, planned: Values) -> bool:
    departures = list(_departures(block, prior, config, planned, ""))
    return bool(departures) and all(_is_explained(kind, *departure) for departure in departures)


def _is_explained(kind: type[Resource], path: str, configured: Any, planned: Any) -> bool:
    if configured is None and path in kind.defaults:
        return True
    if planned is UNKNOWN:
        return path in kind.same or configured in matching.EMPTY
    return matching.alike(kind.same.get(path), configured, planned)


def _departures(
    block: Block, prior: Values, config: Values, planned: Values, prefix: str
) -> Iterator[tuple[str, Any, Any]]:
    """Path, configured and planned value of each argument that the core would not accept as planned."""
    for name, attribute in block.attributes.items():
        configured, value, before = config.get(name), planned.get(name), prior.get(name)
        if configured is None and attribute.computed:
            continue
        if value != configured and (configured is None or before is None or value != before):
            yield f"{prefix}{name}", configured, value
    for name, nested in block.blocks.items():
        values = (prior.get(name), config.get(name), planned.get(name))
        for before, configured, value in _places(nested, *values):
            yield from _departures(nested.block, before or {}, configured, value, f"{prefix}{name}.")


def _places(nested: Nested, prior: Any, config: Any, planned: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The items of a block by place: before, configured, planned. An item of a set has no place, so nothing before."""
    if config is None or config is UNKNOWN:
        return
    if nested.nesting == "single":
        yield prior, config, planned
    elif nested.nesting == "map":
        yield from (((prior or {}).get(key), item, planned[key]) for key, item in config.items())
    else:
        olds = (prior or []) if nested.nesting == "list" else []
        for place, (item, value) in enumerate(zip(config, planned, strict=True)):
            if item is not UNKNOWN:
                yield olds[place] if place < len(olds) else None, item, value


def _forget(block: Block, planned: Values, config: Values, path: str) -> None:
    """Makes unknown what stands at a dotted path and was not configured."""
    head, _, rest = path.partition(".")
    if rest:
        for _, item, value in _places(block.blocks[head], None, config.get(head), planned.get(head)):
            _forget(block.blocks[head].block, value, item, rest)
    elif config.get(head) is None:
        planned[head] = UNKNOWN


def _differs(block: Block, prior: Values, planned: Values, path: str) -> bool:
    return _values_at(block, prior, path) != _values_at(block, planned, path)


def _values_at(block: Block, values: Any, path: str) -> list[Any]:
    """All values at a dotted path such as `rule.filter.prefix`; those inside a set in an order of their own."""
    head, _, rest = path.partition(".")
    found = UNKNOWN if values is UNKNOWN else values.get(head)
    nested = block.blocks.get(head)
    if not rest or nested is None or found is None or found is UNKNOWN:
        return [found]
    items = [found] if nested.nesting == "single" else list(found.values()) if nested.nesting == "map" else found
    inside = [value for item in items for value in _values_at(nested.block, item, rest)]
    return sorted(inside, key=_order) if nested.nesting == "set" else inside


def _order(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
