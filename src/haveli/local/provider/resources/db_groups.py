"""aws_db_subnet_group and aws_db_parameter_group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation, code_of
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

SUBNET_GROUP_GONE = ("DBSubnetGroupNotFoundFault",)
PARAMETER_GROUP_GONE = ("DBParameterGroupNotFound",)
#: RDS changes at most this many parameters in one request (API reference, ModifyDBParameterGroup).
BATCH = 20
#: How long a group's deletion waits for instances that go, in seconds. The genuine provider's limit is 3 minutes.
RELEASE_SECONDS = 60.0


class DbSubnetGroup(Resource):
    name = "aws_db_subnet_group"
    force_new = frozenset({"name", "name_prefix"})
    defaults = {"description": "Managed by Terraform"}
    same = {"name": str.lower}
    recomputed = {"vpc_id": frozenset({"subnet_ids"}), "supported_network_types": frozenset({"subnet_ids"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 255, r"[\w. -]")
        if config.get("name") == "default":
            yield Problem('"name" is not allowed as "Default"', path=("name",))

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name(planned)
        ctx.client("rds").create_db_subnet_group(
            DBSubnetGroupName=name,
            DBSubnetGroupDescription=planned["description"],
            SubnetIds=planned["subnet_ids"],
            Tags=tag_list(planned.get("tags_all")),
        )
        return name.lower()

    def read(self, ctx: Context, state: Values) -> Values | None:
        rds = ctx.client("rds")
        with absent(*SUBNET_GROUP_GONE):
            found = rds.describe_db_subnet_groups(DBSubnetGroupName=state["id"])["DBSubnetGroups"][0]
            return {
                "id": found["DBSubnetGroupName"],
                "name": found["DBSubnetGroupName"],
                "name_prefix": prefix_of(found["DBSubnetGroupName"]),
                "arn": found["DBSubnetGroupArn"],
                "description": found["DBSubnetGroupDescription"],
                "subnet_ids": [subnet["SubnetIdentifier"] for subnet in found["Subnets"]],
                "supported_network_types": found.get("SupportedNetworkTypes", []),
                "vpc_id": found["VpcId"],
                "tags_all": tags_of(rds, found["DBSubnetGroupArn"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        rds, after = ctx.client("rds"), change.after
        if change.touches("description", "subnet_ids"):
            rds.modify_db_subnet_group(
                DBSubnetGroupName=after["id"],
                DBSubnetGroupDescription=after["description"],
                SubnetIds=after["subnet_ids"],
            )
        retag(rds, after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        def call() -> None:
            ctx.client("rds").delete_db_subnet_group(DBSubnetGroupName=state["id"])

        with absent(*SUBNET_GROUP_GONE):
            when_unused(ctx, call, "InvalidDBSubnetGroupStateFault", f"subnet group {state['id']}")


class DbParameterGroup(Resource):
    name = "aws_db_parameter_group"
    force_new = frozenset({"description", "family", "name", "name_prefix"})
    defaults = {"description": "Managed by Terraform", "skip_destroy": False, "parameter.apply_method": "immediate"}
    same = {"parameter.name": str.lower}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 255, r"[0-9A-Za-z.-]")

    def create(self, ctx: Context, planned: Values) -> str:
        rds, name = ctx.client("rds"), chosen_name(planned).lower()
        rds.create_db_parameter_group(
            DBParameterGroupName=name,
            DBParameterGroupFamily=planned["family"],
            Description=planned["description"],
            Tags=tag_list(planned.get("tags_all")),
        )
        with after_creation({"id": name, "name": name}):
            _write_parameters(rds, name, planned.get("parameter") or [])
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        rds, name = ctx.client("rds"), state["id"]
        with absent(*PARAMETER_GROUP_GONE):
            found = rds.describe_db_parameter_groups(DBParameterGroupName=name)["DBParameterGroups"][0]
            return {
                "id": found["DBParameterGroupName"],
                "name": found["DBParameterGroupName"],
                "name_prefix": prefix_of(found["DBParameterGroupName"]),
                "arn": found["DBParameterGroupArn"],
                "description": found["Description"],
                "family": found["DBParameterGroupFamily"],
                "parameter": _parameters(rds, name, state.get("parameter") or []),
                "tags_all": tags_of(rds, found["DBParameterGroupArn"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        rds, name = ctx.client("rds"), change.after["id"]
        if change.touches("parameter"):
            before = {item["name"].lower(): item for item in change.before.get("parameter") or []}
            after = {item["name"].lower(): item for item in change.after.get("parameter") or []}
            _write_parameters(rds, name, [item for key, item in after.items() if before.get(key) != item])
            _reset_parameters(rds, name, [item for key, item in before.items() if key not in after])
        retag(rds, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        def call() -> None:
            ctx.client("rds").delete_db_parameter_group(DBParameterGroupName=state["id"])

        if state.get("skip_destroy"):
            return
        with absent(*PARAMETER_GROUP_GONE):
            when_unused(ctx, call, "InvalidDBParameterGroupState", f"parameter group {state['id']}")


def tags_of(rds: Any, arn: str) -> dict[str, str]:
    """The tags of an instance or a group."""
    return tag_map(rds.list_tags_for_resource(ResourceName=arn)["TagList"])


def retag(rds: Any, arn: str, change: Change) -> None:
    """Brings the tags of an instance or a group up to a change."""
    if removed(change):
        rds.remove_tags_from_resource(ResourceName=arn, TagKeys=removed(change))
    if written(change):
        rds.add_tags_to_resource(ResourceName=arn, Tags=tag_list(written(change)))


def when_unused(ctx: Context, delete: Any, refusal: str, what: str) -> None:
    """Deletes a group once nothing uses it: the instance's deletion may be under way."""

    def deleted() -> bool | None:
        try:
            delete()
        except ClientError as error:
            if code_of(error) == refusal:
                return None
            raise
        return True

    ctx.wait(deleted, what=f"{what} is in use; its deletion", seconds=RELEASE_SECONDS)


def _parameters(rds: Any, name: str, known: list[Values]) -> list[Values]:
    """The parameters that are not the engine's own. How a change is applied is the request's, not the group's."""
    methods = {item["name"].lower(): item.get("apply_method") for item in known}
    pages = rds.get_paginator("describe_db_parameters").paginate(DBParameterGroupName=name, Source="user")
    return [
        {
            "name": item["ParameterName"].lower(),
            "value": item.get("ParameterValue", ""),
            "apply_method": methods.get(item["ParameterName"].lower()) or item.get("ApplyMethod", "immediate"),
        }
        for page in pages
        for item in page["Parameters"]
    ]


def _sent(items: list[Values]) -> list[Values]:
    return [
        {"ParameterName": item["name"], "ParameterValue": item["value"], "ApplyMethod": item["apply_method"]}
        for item in items
    ]


def _write_parameters(rds: Any, name: str, items: list[Values]) -> None:
    for start in range(0, len(items), BATCH):
        rds.modify_db_parameter_group(DBParameterGroupName=name, Parameters=_sent(items[start : start + BATCH]))


def _reset_parameters(rds: Any, name: str, items: list[Values]) -> None:
    for start in range(0, len(items), BATCH):
        rds.reset_db_parameter_group(
            DBParameterGroupName=name, ResetAllParameters=False, Parameters=_sent(items[start : start + BATCH])
        )
