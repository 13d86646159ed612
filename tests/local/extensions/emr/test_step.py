"""Steps of a cluster."""

from __future__ import annotations

from haveli.local.extensions.emr.step import Step
from tests.local.extensions.emr.machines import MINUTE, NOON, step


def test_a_step_waits_runs_and_completes() -> None:
    one = Step.waiting(step("one"), NOON, None)
    assert one.state == "PENDING" and one.active and one.due is None and one.id.startswith("s-")
    one.start(NOON + MINUTE, 2 * MINUTE)
    one.advance(NOON + 2 * MINUTE)
    assert one.state == "RUNNING" and one.due == NOON + 3 * MINUTE
    one.advance(NOON + 3 * MINUTE)
    assert one.state == "COMPLETED" and not one.active and one.ended_at == NOON + 3 * MINUTE


def test_a_cancelled_step_does_not_complete_later() -> None:
    one = Step.waiting(step("one"), NOON, "role")
    one.start(NOON, MINUTE)
    one.cancel(NOON + MINUTE / 2)
    one.advance(NOON + 5 * MINUTE)
    assert one.state == "CANCELLED" and one.ended_at == NOON + MINUTE / 2
