"""A cluster on the clock, with realistic durations."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haveli.local.extensions.emr.cluster import Cluster
from haveli.local.extensions.emr.instance import Reason
from haveli.local.extensions.emr.specs import Targets, parse_fleet
from haveli.local.extensions.emr.timings import REALISTIC
from tests.local.extensions.emr.conftest import fleet
from tests.local.extensions.emr.machines import MINUTE, NOON, STARTUP, new_cluster, step

IDLE = 45 * 60
UP = NOON + STARTUP


def up(**settings: object) -> Cluster:
    cluster = new_cluster(**settings)  # type: ignore[arg-type]
    cluster.advance(UP)
    return cluster


def history(cluster: Cluster, until: datetime, every: timedelta) -> list[str]:
    seen = [cluster.state]
    while cluster.at < until:
        cluster.advance(cluster.at + every)
        seen.append(cluster.state)
    return list(dict.fromkeys(seen))


def test_a_cluster_starts_bootstraps_and_waits() -> None:
    cluster = new_cluster()
    assert history(cluster, NOON + 20 * MINUTE, MINUTE / 2) == ["STARTING", "BOOTSTRAPPING", "WAITING"]
    assert cluster.ready_at == UP and cluster.up


def test_a_cluster_looked_at_late_was_ready_on_time() -> None:
    cluster = new_cluster()
    cluster.advance(NOON + 5 * 60 * MINUTE)
    assert cluster.ready_at == UP
    assert {each.ready_at for fleet in cluster.fleets for each in fleet.instances} == {UP}


def test_a_cluster_with_steps_runs_them_and_then_waits() -> None:
    cluster = new_cluster(steps=(step("one"), step("two")))
    assert history(cluster, NOON + 20 * MINUTE, MINUTE / 2) == ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"]
    one, two = cluster.steps
    assert one.ended_at == two.started_at == UP + REALISTIC.step
    assert cluster.reason.message == "Cluster ready after last step completed."


def test_as_many_steps_run_at_once_as_the_cluster_allows() -> None:
    cluster = new_cluster(steps=(step("one"), step("two"), step("three")), step_concurrency=2)
    cluster.advance(UP)
    assert [each.state for each in cluster.steps] == ["RUNNING", "RUNNING", "PENDING"]


def test_a_cluster_that_is_not_kept_alive_ends_with_its_last_step() -> None:
    cluster = new_cluster(steps=(step("one"),), keep_alive=False)
    cluster.advance(NOON + 60 * MINUTE)
    assert cluster.state == "TERMINATED" and cluster.reason.code == "ALL_STEPS_COMPLETED"
    assert cluster.ended_at == UP + REALISTIC.step + REALISTIC.terminating


def test_an_ended_cluster_has_ended_all_that_belonged_to_it() -> None:
    cluster = new_cluster(steps=(step("one"), step("two")))
    cluster.advance(UP)
    cluster.terminate()
    assert cluster.state == "TERMINATING" and cluster.primary is not None and cluster.primary.live
    cluster.advance(UP + REALISTIC.terminating)
    assert cluster.state == "TERMINATED" and cluster.next_due() is None
    assert {each.state for each in cluster.fleets} == {"TERMINATED"}
    assert {each.state for each in cluster.steps} == {"CANCELLED"}


def test_ending_a_cluster_twice_ends_it_once() -> None:
    cluster = up()
    cluster.terminate()
    cluster.advance(UP + MINUTE)
    cluster.terminate(Reason("USER_REQUEST", "again"))
    cluster.advance(UP + 60 * MINUTE)
    cluster.terminate()
    assert cluster.ended_at == UP + REALISTIC.terminating and cluster.reason.message == "Terminated by user request"


def test_an_idle_cluster_ends_by_its_policy() -> None:
    cluster = up(idle_timeout=IDLE)
    cluster.advance(UP + timedelta(seconds=IDLE - 1))
    assert cluster.state == "WAITING"
    cluster.advance(NOON + 24 * 60 * MINUTE)
    assert cluster.state == "TERMINATED"
    assert cluster.ended_at == UP + timedelta(seconds=IDLE) + REALISTIC.terminating
    assert "idle" in cluster.reason.message


def test_termination_protection_overrides_the_policy() -> None:
    """facts/emr.md, "Termination protection ... overrides it"."""
    cluster = up(idle_timeout=IDLE, termination_protected=True)
    cluster.advance(UP + 24 * 60 * MINUTE)
    assert cluster.state == "WAITING"
    cluster.settings.termination_protected = False
    cluster.advance(UP + 24 * 60 * MINUTE + MINUTE)
    assert cluster.state == "TERMINATING"


def test_a_step_makes_a_cluster_busy_and_idleness_counts_from_its_end() -> None:
    cluster = up(idle_timeout=IDLE)
    cluster.advance(UP + 40 * MINUTE)
    cluster.add_steps([step("one")], None)
    cluster.advance(NOON + 24 * 60 * MINUTE)
    assert cluster.ended_at == UP + 40 * MINUTE + REALISTIC.step + timedelta(seconds=IDLE) + REALISTIC.terminating


def test_a_cluster_seen_at_work_is_idle_from_then_on() -> None:
    cluster = up(idle_timeout=IDLE)
    for _ in range(10):
        cluster.advance(cluster.at + 30 * MINUTE)
        cluster.touch()
    assert cluster.state == "WAITING"
    cluster.advance(cluster.at + 46 * MINUTE)
    assert cluster.state == "TERMINATING"


def test_a_new_policy_counts_from_when_it_was_put() -> None:
    cluster = up()
    cluster.advance(UP + 10 * 60 * MINUTE)
    cluster.set_idle_timeout(IDLE)
    cluster.advance(UP + 10 * 60 * MINUTE + 44 * MINUTE)
    assert cluster.state == "WAITING"
    cluster.set_idle_timeout(None)
    cluster.advance(UP + 48 * 60 * MINUTE)
    assert cluster.state == "WAITING"


def test_a_cluster_with_a_flaw_ends_with_errors_and_says_why() -> None:
    cluster = new_cluster()
    cluster.flaw = Reason("VALIDATION_ERROR", "The subnet is gone")
    assert history(cluster, NOON + 10 * MINUTE, MINUTE / 4) == ["STARTING", "TERMINATING", "TERMINATED_WITH_ERRORS"]
    assert cluster.reason == Reason("VALIDATION_ERROR", "The subnet is gone") and cluster.ready_at is None


def test_a_cluster_that_finds_no_addresses_ends_with_errors() -> None:
    cluster = new_cluster(fleet("MASTER", 1), fleet("CORE", 40), network="10.0.0.0/28")
    cluster.advance(NOON + 10 * MINUTE)
    assert cluster.state == "TERMINATED_WITH_ERRORS" and "no free addresses" in cluster.reason.message


def test_of_three_primaries_the_oldest_live_one_answers() -> None:
    cluster = new_cluster(fleet("MASTER", 3))
    cluster.advance(UP)
    first = cluster.primary
    assert first is not None
    cluster.fleets[0].lose(first.id, UP + MINUTE, Reason())
    assert cluster.primary is not None and cluster.primary.live and cluster.primary.id != first.id


def test_a_cancelled_last_step_lets_the_cluster_wait() -> None:
    cluster = up()
    (only,) = cluster.add_steps([step("one")], None)
    assert cluster.state == "RUNNING"
    cluster.cancel_step(only)
    assert (only.state, cluster.state) == ("CANCELLED", "WAITING")


def test_a_fleet_added_later_starts_beside_the_waiting_cluster() -> None:
    cluster = up()
    added = cluster.add_fleet(parse_fleet(fleet("TASK", spot=2)))
    assert (cluster.state, added.state) == ("WAITING", "PROVISIONING")
    assert cluster.fleet(added.id) is added and cluster.fleet("if-none") is None
    cluster.advance(UP + STARTUP)
    assert added.state == "RUNNING"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 5000), max_size=40), st.booleans())
def test_looking_often_and_looking_once_give_the_same_history(looks: list[int], busy: bool) -> None:
    def played(moments: list[datetime]) -> list[object]:
        steps = (step("one"), step("two")) if busy else ()
        cluster = new_cluster(steps=steps, idle_timeout=IDLE)
        for moment in moments:
            cluster.advance(moment)
        cluster.advance(NOON + 10_000 * timedelta(seconds=1))
        return [cluster.state, cluster.ready_at, cluster.ended_at, [each.ended_at for each in cluster.steps]]

    often = [NOON + timedelta(seconds=second) for second in sorted(looks)]
    assert played(often) == played([])


actions = st.sampled_from(["resize", "step", "protect", "unprotect", "terminate", "policy", "touch"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(actions, st.integers(0, 60)), max_size=15))
def test_a_cluster_never_comes_back_and_never_runs_backwards(schedule: list[tuple[str, int]]) -> None:
    order = {"STARTING": 0, "BOOTSTRAPPING": 1, "RUNNING": 2, "WAITING": 2, "TERMINATING": 3, "TERMINATED": 4}
    cluster, reached = new_cluster(idle_timeout=IDLE), 0
    for action, minutes in schedule:
        cluster.advance(cluster.at + minutes * MINUTE)
        act(cluster, action, minutes)
        assert order[cluster.state] >= reached
        reached = order[cluster.state]
        assert (cluster.ended_at is not None) == (not cluster.live)


def act(cluster: Cluster, action: str, amount: int) -> None:
    """What a call would do in this state."""
    if action == "resize" and cluster.up:
        cluster.fleets[2].resize(Targets(0, amount % 7), cluster.at)
    elif action == "step" and cluster.up:
        cluster.add_steps([step("one")], None)
    elif action in ("protect", "unprotect"):
        cluster.settings.termination_protected = action == "protect"
    elif action == "terminate" and not cluster.settings.termination_protected:
        cluster.terminate()
    elif action == "policy":
        cluster.set_idle_timeout(60 + amount)
    elif action == "touch":
        cluster.touch()


@pytest.mark.parametrize("state", ["RUNNING", "WAITING"])
def test_a_cluster_takes_work_while_it_runs_or_waits(state: str) -> None:
    cluster = up()
    if state == "RUNNING":
        cluster.add_steps([step("one")], None)
    assert cluster.state == state and cluster.up and cluster.live and not cluster.ending
