"""Notifications and subscribers of one budget: who is there, and how many may be (Budgets API, 2026-11). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from moto.budgets.models import Notification

from haveli.local.extensions.budgets.exceptions import (
    CreationLimitExceededException,
    DuplicateRecordException,
    InvalidParameterException,
    NotFoundException,
)

Details = Mapping[str, Any]

MOST_NOTIFICATIONS = 10
MOST_SUBSCRIBERS = {"EMAIL": 10, "SNS": 1}


def identity(details: Details) -> tuple[Any, ...]:
    """What makes two notifications the same; a threshold is a percentage unless it says otherwise."""
    return (
        details["NotificationType"],
        details["ComparisonOperator"],
        float(details["Threshold"]),
        details.get("ThresholdType") or "PERCENTAGE",
    )


def complete(details: Details) -> dict[str, Any]:
    """A notification with AWS's defaults for what the request leaves out."""
    return {"ThresholdType": "PERCENTAGE", "NotificationState": "OK", **details}


def notification(details: Details, subscribers: Iterable[Details]) -> Notification:
    """A new notification. Raises InvalidParameterException without subscribers, or the subscribers' own errors."""
    kept: list[Details] = []
    for subscriber in subscribers:
        add_subscriber(kept, subscriber)
    if not kept:
        raise InvalidParameterException("A notification needs at least one subscriber.")
    return Notification(complete(details), kept)


def add_notification(notifications: list[Notification], new: Notification) -> None:
    """Adds to a budget's notifications in place. Raises DuplicateRecord- and CreationLimitExceededException."""
    if any(identity(item.details) == identity(new.details) for item in notifications):
        raise DuplicateRecordException("Unable to create notification: the budget has this notification already.")
    if len(notifications) >= MOST_NOTIFICATIONS:
        raise CreationLimitExceededException(f"A budget has at most {MOST_NOTIFICATIONS} notifications.")
    notifications.append(new)


def find(notifications: Iterable[Notification], details: Details) -> Notification:
    """The notification that says this; raises NotFoundException."""
    for item in notifications:
        if identity(item.details) == identity(details):
            return item
    raise NotFoundException("Unable to find notification: the budget has no notification with these settings.")


def add_subscriber(subscribers: list[Details], new: Details) -> None:
    """Adds in place. Raises DuplicateRecord- and CreationLimitExceededException."""
    if new in subscribers:
        raise DuplicateRecordException(f"Unable to create subscriber: {new['Address']} is subscribed already.")
    kind = new["SubscriptionType"]
    if sum(item["SubscriptionType"] == kind for item in subscribers) >= MOST_SUBSCRIBERS[kind]:
        raise CreationLimitExceededException(
            f"A notification has at most {MOST_SUBSCRIBERS[kind]} subscribers of type {kind}."
        )
    subscribers.append(new)


def remove_subscriber(subscribers: list[Details], gone: Details) -> None:
    """Removes in place; raises NotFoundException."""
    if gone not in subscribers:
        raise NotFoundException(f"Unable to find subscriber: {gone['Address']} is not subscribed.")
    subscribers.remove(gone)
