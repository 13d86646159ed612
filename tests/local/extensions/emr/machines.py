"""Clusters and fleets for the tests of the state machines: no moto, no clock but the times that a test passes in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Network
from typing import Any

from haveli.local.extensions.emr.addresses import Subnet
from haveli.local.extensions.emr.cluster import Cluster, Settings, new_cluster_id
from haveli.local.extensions.emr.fleet import Fleet
from haveli.local.extensions.emr.site import Site
from haveli.local.extensions.emr.specs import parse_fleet
from haveli.local.extensions.emr.timings import REALISTIC, Timings
from tests.local.extensions.emr.conftest import fleet as fleet_config

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
#: From the request for an instance until it runs.
STARTUP = REALISTIC.fulfilment + REALISTIC.provisioning + REALISTIC.bootstrapping


def site(network: str = "10.0.0.0/16", timings: Timings = REALISTIC) -> Site:
    return Site(timings, Subnet("subnet-1", "ap-south-1", "ap-south-1a", IPv4Network(network), public=False))


def new_fleet(
    role: str = "TASK",
    on_demand: int = 0,
    spot: int = 0,
    types: tuple[str, ...] = ("r6g.xlarge",),
    network: str = "10.0.0.0/16",
    timings: Timings = REALISTIC,
) -> Fleet:
    """A fleet that was asked for at noon."""
    return Fleet.start(parse_fleet(fleet_config(role, on_demand, spot, types)), site(network, timings), NOON)


def advance(fleet: Fleet, until: datetime) -> None:
    """Takes a fleet's transitions until then, as its cluster does."""
    while (due := fleet.next_due()) is not None and due <= until:
        fleet.advance(due)


def running(fleet: Fleet) -> Fleet:
    """The fleet with all its instances running."""
    advance(fleet, NOON + STARTUP)
    return fleet


def new_cluster(
    *fleets: dict[str, Any], steps: tuple[dict[str, Any], ...] = (), network: str = "10.0.0.0/16", **settings: Any
) -> Cluster:
    """A cluster that was asked for at noon."""
    chosen = fleets or (fleet_config("MASTER", 1), fleet_config("CORE", 2), fleet_config("TASK", spot=3))
    cluster = Cluster(
        id=new_cluster_id(),
        name="cluster",
        arn="arn",
        request={},
        site=site(network),
        settings=Settings(**{**plain_settings(), **settings}),
        tags={},
        created_at=NOON,
        at=NOON,
    )
    cluster.begin([parse_fleet(config) for config in chosen], steps)
    return cluster


def plain_settings() -> dict[str, Any]:
    return {
        "termination_protected": False,
        "keep_alive": True,
        "visible_to_all_users": True,
        "unhealthy_node_replacement": False,
        "step_concurrency": 1,
        "idle_timeout": None,
        "managed_scaling": None,
        "extended_support": None,
    }


def step(name: str) -> dict[str, Any]:
    return {"Name": name, "HadoopJarStep": {"Jar": "command-runner.jar"}}
