"""aws_cloudwatch_log_group and aws_cloudwatch_dashboard. Alarms have a module of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import own, removed, written

#: Days that CloudWatch Logs can keep events; 0 is for ever (PutRetentionPolicy, API reference, 2026-11).
RETENTIONS = frozenset(
    {0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731} | {1096, 1827, 2192, 2557, 2922, 3288, 3653}
)


class CloudwatchLogGroup(Resource):
    name = "aws_cloudwatch_log_group"
    force_new = frozenset({"name", "name_prefix", "log_group_class"})
    defaults = {"retention_in_days": 0, "skip_destroy": False}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 512, r"[\w./#-]")
        days = config.get("retention_in_days")
        if isinstance(days, int | float) and days not in RETENTIONS:
            detail = f"One of {', '.join(map(str, sorted(RETENTIONS)))}."
            yield Problem(f"{days} is no retention_in_days of CloudWatch Logs", detail, path=("retention_in_days",))

    def create(self, ctx: Context, planned: Values) -> str:
        logs, name = ctx.client("logs"), chosen_name(planned)
        request = {
            "logGroupName": name,
            "kmsKeyId": planned.get("kms_key_id") or None,
            "logGroupClass": planned.get("log_group_class") or None,
            "tags": planned.get("tags_all") or None,
        }
        logs.create_log_group(**without_none(request))
        with after_creation({"id": name, "name": name}):
            if planned.get("retention_in_days"):
                logs.put_retention_policy(logGroupName=name, retentionInDays=planned["retention_in_days"])
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        logs, name = ctx.client("logs"), state["id"]
        with absent("ResourceNotFoundException"):
            group = _group(logs, name)
            if group is None:
                return None
            arn = group["arn"].removesuffix(":*")
            return {
                "id": name,
                "name": name,
                "name_prefix": prefix_of(name),
                "arn": arn,
                "kms_key_id": settled(group.get("kmsKeyId"), state.get("kms_key_id")),
                "log_group_class": group.get("logGroupClass", "STANDARD"),
                "retention_in_days": group.get("retentionInDays", 0),
                "deletion_protection_enabled": bool(group.get("deletionProtectionEnabled")),
                "tags_all": own(logs.list_tags_for_resource(resourceArn=arn)["tags"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        logs, name, after = ctx.client("logs"), change.after["id"], change.after
        if change.touches("retention_in_days"):
            _retain(logs, name, after.get("retention_in_days"))
        if change.touches("kms_key_id"):
            if after.get("kms_key_id"):
                logs.associate_kms_key(logGroupName=name, kmsKeyId=after["kms_key_id"])
            else:
                logs.disassociate_kms_key(logGroupName=name)
        if removed(change):
            logs.untag_resource(resourceArn=after["arn"], tagKeys=removed(change))
        if written(change):
            logs.tag_resource(resourceArn=after["arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        if state.get("skip_destroy"):
            return
        with absent("ResourceNotFoundException"):
            ctx.client("logs").delete_log_group(logGroupName=state["id"])


class CloudwatchDashboard(Resource):
    name = "aws_cloudwatch_dashboard"
    force_new = frozenset({"dashboard_name"})
    same = {"dashboard_body": json_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        body = config.get("dashboard_body")
        if isinstance(body, str) and not isinstance(json_form(body), dict):
            yield Problem('"dashboard_body" contains an invalid JSON', path=("dashboard_body",))

    def create(self, ctx: Context, planned: Values) -> str:
        _write_dashboard(ctx, planned)
        return str(planned["dashboard_name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent("ResourceNotFound", "ResourceNotFoundException", "DashboardNotFoundError"):
            found = ctx.client("cloudwatch").get_dashboard(DashboardName=state["id"])
            body, known = found["DashboardBody"], state.get("dashboard_body")
            return {
                "id": state["id"],
                "dashboard_name": found["DashboardName"],
                "dashboard_arn": found["DashboardArn"],
                "dashboard_body": known if json_form(known) == json_form(body) else body,
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _write_dashboard(ctx, change.after)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent("ResourceNotFound", "ResourceNotFoundException", "DashboardNotFoundError"):
            ctx.client("cloudwatch").delete_dashboards(DashboardNames=[state["id"]])


def _group(logs: Any, name: str) -> Values | None:
    """The group of exactly this name; the service lists by prefix."""
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=name):
        for group in page["logGroups"]:
            if group["logGroupName"] == name:
                return dict(group)
    return None


def _retain(logs: Any, name: str, days: int | None) -> None:
    if days:
        logs.put_retention_policy(logGroupName=name, retentionInDays=days)
    else:
        logs.delete_retention_policy(logGroupName=name)


def _write_dashboard(ctx: Context, planned: Values) -> None:
    name, body = planned["dashboard_name"], planned["dashboard_body"]
    ctx.client("cloudwatch").put_dashboard(DashboardName=name, DashboardBody=body)
