"""What a resource will look like, decided from its schema, its traits and the three values that the core sends. Pure.

1. On create every computed attribute that the configuration leaves null is unknown; a default fills an optional one.
2. On update a computed attribute keeps its prior value, unless something that it depends on changes.
3. An argument that only looks different (a JSON document, say) keeps its prior form.
4. A changed force-new argument asks for replacement: the core then plans again with no prior state.
5. `tags_all` is the default tags overlaid by `tags`; `region` is the provider's unless the resource sets its own.

Where the plan departs from the configuration (2: a default for an argument that is not computed, or 3) the core must be
told to relax its checks for this one response: `Plan.relaxed`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haveli.local.provider.codec import UNKNOWN, is_known, walk
from haveli.local.provider.resource import Resource, Values
from haveli.local.provider.schemas import Block, Nested

Path = tuple[str, ...]


@dataclass(frozen=True)
class Defaults:
    """What the provider's own configuration adds to every resource."""

    region: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The planned state, the arguments that force replacement, and whether the core's checks must be relaxed."""

    state: Values
    replace: tuple[str, ...]
    relaxed: bool


def plan_create(kind: type[Resource], block: Block, config: Values, defaults: Defaults) -> Plan:
    """The planned state of a resource that does not exist yet."""
    relaxed: list[str] = []
    state = _fill(kind, block, config, "", relaxed)
    _provider_defaults(block, state, config, defaults)
    return Plan(state, (), bool(relaxed))


def plan_update(
    kind: type[Resource], block: Block, prior: Values, proposed: Values, config: Values, defaults: Defaults
) -> Plan:
    """The planned state of a resource that exists, and whether it must be replaced."""
    relaxed: list[str] = []
    state = _overlay(kind, block, prior, proposed, config, "", relaxed)
    _provider_defaults(block, state, config, defaults)
    if state != prior:
        _forget_recomputed(kind, state, prior, config)
    replace = tuple(
        sorted({path.partition(".")[0] for path in _force_new(kind, block) if _differs(prior, state, path)})
    )
    return Plan(state, replace, bool(relaxed))


def default_tags(block: Block, config: Values, tags: Mapping[str, str]) -> Any:
    """`tags_all` of a resource: UNKNOWN where its own tags are not known."""
    own = config.get("tags")
    if not is_known(own):
        return UNKNOWN
    return dict(sorted({**tags, **{key: value for key, value in (own or {}).items() if value is not None}}.items()))


def own_tags(tags_all: Mapping[str, str], prior: Values, tags: Mapping[str, str]) -> dict[str, str] | None:
    """`tags` of a resource as read: all tags less the defaults that its configuration did not set itself."""
    configured = prior.get("tags") or {}
    own = {key: value for key, value in tags_all.items() if key in configured or tags.get(key) != value}
    return own or (configured if configured == {} and prior.get("tags") is not None else None)


def _force_new(kind: type[Resource], block: Block) -> frozenset[str]:
    return kind.force_new | ({"region"} if "region" in block.attributes else frozenset())


def _provider_defaults(block: Block, state: Values, config: Values, defaults: Defaults) -> None:
    if "tags_all" in block.attributes:
        state["tags_all"] = default_tags(block, config, defaults.tags)
    if "region" in block.attributes and block.attributes["region"].computed and config.get("region") is None:
        state["region"] = defaults.region


def _fill(kind: type[Resource], block: Block, config: Values, prefix: str, relaxed: list[str]) -> Values:
    """`config` with defaults for what it leaves out and UNKNOWN for what AWS will tell."""
    result: Values = {}
    for name, attribute in block.attributes.items():
        value, path = config.get(name), prefix + name
        if value is None and path in kind.defaults:
            value = kind.defaults[path]
            if not attribute.computed and value is not None:
                relaxed.append(path)
        elif value is None and attribute.computed:
            value = UNKNOWN
        result[name] = value
    for name, nested in block.blocks.items():
        result[name] = _fill_nested(kind, nested, config.get(name), f"{prefix}{name}.", relaxed)
    return result


def _fill_nested(kind: type[Resource], nested: Nested, config: Any, prefix: str, relaxed: list[str]) -> Any:
    if config is None or config is UNKNOWN:
        return config
    if nested.nesting == "single":
        return config
    if nested.nesting == "map":
        return {key: _fill(kind, nested.block, item, prefix, relaxed) for key, item in config.items()}
    return [item if item is UNKNOWN else _fill(kind, nested.block, item, prefix, relaxed) for item in config]


def _overlay(
    kind: type[Resource], block: Block, prior: Values, proposed: Values, config: Values, prefix: str, relaxed: list[str]
) -> Values:
    """`proposed` with defaults, and with the prior form of what only looks different."""
    result: Values = {}
    for name, attribute in block.attributes.items():
        value, path = proposed.get(name), prefix + name
        if (
            config.get(name) is None
            and path in kind.defaults
            and not (attribute.computed and prior.get(name) is not None)
        ):
            value = kind.defaults[path]
            if not attribute.computed and value is not None:
                relaxed.append(path)
        elif value != prior.get(name) and _same(kind, path, value, prior.get(name)):
            value = prior.get(name)
            relaxed.append(path)
        result[name] = value
    for name, nested in block.blocks.items():
        values = (prior.get(name), proposed.get(name), config.get(name))
        result[name] = _overlay_nested(kind, nested, *values, f"{prefix}{name}.", relaxed)
    return result


def _same(kind: type[Resource], path: str, value: Any, prior: Any) -> bool:
    form = kind.same.get(path)
    return form is not None and value not in (None, UNKNOWN) and prior is not None and form(value) == form(prior)


def _overlay_nested(
    kind: type[Resource], nested: Nested, prior: Any, proposed: Any, config: Any, prefix: str, relaxed: list[str]
) -> Any:
    if proposed in (None, UNKNOWN) or nested.nesting == "single":
        return proposed
    if nested.nesting == "map":
        return {
            key: _overlay(
                kind, nested.block, (prior or {}).get(key, {}), item, (config or {}).get(key, {}), prefix, relaxed
            )
            for key, item in proposed.items()
        }
    if nested.nesting == "set":
        return _overlay_set(kind, nested, prior or [], config or [], prefix, relaxed)
    return [
        _overlay_item(kind, nested, _at(prior, index), item, _at(config, index), prefix, relaxed)
        for index, item in enumerate(proposed)
    ]


def _overlay_item(
    kind: type[Resource], nested: Nested, prior: Any, proposed: Any, config: Any, prefix: str, relaxed: list[str]
) -> Any:
    if proposed is UNKNOWN or config is UNKNOWN:
        return UNKNOWN
    if prior is None:  # a block that is new: what AWS will tell is unknown
        return _fill(kind, nested.block, config if config is not None else proposed, prefix, relaxed)
    return _overlay(kind, nested.block, prior, proposed, config or {}, prefix, relaxed)


def _overlay_set(
    kind: type[Resource], nested: Nested, prior: list[Any], config: list[Any], prefix: str, relaxed: list[str]
) -> list[Any]:
    """Each configured item as its prior twin, the prior item that agrees in all that is configured; else as a new
    one.
    """
    unclaimed = [item for item in prior if item is not UNKNOWN]
    result = []
    for item in config:
        if item is UNKNOWN:
            result.append(UNKNOWN)
            continue
        filled = _fill(kind, nested.block, item, prefix, relaxed)
        twin = next((old for old in unclaimed if _agrees(kind, filled, old, prefix)), None)
        if twin is not None:
            unclaimed.remove(twin)
            relaxed.extend(path for path in kind.same if path.startswith(prefix))
        result.append(filled if twin is None else twin)
    return result


def _agrees(kind: type[Resource], planned: Any, prior: Any, path: str) -> bool:
    """Whether `prior` fits `planned` in all that is known of it."""
    if planned is UNKNOWN:
        return True
    if isinstance(planned, dict) and isinstance(prior, dict):
        keys = planned.keys() | prior.keys()
        return all(_agrees(kind, planned.get(key), prior.get(key), f"{path}{key}.") for key in keys)
    if isinstance(planned, list) and isinstance(prior, list):
        return len(planned) == len(prior) and all(map(lambda a, b: _agrees(kind, a, b, path), planned, prior))
    return planned == prior or _same(kind, path.rstrip("."), planned, prior)


def _at(items: Any, index: int) -> Any:
    return items[index] if isinstance(items, list) and index < len(items) else None


def _forget_recomputed(kind: type[Resource], state: Values, prior: Values, config: Values) -> None:
    for name, causes in kind.recomputed.items():
        if config.get(name) is None and any(_differs(prior, state, cause) for cause in causes):
            state[name] = UNKNOWN


def _differs(prior: Values, planned: Values, path: str) -> bool:
    return list(walk(prior, path)) != list(walk(planned, path))
