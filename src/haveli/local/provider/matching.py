"""Which item of a block is which item of another value of the same block. Pure.

A plan has the items of the configuration, a state those that AWS reported: what AWS told of an item must stay with that
item. Items of a map have keys, a block of at most one item has one place; for the rest:

1. An item of a list is the one at its place when that fits, else the first free one that fits, else whatever free one
   stands at its place (it was changed there).
2. Items of a set are paired with those that fit, as many as can be; the items that say most choose first.
3. While some item is not known yet, only pairs that no later answer can break are made: `certain_twins`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from haveli.local.provider.codec import UNKNOWN, is_known
from haveli.local.provider.schemas import Block, Nested

Forms = Mapping[str, Callable[[Any], Any]]
Fits = Callable[[Any, Any], bool]
Pair = Callable[[Sequence[Any], Sequence[Any]], list[Any]]

#: Between these three an argument makes no difference: null, no items, no keys.
EMPTY: tuple[Any, ...] = (None, [], {})


def join(nested: Nested, items: Any, others: Any, pair: Pair, combine: Callable[[Any, Any], Any]) -> Any:
    """The block `items` with each item combined with its twin in `others`, or with None where it has none."""
    if items is None or items is UNKNOWN:
        return items
    known = None if others is UNKNOWN else others
    if nested.nesting == "single":
        return combine(items, known)
    if nested.nesting == "map":
        return {key: combine(item, (known or {}).get(key)) for key, item in items.items()}
    paired = zip(items, pair(items, known or ()), strict=True)
    return [item if item is UNKNOWN else combine(item, twin) for item, twin in paired]


def twins(nested: Nested, items: Sequence[Any], others: Sequence[Any], fits: Fits) -> list[Any]:
    """For each item of a list or set block its twin in `others`, or None. Each of `others` is given once."""
    return _set_twins(items, others, fits) if nested.nesting == "set" else _list_twins(items, others, fits)


def certain_twins(
    nested: Nested, items: Sequence[Any], others: Sequence[Any], fits: Fits, decided: Sequence[bool]
) -> list[Any]:
    """As `twins`, but only those that stay the same when the items that are not `decided` become known."""
    if nested.nesting == "set":
        return [
            _only_twin(item, items, others, fits) if sure else None for item, sure in zip(items, decided, strict=True)
        ]
    if nested.max == 1:
        return [others[place] if place < len(others) else None for place in range(len(items))]
    return [
        others[place] if sure and place < len(others) and fits(item, others[place]) else None
        for place, (item, sure) in enumerate(zip(items, decided, strict=True))
    ]


def fits(block: Block, item: Any, other: Any, forms: Forms, prefix: str) -> bool:
    """Whether `other` agrees with all that is known of `item`; forms are those of `alike`, by dotted path."""
    if item is UNKNOWN:
        return True
    if item is None or other is None:
        return item is other
    return all(
        _attribute_fits(forms.get(prefix + name), item.get(name), other.get(name)) for name in block.attributes
    ) and all(
        _block_fits(nested, item.get(name), other.get(name), forms, f"{prefix}{name}.")
        for name, nested in block.blocks.items()
    )


def alike(form: Callable[[Any], Any] | None, one: Any, other: Any) -> bool:
    """Whether two values of an argument mean the same: equal, both empty collections, or of one normal form."""
    if one == other or (one in EMPTY and other in EMPTY):
        return True
    if form is None or one is None or other is None or not (is_known(one) and is_known(other)):
        return False
    return bool(form(one) == form(other))


def _attribute_fits(form: Callable[[Any], Any] | None, item: Any, other: Any) -> bool:
    return _could_equal(item, other) or alike(form, item, other)


def _could_equal(item: Any, other: Any) -> bool:
    if item is UNKNOWN:
        return True
    if isinstance(item, dict) and isinstance(other, dict):
        return item.keys() == other.keys() and all(_could_equal(item[key], other[key]) for key in item)
    if isinstance(item, list) and isinstance(other, list):
        return len(item) == len(other) and all(map(_could_equal, item, other))
    return bool(item == other)


def _block_fits(nested: Nested, item: Any, other: Any, forms: Forms, prefix: str) -> bool:
    if item is UNKNOWN:
        return True
    if nested.nesting == "single":
        return fits(nested.block, item, other, forms, prefix)
    if nested.nesting == "map":
        return (item or {}).keys() == (other or {}).keys() and all(
            fits(nested.block, each, other[key], forms, prefix) for key, each in (item or {}).items()
        )
    items, others = item or [], other or []
    if len(items) != len(others):
        return False
    if nested.nesting == "set":
        return None not in _set_twins(items, others, lambda a, b: fits(nested.block, a, b, forms, prefix))
    return all(fits(nested.block, a, b, forms, prefix) for a, b in zip(items, others, strict=True))


def _list_twins(items: Sequence[Any], others: Sequence[Any], fits: Fits) -> list[Any]:
    free = dict(enumerate(others))
    result: dict[int, Any] = {}
    for place, item in enumerate(items):
        if place in free and fits(item, free[place]):
            result[place] = free.pop(place)
    for place, item in enumerate(items):
        if place not in result and (found := next((at for at in free if fits(item, free[at])), None)) is not None:
            result[place] = free.pop(found)
    return [result[place] if place in result else free.get(place) for place in range(len(items))]


def _set_twins(items: Sequence[Any], others: Sequence[Any], fits: Fits) -> list[Any]:
    """As many pairs as there can be: an item that finds all its candidates taken moves one of their owners on."""
    owner: dict[int, int] = {}
    candidates = [[at for at, other in enumerate(others) if fits(item, other)] for item in items]

    def claim(place: int, tried: set[int]) -> bool:
        for at in candidates[place]:
            if at in tried:
                continue
            tried.add(at)
            if at not in owner or claim(owner[at], tried):
                owner[at] = place
                return True
        return False

    for place in sorted(range(len(items)), key=lambda place: _unsaid(items[place])):
        claim(place, set())
    found = {place: others[at] for at, place in owner.items()}
    return [found.get(place) for place in range(len(items))]


def _only_twin(item: Any, items: Sequence[Any], others: Sequence[Any], fits: Fits) -> Any:
    candidates = [other for other in others if fits(item, other)]
    if len(candidates) != 1 or sum(fits(each, candidates[0]) for each in items) != 1:
        return None
    return candidates[0]


def _unsaid(item: Any) -> int:
    """How many values inside an item are unknown."""
    if item is UNKNOWN:
        return 1
    if isinstance(item, dict):
        return sum(map(_unsaid, item.values()))
    if isinstance(item, list):
        return sum(map(_unsaid, item))
    return 0
