"""aws_route53_zone against moto."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.resource import Context
from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.route53_zone import Route53Zone
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

DOMAIN = "mlops.example.com"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(Route53Zone(), ctx)


def txt(ctx: Context, zone: str, name: str) -> None:
    record = {"Name": name, "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": '"a"'}]}
    change = {"Action": "CREATE", "ResourceRecordSet": record}
    ctx.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})


def test_a_public_zone_has_name_servers(life: Life) -> None:
    state = life.create(name=DOMAIN, tags={"a": "1"})
    assert state["comment"] == "Managed by Terraform" and state["force_destroy"] is False
    assert state["id"] == state["zone_id"] and state["arn"] == f"arn:aws:route53:::hostedzone/{state['id']}"
    assert len(state["name_servers"]) == 4 and state["name_servers"] == sorted(state["name_servers"])
    assert state["primary_name_server"] in state["name_servers"] and state["vpc"] == []


def test_comment_and_tags_change_in_place(life: Life) -> None:
    life.create(name=DOMAIN, tags={"a": "1", "b": "2"})
    life.change(comment="Names of applications", tags={"b": "3", "c": "4"})
    assert life.change(comment="", tags=None)["comment"] == ""


def test_a_name_with_a_dot_is_the_same(life: Life) -> None:
    life.create(name=f"{DOMAIN}.")
    assert life.replaced_by(name=DOMAIN) == ()
    assert life.replaced_by(name="other.example.com") == ("name",)


def test_a_private_zone_follows_its_vpcs(life: Life) -> None:
    state = life.create(name=DOMAIN, vpc=[{"vpc_id": "vpc-1"}, {"vpc_id": "vpc-2", "vpc_region": "us-east-1"}])
    assert [(vpc["vpc_id"], vpc["vpc_region"]) for vpc in state["vpc"]] == [
        ("vpc-1", "ap-south-1"),
        ("vpc-2", "us-east-1"),
    ]
    assert len(state["name_servers"]) == 4 and not state["name_servers"][0].endswith(".")
    life.change(vpc=[{"vpc_id": "vpc-3"}])
    assert [vpc["vpc_id"] for vpc in life.state["vpc"]] == ["vpc-3"]


def test_a_vpc_that_was_taken_away_is_planned_again(life: Life) -> None:
    zone = life.create(name=DOMAIN, vpc=[{"vpc_id": "vpc-1"}, {"vpc_id": "vpc-2"}])["id"]
    vpc = {"VPCId": "vpc-2", "VPCRegion": "ap-south-1"}
    life.ctx.client("route53").disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC=vpc)
    life.refresh()
    assert len(life.state["vpc"]) == 1 and len(life.plan().state["vpc"]) == 2


def test_a_zone_with_foreign_records_is_kept_unless_told(life: Life) -> None:
    zone = life.create(name=DOMAIN)["id"]
    txt(life.ctx, zone, f"a.{DOMAIN}")
    with pytest.raises(ClientError) as refused:
        life.delete()
    assert code_of(refused.value) == "HostedZoneNotEmpty"
    life.change(force_destroy=True)
    life.delete()


def test_more_records_than_one_batch_are_emptied(life: Life) -> None:
    zone = life.create(name=DOMAIN, force_destroy=True)["id"]
    for number in range(101):
        txt(life.ctx, zone, f"n{number}.{DOMAIN}")
    life.delete()


def test_a_zone_is_imported_by_its_id(life: Life) -> None:
    state = life.create(name=DOMAIN, tags={"a": "1"})
    found = life.imported(state["id"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"comment": "x" * 257}, "comment"),
        ({"delegation_set_id": "N1", "vpc": [{"vpc_id": "vpc-1"}]}, "vpc"),
        ({"enable_accelerated_recovery": True}, "enable_accelerated_recovery"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in Route53Zone().validate(config)] == [(path,)]
