"""Names and ARNs of load balancers and target groups. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.names import length_problems


def arn_suffix(arn: str) -> str:
    """What CloudWatch calls a load balancer or target group, e.g. `app/superset/50dc6c495c0c9188`."""
    resource = arn.split(":", 5)[5]
    return resource.removeprefix("loadbalancer/")


def name_problems(config: Values) -> Iterable[Problem]:
    """What is wrong with a name or its prefix (ELB API reference, CreateLoadBalancer, CreateTargetGroup, 2026-11)."""
    yield from length_problems(config, "name", 32, r"[0-9A-Za-z-]")
    for argument in ("name", "name_prefix"):
        yield from _hyphen_problems(argument, config.get(argument))


def _hyphen_problems(argument: str, value: Any) -> Iterable[Problem]:
    if isinstance(value, str) and value.startswith("-"):
        yield Problem(f'"{argument}" cannot begin with a hyphen: {value!r}', path=(argument,))
    if isinstance(value, str) and argument == "name" and value.endswith("-"):
        yield Problem(f'"{argument}" cannot end with a hyphen: {value!r}', path=(argument,))
