"""The errors of AWS Budgets, with its codes."""

from __future__ import annotations

from moto.core.exceptions import JsonRESTError


class BudgetsError(JsonRESTError):
    """An error whose code is the name of its class."""

    code = 400

    def __init__(self, message: str) -> None:
        super().__init__(type(self).__name__, message)


class NotFoundException(BudgetsError):
    """The budget, notification or subscriber does not exist."""


class DuplicateRecordException(BudgetsError):
    """The budget, notification or subscriber exists already."""


class CreationLimitExceededException(BudgetsError):
    """A quota would be exceeded."""


class InvalidParameterException(BudgetsError):
    """The request contradicts itself or a rule of the service."""
