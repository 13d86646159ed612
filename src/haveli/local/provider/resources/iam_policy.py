"""aws_iam_policy, aws_iam_role_policy and aws_iam_role_policy_attachment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.iam_documents import (
    GONE,
    document_problems,
    name_problems,
    page_items,
    reported_document,
)
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.policy_json import policy_form
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

#: A managed policy keeps at most this many versions (IAM quotas, 2026-11).
MOST_VERSIONS = 5


class IamPolicy(Resource):
    name = "aws_iam_policy"
    force_new = frozenset({"name", "name_prefix", "path", "description"})
    defaults = {"path": "/"}
    same = {"policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config, 128)
        yield from document_problems(config, "policy")

    def create(self, ctx: Context, planned: Values) -> str:
        request = {
            "PolicyName": chosen_name(planned),
            "PolicyDocument": planned["policy"],
            "Path": planned.get("path") or "/",
            "Description": planned.get("description") or None,
            "Tags": tag_list(planned.get("tags_all")) or None,
        }
        return str(ctx.client("iam").create_policy(**without_none(request))["Policy"]["Arn"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        iam, arn = ctx.client("iam"), state["id"]
        with absent(*GONE):
            policy = iam.get_policy(PolicyArn=arn)["Policy"]
            version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
            return {
                "id": arn,
                "arn": arn,
                "name": policy["PolicyName"],
                "name_prefix": prefix_of(policy["PolicyName"]),
                "path": policy["Path"],
                "description": settled(policy.get("Description"), state.get("description")),
                "policy_id": policy["PolicyId"],
                "attachment_count": policy.get("AttachmentCount", 0),
                "policy": reported_document(version["Document"], state.get("policy")),
                "tags_all": tag_map(policy.get("Tags", [])),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        iam, arn = ctx.client("iam"), change.after["id"]
        if change.touches("policy"):
            _make_room(iam, arn)
            iam.create_policy_version(PolicyArn=arn, PolicyDocument=change.after["policy"], SetAsDefault=True)
        if removed(change):
            iam.untag_policy(PolicyArn=arn, TagKeys=removed(change))
        if written(change):
            iam.tag_policy(PolicyArn=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        iam, arn = ctx.client("iam"), state["id"]
        with absent(*GONE):
            for version in _old_versions(iam, arn):
                iam.delete_policy_version(PolicyArn=arn, VersionId=version["VersionId"])
            iam.delete_policy(PolicyArn=arn)


class IamRolePolicy(Resource):
    """A policy inside a role: its id is `role:name`."""

    name = "aws_iam_role_policy"
    force_new = frozenset({"name", "name_prefix", "role"})
    same = {"policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config, 128)
        yield from document_problems(config, "policy")

    def create(self, ctx: Context, planned: Values) -> str:
        role, name = planned["role"], chosen_name(planned)
        ctx.client("iam").put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=planned["policy"])
        return f"{role}:{name}"

    def read(self, ctx: Context, state: Values) -> Values | None:
        role, name = _role_and_name(state)
        with absent(*GONE):
            answer = ctx.client("iam").get_role_policy(RoleName=role, PolicyName=name)
            policy = reported_document(answer["PolicyDocument"], state.get("policy"))
            return {
                "id": state["id"],
                "role": role,
                "name": name,
                "name_prefix": prefix_of(name),
                "policy": policy,
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        role, name = _role_and_name(change.after)
        ctx.client("iam").put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=change.after["policy"])

    def delete(self, ctx: Context, state: Values) -> None:
        role, name = _role_and_name(state)
        with absent(*GONE):
            ctx.client("iam").delete_role_policy(RoleName=role, PolicyName=name)


class IamRolePolicyAttachment(Resource):
    """A managed policy on a role: its id is `role/arn`, which is also how it is imported."""

    name = "aws_iam_role_policy_attachment"
    force_new = frozenset({"role", "policy_arn"})

    def create(self, ctx: Context, planned: Values) -> str:
        ctx.client("iam").attach_role_policy(RoleName=planned["role"], PolicyArn=planned["policy_arn"])
        return f"{planned['role']}/{planned['policy_arn']}"

    def read(self, ctx: Context, state: Values) -> Values | None:
        role, arn = state["role"], state["policy_arn"]
        with absent(*GONE):
            attached = page_items(ctx.client("iam"), "list_attached_role_policies", "AttachedPolicies", RoleName=role)
            if any(policy["PolicyArn"] == arn for policy in attached):
                return {"role": role, "policy_arn": arn}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        """Both arguments replace the attachment: there is nothing to update."""

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("iam").detach_role_policy(RoleName=state["role"], PolicyArn=state["policy_arn"])

    def import_state(self, ctx: Context, id: str) -> Values:
        role, _, arn = id.partition("/")
        return {"id": id, "role": role, "policy_arn": arn}


def _role_and_name(state: Values) -> tuple[str, str]:
    role, _, name = state["id"].partition(":")
    return role, name


def _old_versions(iam: Any, arn: str) -> list[Values]:
    """The versions of a policy that are not in force, oldest first."""
    versions = page_items(iam, "list_policy_versions", "Versions", PolicyArn=arn)
    old = [version for version in versions if not version["IsDefaultVersion"]]
    return sorted(old, key=lambda version: int(version["VersionId"].removeprefix("v")))


def _make_room(iam: Any, arn: str) -> None:
    old = _old_versions(iam, arn)
    if len(old) + 1 >= MOST_VERSIONS:
        iam.delete_policy_version(PolicyArn=arn, VersionId=old[0]["VersionId"])
