"""aws_iam_instance_profile: what lets an EC2 instance act as a role."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.iam_documents import GONE, name_problems
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written


class IamInstanceProfile(Resource):
    name = "aws_iam_instance_profile"
    force_new = frozenset({"name", "name_prefix", "path"})
    defaults = {"path": "/"}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config, 128)

    def create(self, ctx: Context, planned: Values) -> str:
        iam, name = ctx.client("iam"), chosen_name(planned)
        tags = tag_list(planned.get("tags_all")) or None
        iam.create_instance_profile(
            **without_none({"InstanceProfileName": name, "Path": planned.get("path") or "/", "Tags": tags})
        )
        with after_creation({"id": name, "name": name}):
            if planned.get("role"):
                iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=planned["role"])
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            profile = ctx.client("iam").get_instance_profile(InstanceProfileName=state["id"])["InstanceProfile"]
            roles = [role["RoleName"] for role in profile["Roles"]]
            return {
                "id": profile["InstanceProfileName"],
                "name": profile["InstanceProfileName"],
                "name_prefix": prefix_of(profile["InstanceProfileName"]),
                "arn": profile["Arn"],
                "path": profile["Path"],
                "unique_id": profile["InstanceProfileId"],
                "create_date": profile["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
                "role": settled(roles[0] if roles else None, state.get("role")),
                "tags_all": tag_map(profile.get("Tags", [])),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        iam, name = ctx.client("iam"), change.after["id"]
        if change.touches("role"):
            if change.before.get("role"):
                iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=change.before["role"])
            if change.after.get("role"):
                iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=change.after["role"])
        if removed(change):
            iam.untag_instance_profile(InstanceProfileName=name, TagKeys=removed(change))
        if written(change):
            iam.tag_instance_profile(InstanceProfileName=name, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        iam, name = ctx.client("iam"), state["id"]
        with absent(*GONE):
            if state.get("role"):
                with absent(*GONE):
                    iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=state["role"])
            iam.delete_instance_profile(InstanceProfileName=name)
