"""CloudWatch Logs for the local cloud: a group's class, and its key changed after its creation."""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.logs.models import LogGroup
    from moto.logs.responses import LogsResponse

    from haveli.local.extensions.logs import models, responses

    LogGroup.to_describe_dict = models.to_describe_dict
    LogsResponse.associate_kms_key = responses.associate_kms_key
    LogsResponse.create_log_group = responses.create_log_group
    LogsResponse.disassociate_kms_key = responses.disassociate_kms_key
