from __future__ import annotations

import pytest

from haveli.render.operator import operator
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_the_key_lets_in_both_services_that_write_to_queue_and_topic() -> None:
    assert arguments(operator(platform()), "key")["services"] == ["cloudwatch.amazonaws.com", "events.amazonaws.com"]


def test_only_clusters_of_the_product_are_heard() -> None:
    assert arguments(operator(platform()), "events")["cluster_name_prefix"] == "pai-risk-mlops-"


@pytest.mark.parametrize("statement", ["SeeClusters", "ResizeAndEndClusters"])
def test_the_operator_touches_clusters_of_haveli_and_of_this_product_only(statement: str) -> None:
    found = arguments(operator(platform()), "role")["statements"][statement]
    assert found["conditions"]["StringEquals"] == {
        "elasticmapreduce:ResourceTag/managed-by": ["haveli"],
        "elasticmapreduce:ResourceTag/product": ["pai-risk-mlops"],
    }


def test_the_operator_neither_creates_clusters_nor_passes_roles() -> None:
    found = arguments(operator(platform()), "role")["statements"]
    actions = {action for statement in found.values() for action in statement["actions"]}
    assert not actions & {"elasticmapreduce:RunJobFlow", "iam:PassRole", "elasticmapreduce:SetTerminationProtection"}
