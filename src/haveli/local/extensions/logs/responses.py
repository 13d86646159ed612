"""CreateLogGroup with a class, AssociateKmsKey and DisassociateKmsKey."""

from __future__ import annotations

from typing import Any

from moto.logs.exceptions import ResourceNotFoundException
from moto.logs.responses import LogsResponse

from haveli.local.extensions.logs.models import STANDARD

_moto_create_log_group = LogsResponse.create_log_group


def create_log_group(self: LogsResponse) -> str:
    """CreateLogGroup."""
    answer = str(_moto_create_log_group(self))
    _group(self).log_group_class = self._get_param("logGroupClass") or STANDARD
    return answer


def associate_kms_key(self: LogsResponse) -> str:
    """AssociateKmsKey, with the group by its name or by its ARN."""
    _group(self).kms_key_id = self._get_param("kmsKeyId")
    return ""


def disassociate_kms_key(self: LogsResponse) -> str:
    """DisassociateKmsKey."""
    _group(self).kms_key_id = None
    return ""


def _group(response: LogsResponse) -> Any:
    identifier = response._get_param("resourceIdentifier") or ""
    name = response._get_param("logGroupName") or identifier.partition(":log-group:")[2].removesuffix(":*")
    if name not in response.logs_backend.groups:
        raise ResourceNotFoundException()
    return response.logs_backend.groups[name]
