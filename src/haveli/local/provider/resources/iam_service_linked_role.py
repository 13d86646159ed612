"""aws_iam_service_linked_role: a role that a service makes for itself. Its deletion is a task that is waited for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.iam_documents import GONE
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

DELETE_SECONDS = 10 * 60


class IamServiceLinkedRole(Resource):
    name = "aws_iam_service_linked_role"
    force_new = frozenset({"aws_service_name", "custom_suffix"})

    def validate(self, config: Values) -> Iterable[Problem]:
        service = config.get("aws_service_name")
        if isinstance(service, str) and not service.endswith((".amazonaws.com", ".amazonaws.com.cn")):
            detail = f"{service!r} must be a service's name such as elasticmapreduce.amazonaws.com."
            yield Problem("invalid value for aws_service_name", detail, ("aws_service_name",))

    def create(self, ctx: Context, planned: Values) -> str:
        iam = ctx.client("iam")
        request = {
            "AWSServiceName": planned["aws_service_name"],
            "CustomSuffix": planned.get("custom_suffix") or None,
            "Description": planned.get("description") or None,
        }
        role = iam.create_service_linked_role(**without_none(request))["Role"]
        if planned.get("tags_all"):
            iam.tag_role(RoleName=role["RoleName"], Tags=tag_list(planned["tags_all"]))
        return str(role["Arn"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            role = ctx.client("iam").get_role(RoleName=_name(state["id"]))["Role"]
            service = _service(role["Path"])
            return {
                "id": role["Arn"],
                "arn": role["Arn"],
                "aws_service_name": service,
                "create_date": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
                "custom_suffix": settled(_suffix(role, state), state.get("custom_suffix")),
                "description": settled(role.get("Description"), state.get("description")),
                "name": role["RoleName"],
                "path": role["Path"],
                "unique_id": role["RoleId"],
                "tags_all": tag_map(role.get("Tags") or ()),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        iam, name = ctx.client("iam"), _name(change.after["id"])
        if change.touches("description"):
            iam.update_role(RoleName=name, Description=change.after.get("description") or "")
        if removed(change):
            iam.untag_role(RoleName=name, TagKeys=removed(change))
        if written(change):
            iam.tag_role(RoleName=name, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        iam, name = ctx.client("iam"), _name(state["id"])
        with absent(*GONE):
            task = iam.delete_service_linked_role(RoleName=name)["DeletionTaskId"]
            ctx.wait(lambda: _when_deleted(iam, task), what=f"the deletion of role {name}", seconds=DELETE_SECONDS)


def _when_deleted(iam: Any, task: str) -> bool | None:
    found = iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
    if found["Status"] == "FAILED":
        raise ValueError(f"IAM did not delete the role: {(found.get('Reason') or {}).get('Reason')}")
    return True if found["Status"] == "SUCCEEDED" else None


def _name(arn: str) -> str:
    return arn.rpartition("/")[2]


def _service(path: str) -> str:
    """`elasticmapreduce.amazonaws.com` of `/aws-service-role/elasticmapreduce.amazonaws.com/`."""
    return path.strip("/").rpartition("/")[2]


def _suffix(role: Values, state: Values) -> str | None:
    """The suffix that the role's name ends with; a role that is imported tells it by its underscore."""
    known = state.get("custom_suffix")
    if known and role["RoleName"].endswith(f"_{known}"):
        return str(known)
    return None if state.get("aws_service_name") else (role["RoleName"].partition("_")[2] or None)
