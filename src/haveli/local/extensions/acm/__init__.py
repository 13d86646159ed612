"""ACM for the local cloud: a certificate is issued when its proofs are in Route 53, and kept while a listener uses it.

moto issues every certificate a minute after its request, whatever its proof, forgets how it was asked for, and deletes
one that is in use.
"""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.acm.models import AWSCertificateManagerBackend, CertBundle
    from moto.acm.responses import AWSCertificateManagerResponse

    from haveli.local.extensions.acm import models, responses

    AWSCertificateManagerBackend.delete_certificate = models.delete_certificate
    AWSCertificateManagerBackend.import_certificate = models.import_certificate
    CertBundle.check = models.check
    CertBundle.describe = models.describe
    AWSCertificateManagerResponse.request_certificate = responses.request_certificate
    AWSCertificateManagerResponse.update_certificate_options = responses.update_certificate_options
