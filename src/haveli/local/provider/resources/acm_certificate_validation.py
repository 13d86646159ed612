"""aws_acm_certificate_validation: nothing of its own in AWS; it stands for a certificate that is issued."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Context, Resource, Values
from haveli.local.provider.resources.acm_certificate import GONE
from haveli.local.provider.resources.ec2 import allowed
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.route53_names import plain_name

#: How long the genuine provider waits for ACM unless `timeouts.create` says otherwise (its documentation: 75 minutes).
ISSUE_SECONDS = 4500.0
#: What a certificate never comes back from (ACM API reference, CertificateDetail.Status, 2026-11).
FAILED = ("EXPIRED", "FAILED", "INACTIVE", "REVOKED", "VALIDATION_TIMED_OUT")


class AcmCertificateValidation(Resource):
    name = "aws_acm_certificate_validation"
    force_new = frozenset({"certificate_arn", "validation_record_fqdns"})

    def create(self, ctx: Context, planned: Values) -> str:
        acm, arn = ctx.client("acm"), planned["certificate_arn"]
        found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
        if found["Type"] != "AMAZON_ISSUED":
            raise ValueError(f"ACM Certificate ({arn}) has type {found['Type']}, no validation necessary")
        _check_records(found, planned.get("validation_record_fqdns"))
        seconds = allowed(planned, "create", ISSUE_SECONDS)
        issued = ctx.wait(lambda: _issued(acm, arn), what=f"ACM Certificate {arn} to be issued", seconds=seconds)
        return str(issued["IssuedAt"].strftime("%Y-%m-%d %H:%M:%S +0000 UTC"))

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            arn = state["certificate_arn"]
            found = ctx.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
            if found["Status"] == "ISSUED":
                return {"certificate_arn": arn}
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        """There is nothing to delete in AWS."""


def _check_records(found: Values, names: list[str] | None) -> None:
    """Raises ValueError when the configuration names records and leaves one out that ACM asks for."""
    if not names:
        return
    options = found.get("DomainValidationOptions", [])
    if any(option["ValidationMethod"] != "DNS" for option in options):
        raise ValueError("validation_record_fqdns is not valid for a certificate that is validated by email")
    given = {plain_name(name) for name in names}
    for option in options:
        if plain_name(option["ResourceRecord"]["Name"]) not in given:
            raise ValueError(
                f"missing {option['DomainName']} DNS validation record: {option['ResourceRecord']['Name']}"
            )


def _issued(acm: Any, arn: str) -> Values | None:
    found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    if found["Status"] in FAILED:
        raise ValueError(f"ACM Certificate ({arn}) will not be issued: {found.get('FailureReason') or found['Status']}")
    return dict(found) if found["Status"] == "ISSUED" else None
