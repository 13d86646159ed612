"""Notifications between blocks and the API."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resources.budget_notifications import (
    complete_notification,
    sent_notification,
    write_notifications,
)


def block(percent: float, *mails: str) -> dict[str, Any]:
    return {
        "comparison_operator": "GREATER_THAN",
        "notification_type": "ACTUAL",
        "threshold": percent,
        "threshold_type": "PERCENTAGE",
        "subscriber_email_addresses": sorted(mails) or None,
        "subscriber_sns_topic_arns": ["arn:topic"],
    }


class Calls:
    """A client that writes down what it is asked."""

    def __init__(self) -> None:
        self.made: list[tuple[str, float]] = []

    def delete_notification(self, **request: Any) -> None:
        self.made.append(("delete", request["Notification"]["Threshold"]))

    def create_notification(self, **request: Any) -> None:
        self.made.append(("create", request["Notification"]["Threshold"]))


def test_a_block_survives_the_api() -> None:
    one = block(80, "a@example.com", "b@example.com")
    assert complete_notification(sent_notification(one)) == one


def test_only_what_differs_is_exchanged_and_deletions_come_first() -> None:
    calls = Calls()
    before = [block(50), block(80), block(90)]
    write_notifications(calls, "1", "b", before, [block(50), block(80, "a@example.com"), block(100)])
    assert calls.made == [("delete", 80), ("delete", 90), ("create", 80), ("create", 100)]


def test_the_same_blocks_need_no_call() -> None:
    calls = Calls()
    write_notifications(calls, "1", "b", [block(50), block(80)], [block(80), block(50)])
    assert calls.made == []
