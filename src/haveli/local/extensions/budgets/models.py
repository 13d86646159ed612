"""Budgets that can be changed and tagged. Functions here become methods of moto's BudgetsBackend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from moto.budgets.models import Budget, BudgetsBackend

from haveli.local.clock import clock
from haveli.local.extensions.budgets import notices
from haveli.local.extensions.budgets.exceptions import (
    DuplicateRecordException,
    InvalidParameterException,
    NotFoundException,
)

#: The end of a budget that has none (API reference, TimePeriod: 06/15/87 00:00 UTC).
NEVER = datetime(2087, 6, 15, tzinfo=UTC).timestamp()
#: What a cost budget counts unless it says otherwise (API reference, CostTypes).
COUNTED = {
    "IncludeCredit": True,
    "IncludeDiscount": True,
    "IncludeOtherSubscription": True,
    "IncludeRecurring": True,
    "IncludeRefund": True,
    "IncludeSubscription": True,
    "IncludeSupport": True,
    "IncludeTax": True,
    "IncludeUpfront": True,
    "UseAmortized": False,
    "UseBlended": False,
}


def create_budget(
    self: BudgetsBackend,
    account_id: str,
    budget: dict[str, Any],
    notifications: list[dict[str, Any]],
    tags: dict[str, str] | None = None,
) -> None:
    """Creates a budget with its notifications: all of it or nothing."""
    name = budget["BudgetName"]
    if name in self.budgets[account_id]:
        raise DuplicateRecordException(f"Error creating budget: {name} - the budget already exists.")
    made = Budget(completed(budget, clock.now()), [])
    for item in notifications:
        notices.add_notification(made.notifications, notices.notification(item["Notification"], item["Subscribers"]))
    made.tags = dict(tags or {})
    self.budgets[account_id][name] = made


def update_budget(self: BudgetsBackend, account_id: str, budget: dict[str, Any]) -> None:
    """Replaces a budget's settings; its notifications and tags stay, and what it counted starts again at 0."""
    known = found(self, account_id, budget["BudgetName"])
    kept_period = {"TimePeriod": known.budget["TimePeriod"]}
    wanted = {key: value for key, value in {**kept_period, **budget}.items() if key != "CalculatedSpend"}
    known.budget = Budget(completed(wanted, clock.now()), []).budget


def completed(budget: dict[str, Any], now: datetime) -> dict[str, Any]:
    """A budget's settings with AWS's defaults. Raises InvalidParameterException for a contradiction."""
    if "BudgetLimit" in budget and "PlannedBudgetLimits" in budget:
        raise InvalidParameterException("Only one of BudgetLimit and PlannedBudgetLimits can be present.")
    period = {"Start": period_start(budget["TimeUnit"], now).timestamp(), "End": NEVER, **budget.get("TimePeriod", {})}
    if period["Start"] >= period["End"]:
        raise InvalidParameterException("The start of the time period must be before its end.")
    complete = {**budget, "TimePeriod": period}
    if budget["BudgetType"] == "COST" and "FilterExpression" not in budget:
        complete["CostTypes"] = {**COUNTED, **budget.get("CostTypes", {})}
    return complete


def period_start(time_unit: str, now: datetime) -> datetime:
    """When a budget without a start begins: with the day, month, quarter or year that `now` is in."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    months = {"ANNUALLY": 1, "QUARTERLY": (day.month - 1) // 3 * 3 + 1, "MONTHLY": day.month}
    return day.replace(month=months[time_unit], day=1) if time_unit in months else day


def create_notification(
    self: BudgetsBackend,
    account_id: str,
    budget_name: str,
    notification: dict[str, Any],
    subscribers: list[dict[str, Any]],
) -> None:
    """Adds a notification to a budget."""
    budget = found(self, account_id, budget_name)
    notices.add_notification(budget.notifications, notices.notification(notification, subscribers))


def update_notification(
    self: BudgetsBackend, account_id: str, budget_name: str, old: dict[str, Any], new: dict[str, Any]
) -> None:
    """Gives a notification other settings; its subscribers stay."""
    budget = found(self, account_id, budget_name)
    known = notices.find(budget.notifications, old)
    others = [item for item in budget.notifications if item is not known]
    notices.add_notification(others, notices.notification(new, known.subscribers))
    budget.notifications = others


def delete_notification(self: BudgetsBackend, account_id: str, budget_name: str, notification: dict[str, Any]) -> None:
    """Deletes a notification with its subscribers."""
    budget = found(self, account_id, budget_name)
    budget.notifications.remove(notices.find(budget.notifications, notification))


def describe_notifications_for_budget(
    self: BudgetsBackend, account_id: str, budget_name: str
) -> Iterable[dict[str, Any]]:
    """The settings of a budget's notifications."""
    return [dict(item.details) for item in found(self, account_id, budget_name).notifications]


def create_subscriber(
    self: BudgetsBackend, account_id: str, budget_name: str, notification: dict[str, Any], new: dict[str, Any]
) -> None:
    """Adds a subscriber to a notification."""
    known = notices.find(found(self, account_id, budget_name).notifications, notification)
    notices.add_subscriber(known.subscribers, new)


def update_subscriber(
    self: BudgetsBackend,
    account_id: str,
    budget_name: str,
    notification: dict[str, Any],
    old: dict[str, Any],
    new: dict[str, Any],
) -> None:
    """Puts one subscriber in the place of another."""
    known = notices.find(found(self, account_id, budget_name).notifications, notification)
    others = list(known.subscribers)
    notices.remove_subscriber(others, old)
    notices.add_subscriber(others, new)
    known.subscribers = others


def delete_subscriber(
    self: BudgetsBackend, account_id: str, budget_name: str, notification: dict[str, Any], gone: dict[str, Any]
) -> None:
    """Deletes a subscriber; with the last one goes the notification."""
    budget = found(self, account_id, budget_name)
    known = notices.find(budget.notifications, notification)
    notices.remove_subscriber(known.subscribers, gone)
    if not known.subscribers:
        budget.notifications.remove(known)


def describe_subscribers_for_notification(
    self: BudgetsBackend, account_id: str, budget_name: str, notification: dict[str, Any]
) -> list[dict[str, Any]]:
    """A notification's subscribers."""
    known = notices.find(found(self, account_id, budget_name).notifications, notification)
    return [dict(item) for item in known.subscribers]


def tag_resource(self: BudgetsBackend, arn: str, tags: dict[str, str]) -> None:
    """Adds or overwrites tags of the budget with this ARN."""
    _tagged(self, arn).tags.update(tags)


def untag_resource(self: BudgetsBackend, arn: str, keys: Iterable[str]) -> None:
    """Takes tags away; a key that is not there is no error."""
    tags = _tagged(self, arn).tags
    for key in keys:
        tags.pop(key, None)


def list_tags_for_resource(self: BudgetsBackend, arn: str) -> dict[str, str]:
    """The tags of the budget with this ARN."""
    return dict(_tagged(self, arn).tags)


def found(backend: BudgetsBackend, account_id: str, budget_name: str) -> Any:
    """The budget of this name; raises NotFoundException."""
    if budget_name not in backend.budgets[account_id]:
        raise NotFoundException(f"Unable to get budget: {budget_name} - the budget doesn't exist.")
    return backend.budgets[account_id][budget_name]


def _tagged(backend: BudgetsBackend, arn: str) -> Any:
    head, _, name = arn.partition(":budget/")
    if not name:
        raise NotFoundException(f"Unable to find a budget for the ARN {arn}.")
    return found(backend, head.rpartition(":")[2], name)


#: What `install` puts on moto's backend.
OPERATIONS = {
    "create_budget": create_budget,
    "update_budget": update_budget,
    "create_notification": create_notification,
    "update_notification": update_notification,
    "delete_notification": delete_notification,
    "describe_notifications_for_budget": describe_notifications_for_budget,
    "create_subscriber": create_subscriber,
    "update_subscriber": update_subscriber,
    "delete_subscriber": delete_subscriber,
    "describe_subscribers_for_notification": describe_subscribers_for_notification,
    "tag_resource": tag_resource,
    "untag_resource": untag_resource,
    "list_tags_for_resource": list_tags_for_resource,
}
