"""aws_db_subnet_group and aws_db_parameter_group against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.db_groups import DbParameterGroup, DbSubnetGroup
from haveli.local.provider.resources.db_instance import DbInstance
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life

FORCE_TLS = {"name": "rds.force_ssl", "value": "1"}


@pytest.fixture
def group(ctx: TestContext) -> Life:
    return Life(DbParameterGroup(), ctx)


def instance(ctx: TestContext, **config: Any) -> Life:
    life = Life(DbInstance(), ctx)
    life.create(
        identifier="superset",
        engine="postgres",
        engine_version="17",
        instance_class="db.t4g.small",
        allocated_storage=20,
        username="superset",
        password="not-a-secret",
        skip_final_snapshot=True,
        **config,
    )
    return life


def test_subnets_of_two_zones_are_a_group(network: Network) -> None:
    life = Life(DbSubnetGroup(), network.ctx)
    subnets = [network.subnet(number)["id"] for number in range(3)]
    state = life.create(name="Superset", subnet_ids=subnets[:2], tags={"a": "1"})
    assert (state["id"], state["name"], state["vpc_id"]) == ("superset", "Superset", network.vpc_id)
    assert state["description"] == "Managed by Terraform" and state["supported_network_types"] == ["IPV4"]
    life.change(subnet_ids=subnets[1:], description="Databases", tags={"b": "2"})
    assert life.replaced_by(name="other") == ("name",)
    found = life.imported("superset")
    assert {name: found[name] for name in life.state if name != "name"} == {
        name: value for name, value in life.state.items() if name != "name"
    }
    life.delete()


def test_subnets_of_one_zone_are_refused(network: Network) -> None:
    with pytest.raises(ClientError, match="cover at least 2 AZs"):
        Life(DbSubnetGroup(), network.ctx).create(name="superset", subnet_ids=[network.subnet(0)["id"]])


def test_a_subnet_group_in_use_is_waited_for(network: Network) -> None:
    life = Life(DbSubnetGroup(), network.ctx)
    life.create(name="superset", subnet_ids=[network.subnet(number)["id"] for number in range(2)])
    database = instance(network.ctx, db_subnet_group_name="superset")
    with pytest.raises(TimedOut, match="in use"):
        life.delete()
    database.delete()
    life.delete()


def test_parameters_change_in_place(group: Life) -> None:
    timeout = {"name": "statement_timeout", "value": "60000", "apply_method": "pending-reboot"}
    state = group.create(name="superset-17", family="postgres17", parameter=[FORCE_TLS, timeout], tags={"a": "1"})
    assert {item["name"]: item["apply_method"] for item in state["parameter"]} == {
        "rds.force_ssl": "immediate",
        "statement_timeout": "pending-reboot",
    }
    group.change(parameter=[{**FORCE_TLS, "value": "0"}], tags={"b": "2"})
    group.change(parameter=[])
    assert group.replaced_by(family="postgres16") == ("family",)
    assert group.replaced_by(description="other") == ("description",)
    group.delete()


def test_more_parameters_than_one_request_takes_are_written(group: Life) -> None:
    many = [{"name": f"log_{number}", "value": "1"} for number in range(45)]
    group.create(name="superset-17", family="postgres17", parameter=many)
    group.change(parameter=many[:1])


def test_a_parameter_that_someone_reset_is_planned_again(group: Life) -> None:
    group.create(name="superset-17", family="postgres17", parameter=[FORCE_TLS])
    group.ctx.client("rds").reset_db_parameter_group(DBParameterGroupName="superset-17", ResetAllParameters=True)
    group.refresh()
    assert group.state["parameter"] == [] and group.plan().state["parameter"][0]["name"] == "rds.force_ssl"


def test_a_parameter_group_in_use_is_waited_for(group: Life) -> None:
    group.create(name="superset-17", family="postgres17")
    database = instance(group.ctx, parameter_group_name="superset-17")  # type: ignore[arg-type]
    with pytest.raises(TimedOut, match="in use"):
        group.delete()
    database.delete()
    group.delete()


def test_a_parameter_group_may_be_left_behind(group: Life) -> None:
    state = group.create(name="superset-17", family="postgres17", skip_destroy=True)
    DbParameterGroup().delete(group.ctx, state)
    assert group.refresh() is not None


def test_a_parameter_group_is_imported_by_its_name(group: Life) -> None:
    state = group.create(name="superset-17", family="postgres17", parameter=[FORCE_TLS], tags={"a": "1"})
    found = group.imported("superset-17")
    assert {name: found[name] for name in state} == state


def test_bad_names_are_found_before_apply() -> None:
    assert list(DbSubnetGroup().validate({"name": "default"})) and list(DbSubnetGroup().validate({"name": "a/b"}))
    assert list(DbParameterGroup().validate({"name": "a_b"}))
