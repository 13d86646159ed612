"""aws_budgets_budget against moto with our extension."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.budgets import BudgetsBudget, amount_form
from tests.local.provider.doubles import TestContext
from tests.local.provider.settling import Life

NAME = "pai-risk-mlops-fraud-production"
TOPIC = "arn:aws:sns:ap-south-1:123456789012:budgets"


def alarm(kind: str, percent: float, **subscribers: Any) -> dict[str, Any]:
    return {
        "comparison_operator": "GREATER_THAN",
        "notification_type": kind,
        "threshold": percent,
        "threshold_type": "PERCENTAGE",
        **(subscribers or {"subscriber_sns_topic_arns": [TOPIC]}),
    }


def monthly(**changes: Any) -> dict[str, Any]:
    base = {
        "name": NAME,
        "budget_type": "COST",
        "time_unit": "MONTHLY",
        "limit_amount": "1500",
        "limit_unit": "USD",
        "cost_filter": [{"name": "TagKeyValue", "values": ["user:budget$fraud-production"]}],
        "notification": [alarm("FORECASTED", 100), alarm("ACTUAL", 50), alarm("ACTUAL", 80)],
    }
    return {**base, **changes}


@pytest.fixture
def life(ctx: TestContext) -> Life:
    return Life(BudgetsBudget(), ctx)


def test_a_monthly_budget_settles_with_its_alarms(life: Life) -> None:
    state = life.create(**monthly())
    assert state["id"] == f"{life.ctx.account}:{NAME}"
    assert state["arn"] == f"arn:aws:budgets::{life.ctx.account}:budget/{NAME}"
    assert state["time_period_start"].endswith("-01_00:00") and state["time_period_end"] == "2087-06-15_00:00"
    assert state["tags_all"] == {"product": "pai-risk-mlops"}


def test_the_limit_filter_tags_and_alarms_change_in_place(life: Life) -> None:
    life.create(**monthly(tags={"tenant": "fraud"}))
    state = life.change(
        limit_amount="200",
        cost_filter=[{"name": "TagKeyValue", "values": ["user:budget$fraud-staging"]}],
        notification=[alarm("ACTUAL", 80), alarm("ACTUAL", 90, subscriber_email_addresses=["a@example.com"])],
        tags={"owner": "risk"},
    )
    assert sorted(item["threshold"] for item in state["notification"]) == [80, 90]
    life.change(notification=[])
    life.delete()


def test_a_subscriber_alone_can_change(life: Life) -> None:
    life.create(**monthly(notification=[alarm("ACTUAL", 80, subscriber_email_addresses=["a@example.com"])]))
    both = alarm("ACTUAL", 80, subscriber_email_addresses=["b@example.com"], subscriber_sns_topic_arns=[TOPIC])
    [found] = life.change(notification=[both])["notification"]
    assert found["subscriber_email_addresses"] == ["b@example.com"]


@pytest.mark.parametrize("text", ["1500.0", "1500.00", "01500"])
def test_the_same_limit_in_other_digits_is_no_change(life: Life, text: str) -> None:
    life.create(**monthly())
    life.config["limit_amount"] = text
    assert life.plan().state["limit_amount"] == "1500"


def test_a_limit_of_another_number_is_a_change() -> None:
    assert amount_form("1500") != amount_form("1500.01") and amount_form("x") == "x"


def test_cost_types_are_reported_where_configured(life: Life) -> None:
    assert life.create(**monthly())["cost_types"] == []
    [types] = life.change(cost_types=[{"include_credit": False}])["cost_types"]
    assert types["include_credit"] is False and types["include_tax"] is True


def test_cost_types_changed_by_hand_show_as_drift(life: Life) -> None:
    life.create(**monthly())
    client = life.ctx.client("budgets")
    budget = client.describe_budget(AccountId=life.ctx.account, BudgetName=NAME)["Budget"]
    budget["CostTypes"]["UseBlended"] = True
    client.update_budget(AccountId=life.ctx.account, NewBudget=budget)
    found = life.refresh()
    assert found is not None and found["cost_types"][0]["use_blended"] is True


def test_a_period_and_planned_limits_settle(life: Life) -> None:
    planned = [{"start_time": "2026-12-01_00:00", "amount": "100.0", "unit": "USD"}]
    life.create(
        **monthly(
            limit_amount=None,
            limit_unit=None,
            time_period_start="2026-12-01_00:00",
            time_period_end="2027-01-01_00:00",
            planned_limit=planned,
        )
    )
    life.change(time_period_end="2027-06-01_00:00")


def test_an_adjusting_budget_settles(life: Life) -> None:
    adjustment = {"auto_adjust_type": "HISTORICAL", "historical_options": [{"budget_adjustment_period": 2}]}
    life.create(**monthly(auto_adjust_data=[adjustment]))


def test_another_name_replaces_the_budget(life: Life) -> None:
    life.create(**monthly())
    assert life.replaced_by(name="other") == ("name",)


def test_an_import_gives_the_created_budget(life: Life) -> None:
    created = life.create(**monthly())
    found = life.imported(created["id"])
    names = ("name", "limit_amount", "cost_filter", "notification", "tags_all")
    assert {name: found[name] for name in names} == {name: created[name] for name in names}


@pytest.mark.parametrize(
    "config",
    [
        {"name": "a:b"},
        {"name": "x" * 101},
        {"time_period_start": "2026-12-01"},
        {"time_period_end": "soon"},
        {"filter_expression": [{}]},
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any]) -> None:
    assert [problem.path for problem in BudgetsBudget().validate(config)] == [(next(iter(config)),)]
