"""The errors of ElastiCache, with AWS's codes. Texts that AWS does not publish are in our words."""

from __future__ import annotations

from moto.core.exceptions import ServiceException


class CacheError(ServiceException):
    """An error of ElastiCache; subclasses have the code."""

    def __init__(self, message: str) -> None:
        super().__init__(message)


class InvalidParameterValue(CacheError):
    code = "InvalidParameterValue"


class InvalidParameterCombination(CacheError):
    code = "InvalidParameterCombination"


class InvalidReplicationGroupState(CacheError):
    code = "InvalidReplicationGroupState"


class ReplicationGroupAlreadyExists(CacheError):
    code = "ReplicationGroupAlreadyExists"


class ReplicationGroupNotFound(CacheError):
    code = "ReplicationGroupNotFoundFault"


class SubnetGroupAlreadyExists(CacheError):
    code = "CacheSubnetGroupAlreadyExists"


class SubnetGroupNotFound(CacheError):
    code = "CacheSubnetGroupNotFoundFault"


class SubnetGroupInUse(CacheError):
    code = "CacheSubnetGroupInUse"


class SubnetInUse(CacheError):
    code = "SubnetInUse"


class InvalidSubnet(CacheError):
    code = "InvalidSubnet"
