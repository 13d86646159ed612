"""Names of load balancers and target groups."""

from __future__ import annotations

import pytest

from haveli.local.provider.resources.lb_names import arn_suffix, name_problems

ARN = "arn:aws:elasticloadbalancing:ap-south-1:123456789012"


@pytest.mark.parametrize(
    ("arn", "suffix"),
    [(f"{ARN}:loadbalancer/app/alb/1", "app/alb/1"), (f"{ARN}:targetgroup/superset/1", "targetgroup/superset/1")],
)
def test_cloudwatch_knows_a_load_balancer_by_the_end_of_its_arn(arn: str, suffix: str) -> None:
    assert arn_suffix(arn) == suffix


@pytest.mark.parametrize("config", [{"name": "a" * 33}, {"name": "a_b"}, {"name": "-a"}, {"name": "a-"}])
def test_a_bad_name_is_found(config: dict[str, str]) -> None:
    assert [problem.path for problem in name_problems(config)] == [("name",)]


def test_a_prefix_leaves_room_and_may_end_with_a_hyphen() -> None:
    assert not list(name_problems({"name_prefix": "alb-"}))
    assert list(name_problems({"name_prefix": "toolong"}))
