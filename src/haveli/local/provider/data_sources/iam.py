"""Lookups in IAM: aws_iam_role and aws_iam_policy."""

from __future__ import annotations

from typing import Any

from haveli.local.provider.data_sources.ec2_filters import only
from haveli.local.provider.resource import Context, DataSource, Values
from haveli.local.provider.resources.iam_documents import document_text, page_items
from haveli.local.provider.resources.tags import tag_map


class IamRole(DataSource):
    name = "aws_iam_role"

    def read(self, ctx: Context, config: Values) -> Values:
        role = ctx.client("iam").get_role(RoleName=config["name"])["Role"]
        return {
            "id": role["RoleName"],
            "arn": role["Arn"],
            "assume_role_policy": document_text(role["AssumeRolePolicyDocument"]),
            "create_date": role["CreateDate"].strftime("%Y-%m-%dT%H:%M:%SZ"),
            "description": role.get("Description", ""),
            "max_session_duration": role.get("MaxSessionDuration", 3600),
            "path": role["Path"],
            "permissions_boundary": role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn", ""),
            "role_last_used": _last_used(role.get("RoleLastUsed") or {}),
            "tags": tag_map(role.get("Tags", [])),
            "unique_id": role["RoleId"],
        }


class IamPolicy(DataSource):
    """A managed policy, by its ARN or by its name (and the beginning of its path)."""

    name = "aws_iam_policy"

    def read(self, ctx: Context, config: Values) -> Values:
        iam = ctx.client("iam")
        arn = config.get("arn") or _arn_of(iam, config)
        policy = iam.get_policy(PolicyArn=arn)["Policy"]
        version = iam.get_policy_version(PolicyArn=arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        return {
            "id": arn,
            "arn": arn,
            "name": policy["PolicyName"],
            "path": policy["Path"],
            "description": policy.get("Description", ""),
            "attachment_count": policy.get("AttachmentCount", 0),
            "policy": document_text(version["Document"]),
            "policy_id": policy["PolicyId"],
            "tags": tag_map(policy.get("Tags", [])),
        }


def _arn_of(iam: Any, config: Values) -> str:
    prefix = {"PathPrefix": config["path_prefix"]} if config.get("path_prefix") else {}
    policies = page_items(iam, "list_policies", "Policies", **prefix)
    found = [policy for policy in policies if policy["PolicyName"] == config.get("name")]
    return str(only(found, "IAM Policy")["Arn"])


def _last_used(used: Values) -> list[Values]:
    if not used.get("LastUsedDate"):
        return []
    return [{"last_used_date": used["LastUsedDate"].strftime("%Y-%m-%dT%H:%M:%SZ"), "region": used.get("Region", "")}]
