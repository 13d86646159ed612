"""aws_ssm_parameter: a value with a name, plain or encrypted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("ParameterNotFound",)
SECURE = "SecureString"
TYPES = ("String", "StringList", SECURE)
_WRITTEN = ("allowed_pattern", "data_type", "description", "insecure_value", "key_id", "tier", "type", "value")


class SsmParameter(Resource):
    name = "aws_ssm_parameter"
    not_emulated = "`value_wo` is refused: the provider cannot keep a write-only argument out of the state."
    force_new = frozenset({"name"})
    sensitive = frozenset({"value"})
    recomputed = {"key_id": frozenset({"type"}), "version": frozenset(_WRITTEN)}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from choice_problems(config, ("type",), TYPES)
        yield from choice_problems(config, ("tier",), ("Standard", "Advanced", "Intelligent-Tiering"))
        given = [name for name in ("insecure_value", "value", "value_wo") if config.get(name) is not None]
        if len(given) != 1:
            yield Problem("Invalid combination of arguments", "Exactly one of value and insecure_value.", ("value",))
        if config.get("type") == SECURE and config.get("insecure_value") is not None:
            yield Problem("invalid configuration", "insecure_value cannot hold a SecureString.", ("insecure_value",))

    def create(self, ctx: Context, planned: Values) -> str:
        ssm, name = ctx.client("ssm"), planned["name"]
        tags = tag_list(planned.get("tags_all"))
        overwrite = bool(planned.get("overwrite"))
        # SSM takes no tags beside Overwrite.
        ssm.put_parameter(**_request(planned), Overwrite=overwrite, **({} if overwrite else {"Tags": tags}))
        if overwrite and tags:
            ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId=name, Tags=tags)
        return str(name)

    def read(self, ctx: Context, state: Values) -> Values | None:
        ssm, name = ctx.client("ssm"), state["id"]
        with absent(*GONE):
            found = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]
            known = _described(ssm, name)
            tags = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name).get("TagList", [])
            return {**_reported(found, known, state), **_values(found, state), "tags_all": tag_map(tags)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        ssm, name = ctx.client("ssm"), change.after["id"]
        if change.touches(*_WRITTEN):
            ssm.put_parameter(**_request(change.after), Overwrite=True)
        if removed(change):
            ssm.remove_tags_from_resource(ResourceType="Parameter", ResourceId=name, TagKeys=removed(change))
        if written(change):
            ssm.add_tags_to_resource(ResourceType="Parameter", ResourceId=name, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("ssm").delete_parameter(Name=state["id"])


def _request(values: Values) -> Values:
    secure = values["type"] == SECURE
    return without_none(
        {
            "Name": values["name"],
            "Type": values["type"],
            "Value": values.get("insecure_value") or values.get("value"),
            "Description": values.get("description") or "",
            "AllowedPattern": values.get("allowed_pattern") or "",
            "DataType": values.get("data_type"),
            "KeyId": values.get("key_id") or None if secure else None,
            "Tier": values.get("tier"),
        }
    )


def _described(ssm: Any, name: str) -> Values:
    """What GetParameter does not tell."""
    filters = [{"Key": "Name", "Option": "Equals", "Values": [name]}]
    for page in ssm.get_paginator("describe_parameters").paginate(ParameterFilters=filters):
        for item in page["Parameters"]:
            return dict(item)
    return {}


def _reported(found: Values, known: Values, state: Values) -> Values:
    return {
        "id": found["Name"],
        "allowed_pattern": settled(known.get("AllowedPattern"), state.get("allowed_pattern")),
        "arn": found["ARN"],
        "data_type": found.get("DataType", "text"),
        "description": settled(known.get("Description"), state.get("description")),
        "has_value_wo": False,
        "key_id": known.get("KeyId") or "",
        "name": found["Name"],
        "tier": known.get("Tier", "Standard"),
        "type": found["Type"],
        "version": found["Version"],
    }


def _values(found: Values, state: Values) -> Values:
    """A value is in the argument that it was given in; the other one is empty."""
    if state.get("insecure_value") and found["Type"] != SECURE:
        return {"insecure_value": found["Value"], "value": state.get("value") and found["Value"]}
    return {"insecure_value": state.get("insecure_value") and found["Value"], "value": found["Value"]}
