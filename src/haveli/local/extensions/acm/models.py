"""Certificates and what proves their domains. Functions here become methods of moto's classes.

Sources: ACM user guide, "DNS validation", and the API reference, DescribeCertificate, 2026-11.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.acm.models import AWSCertificateManagerBackend, CertBundle
from moto.core.exceptions import AWSError

_moto_check = CertBundle.check
_moto_delete_certificate = AWSCertificateManagerBackend.delete_certificate
_moto_describe = CertBundle.describe

#: What is known of a certificate only once it is issued.
ISSUED_ONLY = ("IssuedAt", "Issuer", "NotAfter", "NotBefore", "Serial")
#: Mailboxes of a domain to which ACM writes (ACM user guide, "Email validation").
MAILBOXES = ("administrator", "hostmaster", "postmaster", "webmaster", "admin")


_moto_import_certificate = AWSCertificateManagerBackend.import_certificate


class ResourceInUseException(AWSError):
    """A certificate that something uses cannot be deleted."""

    TYPE = "ResourceInUseException"


def check(self: CertBundle) -> None:
    """Issues a pending certificate when all its DNS records are there. Proofs by mail come by themselves."""
    if self.status == "PENDING_VALIDATION" and validation_method(self) == "DNS":
        proofs = {proof_key(option["ResourceRecord"]) for option in options(self)}
        if proofs <= set(_public_records(self.arn)):
            self.status = "ISSUED"
        return
    _moto_check(self)


def describe(self: CertBundle) -> dict[str, Any]:
    """moto's description, as the certificate was asked for, and with what uses it."""
    found: dict[str, Any] = _moto_describe(self)["Certificate"]
    users = users_of(self.arn)
    found["InUseBy"] = users
    found["KeyAlgorithm"] = getattr(self, "key_algorithm", None) or found["KeyAlgorithm"].replace("_", "-", 1)
    if self.type == "AMAZON_ISSUED":
        found["DomainValidationOptions"] = options(self)
        found["RenewalEligibility"] = "ELIGIBLE" if users and self.status == "ISSUED" else "INELIGIBLE"
    if self.status == "PENDING_VALIDATION":
        found = {name: value for name, value in found.items() if name not in ISSUED_ONLY}
    return {"Certificate": found}


def options(certificate: CertBundle) -> list[dict[str, Any]]:
    """How each domain of a certificate is proven, the certificate's own domain first."""
    own, method = certificate.common_name, validation_method(certificate)
    moto = {
        option["DomainName"]: option for option in _moto_describe(certificate)["Certificate"]["DomainValidationOptions"]
    }
    domains = [own, *sorted(name for name in moto if name != own)]
    return [{**moto[name], "ValidationMethod": method} if method == "DNS" else _by_mail(moto[name]) for name in domains]


def validation_method(certificate: CertBundle) -> str:
    """`DNS` or `EMAIL`. A request that says neither is validated by mail."""
    return str(getattr(certificate, "validation_method", "DNS"))


def proof_key(record: dict[str, str]) -> tuple[str, str]:
    """A CNAME and its value, in one form."""
    return record["Name"].lower().rstrip("."), record["Value"].lower().rstrip(".")


def import_certificate(
    self: AWSCertificateManagerBackend,
    certificate: bytes,
    private_key: bytes,
    chain: bytes | None,
    arn: str | None,
    tags: list[dict[str, str]],
) -> str:
    """Imports a certificate; one that takes another's place keeps its tags."""
    kept = self._certificates[arn].tags if arn in self._certificates else None
    made = str(_moto_import_certificate(self, certificate, private_key, chain, arn, tags))
    if kept is not None:
        self._certificates[made].tags = kept
    return made


def delete_certificate(self: AWSCertificateManagerBackend, arn: str) -> None:
    """Deletes a certificate that nothing uses; raises ResourceInUseException for another."""
    if arn in self._certificates and users_of(arn):
        raise ResourceInUseException(f"Certificate {arn} in account {self.account_id} is in use.")
    _moto_delete_certificate(self, arn)


def users_of(arn: str) -> list[str]:
    """The ARNs of the load balancers whose listeners have this certificate."""
    from moto.elbv2.models import elbv2_backends

    region, account = arn.split(":")[3:5]
    balancers = elbv2_backends[account][region].load_balancers
    return sorted(
        balancer.arn
        for balancer in balancers.values()
        if any(arn in listener.certificates for listener in balancer.listeners.values())
    )


def _by_mail(option: dict[str, Any]) -> dict[str, Any]:
    domain = option["ValidationDomain"].removeprefix("*.")
    kept = {name: value for name, value in option.items() if name != "ResourceRecord"}
    addresses = [f"{mailbox}@{domain}" for mailbox in MAILBOXES]
    return {**kept, "ValidationMethod": "EMAIL", "ValidationEmails": addresses}


def _public_records(arn: str) -> Iterator[tuple[str, str]]:
    """The CNAMEs of all public zones of the certificate's account."""
    from moto.route53.models import route53_backends

    partition, account = arn.split(":")[1], arn.split(":")[4]
    for zone in route53_backends[account][partition].zones.values():
        for record in [] if zone.private_zone else zone.rrsets:
            for value in record.records if record.type == "CNAME" else []:
                yield proof_key({"Name": record.name, "Value": value})
