"""What Elastic Load Balancing refuses and moto lets through. Each raises AWS's error (ELB API reference, 2026-11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from moto.elbv2.exceptions import (
    DuplicateListenerError,
    DuplicateLoadBalancerName,
    ELBClientError,
    InvalidConfigurationRequest,
    TooManyTagsError,
    ValidationError,
)
from moto.elbv2.ssl_policies import SSL_POLICIES

#: Tags of one resource (ELB quotas, 2026-11).
MOST_TAGS = 50
SECURE = ("HTTPS", "TLS")
#: Attributes that name a bucket for logs, by what they switch on.
_LOGS = ("access_logs", "connection_logs", "health_check_logs")


class OperationNotPermitted(ELBClientError):
    """A load balancer with deletion protection."""

    def __init__(self, arn: str) -> None:
        super().__init__(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )


class CertificateNotFound(ELBClientError):
    """A certificate that neither ACM nor IAM has."""

    def __init__(self, arn: str) -> None:
        super().__init__("CertificateNotFound", f"Certificate '{arn}' not found")


class UnsupportedCertificate(ELBClientError):
    """A certificate that is not issued."""

    def __init__(self, arn: str) -> None:
        super().__init__(
            "UnsupportedCertificate",
            f"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a supported "
            "key size.",
        )


class SSLPolicyNotFound(ELBClientError):
    """A security policy that AWS does not have."""

    def __init__(self, name: str) -> None:
        super().__init__("SSLPolicyNotFound", f"SSL policy '{name}' not found")


def new_name(balancers: Iterable[Any], name: str) -> None:
    """Names of load balancers are unique within an account and region."""
    if any(balancer.name == name for balancer in balancers):
        raise DuplicateLoadBalancerName()


def zones(kind: str, subnets: Iterable[Any]) -> None:
    """An application load balancer stands in at least two zones, in one subnet of each."""
    found = [subnet.availability_zone for subnet in subnets]
    if kind == "application" and len(set(found)) < 2:
        raise ValidationError("At least two subnets in two different Availability Zones must be specified")
    if len(set(found)) < len(found):
        raise InvalidConfigurationRequest("A load balancer cannot be attached to multiple subnets in the same zone")


def unprotected(balancer: Any) -> None:
    """Deletion protection holds until it is switched off."""
    if balancer.attrs.get("deletion_protection.enabled") == "true":
        raise OperationNotPermitted(balancer.arn)


def known_attributes(known: Iterable[str], wanted: Iterable[str], kind: str) -> None:
    """Attributes are those of the kind of load balancer."""
    for key in sorted(set(wanted) - set(known)):
        message = f"Load balancer attribute key '{key}' is not supported for load balancers of type '{kind}'"
        raise InvalidConfigurationRequest(message)


def log_buckets(attributes: Mapping[str, str], buckets: Iterable[str]) -> None:
    """Logs go to a bucket that exists."""
    for logs in _LOGS:
        bucket = attributes.get(f"{logs}.s3.bucket", "")
        if attributes.get(f"{logs}.s3.enabled") == "true" and bucket not in buckets:
            raise InvalidConfigurationRequest(f"Access Denied for bucket: {bucket}. Please check S3bucket permission")


def free_port(balancer: Any, port: Any, but: Any = None) -> None:
    """A load balancer has one listener on a port."""
    if port is not None and any(
        str(listener.port) == str(port) for listener in balancer.listeners.values() if listener is not but
    ):
        raise DuplicateListenerError()


def certificate(protocol: str | None, arn: str | None, policy: str | None, found: Any) -> None:
    """A listener with TLS has an issued certificate and a security policy that exists; `found` is ACM's, or None."""
    if protocol not in SECURE:
        return
    if not arn:
        raise ValidationError(f"A certificate must be specified for {protocol} listeners")
    if policy is not None and policy not in SSL_POLICIES:
        raise SSLPolicyNotFound(policy)
    if ":acm:" in arn and found is None:
        raise CertificateNotFound(arn)
    if found is not None and found.status != "ISSUED":
        raise UnsupportedCertificate(arn)


def tag_count(tags: Mapping[str, str]) -> None:
    """A resource has at most 50 tags."""
    if len(tags) > MOST_TAGS:
        raise TooManyTagsError()
