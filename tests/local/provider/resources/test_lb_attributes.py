"""Arguments that ELB keeps as keys with texts."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resources import lb_attributes as attributes
from haveli.local.provider.resources.lb_attributes import Setting

SETTINGS = {"delay": Setting("delay.seconds"), "flag": Setting("flag.on", frozenset({"a"})), "mode": Setting("mode")}
TYPES: dict[str, type] = {"delay": int, "flag": bool, "mode": str}


@given(st.fixed_dictionaries({"delay": st.integers(0, 9999), "flag": st.booleans(), "mode": st.text(max_size=5)}))
def test_what_is_sent_is_told_again(values: dict[str, Any]) -> None:
    sent = attributes.sent(SETTINGS, "a", values)
    assert attributes.reported(SETTINGS, "a", sent, TYPES) == values
    assert attributes.texts(attributes.pairs(sent)) == sent


def test_a_kind_has_only_its_own_and_what_is_left_out_is_elbs() -> None:
    assert attributes.sent(SETTINGS, "b", {"flag": True, "mode": None, "delay": 0}) == {"delay.seconds": "0"}


def test_only_what_differs_is_written() -> None:
    assert attributes.changed({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": ""}) == {"b": "3", "c": ""}


def test_logs_without_a_block_are_off() -> None:
    assert attributes.sent_logs("access_logs", []) == {"access_logs.s3.enabled": "false"}
    assert attributes.reported_logs("access_logs", {"access_logs.s3.enabled": "false"}, []) == []


def test_logs_come_back_as_they_were_sent() -> None:
    block = [{"bucket": "logs", "prefix": "alb", "enabled": True}]
    sent = attributes.sent_logs("access_logs", block)
    assert attributes.reported_logs("access_logs", sent, block) == block
    assert attributes.reported_logs("access_logs", sent, []) == block
