from __future__ import annotations

import copy
import json
from typing import Any

import msgpack
from hypothesis import given, settings
from hypothesis import strategies as st

from haveli.local.provider import codec
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.schemas import Attribute, Block, Nested
from tests.local.provider.random_kinds import configs, kinds, masked

LEAVES = st.none() | st.booleans() | st.integers() | st.text() | st.just(UNKNOWN)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(VALUES)
def test_any_value_travels_and_comes_back(value: Any) -> None:
    assert codec.decode(codec.encode(value)) == _as_sent(value)


def _as_sent(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_sent(item) for item in value]
    if isinstance(value, dict):
        return {key: _as_sent(item) for key, item in value.items()}
    return str(value) if isinstance(value, int) and abs(value) >= 1 << 63 else value


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_comes_back_as_the_same_number(number: Any) -> None:
    back = codec.conform("number", codec.decode(codec.encode(codec.conform("number", number))))
    assert back == number and codec.conform("number", back) == back


def test_a_fraction_travels_as_decimal_text() -> None:
    assert msgpack.unpackb(codec.encode([0.15, 1e-7, 10**20])) == ["0.15", "0.0000001", str(10**20)]


def test_refined_unknown_values_are_unknown() -> None:
    refined = msgpack.packb({"a": msgpack.ExtType(12, b"\x81\x01\xc2"), "b": msgpack.ExtType(0, b"\x00")})
    assert codec.decode(refined) == {"a": UNKNOWN, "b": UNKNOWN}
    assert codec.decode(b"") is None


def test_unknown_is_one_value_however_it_is_copied() -> None:
    assert copy.copy(UNKNOWN) is UNKNOWN and copy.deepcopy({"a": [UNKNOWN]})["a"][0] is UNKNOWN
    assert repr(UNKNOWN) == "(known after apply)"


def test_a_value_is_known_when_nothing_inside_it_is_unknown() -> None:
    assert codec.is_known({"a": [1, {"b": None}]})
    assert not codec.is_known({"a": [1, {"b": UNKNOWN}]})


def test_primitives_take_the_form_of_their_type() -> None:
    cases = [
        ("number", "5", 5),
        ("number", 5.0, 5),
        ("number", "0.5", 0.5),
        ("bool", "TRUE", True),
        ("bool", "false", False),
        ("bool", False, False),
        ("string", 5, "5"),
        ("string", True, "true"),
        ("string", "x", "x"),
        ("string", None, None),
        ("string", UNKNOWN, UNKNOWN),
    ]
    assert [(form, value, codec.conform(form, value)) for form, value, _ in cases] == cases


def test_collections_take_the_form_of_their_type() -> None:
    assert codec.conform(["set", "string"], ["b", "a", "b"]) == ["a", "b"]
    assert codec.conform(["list", "number"], ("2", 1)) == [2, 1]
    assert codec.conform(["map", "string"], {"b": 1, "a": UNKNOWN}) == {"a": UNKNOWN, "b": "1"}
    assert codec.conform(["object", {"x": "string", "y": "bool"}], {"x": 1, "z": 2}) == {"x": "1", "y": None}


def test_unknown_items_of_a_set_all_stay() -> None:
    items = [{"a": UNKNOWN}, {"a": "b"}, {"a": UNKNOWN}, {"a": "b"}]
    assert codec.canonical_set(items) == [{"a": "b"}, {"a": UNKNOWN}, {"a": UNKNOWN}]


def test_what_a_block_leaves_out_is_null_or_empty() -> None:
    inner = Block({"x": Attribute("string", optional=True)}, {})
    forms = {name: Nested(name, 0, 0, inner) for name in ("single", "map", "list", "set")}
    block = Block({"a": Attribute("string", optional=True)}, forms)
    empty = {"a": None, "single": None, "map": {}, "list": [], "set": []}
    assert codec.conform_block(block, None) == codec.conform_block(block, {"other": 1}) == empty
    given = {"single": {}, "map": {"k": {"x": 1}}, "list": [{}, UNKNOWN], "set": UNKNOWN}
    assert codec.conform_block(block, given) == {
        "a": None,
        "single": {"x": None},
        "map": {"k": {"x": "1"}},
        "list": [{"x": None}, UNKNOWN],
        "set": UNKNOWN,
    }


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_canonical_form_of_any_configuration_is_stable_and_travels(data: Any) -> None:
    kind = data.draw(kinds())
    config = data.draw(configs(kind))
    unclear = data.draw(masked(kind, config))
    for values in (config, unclear):
        assert codec.conform_block(kind.block, values) == values
        assert codec.conform_block(kind.block, codec.decode(codec.encode(values))) == values
    assert codec.conform_block(kind.block, json.loads(json.dumps(config))) == config
