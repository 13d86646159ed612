"""Certificates: how they were asked for, what proves them, and what uses them."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.extensions import acm
from tests.local.extensions.model import assert_in_model
from tests.local.provider.doubles import TestContext

DOMAIN = "mlops.example.com"


def requested(ctx: TestContext, **request: Any) -> Any:
    client = ctx.client("acm")
    arn = client.request_certificate(DomainName=DOMAIN, **request)["CertificateArn"]
    return client.describe_certificate(CertificateArn=arn)["Certificate"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [(None, "RSA-2048"), ("RSA_4096", "RSA-4096"), ("EC_prime256v1", "EC_prime256v1")],
)
def test_a_certificate_has_the_key_that_was_asked_for(ctx: TestContext, asked: str | None, told: str) -> None:
    more = {"KeyAlgorithm": asked} if asked else {}
    assert requested(ctx, ValidationMethod="DNS", **more)["KeyAlgorithm"] == told


def test_without_a_method_a_certificate_is_validated_by_mail(ctx: TestContext) -> None:
    [option] = requested(ctx)["DomainValidationOptions"]
    assert option["ValidationMethod"] == "EMAIL" and "ResourceRecord" not in option


def test_a_pending_certificate_has_no_term(ctx: TestContext) -> None:
    found = requested(ctx, ValidationMethod="DNS")
    assert found["Status"] == "PENDING_VALIDATION" and not {"NotAfter", "IssuedAt", "Serial"} & found.keys()


def test_the_own_domain_is_first(ctx: TestContext) -> None:
    found = requested(ctx, ValidationMethod="DNS", SubjectAlternativeNames=["a.com", "*.b.com"])
    assert [option["DomainName"] for option in found["DomainValidationOptions"]] == [DOMAIN, "*.b.com", "a.com"]


def test_a_value_that_is_another_ones_proves_nothing(ctx: TestContext) -> None:
    found = requested(ctx, ValidationMethod="DNS")
    record = found["DomainValidationOptions"][0]["ResourceRecord"]
    route53 = ctx.client("route53")
    zone = route53.create_hosted_zone(Name=DOMAIN, CallerReference="1")["HostedZone"]["Id"]
    for value, status in (("other.example.com", "PENDING_VALIDATION"), (record["Value"], "ISSUED")):
        sets = {"Name": record["Name"], "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": value}]}
        changes = [{"Action": "UPSERT", "ResourceRecordSet": sets}]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
        found = ctx.client("acm").describe_certificate(CertificateArn=found["CertificateArn"])["Certificate"]
        assert found["Status"] == status


@pytest.mark.contract
def test_the_answer_fits_the_model(ctx: TestContext) -> None:
    from moto.acm.models import CertBundle

    bundle = CertBundle.generate_cert(DOMAIN, account_id=ctx.account, region=ctx.region)
    assert_in_model("acm", "DescribeCertificate", bundle.describe())
    bundle.validation_method = "EMAIL"
    assert_in_model("acm", "DescribeCertificate", bundle.describe())


def test_installing_twice_changes_nothing() -> None:
    from moto.acm.models import CertBundle

    before = CertBundle.describe
    acm.install()
    assert CertBundle.describe is before
