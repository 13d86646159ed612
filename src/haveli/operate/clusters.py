"""EMR clusters as AWS shows them: one listing for the account, two reads for each cluster that matters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from haveli.aws import World
from haveli.fleet.spend import Use

Word = Literal["up", "starting", "ending", "parked", "failed", "gone", "not there"]
CORE, TASK, PRIMARY = "CORE", "TASK", "MASTER"

_WORDS: Mapping[str, Word] = {
    "STARTING": "starting",
    "BOOTSTRAPPING": "starting",
    "RUNNING": "up",
    "WAITING": "up",
    "TERMINATING": "ending",
    "TERMINATED_WITH_ERRORS": "failed",
}
_ENDED = frozenset({"TERMINATED", "TERMINATED_WITH_ERRORS"})
_READERS = 4  # EMR's API buckets are small (facts in DESIGN, section 9); clients slow down when throttled


@dataclass(frozen=True)
class Capacity:
    """A fleet's capacity in units of 32 GiB: what it should have, and what it has."""

    target: int
    provisioned: int


@dataclass(frozen=True)
class Observed:
    """A cluster as EMR shows it. `state` and `reason` are EMR's words; fleets are by role, and none after its end."""

    id: str
    name: str
    state: str
    reason: str
    created: datetime
    fleets: Mapping[str, Capacity] = field(default_factory=dict)
    uses: tuple[Use, ...] = ()

    @property
    def word(self) -> Word:
        return word(self.state, self.reason)


def word(state: str, reason: str) -> Word:
    """What EMR's state means to a person. A cluster that ended because it was idle is parked: it comes back."""
    if state == "TERMINATED":
        return "parked" if "idle" in reason.lower() else "gone"
    return _WORDS.get(state, "gone")


def observe(world: World, names: Collection[str], since: datetime) -> dict[str, list[Observed]]:
    """The clusters of these names that live or ended after `since`, newest first; the newest of a name in any case."""
    pages = world.client("emr").get_paginator("list_clusters").paginate()
    summaries = [item for page in pages for item in page["Clusters"] if item["Name"] in names]
    summaries.sort(key=lambda item: item["Status"]["Timeline"]["CreationDateTime"], reverse=True)
    relevant = [item for item in summaries if _matters(item, since)]
    with ThreadPoolExecutor(_READERS) as pool:
        detailed = list(pool.map(lambda item: _with_details(world, item), relevant))
    found: dict[str, list[Observed]] = {name: [one for one in detailed if one.name == name] for name in names}
    for item in summaries:
        if not found[item["Name"]]:
            found[item["Name"]].append(_plain(item))
    return found


def _matters(summary: Mapping[str, Any], since: datetime) -> bool:
    ended = summary["Status"]["Timeline"].get("EndDateTime")
    return summary["Status"]["State"] not in _ENDED or (ended is not None and ended > since)


def _plain(summary: Mapping[str, Any]) -> Observed:
    status = summary["Status"]
    reason = str(status.get("StateChangeReason", {}).get("Message", ""))
    return Observed(summary["Id"], summary["Name"], status["State"], reason, status["Timeline"]["CreationDateTime"])


def _with_details(world: World, summary: Mapping[str, Any]) -> Observed:
    plain = _plain(summary)
    has_ended = plain.state in _ENDED
    return Observed(
        plain.id,
        plain.name,
        plain.state,
        plain.reason,
        plain.created,
        {} if has_ended else _fleets(world, plain.id),
        _uses(world, plain.id),
    )


def _fleets(world: World, cluster: str) -> dict[str, Capacity]:
    pages = world.client("emr").get_paginator("list_instance_fleets").paginate(ClusterId=cluster)
    return {fleet["InstanceFleetType"]: _capacity(fleet) for page in pages for fleet in page["InstanceFleets"]}


def _capacity(fleet: Mapping[str, Any]) -> Capacity:
    """Targets are on-demand and spot together."""
    return Capacity(
        fleet.get("TargetOnDemandCapacity", 0) + fleet.get("TargetSpotCapacity", 0),
        fleet.get("ProvisionedOnDemandCapacity", 0) + fleet.get("ProvisionedSpotCapacity", 0),
    )


def _uses(world: World, cluster: str) -> tuple[Use, ...]:
    """Every instance that the cluster had. One that waits for capacity is none yet, and costs nothing."""
    pages = world.client("emr").get_paginator("list_instances").paginate(ClusterId=cluster)
    return tuple(
        Use(item["InstanceType"], item["Market"], timeline["CreationDateTime"], timeline.get("EndDateTime"))
        for page in pages
        for item in page["Instances"]
        if item["Status"]["State"] != "AWAITING_FULFILLMENT"
        for timeline in [item["Status"]["Timeline"]]
    )
