"""One instance on the clock."""

from __future__ import annotations

from datetime import timedelta

from haveli.local.extensions.emr.addresses import Address
from haveli.local.extensions.emr.instance import NO_REASON, Instance, Reason
from haveli.local.extensions.emr.specs import SPOT
from haveli.local.extensions.emr.timings import REALISTIC
from tests.local.extensions.emr.machines import MINUTE, NOON, STARTUP

RECLAIMED = Reason("INSTANCE_FAILURE", "Spot reclaim")


def new() -> Instance:
    return Instance(
        id="ci-1",
        ec2_id="i-1",
        fleet_id="if-1",
        type="r6g.xlarge",
        weight=1,
        purchase=SPOT,
        address=Address("10.0.0.4", "node"),
        created_at=NOON,
        due=NOON + REALISTIC.fulfilment,
    )


def started() -> Instance:
    instance = new()
    while (due := instance.next_due()) is not None:
        instance.advance(due, REALISTIC)
    return instance


def test_an_instance_goes_through_its_phases_in_order() -> None:
    instance, seen = new(), ["AWAITING_FULFILLMENT"]
    while (due := instance.next_due()) is not None:
        instance.advance(due, REALISTIC)
        seen.append(instance.state)
    assert seen == ["AWAITING_FULFILLMENT", "PROVISIONING", "BOOTSTRAPPING", "RUNNING"]
    assert instance.ready_at == NOON + STARTUP and instance.ended_at is None


def test_nothing_happens_before_it_is_due() -> None:
    instance = new()
    instance.advance(NOON + REALISTIC.fulfilment - timedelta(seconds=1), REALISTIC)
    assert instance.state == "AWAITING_FULFILLMENT"


def test_units_count_from_the_moment_that_ec2_gives_the_instance() -> None:
    instance = new()
    assert not instance.provisioned
    instance.advance(NOON + REALISTIC.fulfilment, REALISTIC)
    assert instance.provisioned and not instance.past_provisioning


def test_a_draining_instance_runs_until_it_leaves() -> None:
    instance = started()
    instance.leaves_at = NOON + 20 * MINUTE
    assert instance.live and not instance.staying and instance.next_due() == NOON + 20 * MINUTE
    instance.advance(NOON + 20 * MINUTE, REALISTIC)
    assert instance.state == "TERMINATED" and instance.ended_at == NOON + 20 * MINUTE
    assert instance.reason == NO_REASON and instance.next_due() is None


def test_an_instance_that_was_taken_keeps_the_reason() -> None:
    instance = started()
    instance.terminate(NOON + 9 * MINUTE, RECLAIMED)
    assert (instance.reason, instance.provisioned, instance.live) == (RECLAIMED, False, False)
