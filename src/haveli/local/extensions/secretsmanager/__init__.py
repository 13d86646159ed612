"""Secrets Manager for the local cloud: descriptions that can be emptied, names taken until a deletion has ended."""

from __future__ import annotations


def install() -> None:
    """Puts these operations in the place of moto's, in this process. A second call changes nothing."""
    from moto.secretsmanager.models import SecretsManagerBackend

    from haveli.local.extensions.secretsmanager import models

    models.replace(SecretsManagerBackend)
