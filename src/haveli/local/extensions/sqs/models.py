"""A queue's attributes. moto takes a queue's policy away whenever another attribute is set.

Functions here become methods of moto's Queue. Source: SQS API reference, SetQueueAttributes, 2026-11.
"""

from __future__ import annotations

from typing import Any

from moto.sqs.models import Queue

_moto_set_attributes = Queue._set_attributes
_moto_attributes = Queue.attributes.fget

BASE_ATTRIBUTES = [*dict.fromkeys([*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"])]
#: Documents that an empty text takes away.
DOCUMENTS = ("Policy", "RedriveAllowPolicy", "RedrivePolicy")


def set_attributes(self: Queue, attributes: dict[str, Any], now: float | None = None) -> None:
    """Sets these attributes and leaves the others. A queue has one kind of encryption: its own key ends SQS's."""
    kept = {"Policy": getattr(self, "policy", None)}
    wanted = {**kept, **attributes}
    for name in DOCUMENTS:
        if wanted.get(name) == "":
            wanted[name] = "" if name == "RedrivePolicy" else None
    if "RedriveAllowPolicy" not in wanted:
        wanted["RedriveAllowPolicy"] = getattr(self, "redrive_allow_policy", None)
    if wanted.get("KmsMasterKeyId"):
        wanted["SqsManagedSseEnabled"] = "false"
    elif "SqsManagedSseEnabled" in attributes and str(attributes["SqsManagedSseEnabled"]).lower() == "true":
        wanted["KmsMasterKeyId"] = None
    _moto_set_attributes(self, wanted, now)


def attributes(self: Queue) -> dict[str, Any]:
    """moto's attributes without those that the queue does not have."""
    return {name: value for name, value in _moto_attributes(self).items() if value not in (None, "")}
