"""The calls of AWS Budgets that moto lacks or answers in part. Functions here become methods of BudgetsResponse."""

from __future__ import annotations

import json
from typing import Any

from moto.budgets.responses import BudgetsResponse


def create_budget(self: BudgetsResponse) -> str:
    """CreateBudget, with tags."""
    self.backend.create_budget(
        account_id=self._get_param("AccountId"),
        budget=self._get_param("Budget"),
        notifications=self._get_param("NotificationsWithSubscribers") or [],
        tags={tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags") or []},
    )
    return "{}"


def update_budget(self: BudgetsResponse) -> str:
    """UpdateBudget."""
    self.backend.update_budget(self._get_param("AccountId"), self._get_param("NewBudget"))
    return "{}"


def describe_budgets(self: BudgetsResponse) -> str:
    """DescribeBudgets, all on one page."""
    return json.dumps({"Budgets": list(self.backend.describe_budgets(self._get_param("AccountId")))})


def describe_notifications_for_budget(self: BudgetsResponse) -> str:
    """DescribeNotificationsForBudget, all on one page."""
    return json.dumps({"Notifications": self.backend.describe_notifications_for_budget(*_budget(self))})


def update_notification(self: BudgetsResponse) -> str:
    """UpdateNotification."""
    self.backend.update_notification(
        *_budget(self), self._get_param("OldNotification"), self._get_param("NewNotification")
    )
    return "{}"


def create_subscriber(self: BudgetsResponse) -> str:
    """CreateSubscriber."""
    self.backend.create_subscriber(*_notification(self), self._get_param("Subscriber"))
    return "{}"


def update_subscriber(self: BudgetsResponse) -> str:
    """UpdateSubscriber."""
    self.backend.update_subscriber(
        *_notification(self), self._get_param("OldSubscriber"), self._get_param("NewSubscriber")
    )
    return "{}"


def delete_subscriber(self: BudgetsResponse) -> str:
    """DeleteSubscriber."""
    self.backend.delete_subscriber(*_notification(self), self._get_param("Subscriber"))
    return "{}"


def describe_subscribers_for_notification(self: BudgetsResponse) -> str:
    """DescribeSubscribersForNotification, all on one page."""
    return json.dumps({"Subscribers": self.backend.describe_subscribers_for_notification(*_notification(self))})


def tag_resource(self: BudgetsResponse) -> str:
    """TagResource."""
    tags = {tag["Key"]: tag["Value"] for tag in self._get_param("ResourceTags")}
    self.backend.tag_resource(self._get_param("ResourceARN"), tags)
    return "{}"


def untag_resource(self: BudgetsResponse) -> str:
    """UntagResource."""
    self.backend.untag_resource(self._get_param("ResourceARN"), self._get_param("ResourceTagKeys"))
    return "{}"


def list_tags_for_resource(self: BudgetsResponse) -> str:
    """ListTagsForResource."""
    tags = self.backend.list_tags_for_resource(self._get_param("ResourceARN"))
    return json.dumps({"ResourceTags": [{"Key": key, "Value": value} for key, value in tags.items()]})


def _budget(response: BudgetsResponse) -> tuple[Any, Any]:
    return response._get_param("AccountId"), response._get_param("BudgetName")


def _notification(response: BudgetsResponse) -> tuple[Any, Any, Any]:
    return *_budget(response), response._get_param("Notification")


#: What `install` puts on moto's response class.
OPERATIONS = {
    "create_budget": create_budget,
    "update_budget": update_budget,
    "describe_budgets": describe_budgets,
    "describe_notifications_for_budget": describe_notifications_for_budget,
    "update_notification": update_notification,
    "create_subscriber": create_subscriber,
    "update_subscriber": update_subscriber,
    "delete_subscriber": delete_subscriber,
    "describe_subscribers_for_notification": describe_subscribers_for_notification,
    "tag_resource": tag_resource,
    "untag_resource": untag_resource,
    "list_tags_for_resource": list_tags_for_resource,
}
