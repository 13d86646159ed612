"""SQS for the local cloud: attributes that stay when others are set, and who may redrive to a queue."""

from __future__ import annotations


def install() -> None:
    """Extends moto's classes in place, in this process. A second call changes nothing."""
    from moto.sqs.models import Queue

    from haveli.local.extensions.sqs import models

    Queue.BASE_ATTRIBUTES = models.BASE_ATTRIBUTES
    Queue._set_attributes = models.set_attributes
    Queue.attributes = property(models.attributes)
