"""What the Terraform core demands of a provider's plan and of its result, written down once more: for the tests.

After the documentation of the resource instance change lifecycle (docs/resource-instance-change-lifecycle.md of
Terraform 1.15, read 2026-11):

- A plan has each configured argument as configured or, if the provider holds both for the same, as it was before. An
  argument that is left out is null, unless it is computed. It has as many items of each block as the configuration.
  Items of a set have no place: what was before does not count inside them.
- The plan that is made again at apply time, and then the result, must agree with the plan in all that was known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.schemas import Block, Nested

#: Ends the path of a fault that concerns which items a block has.
ITEMS = "[]"


def plan_faults(block: Block, prior: Any, config: Any, planned: Any, path: str = "") -> Iterator[str]:
    """The paths at which a plan breaks the first rule."""
    before = prior or {}
    for name, attribute in block.attributes.items():
        if not _may_be_planned(attribute.computed, before.get(name), config[name], planned[name]):
            yield f"{path}{name}"
    for name, nested in block.blocks.items():
        yield from _block_plan_faults(nested, before.get(name), config[name], planned[name], f"{path}{name}")


def _may_be_planned(is_computed: bool, before: Any, configured: Any, planned: Any) -> bool:
    if planned == configured:
        return True
    if configured is None:
        return is_computed
    return before is not None and planned == before


def _block_plan_faults(nested: Nested, prior: Any, config: Any, planned: Any, path: str) -> Iterator[str]:
    if config is UNKNOWN or config is None or planned is UNKNOWN or planned is None:
        if planned is not config:
            yield f"{path}{ITEMS}"
    elif nested.nesting == "single":
        yield from plan_faults(nested.block, prior, config, planned, f"{path}.")
    elif nested.nesting == "map":
        if planned.keys() != config.keys():
            yield f"{path}{ITEMS}"
        else:
            for key in config:
                yield from plan_faults(nested.block, (prior or {}).get(key), config[key], planned[key], f"{path}.")
    elif len(config) != len(planned):
        yield f"{path}{ITEMS}"
    elif nested.nesting == "list":
        for place, (configured, item) in enumerate(zip(config, planned, strict=True)):
            before = prior[place] if prior and place < len(prior) else None
            yield from plan_faults(nested.block, before, configured, item, f"{path}.")
    else:
        yield from _set_plan_faults(nested, config, planned, path)


def _set_plan_faults(nested: Nested, config: Any, planned: Any, path: str) -> Iterator[str]:
    def faults(configured: Any, item: Any) -> list[str]:
        return list(plan_faults(nested.block, None, configured, item, f"{path}."))

    def gravity(found: list[str]) -> tuple[int, int]:
        return sum(fault.endswith(ITEMS) for fault in found), len(found)

    for configured in config:
        yield from min((faults(configured, item) for item in planned), key=gravity)
    for item in planned:
        yield from min((faults(configured, item) for configured in config), key=gravity)


def result_faults(block: Block, planned: Any, actual: Any, path: str = "") -> Iterator[str]:
    """The paths at which a result, or a later plan, breaks what was planned as known."""
    for name in block.attributes:
        if not _agrees(planned[name], actual[name]):
            yield f"{path}{name}: planned {planned[name]!r}, got {actual[name]!r}"
    for name, nested in block.blocks.items():
        yield from _block_result_faults(nested, planned[name], actual[name], f"{path}{name}")


def _agrees(planned: Any, actual: Any) -> bool:
    if planned is UNKNOWN:
        return True
    if isinstance(planned, list) and isinstance(actual, list):
        return len(planned) == len(actual) and all(map(_agrees, planned, actual))
    if isinstance(planned, dict) and isinstance(actual, dict):
        return planned.keys() == actual.keys() and all(_agrees(planned[key], actual[key]) for key in planned)
    return bool(planned == actual)


def _block_result_faults(nested: Nested, planned: Any, actual: Any, path: str) -> Iterator[str]:
    if planned is UNKNOWN:
        return
    if planned is None or actual is None or actual is UNKNOWN:
        if planned is not actual:
            yield f"{path}: planned {planned!r}, got {actual!r}"
    elif nested.nesting == "single":
        yield from result_faults(nested.block, planned, actual, f"{path}.")
    elif nested.nesting == "map":
        if planned.keys() != actual.keys():
            yield f"{path}: planned {sorted(planned)}, got {sorted(actual)}"
        else:
            for key in planned:
                yield from result_faults(nested.block, planned[key], actual[key], f"{path}.")
    elif nested.nesting == "list":
        if len(planned) != len(actual):
            yield f"{path}: planned {len(planned)} items, got {len(actual)}"
        else:
            for one, other in zip(planned, actual, strict=True):
                yield from result_faults(nested.block, one, other, f"{path}.")
    else:
        yield from _set_result_faults(nested, planned, actual, path)


def _set_result_faults(nested: Nested, planned: Any, actual: Any, path: str) -> Iterator[str]:
    def fits(one: Any, other: Any) -> bool:
        return not list(result_faults(nested.block, one, other))

    if len(actual) > len(planned):
        yield f"{path}: planned {len(planned)} items, got {len(actual)}"
    for one in planned:
        if not any(fits(one, other) for other in actual):
            yield f"{path}: planned {one!r} is not among {actual!r}"
    for other in actual:
        if not any(fits(one, other) for one in planned):
            yield f"{path}: got {other!r}, which was not planned: {planned!r}"
