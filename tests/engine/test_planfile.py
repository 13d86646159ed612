from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.planfile import (
    ADD,
    CHANGE,
    DESTROY,
    FORGET,
    IMPORT,
    KINDS,
    MOVE,
    REPLACE,
    Change,
    RootPlan,
    parse,
)


def resource(actions: list[str], address: str = "aws_vpc.this", importing: bool = False, **more: str) -> dict[str, Any]:
    """An item of `resource_changes`, as `terraform show -json` of Terraform 1.15 writes it."""
    change = {"actions": actions, **({"importing": {"id": "x"}} if importing else {})}
    return {"address": address, "type": "aws_vpc", "change": change, **more}


@pytest.mark.parametrize(
    ("actions", "kind"),
    [
        (["create"], ADD),
        (["update"], CHANGE),
        (["delete"], DESTROY),
        (["delete", "create"], REPLACE),
        (["create", "delete"], REPLACE),
        (["create", "forget"], REPLACE),
        (["forget"], FORGET),
    ],
)
def test_each_action_has_its_kind(actions: list[str], kind: str) -> None:
    assert parse({"resource_changes": [resource(actions)]}).changes == (Change("aws_vpc.this", kind, "aws_vpc"),)


@pytest.mark.parametrize("actions", [["no-op"], ["read"]])
def test_reading_and_doing_nothing_are_no_changes(actions: list[str]) -> None:
    assert parse({"resource_changes": [resource(actions)]}).is_empty


def test_an_adoption_counts_also_when_nothing_else_changes() -> None:
    assert parse({"resource_changes": [resource(["no-op"], importing=True)]}).addresses(IMPORT) == ("aws_vpc.this",)


def test_an_adoption_that_changes_the_resource_counts_as_the_change() -> None:
    assert parse({"resource_changes": [resource(["update"], importing=True)]}).addresses(CHANGE) == ("aws_vpc.this",)


def test_a_resource_that_only_moves_must_be_applied_too() -> None:
    plan = parse({"resource_changes": [resource(["no-op"], previous_address="aws_vpc.old")]})
    assert plan.addresses(MOVE) == ("aws_vpc.this",)
    assert not plan.is_empty


def test_outputs_whose_value_changes_count_and_others_do_not() -> None:
    outputs = {"b": {"actions": ["update"]}, "a": {"actions": ["create"]}, "same": {"actions": ["no-op"]}}
    plan = parse({"output_changes": outputs})
    assert plan.outputs == ("a", "b")
    assert not plan.is_empty


@pytest.mark.parametrize("document", [{}, {"resource_changes": None, "output_changes": None}, {"resource_changes": []}])
def test_a_plan_without_changes_is_empty(document: dict[str, Any]) -> None:
    assert parse(document) == RootPlan()


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("abcdef")), max_size=12))
def test_counts_and_addresses_agree(found: list[tuple[str, str]]) -> None:
    plan = RootPlan(tuple(Change(address, kind, "t") for kind, address in found))
    assert all(plan.count(kind) == len(plan.addresses(kind)) for kind in KINDS)
    assert sum(plan.count(kind) for kind in KINDS) == len(plan.changes) == len(plan.addresses(*KINDS))


def test_changes_come_in_the_order_of_addresses() -> None:
    items = [resource(["create"], address=f"aws_vpc.{name}") for name in "cab"]
    assert parse({"resource_changes": items}).addresses(ADD) == ("aws_vpc.a", "aws_vpc.b", "aws_vpc.c")
