"""The notification blocks of aws_budgets_budget. AWS knows one by its settings alone, so a change is an exchange."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values

_SETTINGS = {
    "comparison_operator": "ComparisonOperator",
    "notification_type": "NotificationType",
    "threshold": "Threshold",
    "threshold_type": "ThresholdType",
}
_SUBSCRIBERS = {"subscriber_email_addresses": "EMAIL", "subscriber_sns_topic_arns": "SNS"}


def sent_notification(block: Values) -> Values:
    """A block as the API takes it: settings and subscribers."""
    subscribers = [
        {"SubscriptionType": kind, "Address": address}
        for argument, kind in _SUBSCRIBERS.items()
        for address in block.get(argument) or []
    ]
    return {"Notification": {aws: block[ours] for ours, aws in _SETTINGS.items()}, "Subscribers": subscribers}


def notifications_of(client: Any, account: str, name: str) -> list[Values]:
    """The notifications of a budget with their subscribers, in the form of `sent_notification`."""
    where = {"AccountId": account, "BudgetName": name}
    found = []
    for details in client.describe_notifications_for_budget(**where).get("Notifications", []):
        settings = {aws: details[aws] for aws in _SETTINGS.values() if aws in details}
        answer = client.describe_subscribers_for_notification(**where, Notification=settings)
        found.append({"Notification": settings, "Subscribers": answer.get("Subscribers", [])})
    return found


def complete_notification(found: Values) -> Values:
    """A notification of the API as a block."""
    details = {"ThresholdType": "PERCENTAGE", **found["Notification"]}
    block: Values = {ours: details[aws] for ours, aws in _SETTINGS.items()}
    for argument, kind in _SUBSCRIBERS.items():
        addresses = [item["Address"] for item in found["Subscribers"] if item["SubscriptionType"] == kind]
        block[argument] = sorted(addresses) or None
    return block


def write_notifications(client: Any, account: str, name: str, before: list[Values], after: list[Values]) -> None:
    """Makes the budget's notifications those of `after`: what differs is deleted first, then created."""
    where = {"AccountId": account, "BudgetName": name}
    for block in before:
        if block not in after:
            client.delete_notification(**where, Notification=sent_notification(block)["Notification"])
    for block in after:
        if block not in before:
            client.create_notification(**where, **sent_notification(block))
