"""IAM for the local cloud: the client ids and thumbprints of OpenID Connect providers."""

from __future__ import annotations


def install() -> None:
    """Puts these operations beside or in the place of moto's, in this process. A second call changes nothing."""
    from moto.iam.responses import IamResponse

    from haveli.local.extensions.iam import openid

    for name, operation in openid.OPERATIONS.items():
        setattr(IamResponse, name, operation)
