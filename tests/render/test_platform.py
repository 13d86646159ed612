from __future__ import annotations

from haveli.render.platform import emr, network, platform_roots
from tests.spec.samples import platform


def test_roots_come_in_deploy_order() -> None:
    names = [root.name for root in platform_roots(platform())]
    assert names == sorted(names)
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(11)]


def test_the_network_follows_the_platform() -> None:
    (arguments,) = network(platform()).modules[0].arguments
    assert arguments["cidr"] == platform().network.cidr
    assert arguments["azs"] == platform().network.zones
    assert arguments["name"] == "pai-risk-mlops-platform-shared-vpc"


def test_logs_expire_and_are_not_versioned() -> None:
    logs = next(made for made in emr(platform()).modules if made.name == "logs_bucket")
    assert logs.arguments[0]["expire_days_by_prefix"] == {"emr/": 90}
    assert logs.arguments[0]["versioning_enabled"] is False
