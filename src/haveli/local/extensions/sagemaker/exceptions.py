"""The errors of SageMaker, with AWS's codes. Texts that AWS does not publish are in our words."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class SageMakerError(ServiceException):
    """An error of the API; `code` is AWS's."""

    code = "ValidationException"

    def __init__(self, message: str) -> None:
        super().__init__(self.code, message)


class ValidationException(SageMakerError):
    """A request that cannot be, or, for models and endpoints, that is about something that does not exist."""


class ResourceNotFound(SageMakerError):
    """What a call of Studio is about does not exist."""

    code = "ResourceNotFound"


class ResourceInUse(SageMakerError):
    """The name is taken, something depends on it, or a change of it still runs."""

    code = "ResourceInUse"


class ConflictException(SageMakerError):
    """A model package group still has packages."""

    code = "ConflictException"
