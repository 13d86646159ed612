from __future__ import annotations

from haveli.render.database import rds
from tests.render.arguments import arguments
from tests.spec.samples import platform


def test_the_database_stands_in_isolated_subnets_and_lets_in_pods_alone() -> None:
    found = arguments(rds(platform()), "database")
    assert found["subnet_ids"].text.endswith(".isolated_subnet_ids")
    assert list(found["client_security_group_ids"]) == ["kubernetes"]


def test_storage_grows_to_four_times_its_first_size() -> None:
    assert arguments(rds(platform()), "database")["storage_gib"] == {"initial": 50, "max": 200}


def test_the_key_serves_the_databases_log_groups() -> None:
    root = rds(platform())
    name = arguments(root, "database")["name"]
    assert arguments(root, "key")["log_group_prefixes"] == [f"/aws/rds/instance/{name}/"]
