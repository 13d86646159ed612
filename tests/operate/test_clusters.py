from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.stub import Stubber

from haveli.aws import World
from haveli.operate import clusters
from haveli.operate.clusters import Capacity, observe, word
from tests.engine.worlds import scripted

MONTH = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "pai-fraud-production-emr"


@pytest.fixture(autouse=True)
def one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scripted client answers in one order only."""
    monkeypatch.setattr(clusters, "_READERS", 1)


def emr() -> tuple[World, Stubber]:
    world, _ = scripted()
    stubber = Stubber(world.client("emr"))
    stubber.activate()
    return world, stubber


def summary(id: str, state: str, created: datetime, ended: datetime | None = None, name: str = NAME) -> dict[str, Any]:
    timeline = {"CreationDateTime": created, **({"EndDateTime": ended} if ended else {})}
    reason = {"Code": "USER_REQUEST", "Message": "Terminated by user request"} if ended else {}
    return {"Id": id, "Name": name, "Status": {"State": state, "StateChangeReason": reason, "Timeline": timeline}}


def instance(state: str, created: datetime, type: str = "r6g.xlarge", market: str = "SPOT") -> dict[str, Any]:
    return {
        "InstanceType": type,
        "Market": market,
        "Status": {"State": state, "Timeline": {"CreationDateTime": created}},
    }


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        ("STARTING", "", "starting"),
        ("BOOTSTRAPPING", "", "starting"),
        ("RUNNING", "Running step", "up"),
        ("WAITING", "Cluster ready", "up"),
        ("TERMINATING", "", "ending"),
        ("TERMINATED", "Auto-terminated: the cluster was idle for longer than its policy allows", "parked"),
        ("TERMINATED", "Terminated by user request", "gone"),
        ("TERMINATED_WITH_ERRORS", "Bootstrap failure", "failed"),
    ],
)
def test_emrs_states_are_said_in_the_words_of_people(state: str, reason: str, said: str) -> None:
    assert word(state, reason) == said


def test_a_cluster_is_seen_with_its_fleets_and_all_its_instances() -> None:
    world, stub = emr()
    stub.add_response("list_clusters", {"Clusters": [summary("j-1", "WAITING", MONTH + DAY)]})
    fleet = {
        "InstanceFleetType": "TASK",
        "TargetOnDemandCapacity": 1,
        "TargetSpotCapacity": 4,
        "ProvisionedOnDemandCapacity": 1,
        "ProvisionedSpotCapacity": 2,
    }
    stub.add_response("list_instance_fleets", {"InstanceFleets": [fleet]}, {"ClusterId": "j-1"})
    instances = [instance("RUNNING", MONTH + DAY), instance("AWAITING_FULFILLMENT", MONTH + DAY)]
    stub.add_response("list_instances", {"Instances": instances}, {"ClusterId": "j-1"})
    [found] = observe(world, {NAME}, MONTH)[NAME]
    assert (found.id, found.word, found.fleets) == ("j-1", "up", {"TASK": Capacity(5, 3)})
    assert [(use.type, use.market, use.began) for use in found.uses] == [("r6g.xlarge", "SPOT", MONTH + DAY)]


def test_one_that_ended_this_month_still_counts_and_has_no_fleets() -> None:
    world, stub = emr()
    newer = summary("j-2", "WAITING", MONTH + 2 * DAY)
    older = summary("j-1", "TERMINATED", MONTH - DAY, MONTH + DAY)
    stub.add_response("list_clusters", {"Clusters": [older, newer]})
    stub.add_response("list_instance_fleets", {"InstanceFleets": []}, {"ClusterId": "j-2"})
    stub.add_response("list_instances", {"Instances": []}, {"ClusterId": "j-2"})
    stub.add_response("list_instances", {"Instances": [instance("TERMINATED", MONTH - DAY)]}, {"ClusterId": "j-1"})
    found = observe(world, {NAME}, MONTH)[NAME]
    assert [one.id for one in found] == ["j-2", "j-1"]
    assert (len(found[1].uses), found[1].fleets) == (1, {})


def test_one_that_ended_before_the_month_is_known_and_not_read() -> None:
    world, stub = emr()
    stub.add_response("list_clusters", {"Clusters": [summary("j-1", "TERMINATED", MONTH - 9 * DAY, MONTH - DAY)]})
    [found] = observe(world, {NAME}, MONTH)[NAME]
    assert (found.word, found.uses) == ("gone", ())


def test_clusters_of_others_are_neither_read_nor_told() -> None:
    world, stub = emr()
    stub.add_response("list_clusters", {"Clusters": [summary("j-1", "WAITING", MONTH, name="theirs")]})
    assert observe(world, {NAME}, MONTH) == {NAME: []}
    stub.assert_no_pending_responses()
