"""RequestCertificate with all that it was asked, and UpdateCertificateOptions."""

from __future__ import annotations

from moto.acm.responses import AWSCertificateManagerResponse
from moto.core.responses import ActionResult, EmptyResult

_moto_request_certificate = AWSCertificateManagerResponse.request_certificate


def request_certificate(self: AWSCertificateManagerResponse) -> ActionResult:
    """RequestCertificate. Without a method a certificate is validated by mail (API reference, 2026-11)."""
    answer = _moto_request_certificate(self)
    certificate = self.acm_backend._certificates[answer.result["CertificateArn"]]
    certificate.validation_method = self._get_param("ValidationMethod") or "EMAIL"
    algorithm = self._get_param("KeyAlgorithm") or "RSA_2048"
    certificate.key_algorithm = algorithm.replace("_", "-", 1) if algorithm.startswith("RSA") else algorithm
    return answer


def update_certificate_options(self: AWSCertificateManagerResponse) -> ActionResult:
    """UpdateCertificateOptions."""
    certificate = self.acm_backend.get_certificate(self._get_param("CertificateArn"))
    certificate.cert_options.update(self._get_param("Options") or {})
    return EmptyResult()
