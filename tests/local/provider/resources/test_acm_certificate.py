"""aws_acm_certificate against moto."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider import codec, planning
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import TimedOut
from haveli.local.provider.resources.acm_certificate import AcmCertificate
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.pem import pem
from tests.local.provider.settling import Life

DOMAIN = "mlops.example.com"


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(AcmCertificate(), ctx)


def foreseen(life: Life, **config: Any) -> Any:
    conformed = codec.conform_block(life.kind.block, config)
    plan = planning.plan_create(AcmCertificate, life.kind.block, conformed, life.defaults)
    return plan.state["domain_validation_options"]


def test_a_certificate_waits_for_its_proof(life: Life) -> None:
    state = life.create(domain_name=DOMAIN, validation_method="DNS", key_algorithm="EC_prime256v1", tags={"a": "1"})
    assert (state["status"], state["type"]) == ("PENDING_VALIDATION", "AMAZON_ISSUED")
    assert (state["not_after"], state["key_algorithm"]) == ("", "EC_prime256v1")
    assert state["subject_alternative_names"] == [DOMAIN]
    [option] = state["domain_validation_options"]
    assert option["domain_name"] == DOMAIN and option["resource_record_type"] == "CNAME"
    life.change(tags={"b": "2"})
    life.delete()


def test_each_domain_has_a_record_and_a_wildcard_that_of_its_domain(life: Life) -> None:
    names = [f"*.{DOMAIN}", "other.example.com"]
    state = life.create(domain_name=DOMAIN, subject_alternative_names=names, validation_method="DNS")
    assert state["subject_alternative_names"] == names
    records = {item["domain_name"]: item["resource_record_name"] for item in state["domain_validation_options"]}
    assert sorted(records) == sorted([DOMAIN, *names])
    assert records[DOMAIN] == records[f"*.{DOMAIN}"] != records["other.example.com"]


def test_the_domains_of_the_records_are_known_before_apply(life: Life) -> None:
    options = foreseen(life, domain_name=DOMAIN, subject_alternative_names=["b.com"], validation_method="DNS")
    assert [item["domain_name"] for item in options] == ["b.com", DOMAIN]
    assert all(item["resource_record_name"] is UNKNOWN for item in options)
    assert [item["domain_name"] for item in foreseen(life, domain_name=DOMAIN, validation_method="DNS")] == [DOMAIN]


@pytest.mark.parametrize(
    "config",
    [
        {"domain_name": UNKNOWN, "validation_method": "DNS"},
        {"domain_name": DOMAIN, "subject_alternative_names": UNKNOWN, "validation_method": "DNS"},
        {"domain_name": DOMAIN, "validation_method": "EMAIL"},
        {"domain_name": DOMAIN, "validation_method": UNKNOWN},
    ],
)
def test_records_of_domains_that_are_not_known_are_unknown(life: Life, config: dict[str, Any]) -> None:
    assert foreseen(life, **config) is UNKNOWN


def test_a_certificate_validated_by_mail_has_addresses_and_no_records(life: Life) -> None:
    state = life.create(domain_name=DOMAIN, validation_method="EMAIL")
    assert f"hostmaster@{DOMAIN}" in state["validation_emails"] and state["domain_validation_options"] == []


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("domain_name", "b.com"),
        ("subject_alternative_names", ["b.com"]),
        ("validation_method", "EMAIL"),
        ("key_algorithm", "EC_secp384r1"),
    ],
)
def test_another_request_is_another_certificate(life: Life, argument: str, value: Any) -> None:
    life.create(domain_name=DOMAIN, validation_method="DNS")
    assert life.replaced_by(**{argument: value}) == (argument,)


def test_options_change_in_place(life: Life) -> None:
    setting = "certificate_transparency_logging_preference"
    life.create(domain_name=DOMAIN, validation_method="DNS", options=[{setting: "DISABLED"}])
    state = life.change(options=[{setting: "ENABLED"}])
    assert state["options"] == [{setting: "ENABLED", "export": "DISABLED"}]


def test_a_certificate_of_ones_own_is_imported_and_exchanged_in_place(life: Life) -> None:
    first = life.create(**pem(DOMAIN))
    assert (first["type"], first["status"], first["validation_method"]) == ("IMPORTED", "ISSUED", "NONE")
    assert first["domain_name"] == DOMAIN and first["not_after"].endswith("Z")
    second = life.change(**pem("other.example.com"))
    assert (second["arn"], second["domain_name"]) == (first["arn"], "other.example.com")
    life.config["certificate_body"] += "\n"
    assert life.plan().state["certificate_body"] == second["certificate_body"]


def test_a_certificate_in_use_is_waited_for(life: Life, ctx: TestContext) -> None:
    arn = life.create(**pem(DOMAIN))["arn"]
    ec2, elb = ctx.client("ec2"), ctx.client("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{n}.0/24", AvailabilityZone=f"ap-south-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for n, zone in enumerate("ab")
    ]
    balancer = elb.create_load_balancer(Name="alb", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    answer = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
    listener = elb.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": arn}],
        DefaultActions=[answer],
    )["Listeners"][0]["ListenerArn"]
    described = ctx.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    assert described["InUseBy"] == [balancer]
    with pytest.raises(TimedOut, match="in use"):
        life.delete()
    elb.delete_listener(ListenerArn=listener)
    life.delete()


def test_a_certificate_is_imported_by_its_arn(life: Life) -> None:
    state = life.create(domain_name=DOMAIN, validation_method="DNS", tags={"a": "1"})
    found = life.imported(state["id"])
    assert {name: found[name] for name in state} == state


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({}, "domain_name"),
        ({"domain_name": "a.com", "certificate_body": "x"}, "certificate_body"),
        ({"private_key": "x"}, "private_key"),
        ({"domain_name": "a.com."}, "domain_name"),
        ({"domain_name": "a.com", "subject_alternative_names": ["b.com."]}, "subject_alternative_names"),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: str) -> None:
    assert [problem.path for problem in AcmCertificate().validate(config)] == [(path,)]
