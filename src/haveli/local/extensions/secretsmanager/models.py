"""CreateSecret and UpdateSecret as AWS has them. Functions here become methods of moto's SecretsManagerBackend."""

from __future__ import annotations

from typing import Any

from moto.secretsmanager.exceptions import InvalidRequestException
from moto.secretsmanager.models import FakeSecret, SecretsManagerBackend

_MOTOS_CREATE = "_moto_create_secret"
_MOTOS_UPDATE = "_moto_update_secret"


def replace(backend: type[SecretsManagerBackend]) -> None:
    """Gives the backend our operations; moto's own stay beside them."""
    if hasattr(backend, _MOTOS_CREATE):
        return
    for ours, kept in ((create_secret, _MOTOS_CREATE), (update_secret, _MOTOS_UPDATE)):
        setattr(backend, kept, getattr(backend, ours.__name__))
        setattr(backend, ours.__name__, ours)


def create_secret(self: SecretsManagerBackend, name: str, **rest: Any) -> str:
    """As moto, but a name whose secret waits for deletion is refused as AWS does (API reference, 2026-11)."""
    known = self.secrets.get(name)
    if known is not None and known.is_deleted():
        raise InvalidRequestException(
            "You can't create this secret because a secret with this name is already scheduled for deletion."
        )
    return str(getattr(self, _MOTOS_CREATE)(name=name, **rest))


def update_secret(self: SecretsManagerBackend, secret_id: str, description: str | None = None, **rest: Any) -> str:
    """As moto, and an empty description is one too."""
    answer = getattr(self, _MOTOS_UPDATE)(secret_id=secret_id, description=description, **rest)
    secret = self.secrets[secret_id]
    if description is not None and isinstance(secret, FakeSecret):
        secret.description = description
    return str(answer)
