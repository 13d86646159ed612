"""aws_acm_certificate_validation against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.resource import TimedOut, Values
from haveli.local.provider.resources.acm_certificate import AcmCertificate
from haveli.local.provider.resources.acm_certificate_validation import AcmCertificateValidation
from haveli.local.provider.resources.route53_record import Route53Record
from haveli.local.provider.resources.route53_zone import Route53Zone
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

DOMAIN = "mlops.example.com"


@pytest.fixture
def certificate(ctx: TestContext) -> Values:
    return Life(AcmCertificate(), ctx).create(
        domain_name=DOMAIN, subject_alternative_names=[f"*.{DOMAIN}", f"b.{DOMAIN}"], validation_method="DNS"
    )


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(AcmCertificateValidation(), ctx)


def prove(ctx: TestContext, certificate: Values, vpc: list[dict[str, str]]) -> list[str]:
    zone = Life(Route53Zone(), ctx).create(name=DOMAIN, vpc=vpc)["zone_id"]
    records = {item["resource_record_name"]: item for item in certificate["domain_validation_options"]}
    return [
        Life(Route53Record(), ctx).create(
            zone_id=zone, name=name, type="CNAME", ttl=60, records=[item["resource_record_value"]]
        )["fqdn"]
        for name, item in records.items()
    ]


def test_a_proven_certificate_is_issued(life: Life, ctx: TestContext, certificate: Values) -> None:
    names = prove(ctx, certificate, [])
    life.create(certificate_arn=certificate["arn"], validation_record_fqdns=names)
    found = ctx.client("acm").describe_certificate(CertificateArn=certificate["arn"])["Certificate"]
    assert found["Status"] == "ISSUED" and found["NotAfter"]
    assert life.replaced_by(certificate_arn="arn:other") == ("certificate_arn",)
    AcmCertificateValidation().delete(ctx, life.state)


def test_a_certificate_without_proof_is_waited_for(life: Life, certificate: Values) -> None:
    with pytest.raises(TimedOut, match="to be issued"):
        life.create(certificate_arn=certificate["arn"])


def test_records_in_a_private_zone_prove_nothing(life: Life, ctx: TestContext, certificate: Values) -> None:
    prove(ctx, certificate, [{"vpc_id": "vpc-1"}])
    with pytest.raises(TimedOut):
        life.create(certificate_arn=certificate["arn"])


def test_a_record_that_is_left_out_is_named(life: Life, ctx: TestContext, certificate: Values) -> None:
    names = prove(ctx, certificate, [])
    with pytest.raises(ValueError, match=r"missing .* DNS validation record"):
        life.create(certificate_arn=certificate["arn"], validation_record_fqdns=names[:1])


def test_records_prove_nothing_by_mail(life: Life, ctx: TestContext) -> None:
    arn = Life(AcmCertificate(), ctx).create(domain_name=DOMAIN, validation_method="EMAIL")["arn"]
    with pytest.raises(ValueError, match="validated by email"):
        life.create(certificate_arn=arn, validation_record_fqdns=["a"])


def test_it_goes_with_its_certificate(life: Life, ctx: TestContext, certificate: Values) -> None:
    prove(ctx, certificate, [])
    life.create(certificate_arn=certificate["arn"])
    ctx.client("acm").delete_certificate(CertificateArn=certificate["arn"])
    assert life.refresh() is None
