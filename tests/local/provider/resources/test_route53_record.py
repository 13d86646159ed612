"""aws_route53_record against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.route53_record import Route53Record
from haveli.local.provider.resources.route53_zone import Route53Zone
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

DOMAIN = "mlops.example.com"
ALIAS = {"name": "Internal-ALB-1.ap-south-1.elb.amazonaws.com.", "zone_id": "ZP97RAFLXTNZK"}


@pytest.fixture
def zone(ctx: TestContext) -> str:
    return str(Life(Route53Zone(), ctx).create(name=DOMAIN)["zone_id"])


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(Route53Record(), ctx)


def weighted(identifier: str, weight: int) -> dict[str, Any]:
    policy = [{"weight": weight}]
    return {"set_identifier": identifier, "weighted_routing_policy": policy, "records": [identifier], "ttl": 60}


def test_a_record_stands_in_its_zone(life: Life, zone: str) -> None:
    state = life.create(zone_id=zone, name="superset", type="A", ttl=300, records=["10.0.0.1", "10.0.0.2"])
    assert state["fqdn"] == f"superset.{DOMAIN}" and state["id"] == f"{zone}_superset_A"
    life.change(records=["10.0.0.3"], ttl=60)
    life.delete()


def test_names_and_zones_in_other_words_are_no_change(life: Life, zone: str) -> None:
    life.create(zone_id=zone, name=f"superset.{DOMAIN}", type="A", ttl=300, records=["10.0.0.1"])
    assert life.replaced_by(name=f"Superset.{DOMAIN}.", zone_id=f"/hostedzone/{zone}") == ()
    assert life.replaced_by(name="trino") == ("name",)


def test_the_zone_itself_and_a_wildcard_are_names_too(ctx: TestContext, zone: str) -> None:
    apex = Life(Route53Record(), ctx).create(zone_id=zone, name="", type="CAA", ttl=60, records=['0 issue "a.com"'])
    assert apex["fqdn"] == DOMAIN
    wild = Life(Route53Record(), ctx).create(zone_id=zone, name="*", type="CNAME", ttl=60, records=["a.com"])
    assert wild["fqdn"] == f"*.{DOMAIN}"


def test_text_is_quoted_for_route_53_alone(life: Life, zone: str) -> None:
    assert life.create(zone_id=zone, name="t", type="TXT", ttl=60, records=["v=spf1 -all"])["records"] == [
        "v=spf1 -all"
    ]
    sets = life.ctx.client("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    assert [r["ResourceRecords"] for r in sets if r["Type"] == "TXT"] == [[{"Value": '"v=spf1 -all"'}]]


def test_an_alias_keeps_the_form_of_its_name(life: Life, zone: str) -> None:
    alias = {**ALIAS, "evaluate_target_health": True}
    state = life.create(zone_id=zone, name="superset", type="A", alias=[alias])
    assert state["alias"] == [alias] and state["ttl"] is None
    life.config["alias"] = [{**alias, "name": f"dualstack.{ALIAS['name'].lower()}"}]
    assert life.plan().state["alias"] == [alias]
    life.change(alias=[{**alias, "evaluate_target_health": False}])
    life.change(alias=[], records=["10.0.0.1"], ttl=60)
    life.delete()


def test_another_type_is_exchanged_in_place(life: Life, zone: str) -> None:
    life.create(zone_id=zone, name="superset", type="A", ttl=60, records=["10.0.0.1"])
    state = life.change(type="CNAME", records=["a.example.com"])
    assert state["id"] == f"{zone}_superset_CNAME"
    life.delete()


def test_weighted_records_of_one_name_are_apart(ctx: TestContext, zone: str) -> None:
    first, second = Life(Route53Record(), ctx), Life(Route53Record(), ctx)
    common = {"zone_id": zone, "name": "trino", "type": "CNAME"}
    first.create(**common, **weighted("blue", 90))
    assert second.create(**common, **weighted("green", 0))["id"] == f"{zone}_trino_CNAME_green"
    first.change(weighted_routing_policy=[{"weight": 10}])
    second.refresh()
    assert second.state["weighted_routing_policy"] == [{"weight": 0}]
    second.change(set_identifier="teal")
    second.delete()
    assert first.refresh() is not None


@pytest.mark.parametrize(
    "policy",
    [
        {"failover_routing_policy": [{"type": "PRIMARY"}]},
        {"latency_routing_policy": [{"region": "ap-south-1"}]},
        {"geolocation_routing_policy": [{"country": "IN"}]},
        {"geolocation_routing_policy": [{"continent": "AS"}]},
        {"geoproximity_routing_policy": [{"aws_region": "ap-south-1", "bias": 10}]},
        {"geoproximity_routing_policy": [{"coordinates": [{"latitude": "19.07", "longitude": "72.87"}]}]},
        {"cidr_routing_policy": [{"collection_id": "c-1", "location_name": "*"}]},
        {"multivalue_answer_routing_policy": True},
    ],
)
def test_every_routing_policy_settles(life: Life, zone: str, policy: dict[str, Any]) -> None:
    life.create(zone_id=zone, name="p", type="A", ttl=60, records=["10.0.0.1"], set_identifier="one", **policy)
    life.change(records=["10.0.0.2"])
    life.delete()


def test_a_record_that_exists_is_taken_over_only_when_told(ctx: TestContext, zone: str) -> None:
    record = {"zone_id": zone, "name": "superset", "type": "A", "ttl": 60}
    Life(Route53Record(), ctx).create(**record, records=["10.0.0.1"])
    with pytest.raises(ClientError) as refused:
        Life(Route53Record(), ctx).create(**record, records=["10.0.0.2"])
    assert code_of(refused.value) == "InvalidChangeBatch"
    Life(Route53Record(), ctx).create(**record, records=["10.0.0.2"], allow_overwrite=True)


def test_a_record_that_someone_changed_is_planned_again(life: Life, zone: str) -> None:
    life.create(zone_id=zone, name="superset", type="A", ttl=60, records=["10.0.0.1"])
    other = {"Name": f"superset.{DOMAIN}", "Type": "A", "TTL": 30, "ResourceRecords": [{"Value": "10.0.0.9"}]}
    changes = [{"Action": "UPSERT", "ResourceRecordSet": other}]
    life.ctx.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
    life.refresh()
    assert (life.state["records"], life.state["ttl"]) == (["10.0.0.9"], 30)
    assert life.plan().state["records"] == ["10.0.0.1"]
    life.delete()


def test_a_record_goes_with_its_zone(life: Life, ctx: TestContext) -> None:
    zone = Life(Route53Zone(), ctx)
    life.create(
        zone_id=zone.create(name=DOMAIN, force_destroy=True)["id"], name="a", type="A", ttl=1, records=["1.1.1.1"]
    )
    zone.delete()
    assert life.refresh() is None


@pytest.mark.parametrize("more", [{}, {"set_identifier": "blue_1", "weighted_routing_policy": [{"weight": 1}]}])
def test_a_record_is_imported_by_its_id(life: Life, zone: str, more: dict[str, Any]) -> None:
    name = f"_proof.superset.{DOMAIN}"
    state = life.create(zone_id=zone, name=name, type="CNAME", ttl=60, records=["a.example.com"], **more)
    found = life.imported(state["id"])
    assert {key: found[key] for key in state if key != "allow_overwrite"} == {
        key: value for key, value in state.items() if key != "allow_overwrite"
    }


def test_an_id_without_a_type_is_refused(ctx: TestContext) -> None:
    with pytest.raises(ValueError, match="unexpected format"):
        Route53Record().import_state(ctx, "Z1_superset")


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"alias": []}, "records"),
        ({"alias": [ALIAS], "records": ["a"], "ttl": 1}, "records"),
        ({"alias": [ALIAS], "ttl": 60}, "ttl"),
        ({"alias": [], "records": ["a"]}, "records"),
        ({"alias": [ALIAS], "weighted_routing_policy": [{"weight": 1}]}, "weighted_routing_policy"),
        (
            {
                "alias": [ALIAS],
                "set_identifier": "a",
                "latency_routing_policy": [{"region": "ap-south-1"}],
                "multivalue_answer_routing_policy": True,
            },
            "multivalue_answer_routing_policy",
        ),
    ],
)
def test_contradictions_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert (path,) in [problem.path for problem in Route53Record().validate(config)]
