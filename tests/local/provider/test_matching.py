from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider import matching
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.schemas import Attribute, Block, Nested

INNER = Block({"x": Attribute("string", optional=True)}, {})
ITEM = Block(
    {"k": Attribute("string", optional=True), "l": Attribute(["list", "string"], optional=True)},
    {name: Nested(name, 0, 0, INNER) for name in ("single", "map", "list", "set")},
)
LIST, ONE, SET = Nested("list", 0, 0, ITEM), Nested("list", 0, 1, ITEM), Nested("set", 0, 0, ITEM)


def item(k: Any = None, l: Any = None, **blocks: Any) -> dict[str, Any]:  # noqa: E741
    return {"k": k, "l": l, "single": None, "map": {}, "list": [], "set": [], **blocks}


def fits(one: Any, other: Any) -> bool:
    return matching.fits(ITEM, one, other, {"k": str.lower, "set.x": str.lower}, "")


def same(one: Any, other: Any) -> bool:
    return bool(one == other or one in ("?", UNKNOWN))


def test_unknown_values_fit_anything_and_known_ones_what_means_the_same() -> None:
    assert fits(item("A", l=[]), item("a"))
    assert fits(item(UNKNOWN, l=["p", UNKNOWN]), item("b", l=["p", "q"]))
    assert not fits(item("a"), item(None)) and not fits(item(None), item("a"))
    assert not fits(item(l=[UNKNOWN]), item(l=["p", "q"]))
    assert fits(UNKNOWN, item("a")) and not fits(item("a"), None)


def test_blocks_inside_fit_item_by_item() -> None:
    some, other = {"x": "1"}, {"x": "2"}
    unknown = {"x": UNKNOWN}
    assert fits(item(single=unknown, map={"k": some}), item(single=some, map={"k": some}))
    assert not fits(item(single=None), item(single=some)) and not fits(item(map={"k": some}), item(map={"j": some}))
    assert fits(item(list=[some, unknown]), item(list=[some, other]))
    assert not fits(item(list=[other, some]), item(list=[some, other]))
    assert fits(item(set=[unknown, some]), item(set=[some, other])), "in whatever order"
    assert fits(item(set=[{"x": "A"}]), item(set=[{"x": "a"}])) and not fits(item(set=[some]), item(set=[]))
    assert fits(item(set=UNKNOWN), item(set=[some]))


def test_the_items_of_a_list_pair_by_place_then_anywhere_then_by_what_is_left() -> None:
    assert matching.twins(LIST, ["a", "b"], ["a", "b"], same) == ["a", "b"]
    assert matching.twins(LIST, ["b", "a"], ["a", "b"], same) == ["b", "a"]
    assert matching.twins(LIST, ["b"], ["a", "b"], same) == ["b"]
    assert matching.twins(LIST, ["a", "x"], ["a", "b"], same) == ["a", "b"]
    assert matching.twins(LIST, ["x", "a"], ["a"], same) == [None, "a"]
    assert matching.twins(ONE, ["x"], ["a"], same) == ["a"] and matching.twins(ONE, ["x"], [], same) == [None]


def test_the_items_of_a_set_pair_by_what_they_say() -> None:
    assert matching.twins(SET, ["x", "b", "a"], ["a", "b", "c"], same) == [None, "b", "a"]
    assert matching.twins(SET, ["?", "a"], ["a", "b"], same) == ["b", "a"]
    assert matching.twins(SET, [UNKNOWN, "a"], ["a"], same) == [None, "a"], "who says more chooses first"
    assert matching.twins(SET, [{"x": [UNKNOWN]}, "a"], ["a"], lambda *_: True) == [None, "a"]


@given(st.lists(st.sampled_from("abc?"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5))
def test_a_set_finds_as_many_pairs_as_there_can_be_and_gives_nothing_twice(items: list[str], others: list[str]) -> None:
    free = list(others)
    for twin in matching.twins(SET, items, others, same):
        if twin is not None:
            free.remove(twin)
    said = sum(min(items.count(one), others.count(one)) for one in "abc")
    assert len(others) - len(free) == min(said + items.count("?"), len(others))


def test_while_something_is_unknown_only_sure_pairs_are_made() -> None:
    sure = [True, False]
    assert matching.certain_twins(LIST, ["a", "?"], ["a", "b"], same, sure) == ["a", None]
    assert matching.certain_twins(LIST, ["b", "?"], ["a", "b"], same, sure) == [None, None]
    assert matching.certain_twins(ONE, ["?"], ["a"], same, [False]) == ["a"]
    assert matching.certain_twins(SET, ["a", "x"], ["a", "b"], same, sure) == ["a", None]
    assert matching.certain_twins(SET, ["a", "?"], ["a", "b"], same, sure) == [None, None], "both may be a"
    assert matching.certain_twins(SET, ["a", "x"], ["a", "a"], same, sure) == [None, None], "either may be its twin"


def test_joining_keeps_the_nesting() -> None:
    def pair(items: Any, others: Any) -> list[Any]:
        return [*others, *[None] * len(items)][: len(items)]

    def both(one: Any, other: Any) -> Any:
        return (one, other)

    def nested(nesting: str) -> Nested:
        return Nested(nesting, 0, 0, INNER)

    assert matching.join(nested("single"), "a", None, pair, both) == ("a", None)
    assert matching.join(nested("single"), None, "b", pair, both) is None
    assert matching.join(nested("map"), {"k": "a", "l": "b"}, {"k": "c"}, pair, both) == {
        "k": ("a", "c"),
        "l": ("b", None),
    }
    assert matching.join(nested("set"), ["a", UNKNOWN], ["b"], pair, both) == [("a", "b"), UNKNOWN]
    assert matching.join(nested("list"), UNKNOWN, ["b"], pair, both) is UNKNOWN
    assert matching.join(nested("list"), ["a"], UNKNOWN, pair, both) == [("a", None)]


def test_arguments_are_alike_by_value_by_emptiness_or_by_form() -> None:
    assert matching.alike(None, [], None) and matching.alike(None, {}, []) and matching.alike(None, 1, 1)
    assert (
        not matching.alike(None, "", None) and not matching.alike(None, 0, None) and not matching.alike(None, False, [])
    )
    assert matching.alike(str.lower, "A", "a") and not matching.alike(str.lower, "A", None)
    assert not matching.alike(str.lower, UNKNOWN, "a") and not matching.alike(len, [UNKNOWN], ["a"])
