"""The errors of EKS, with AWS's codes. Texts that AWS does not publish are in our words."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class EksError(ServiceException):
    """An error whose code is the name of its class; `names` are the members that say what it is about."""

    def __init__(self, message: str, **names: str) -> None:
        super().__init__(type(self).__name__, message)
        for member, name in names.items():
            setattr(self, member, name)


class ResourceNotFoundException(EksError):
    """The cluster, or what it should have, does not exist."""


class ResourceInUseException(EksError):
    """The name is taken, something depends on it, or another change of it still runs."""


class InvalidParameterException(EksError):
    """A parameter cannot be: alone, or beside another."""


class InvalidRequestException(EksError):
    """The request is well formed, but not for the state that its subject is in."""


class NotFoundException(EksError):
    """What the calls for tags answer for an unknown ARN."""


def no_cluster(name: str) -> ResourceNotFoundException:
    return ResourceNotFoundException(f"No cluster found for name: {name}.", clusterName=name)
