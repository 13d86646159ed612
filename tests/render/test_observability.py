from __future__ import annotations

from typing import Any

import pytest

from haveli.render.observability import observability, tenant_monitoring
from haveli.render.root import Upstream
from tests.render.arguments import arguments
from tests.spec.samples import platform, tenant


def of_tenant() -> dict[str, Any]:
    clusters = [
        (cluster, Upstream("fraud", f"0{at}-emr-{cluster.environment}"))
        for at, cluster in enumerate(tenant().clusters, 3)
    ]
    made = tenant_monitoring(tenant(), platform(), clusters, Upstream("fraud", "05-budgets"))
    return {name: value for group in made.arguments for name, value in group.items()}


def every_alarm() -> list[tuple[str, dict[str, Any]]]:
    return [*arguments(observability(platform()), "monitoring")["alarms"].items(), *of_tenant()["alarms"].items()]


@pytest.mark.parametrize(("name", "alarm"), every_alarm())
def test_an_alarm_has_one_threshold_and_says_what_to_do(name: str, alarm: dict[str, Any]) -> None:
    assert ("above" in alarm) != ("below" in alarm), name
    assert alarm["means"].endswith(".")
    assert ":" in alarm["means"] or "`" in alarm["means"] or " or " in alarm["means"], "it says what to do"


def test_storage_is_short_when_a_tenth_of_its_first_size_is_left() -> None:
    found = arguments(observability(platform()), "monitoring")["alarms"]["database-storage"]
    assert found["below"] == 5 * 1024**3


def test_both_clusters_are_watched_and_each_budget_s_topic_is_told() -> None:
    found = of_tenant()
    assert {name.partition("-")[0] for name in found["alarms"]} == {"production", "staging"}
    assert [topic.text.rpartition(".")[2] for topic in found["topic_arns"]] == [
        "production_topic_arn",
        "staging_topic_arn",
    ]


def test_only_a_cluster_that_parks_is_watched_for_not_parking() -> None:
    assert [name for name in of_tenant()["alarms"] if name.endswith("not-parked")] == ["staging-not-parked"]
