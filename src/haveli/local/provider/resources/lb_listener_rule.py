"""aws_lb_listener_rule: what a listener does with some of its requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import lb_actions, lb_conditions
from haveli.local.provider.resources.errors import absent, code_of
from haveli.local.provider.resources.lb import retag, tags_of
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import tag_list

GONE = ("RuleNotFound", "ListenerNotFound", "LoadBalancerNotFound")
#: How long rules of one listener that are made at once may take each other's places, in seconds.
PLACE_SECONDS = 60.0
HIGHEST = 50000


class ListenerRule(Resource):
    name = "aws_lb_listener_rule"
    not_emulated = "Actions of type `jwt-validation` are refused."
    force_new = frozenset({"listener_arn"})
    defaults = {
        **{f"action.{name}": value for name, value in lb_actions.DEFAULTS.items()},
        **{
            f"action.{block}.{name}": value
            for block in ("authenticate_cognito", "authenticate_oidc")
            for name, value in lb_actions.AUTHENTICATION_DEFAULTS.items()
        },
    }
    sensitive = frozenset({"action.authenticate_oidc.client_secret"})

    def validate(self, config: Values) -> Iterable[Problem]:
        priority = config.get("priority")
        if isinstance(priority, int | float) and not 1 <= priority <= HIGHEST:
            yield Problem(f"expected priority to be in the range (1 - {HIGHEST}), got {priority}", path=("priority",))
        yield from lb_actions.problems("action", config.get("action"))

    def create(self, ctx: Context, planned: Values) -> str:
        elb = ctx.client("elbv2")
        request = {"ListenerArn": planned["listener_arn"], **_sent(planned), **_tags(planned)}
        if planned.get("priority"):
            return str(elb.create_rule(**request, Priority=planned["priority"])["Rules"][0]["RuleArn"])

        def created() -> str | None:
            """After the last rule; another one made at the same time may take the place first."""
            try:
                place = _last_priority(elb, planned["listener_arn"]) + 1
                return str(elb.create_rule(**request, Priority=place)["Rules"][0]["RuleArn"])
            except ClientError as error:
                if code_of(error) == "PriorityInUse":
                    return None
                raise

        return ctx.wait(created, what=f"a free priority of {planned['listener_arn']}", seconds=PLACE_SECONDS)

    def read(self, ctx: Context, state: Values) -> Values | None:
        elb, arn = ctx.client("elbv2"), state["id"]
        with absent(*GONE):
            found = elb.describe_rules(RuleArns=[arn])["Rules"][0]
            return {
                "id": arn,
                "arn": arn,
                "listener_arn": _listener(arn),
                "priority": int(found["Priority"]),
                "action": lb_actions.reported(found["Actions"], state.get("action")),
                "condition": lb_conditions.reported_conditions(found.get("Conditions", [])),
                "transform": lb_conditions.reported_transforms(found.get("Transforms", [])),
                "tags_all": tags_of(elb, arn),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        elb, arn, after = ctx.client("elbv2"), change.after["id"], change.after
        if change.touches("priority"):
            elb.set_rule_priorities(RulePriorities=[{"RuleArn": arn, "Priority": after["priority"]}])
        if change.touches("action", "condition", "transform"):
            reset = {} if after.get("transform") else {"ResetTransforms": True}
            elb.modify_rule(RuleArn=arn, **_sent(after), **reset)
        retag(elb, arn, change)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("elbv2").delete_rule(RuleArn=state["id"])


def _sent(planned: Values) -> Values:
    return without_none(
        {
            "Actions": lb_actions.sent(planned["action"]),
            "Conditions": lb_conditions.sent_conditions(planned["condition"]),
            "Transforms": lb_conditions.sent_transforms(planned.get("transform") or []) or None,
        }
    )


def _tags(planned: Values) -> Values:
    return without_none({"Tags": tag_list(planned.get("tags_all")) or None})


def _last_priority(elb: Any, listener: str) -> int:
    pages = elb.get_paginator("describe_rules").paginate(ListenerArn=listener)
    priorities = [rule["Priority"] for page in pages for rule in page["Rules"]]
    return max((int(priority) for priority in priorities if priority != "default"), default=0)


def _listener(rule: str) -> str:
    return rule.replace(":listener-rule/", ":listener/").rpartition("/")[0]
