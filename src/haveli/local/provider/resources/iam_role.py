"""aws_iam_role: a role with its trust policy, inline and attached policies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation
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


class IamRole(Resource):
    name = "aws_iam_role"
    force_new = frozenset({"name", "name_prefix", "path"})
    defaults = {"force_detach_policies": False, "max_session_duration": 3600, "path": "/"}
    same = {"assume_role_policy": policy_form, "inline_policy.policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from name_problems(config, 64)
        yield from document_problems(config, "assume_role_policy")
        seconds = config.get("max_session_duration")
        if isinstance(seconds, int | float) and not 3600 <= seconds <= 43200:
            yield Problem(
                "expected max_session_duration to be in the range (3600 - 43200)", path=("max_session_duration",)
            )

    def create(self, ctx: Context, planned: Values) -> str:
        iam, name = ctx.client("iam"), chosen_name(planned)
        iam.create_role(**_creation(name, planned))
        with after_creation({"id": name, "name": name}):
            _write_inline(iam, name, [], planned.get("inline_policy") or [])
            _attach(iam, name, planned.get("managed_policy_arns") or [])
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        iam, name = ctx.client("iam"), state["id"]
        with absent(*GONE):
            role = iam.get_role(RoleName=name)["Role"]
            return {
                **_reported(role, state),
                **_reported_inline(iam, name, state.get("inline_policy") or []),
                "managed_policy_arns": _attached(iam, name),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        iam, name, after = ctx.client("iam"), change.after["id"], change.after
        if change.touches("assume_role_policy"):
            iam.update_assume_role_policy(RoleName=name, PolicyDocument=after["assume_role_policy"])
        if change.touches("description", "max_session_duration"):
            seconds = after.get("max_session_duration") or 3600
            iam.update_role(RoleName=name, Description=after.get("description") or "", MaxSessionDuration=seconds)
        if change.touches("permissions_boundary"):
            _write_boundary(iam, name, after.get("permissions_boundary"))
        if change.touches("inline_policy"):
            _write_inline(iam, name, change.before.get("inline_policy") or [], after.get("inline_policy") or [])
        if change.touches("managed_policy_arns"):
            wanted, found = set(after.get("managed_policy_arns") or []), set(_attached(iam, name))
            _detach(iam, name, sorted(found - wanted))
            _attach(iam, name, sorted(wanted - found))
        if removed(change):
            iam.untag_role(RoleName=name, TagKeys=removed(change))
        if written(change):
            iam.tag_role(RoleName=name, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        iam, name = ctx.client("iam"), state["id"]
        with absent(*GONE):
            for profile in page_items(iam, "list_instance_profiles_for_role", "InstanceProfiles", RoleName=name):
                profile_name = profile["InstanceProfileName"]
                iam.remove_role_from_instance_profile(InstanceProfileName=profile_name, RoleName=name)
            if state.get("force_detach_policies") or state.get("managed_policy_arns"):
                _detach(iam, name, _attached(iam, name))
            if state.get("force_detach_policies") or state.get("inline_policy"):
                _delete_inline(iam, name, _inline_names(iam, name))
            iam.delete_role(RoleName=name)

    def import_state(self, ctx: Context, id: str) -> Values:
        return {"id": id, "name": id, "force_detach_policies": False}


def _creation(name: str, planned: Values) -> Values:
    return without_none(
        {
            "RoleName": name,
            "AssumeRolePolicyDocument": planned["assume_role_policy"],
            "Path": planned.get("path") or "/",
            "Description": planned.get("description") or None,
            "MaxSessionDuration": planned.get("max_session_duration"),
            "PermissionsBoundary": planned.get("permissions_boundary") or None,
            "Tags": tag_list(planned.get("tags_all")) or None,
        }
    )


def _reported(role: Values, state: Values) -> Values:
    boundary = role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
    return {
        "id": role["RoleName"],
        "name": role["RoleName"],
        "name_prefix": prefix_of(role["RoleName"]),
        "arn": role["Arn"],
        "unique_id": role["RoleId"],
        "create_date": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "path": role["Path"],
        "description": settled(role.get("Description"), state.get("description")),
        "max_session_duration": role.get("MaxSessionDuration", 3600),
        "permissions_boundary": settled(boundary, state.get("permissions_boundary")),
        "assume_role_policy": reported_document(role["AssumeRolePolicyDocument"], state.get("assume_role_policy")),
        "tags_all": tag_map(role.get("Tags", [])),
    }


def _reported_inline(iam: Any, role: str, known: list[Values]) -> Values:
    """The inline policies, where the configuration manages them: a lone empty block manages them to be none."""
    if not known:
        return {}
    texts = {item.get("name"): item.get("policy") for item in known}
    found = [
        {"name": name, "policy": reported_document(_inline_document(iam, role, name), texts.get(name))}
        for name in _inline_names(iam, role)
    ]
    if not found and None in texts:
        return {"inline_policy": known}
    return {"inline_policy": found}


def _inline_names(iam: Any, role: str) -> list[str]:
    return page_items(iam, "list_role_policies", "PolicyNames", RoleName=role)


def _inline_document(iam: Any, role: str, name: str) -> Any:
    return iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]


def _write_inline(iam: Any, role: str, before: list[Values], after: list[Values]) -> None:
    wanted = {item["name"]: item["policy"] for item in after if item.get("name")}
    kept = {item["name"]: item["policy"] for item in before if item.get("name")}
    _delete_inline(iam, role, sorted(kept.keys() - wanted.keys()))
    for name, policy in wanted.items():
        if kept.get(name) != policy:
            iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=policy)


def _delete_inline(iam: Any, role: str, names: Iterable[str]) -> None:
    for name in names:
        iam.delete_role_policy(RoleName=role, PolicyName=name)


def _attached(iam: Any, role: str) -> list[str]:
    policies = page_items(iam, "list_attached_role_policies", "AttachedPolicies", RoleName=role)
    return [policy["PolicyArn"] for policy in policies]


def _attach(iam: Any, role: str, arns: Iterable[str]) -> None:
    for arn in arns:
        iam.attach_role_policy(RoleName=role, PolicyArn=arn)


def _detach(iam: Any, role: str, arns: Iterable[str]) -> None:
    for arn in arns:
        iam.detach_role_policy(RoleName=role, PolicyArn=arn)


def _write_boundary(iam: Any, role: str, boundary: str | None) -> None:
    if boundary:
        iam.put_role_permissions_boundary(RoleName=role, PermissionsBoundary=boundary)
    else:
        iam.delete_role_permissions_boundary(RoleName=role)
