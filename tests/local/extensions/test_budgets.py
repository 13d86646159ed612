"""Budgets on the local cloud: changed, announced, tagged, and answered as the service model says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions import budgets
from haveli.local.extensions.budgets.models import NEVER, completed, period_start
from tests.local.extensions.model import assert_in_model
from tests.local.extensions.wire import call
from tests.local.provider.doubles import ACCOUNT, TestContext

NAME = "pai-risk-mlops-fraud-production"
ARN = f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}"
BUDGET = {"AccountId": ACCOUNT, "BudgetName": NAME}
TAG_FILTER = {"TagKeyValue": ["user:budget$fraud-production"]}
MAIL = {"SubscriptionType": "EMAIL", "Address": "fraud-oncall@example.com"}
TOPIC = {"SubscriptionType": "SNS", "Address": f"arn:aws:sns:ap-south-1:{ACCOUNT}:budgets"}


def settings(**changes: Any) -> dict[str, Any]:
    base = {
        "BudgetName": NAME,
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": "1500", "Unit": "USD"},
        "CostFilters": TAG_FILTER,
    }
    return {**base, **changes}


def notification(percent: float = 80, kind: str = "ACTUAL") -> dict[str, Any]:
    return {"NotificationType": kind, "ComparisonOperator": "GREATER_THAN", "Threshold": percent}


@pytest.fixture
def client(ctx: TestContext) -> Any:
    client = ctx.client("budgets")
    announced = [{"Notification": notification(), "Subscribers": [MAIL]}]
    tags = [{"Key": "tenant", "Value": "fraud"}]
    client.create_budget(
        AccountId=ACCOUNT, Budget=settings(), NotificationsWithSubscribers=announced, ResourceTags=tags
    )
    return client


def described(client: Any) -> Any:
    return client.describe_budget(**BUDGET)["Budget"]


def notifications(client: Any) -> list[float]:
    found = client.describe_notifications_for_budget(**BUDGET)["Notifications"]
    return [item["Threshold"] for item in found]


def subscribers(client: Any, percent: float = 80) -> Any:
    return client.describe_subscribers_for_notification(**BUDGET, Notification=notification(percent))["Subscribers"]


def test_a_budget_keeps_its_tag_filter_and_gets_the_defaults(client: Any) -> None:
    budget = described(client)
    assert budget["CostFilters"] == TAG_FILTER
    assert budget["CostTypes"]["IncludeTax"] is True and budget["CostTypes"]["UseBlended"] is False
    assert budget["TimePeriod"]["Start"].day == 1 and budget["TimePeriod"]["End"].year == 2087


def test_an_update_replaces_the_settings_and_keeps_notifications_and_tags(client: Any) -> None:
    start = described(client)["TimePeriod"]["Start"]
    limit = {"Amount": "200", "Unit": "USD"}
    client.update_budget(AccountId=ACCOUNT, NewBudget=settings(BudgetLimit=limit, CostFilters={}))
    budget = described(client)
    assert budget["BudgetLimit"] == limit and budget["CostFilters"] == {}
    assert budget["TimePeriod"]["Start"] == start
    assert notifications(client) == [80.0] and subscribers(client) == [MAIL]
    assert client.list_tags_for_resource(ResourceARN=ARN)["ResourceTags"] == [{"Key": "tenant", "Value": "fraud"}]


def test_an_update_of_a_budget_that_is_gone_is_refused(client: Any) -> None:
    client.delete_budget(**BUDGET)
    with pytest.raises(client.exceptions.NotFoundException, match="doesn't exist"):
        client.update_budget(AccountId=ACCOUNT, NewBudget=settings())


def test_a_budget_has_one_kind_of_limit(client: Any) -> None:
    planned = {"1790000000": {"Amount": "5", "Unit": "USD"}}
    with pytest.raises(client.exceptions.InvalidParameterException):
        client.update_budget(AccountId=ACCOUNT, NewBudget=settings(PlannedBudgetLimits=planned))


def test_a_failed_creation_leaves_nothing(client: Any) -> None:
    twice = [{"Notification": notification(), "Subscribers": [MAIL]}] * 2
    with pytest.raises(client.exceptions.DuplicateRecordException):
        client.create_budget(AccountId=ACCOUNT, Budget=settings(BudgetName="other"), NotificationsWithSubscribers=twice)
    assert [budget["BudgetName"] for budget in client.describe_budgets(AccountId=ACCOUNT)["Budgets"]] == [NAME]


def test_notifications_are_added_changed_and_deleted(client: Any) -> None:
    client.create_notification(**BUDGET, Notification=notification(100, "FORECASTED"), Subscribers=[MAIL, TOPIC])
    client.update_notification(**BUDGET, OldNotification=notification(), NewNotification=notification(50))
    assert sorted(notifications(client)) == [50.0, 100.0] and subscribers(client, 50) == [MAIL]
    client.delete_notification(**BUDGET, Notification=notification(50))
    assert notifications(client) == [100.0]


def test_the_same_notification_is_there_only_once(client: Any) -> None:
    again = {**notification(), "ThresholdType": "PERCENTAGE"}
    with pytest.raises(client.exceptions.DuplicateRecordException):
        client.create_notification(**BUDGET, Notification=again, Subscribers=[TOPIC])


def test_the_same_percentage_and_amount_are_two_notifications(client: Any) -> None:
    amount = {**notification(), "ThresholdType": "ABSOLUTE_VALUE"}
    client.create_notification(**BUDGET, Notification=amount, Subscribers=[TOPIC])
    assert len(notifications(client)) == 2


def test_a_budget_has_at_most_ten_notifications(client: Any) -> None:
    for percent in range(1, 10):
        client.create_notification(**BUDGET, Notification=notification(percent), Subscribers=[MAIL])
    with pytest.raises(client.exceptions.CreationLimitExceededException):
        client.create_notification(**BUDGET, Notification=notification(99), Subscribers=[MAIL])


def test_subscribers_come_change_and_go(client: Any) -> None:
    other = {**MAIL, "Address": "risk@example.com"}
    client.create_subscriber(**BUDGET, Notification=notification(), Subscriber=TOPIC)
    client.update_subscriber(**BUDGET, Notification=notification(), OldSubscriber=MAIL, NewSubscriber=other)
    assert subscribers(client) == [TOPIC, other]
    client.delete_subscriber(**BUDGET, Notification=notification(), Subscriber=TOPIC)
    assert subscribers(client) == [other]


def test_with_the_last_subscriber_goes_the_notification(client: Any) -> None:
    client.delete_subscriber(**BUDGET, Notification=notification(), Subscriber=MAIL)
    assert notifications(client) == []


def test_a_notification_has_one_topic(client: Any) -> None:
    client.create_subscriber(**BUDGET, Notification=notification(), Subscriber=TOPIC)
    with pytest.raises(client.exceptions.CreationLimitExceededException):
        client.create_subscriber(**BUDGET, Notification=notification(), Subscriber={**TOPIC, "Address": "arn:x"})


def test_a_subscriber_is_subscribed_once(client: Any) -> None:
    with pytest.raises(client.exceptions.DuplicateRecordException):
        client.create_subscriber(**BUDGET, Notification=notification(), Subscriber=MAIL)


def test_what_is_not_there_is_not_found(client: Any) -> None:
    missing = client.exceptions.NotFoundException
    with pytest.raises(missing):
        client.describe_subscribers_for_notification(**BUDGET, Notification=notification(1))
    with pytest.raises(missing):
        client.delete_subscriber(**BUDGET, Notification=notification(), Subscriber=TOPIC)
    with pytest.raises(missing):
        client.describe_notifications_for_budget(AccountId=ACCOUNT, BudgetName="other")
    with pytest.raises(missing):
        client.list_tags_for_resource(ResourceARN=f"{ARN}-other")


def test_tags_are_written_and_taken_away(client: Any) -> None:
    client.tag_resource(ResourceARN=ARN, ResourceTags=[{"Key": "owner", "Value": "risk"}])
    client.untag_resource(ResourceARN=ARN, ResourceTagKeys=["tenant", "never"])
    assert client.list_tags_for_resource(ResourceARN=ARN)["ResourceTags"] == [{"Key": "owner", "Value": "risk"}]


@pytest.mark.parametrize(
    ("time_unit", "start"),
    [
        ("DAILY", datetime(2026, 11, 23, tzinfo=UTC)),
        ("MONTHLY", datetime(2026, 11, 1, tzinfo=UTC)),
        ("QUARTERLY", datetime(2026, 10, 1, tzinfo=UTC)),
        ("ANNUALLY", datetime(2026, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_budget_begins_with_its_time_unit(time_unit: str, start: datetime) -> None:
    assert period_start(time_unit, datetime(2026, 11, 23, 17, 5, tzinfo=UTC)) == start


@given(st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)), st.sampled_from(["DAILY", "QUARTERLY"]))
def test_a_period_never_begins_in_the_future(now: datetime, time_unit: str) -> None:
    assert period_start(time_unit, now) <= now


def test_settings_are_completed_once() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    once = completed(settings(CostTypes={"IncludeTax": False}), now)
    assert completed(once, now) == once
    assert once["CostTypes"]["IncludeTax"] is False and once["TimePeriod"]["End"] == NEVER


ANSWERS = {
    "DescribeBudget": BUDGET,
    "DescribeBudgets": {"AccountId": ACCOUNT},
    "DescribeNotificationsForBudget": BUDGET,
    "DescribeSubscribersForNotification": {**BUDGET, "Notification": notification()},
    "ListTagsForResource": {"ResourceARN": ARN},
    "UpdateBudget": {"AccountId": ACCOUNT, "NewBudget": settings()},
    "CreateNotification": {**BUDGET, "Notification": notification(7), "Subscribers": [MAIL]},
    "UpdateNotification": {**BUDGET, "OldNotification": notification(), "NewNotification": notification(9)},
    "DeleteNotification": {**BUDGET, "Notification": notification()},
    "CreateSubscriber": {**BUDGET, "Notification": notification(), "Subscriber": TOPIC},
    "UpdateSubscriber": {**BUDGET, "Notification": notification(), "OldSubscriber": MAIL, "NewSubscriber": TOPIC},
    "DeleteSubscriber": {**BUDGET, "Notification": notification(), "Subscriber": MAIL},
    "TagResource": {"ResourceARN": ARN, "ResourceTags": [{"Key": "a", "Value": "1"}]},
    "UntagResource": {"ResourceARN": ARN, "ResourceTagKeys": ["a"]},
}


@pytest.mark.contract
@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("operation", sorted(ANSWERS))
def test_answers_fit_the_model(ctx: TestContext, operation: str) -> None:
    answer = call(ctx.endpoint, "budgets", operation, **ANSWERS[operation])
    assert_in_model("budgets", operation, answer)


@pytest.mark.contract
def test_every_operation_but_those_on_actions_and_history_is_served(ctx: TestContext) -> None:
    from moto.budgets.responses import BudgetsResponse

    model = ctx.client("budgets").meta.service_model
    missing = {name for name in model.operation_names if not hasattr(BudgetsResponse, _snake(name))}
    assert all("Action" in name or "History" in name or "ForAccount" in name for name in missing), missing


def _snake(operation: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation).lstrip("_")


def test_installing_twice_changes_nothing() -> None:
    from moto.budgets.models import BudgetsBackend

    before = BudgetsBackend.update_budget
    budgets.install()
    assert BudgetsBackend.update_budget is before
