from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from haveli.fleet.spend import Spend
from haveli.operate import screen
from haveli.operate.clusters import Capacity
from haveli.operate.overview import ClusterStatus, HeldLock, Overview, Roots
from tests.engine.test_history import by_id, merged, record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def status(**given: Any) -> ClusterStatus:
    whole = ClusterStatus(
        tenant="fraud",
        environment="production",
        name="pai-fraud-production-emr",
        id="j-1",
        state="up",
        primary=Capacity(3, 3),
        core=Capacity(2, 2),
        task=Capacity(5, 3),
        task_max=16,
        free_memory_percent=None,
        spend=Spend(750.0, 2000.0),
        budget_usd=1500,
    )
    return replace(whole, **given)


def overview(*statuses: ClusterStatus, **given: Any) -> Overview:
    whole = Overview(
        world="local",
        account="880170353725",
        region="ap-south-1",
        instance="i1",
        at=NOON,
        clusters=statuses or (status(),),
        spend=Spend(750.0, 2000.0),
        roots=Roots(15, 15, (), {}),
        locks=(),
        runs=(),
    )
    return replace(whole, **given)


def text(seen: Overview, width: int = 200) -> str:
    return screen.as_text(seen, width)


def test_a_cluster_has_its_capacity_cost_and_budget_in_one_line() -> None:
    assert screen.row(status()) == (
        *("fraud", "production", "up", "2/2", "3/5 of 16"),
        *("unknown", "USD 750.00 (50 %)", "USD 1500"),
    )


def test_a_cluster_that_is_parked_has_no_capacity_and_no_memory_to_know() -> None:
    assert screen.row(status(state="parked", core=None, task=None))[2:6] == ("parked", "-", "-", "-")


def test_memory_that_was_measured_is_shown() -> None:
    assert screen.row(status(free_memory_percent=22.4))[5] == "22 %"


def test_a_cost_without_a_price_is_unknown_and_never_nothing() -> None:
    unpriced = Spend(None, 10.0, ("x9.mega",))
    assert screen.row(status(spend=unpriced))[6] == "unknown (no price of x9.mega)"
    assert "Cost    unknown: no price of x9.mega" in text(overview(spend=unpriced))


@pytest.mark.parametrize(("width", "is_table"), [(200, True), (60, False)])
def test_a_narrow_terminal_gets_a_line_for_each_number(width: int, *, is_table: bool) -> None:
    lines = text(overview(), width).splitlines()
    assert any(line.startswith("TENANT") for line in lines) == is_table
    assert ("fraud production: up" in lines) != is_table
    if not is_table:
        assert "  task         3/5 of 16" in lines


def test_without_tenants_it_says_how_to_make_one() -> None:
    assert "haveli tenant new" in text(replace(overview(), clusters=()))


def test_where_and_when_is_the_first_line() -> None:
    assert text(overview()).startswith("local cloud i1 · account 880170353725 · ap-south-1 · 2026-11-23 12:00 UTC\n")
    assert screen.title(overview(world="aws", instance="")).startswith("AWS · account")


@pytest.mark.parametrize(
    ("roots", "said"),
    [
        (Roots(15, 15, (), {}), "Roots   15 of 15 applied\n"),
        (Roots(15, 12, (), {}), "12 of 15 applied; Next: haveli apply\n"),
        (Roots(15, 15, ("a/b", "a/c"), {}), "2 changed since their last apply (haveli plan)\n"),
        (Roots(15, 15, (), {"old/00-a": 3}), "old/00-a has 3 resources and no root here (haveli doctor)\n"),
    ],
)
def test_roots_that_differ_come_with_the_next_command(roots: Roots, said: str) -> None:
    assert said in text(overview(roots=roots))


def test_locks_are_told_with_their_holder_and_the_command_that_judges_them() -> None:
    locks = (HeldLock("fraud/00-storage", "asha@host", 300.0), HeldLock("fraud/01-glue", "somebody", None))
    lines = text(overview(locks=locks)).splitlines()
    at = lines.index("Locks   fraud/00-storage  asha@host, for 5 min")
    assert lines[at + 1 : at + 3] == ["        fraud/01-glue  somebody", "        Next: haveli lock list"]
    assert "Locks   none held" in text(overview())


def test_the_last_runs_are_told_newest_first() -> None:
    runs = merged(by_id(record(3, exit=1), record(200)), {})
    lines = text(overview(runs=runs)).splitlines()
    assert lines[-2:] == [
        "Runs    failed       haveli apply  asha, 3 min ago",
        "        done         haveli apply  asha, 3 h ago",
    ]


def test_as_data_what_is_not_known_is_null() -> None:
    seen = overview(status(spend=Spend(None, 1.0, ("x9.mega",)), id="", state="not there", core=None))
    data = json.loads(json.dumps(screen.as_json(seen)))
    [cluster] = data["clusters"]
    assert (cluster["id"], cluster["free_memory_percent"], cluster["spend"]["usd"], cluster["units"]["core"]) == (
        *(None, None),
        *(None, None),
    )
    assert cluster["units"]["task"] == {"target": 5, "provisioned": 3}
    assert data["prices_as_of"] == "2025-04-24"


def test_as_data_runs_and_locks_are_there_too() -> None:
    seen = overview(runs=merged(by_id(record(3)), {}), locks=(HeldLock("a/b", "asha", 1.0),))
    data = screen.as_json(seen)
    assert [(run["id"], run["fate"]) for run in data["runs"]] == [(record(3).id, "done")]
    assert data["locks"] == [{"root": "a/b", "who": "asha", "seconds": 1.0}]
