"""aws_lb against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.lb import LoadBalancer
from tests.local.provider.resources.balancers import NAME, Balancers
from tests.local.provider.resources.network import Network
from tests.local.provider.settling import Life


@pytest.fixture
def balancers(network: Network) -> Balancers:
    return Balancers(network)


@pytest.fixture
def life(network: Network) -> Life:
    return Life(LoadBalancer(), network.ctx)


def bucket(life: Life, name: str) -> str:
    life.ctx.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "ap-south-1"})
    return name


def test_a_load_balancer_has_the_defaults_of_the_provider(life: Life, balancers: Balancers) -> None:
    state = life.create(name=NAME, subnets=balancers.subnets, tags={"a": "1"})
    assert (state["load_balancer_type"], state["internal"], state["ip_address_type"]) == ("application", False, "ipv4")
    assert (state["idle_timeout"], state["enable_http2"], state["desync_mitigation_mode"]) == (60, True, "defensive")
    assert state["arn_suffix"] == state["arn"].split("loadbalancer/")[1] and state["zone_id"] == "ZP97RAFLXTNZK"
    assert state["dns_name"].startswith(f"{NAME}-") and state["dns_name"].endswith(".ap-south-1.elb.amazonaws.com")
    assert len(state["security_groups"]) == 1 and state["vpc_id"] == balancers.network.vpc_id


def test_its_settings_change_in_place(life: Life, balancers: Balancers) -> None:
    third = balancers.network.subnet(2)["id"]
    life.create(name=NAME, subnets=balancers.subnets, internal=True, tags={"a": "1"})
    assert life.state["dns_name"].startswith("internal-")
    life.change(idle_timeout=120, drop_invalid_header_fields=True, enable_http2=False, tags={"b": "2"})
    life.change(security_groups=[balancers.network.group("alb")["id"]])
    life.change(subnets=[*balancers.subnets, third], ip_address_type="dualstack")
    life.change(xff_header_processing_mode="preserve", client_keep_alive=60, idle_timeout=None)
    assert life.state["idle_timeout"] == 60
    life.delete()


def test_a_protected_load_balancer_stays(life: Life, balancers: Balancers) -> None:
    life.create(name=NAME, subnets=balancers.subnets, enable_deletion_protection=True)
    with pytest.raises(ClientError) as refused:
        life.delete()
    assert code_of(refused.value) == "OperationNotPermitted"
    life.change(enable_deletion_protection=False)
    life.delete()


def test_access_logs_go_to_a_bucket_that_exists(life: Life, balancers: Balancers) -> None:
    logs = {"bucket": bucket(life, "logs"), "enabled": True}
    life.create(name=NAME, subnets=balancers.subnets, access_logs=[logs], connection_logs=[logs])
    life.change(access_logs=[{**logs, "prefix": "alb"}])
    life.change(connection_logs=[{"bucket": "logs"}])
    assert life.state["connection_logs"] == [{"bucket": "logs", "enabled": False, "prefix": None}]
    life.change(access_logs=[])
    with pytest.raises(ClientError, match="Access Denied for bucket"):
        life.change(access_logs=[{"bucket": "none", "enabled": True}])


def test_logs_that_someone_switched_off_are_planned_again(life: Life, balancers: Balancers) -> None:
    life.create(name=NAME, subnets=balancers.subnets, access_logs=[{"bucket": bucket(life, "logs"), "enabled": True}])
    off = [{"Key": "access_logs.s3.enabled", "Value": "false"}]
    balancers.elb.modify_load_balancer_attributes(LoadBalancerArn=life.state["arn"], Attributes=off)
    life.refresh()
    assert life.state["access_logs"][0]["enabled"] is False
    assert life.plan().state["access_logs"][0]["enabled"] is True


def test_a_network_load_balancer_has_its_own_settings(life: Life, balancers: Balancers) -> None:
    state = life.create(name=NAME, subnets=balancers.subnets, load_balancer_type="network")
    assert "loadbalancer/net/" in state["arn"] and state["zone_id"] == "ZVDDRBQ08TROA"
    assert ".elb.ap-south-1." in state["dns_name"]
    life.change(
        enable_cross_zone_load_balancing=True, dns_record_client_routing_policy="partial_availability_zone_affinity"
    )


def test_subnets_may_be_mappings(life: Life, balancers: Balancers) -> None:
    mappings = [{"subnet_id": subnet} for subnet in balancers.subnets]
    state = life.create(name=NAME, subnet_mapping=mappings, load_balancer_type="network")
    assert sorted(state["subnets"]) == sorted(balancers.subnets)


@pytest.mark.parametrize(
    ("argument", "value"),
    [("name", "other"), ("internal", True), ("load_balancer_type", "network"), ("customer_owned_ipv4_pool", "p-1")],
)
def test_what_cannot_change_replaces_it(life: Life, balancers: Balancers, argument: str, value: Any) -> None:
    life.create(name=NAME, subnets=balancers.subnets)
    assert life.replaced_by(**{argument: value}) == (argument,)


def test_a_name_that_is_left_out_is_made(life: Life, balancers: Balancers) -> None:
    state = life.create(subnets=balancers.subnets)
    assert state["name"].startswith("tf-lb-") and len(state["name"]) == 32


def test_one_zone_is_not_enough(life: Life, balancers: Balancers) -> None:
    with pytest.raises(ClientError, match="two different Availability Zones"):
        life.create(name=NAME, subnets=balancers.subnets[:1])


def test_a_load_balancer_is_imported_by_its_arn(life: Life, balancers: Balancers) -> None:
    state = life.create(name=NAME, subnets=balancers.subnets, idle_timeout=120, tags={"a": "1"})
    found = life.imported(state["id"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a" * 33}, "name"),
        ({"name": "-a"}, "name"),
        ({"name": "a-"}, "name"),
        ({"name": "internal-a"}, "name"),
        ({"name_prefix": "seven-7"}, "name_prefix"),
        ({"subnets": ["a"], "subnet_mapping": [{"subnet_id": "a"}]}, "subnet_mapping"),
        ({"ipam_pools": [{"ipv4_ipam_pool_id": "p"}]}, "ipam_pools"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in LoadBalancer().validate(config)] == [(path,)]
