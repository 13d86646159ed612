"""aws_cloudwatch_event_rule: which events, or when, EventBridge sends something to a rule's targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("ResourceNotFoundException",)
DEFAULT_BUS = "default"
#: EventBridge removes at most this many targets in one request (API reference, RemoveTargets).
BATCH = 100


class EventRule(Resource):
    name = "aws_cloudwatch_event_rule"
    force_new = frozenset({"event_bus_name", "name", "name_prefix"})
    defaults = {"event_bus_name": DEFAULT_BUS, "force_destroy": False, "state": "ENABLED"}
    same = {"event_pattern": json_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 64, r"[\w.-]")
        if config.get("event_pattern") is None and config.get("schedule_expression") is None:
            yield Problem("one of `event_pattern,schedule_expression` must be specified", path=("event_pattern",))
        pattern = config.get("event_pattern")
        if isinstance(pattern, str) and not isinstance(json_form(pattern), dict):
            yield Problem('"event_pattern" contains an invalid JSON', f"Got {pattern!r}.", path=("event_pattern",))
        if config.get("is_enabled") is not None and config.get("state") is not None:
            yield Problem('"is_enabled": conflicts with state', path=("is_enabled",))

    def create(self, ctx: Context, planned: Values) -> Values:
        name = chosen_name(planned)
        ctx.client("events").put_rule(
            **_sent(name, planned), **without_none({"Tags": tag_list(planned.get("tags_all")) or None})
        )
        return {"id": rule_id(planned["event_bus_name"], name), "name": name}

    def read(self, ctx: Context, state: Values) -> Values | None:
        events, (bus, name) = ctx.client("events"), parts_of(state["id"])
        with absent(*GONE):
            found = events.describe_rule(Name=name, EventBusName=bus)
            tags = tag_map(events.list_tags_for_resource(ResourceARN=found["Arn"])["Tags"])
            return {**_reported(found, state), "event_bus_name": bus, "tags_all": tags}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        events, after = ctx.client("events"), change.after
        if any(change.touches(name) for name in after if name not in ("tags", "tags_all", "force_destroy")):
            events.put_rule(**_sent(after["name"], after))
        if removed(change):
            events.untag_resource(ResourceARN=after["arn"], TagKeys=removed(change))
        if written(change):
            events.tag_resource(ResourceARN=after["arn"], Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        """A rule with targets stays: EventBridge refuses, and nothing here removes what others put there."""
        bus, name = parts_of(state["id"])
        with absent(*GONE):
            ctx.client("events").delete_rule(
                Name=name, EventBusName=bus, **({"Force": True} if state.get("force_destroy") else {})
            )

    def import_state(self, ctx: Context, id: str) -> Values:
        bus, name = parts_of(id)
        return {"id": rule_id(bus, name), "name": name, "event_bus_name": bus, "force_destroy": False}


def rule_id(bus: str, name: str) -> str:
    """A rule of the default bus goes by its name alone."""
    return name if bus == DEFAULT_BUS else f"{bus}/{name}"


def parts_of(id: str) -> tuple[str, str]:
    """The bus and the name of a rule."""
    bus, _, name = id.rpartition("/")
    return bus or DEFAULT_BUS, name


def _sent(name: str, planned: Values) -> Values:
    """PutRule replaces the whole rule: what is left out is taken away."""
    enabled = planned.get("is_enabled")
    state = planned.get("state") if enabled is None else "ENABLED" if enabled else "DISABLED"
    return without_none(
        {
            "Name": name,
            "EventBusName": planned["event_bus_name"],
            "Description": planned.get("description") or None,
            "EventPattern": planned.get("event_pattern") or None,
            "RoleArn": planned.get("role_arn") or None,
            "ScheduleExpression": planned.get("schedule_expression") or None,
            "State": state,
        }
    )


def _reported(found: Values, state: Values) -> Values:
    is_enabled = found.get("State", "ENABLED") != "DISABLED"
    by_switch = state.get("is_enabled") is not None
    return {
        "id": rule_id(found.get("EventBusName", DEFAULT_BUS), found["Name"]),
        "arn": found["Arn"],
        "name": found["Name"],
        "name_prefix": prefix_of(found["Name"]),
        "description": settled(found.get("Description"), state.get("description")),
        "event_pattern": _pattern(found.get("EventPattern"), state.get("event_pattern")),
        "role_arn": settled(found.get("RoleArn"), state.get("role_arn")),
        "schedule_expression": settled(found.get("ScheduleExpression"), state.get("schedule_expression")),
        "state": state.get("state") if by_switch else found.get("State", "ENABLED"),
        "is_enabled": is_enabled if by_switch else None,
    }


def _pattern(found: Any, known: Any) -> Any:
    if found and known and json_form(found) == json_form(known):
        return known
    return settled(found, known)
