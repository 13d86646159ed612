"""KMS for the local cloud: the period of a key's rotation, which moto forgets."""

from __future__ import annotations


def install() -> None:
    """Puts these operations in the place of moto's, in this process. A second call changes nothing."""
    from moto.kms.responses import KmsResponse

    from haveli.local.extensions.kms import responses

    KmsResponse.enable_key_rotation = responses.enable_key_rotation
    KmsResponse.get_key_rotation_status = responses.get_key_rotation_status
