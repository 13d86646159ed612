"""aws_budgets_budget: a limit, what counts against it, and who is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.budget_notifications import (
    complete_notification,
    notifications_of,
    sent_notification,
    write_notifications,
)
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("NotFoundException",)
#: The provider's form of a moment: minutes, in UTC.
MOMENT = "%Y-%m-%d_%H:%M"
NEVER = "2087-06-15_00:00"
COST_TYPES = {
    "include_credit": True,
    "include_discount": True,
    "include_other_subscription": True,
    "include_recurring": True,
    "include_refund": True,
    "include_subscription": True,
    "include_support": True,
    "include_tax": True,
    "include_upfront": True,
    "use_amortized": False,
    "use_blended": False,
}


def amount_form(amount: Any) -> Any:
    """A limit as a number, so that "1500", "1500.0" and "1500.00" are one."""
    try:
        return Decimal(str(amount))
    except InvalidOperation:
        return amount


class BudgetsBudget(Resource):
    """A budget: its id is `account:name`."""

    name = "aws_budgets_budget"
    not_emulated = "`filter_expression` is refused: use `cost_filter` blocks."
    force_new = frozenset({"account_id", "name", "name_prefix", "billing_view_arn"})
    defaults = {
        "time_period_end": NEVER,
        **{f"cost_types.{name}": value for name, value in COST_TYPES.items()},
    }
    same = {"limit_amount": amount_form, "planned_limit.amount": amount_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        name = config.get("name")
        if isinstance(name, str) and (len(name) > 100 or ":" in name or "\\" in name):
            yield Problem("a budget's name has at most 100 characters, no colon and no backslash", path=("name",))
        if isinstance(config.get("filter_expression"), list) and config["filter_expression"]:
            detail = "The local provider does not support filter_expression. Use cost_filter blocks instead."
            yield Problem("filter_expression is not emulated", detail, path=("filter_expression",))
        for argument in ("time_period_start", "time_period_end"):
            yield from _moment_problems(config, argument)

    def create(self, ctx: Context, planned: Values) -> str:
        account, name = planned.get("account_id") or ctx.account, chosen_name(planned)
        request = {
            "AccountId": account,
            "Budget": _sent(name, planned),
            "NotificationsWithSubscribers": [sent_notification(item) for item in planned.get("notification") or []],
            "ResourceTags": tag_list(planned.get("tags_all")),
        }
        _client(ctx).create_budget(**request)
        return f"{account}:{name}"

    def read(self, ctx: Context, state: Values) -> Values | None:
        account, _, name = state["id"].partition(":")
        client = _client(ctx)
        with absent(*GONE):
            budget = client.describe_budget(AccountId=account, BudgetName=name)["Budget"]
            arn = f"arn:{ctx.partition}:budgets::{account}:budget/{name}"
            tags = client.list_tags_for_resource(ResourceARN=arn).get("ResourceTags", [])
            return {
                "id": state["id"],
                "account_id": account,
                "arn": arn,
                **_reported(budget, state),
                "notification": [complete_notification(item) for item in notifications_of(client, account, name)],
                "tags_all": tag_map(tags),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        account, _, name = change.after["id"].partition(":")
        client = _client(ctx)
        names = {key for key in change.after if change.touches(key)} - {"notification", "tags", "tags_all"}
        if names:
            client.update_budget(AccountId=account, NewBudget=_sent(name, change.after))
        if change.touches("notification"):
            before, after = change.before.get("notification") or [], change.after.get("notification") or []
            write_notifications(client, account, name, before, after)
        arn = f"arn:{ctx.partition}:budgets::{account}:budget/{name}"
        if removed(change):
            client.untag_resource(ResourceARN=arn, ResourceTagKeys=removed(change))
        if written(change):
            client.tag_resource(ResourceARN=arn, ResourceTags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        account, _, name = state["id"].partition(":")
        with absent(*GONE):
            _client(ctx).delete_budget(AccountId=account, BudgetName=name)


def _client(ctx: Context) -> Any:
    return ctx.client("budgets")


def _moment_problems(config: Values, argument: str) -> Iterable[Problem]:
    value = config.get(argument)
    if not isinstance(value, str):
        return
    try:
        datetime.strptime(value, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        yield Problem(f"{argument} must have the form YYYY-MM-DD_hh:mm, got {value!r}", path=(argument,))


def _sent(name: str, planned: Values) -> Values:
    sent = {
        "BudgetName": name,
        "BudgetType": planned["budget_type"],
        "TimeUnit": planned["time_unit"],
        "TimePeriod": _sent_period(planned),
        "CostFilters": {item["name"]: list(item["values"]) for item in planned.get("cost_filter") or []},
        "CostTypes": _sent_types(first(planned.get("cost_types"))) if planned["budget_type"] == "COST" else None,
        "BillingViewArn": planned.get("billing_view_arn") or None,
        "Metrics": planned.get("metrics") or None,
        "AutoAdjustData": _sent_adjustment(first(planned.get("auto_adjust_data"))),
        "PlannedBudgetLimits": _sent_limits(planned.get("planned_limit") or []),
    }
    if planned.get("limit_amount") and not planned.get("planned_limit"):
        sent["BudgetLimit"] = {"Amount": planned["limit_amount"], "Unit": planned.get("limit_unit") or "USD"}
    return without_none(sent)


def _sent_period(planned: Values) -> Values | None:
    period = {
        "Start": _moment(planned.get("time_period_start")),
        "End": _moment(planned.get("time_period_end")),
    }
    return without_none(period) or None


def _moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC) if text else None


def _sent_types(wanted: Values) -> Values:
    types = {name: default if wanted.get(name) is None else wanted[name] for name, default in COST_TYPES.items()}
    return {_camel(name): value for name, value in types.items()}


def _sent_adjustment(wanted: Values) -> Values | None:
    if not wanted:
        return None
    options = first(wanted.get("historical_options"))
    sent: Values = {"AutoAdjustType": wanted["auto_adjust_type"]}
    if options:
        sent["HistoricalOptions"] = {"BudgetAdjustmentPeriod": options["budget_adjustment_period"]}
    return sent


def _sent_limits(limits: list[Values]) -> Values | None:
    sent = {}
    for limit in limits:
        start = _moment(limit["start_time"])
        if start is not None:
            sent[str(int(start.timestamp()))] = {"Amount": limit["amount"], "Unit": limit["unit"]}
    return sent or None


def _reported(budget: Values, state: Values) -> Values:
    limit = budget.get("BudgetLimit", {})
    period = budget["TimePeriod"]
    known_amount = state.get("limit_amount")
    amount = limit.get("Amount")
    same = known_amount is not None and amount_form(known_amount) == amount_form(amount)
    return {
        "name": budget["BudgetName"],
        "name_prefix": prefix_of(budget["BudgetName"]),
        "budget_type": budget["BudgetType"],
        "time_unit": budget["TimeUnit"],
        "time_period_start": period["Start"].astimezone(UTC).strftime(MOMENT),
        "time_period_end": period["End"].astimezone(UTC).strftime(MOMENT),
        "limit_amount": known_amount if same else amount,
        "limit_unit": limit.get("Unit"),
        "billing_view_arn": settled(budget.get("BillingViewArn"), state.get("billing_view_arn")),
        "metrics": settled(budget.get("Metrics"), state.get("metrics")),
        "cost_filter": [{"name": name, "values": values} for name, values in budget.get("CostFilters", {}).items()],
        "planned_limit": _reported_limits(budget.get("PlannedBudgetLimits", {}), state.get("planned_limit") or []),
        "auto_adjust_data": _reported_adjustment(budget.get("AutoAdjustData")),
        **_reported_types(budget, state),
    }


def _reported_types(budget: Values, state: Values) -> Values:
    """Cost types are reported where they are configured, and wherever they are not the provider's defaults."""
    types = {name: budget.get("CostTypes", {}).get(_camel(name), default) for name, default in COST_TYPES.items()}
    return {"cost_types": [types] if state.get("cost_types") or types != COST_TYPES else []}


def _reported_limits(limits: Values, known: list[Values]) -> list[Values]:
    texts = {(item["start_time"], amount_form(item["amount"])): item["amount"] for item in known}
    found = []
    for seconds, limit in limits.items():
        start = datetime.fromtimestamp(int(seconds), UTC).strftime(MOMENT)
        amount = texts.get((start, amount_form(limit["Amount"])), limit["Amount"])
        found.append({"start_time": start, "amount": amount, "unit": limit["Unit"]})
    return found


def _reported_adjustment(found: Values | None) -> list[Values]:
    if not found:
        return []
    options = found.get("HistoricalOptions")
    last = found.get("LastAutoAdjustTime")
    return [
        {
            "auto_adjust_type": found["AutoAdjustType"],
            "last_auto_adjust_time": last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if last else None,
            "historical_options": [
                {
                    "budget_adjustment_period": options["BudgetAdjustmentPeriod"],
                    "lookback_available_periods": options.get("LookBackAvailablePeriods"),
                }
            ]
            if options
            else [],
        }
    ]


def _camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))
