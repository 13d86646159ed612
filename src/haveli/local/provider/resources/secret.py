"""aws_secretsmanager_secret and aws_secretsmanager_secret_policy: a secret without its value.

A deleted secret can be restored until its recovery window ends, and its name is taken until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.iam_documents import document_problems
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

#: InvalidRequestException is what the calls for a secret that waits for its deletion answer.
GONE = ("ResourceNotFoundException", "InvalidRequestException")
#: Days (Secrets Manager API reference, DeleteSecret, 2026-11); 0 is the provider's word for no window at all.
WINDOW = range(7, 31)
_NO_POLICY = ("", "{}")


class Secret(Resource):
    name = "aws_secretsmanager_secret"
    force_new = frozenset({"name", "name_prefix", "type"})
    defaults = {"force_overwrite_replica_secret": False, "recovery_window_in_days": 30}
    same = {"policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 512, r"[\w/+=.@-]")
        yield from document_problems(config, "policy")
        days = config.get("recovery_window_in_days")
        if isinstance(days, int) and days != 0 and days not in WINDOW:
            detail = f"Got {days}."
            yield Problem(
                "expected recovery_window_in_days to be 0 or in the range (7 - 30)",
                detail,
                ("recovery_window_in_days",),
            )

    def create(self, ctx: Context, planned: Values) -> str:
        secrets = ctx.client("secretsmanager")
        arn = str(secrets.create_secret(**_creation(planned))["ARN"])
        with after_creation({"id": arn, "arn": arn}):
            if planned.get("policy") not in (None, *_NO_POLICY):
                secrets.put_resource_policy(SecretId=arn, ResourcePolicy=planned["policy"])
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        secrets, arn = ctx.client("secretsmanager"), state["id"]
        with absent(*GONE):
            found = secrets.describe_secret(SecretId=arn)
            if found.get("DeletedDate"):
                return None
            policy = secrets.get_resource_policy(SecretId=arn).get("ResourcePolicy")
            return {**_reported(found, state), "policy": _kept(policy, state.get("policy"))}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        secrets, arn, after = ctx.client("secretsmanager"), change.after["id"], change.after
        _change_replicas(secrets, change)
        if change.touches("description", "kms_key_id"):
            key = without_none({"KmsKeyId": after.get("kms_key_id") or "alias/aws/secretsmanager"})
            secrets.update_secret(SecretId=arn, Description=after.get("description") or "", **key)
        if change.touches("policy"):
            _write_policy(secrets, arn, after.get("policy"))
        if removed(change):
            secrets.untag_resource(SecretId=arn, TagKeys=removed(change))
        if written(change):
            secrets.tag_resource(SecretId=arn, Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        secrets, arn = ctx.client("secretsmanager"), state["id"]
        days = state.get("recovery_window_in_days")
        window = {"ForceDeleteWithoutRecovery": True} if days == 0 else {"RecoveryWindowInDays": days or 30}
        with absent(*GONE):
            if regions := [replica["region"] for replica in state.get("replica") or ()]:
                secrets.remove_regions_from_replication(SecretId=arn, RemoveReplicaRegions=regions)
            secrets.describe_secret(SecretId=arn)  # DeleteSecret by force takes a secret that is not there
            secrets.delete_secret(SecretId=arn, **window)


class SecretPolicy(Resource):
    """Who may use a secret, apart from the secret."""

    name = "aws_secretsmanager_secret_policy"
    force_new = frozenset({"secret_arn"})
    same = {"policy": policy_form}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from document_problems(config, "policy")

    def create(self, ctx: Context, planned: Values) -> str:
        return _put_policy(ctx, planned)

    def read(self, ctx: Context, state: Values) -> Values | None:
        secrets, arn = ctx.client("secretsmanager"), state["id"]
        with absent(*GONE):
            policy = secrets.get_resource_policy(SecretId=arn).get("ResourcePolicy")
            if policy and not secrets.describe_secret(SecretId=arn).get("DeletedDate"):
                return {"id": arn, "secret_arn": arn, "policy": kept_policy(policy, state.get("policy"))}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        _put_policy(ctx, change.after)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("secretsmanager").delete_resource_policy(SecretId=state["id"])


def _creation(planned: Values) -> Values:
    replicas = [_replica(item) for item in planned.get("replica") or ()]
    return without_none(
        {
            "Name": chosen_name(planned),
            "Description": planned.get("description") or "",
            "KmsKeyId": planned.get("kms_key_id") or None,
            "Type": planned.get("type") or None,
            "AddReplicaRegions": replicas or None,
            "ForceOverwriteReplicaSecret": planned.get("force_overwrite_replica_secret") if replicas else None,
            "Tags": tag_list(planned.get("tags_all")),
        }
    )


def _replica(item: Values) -> Values:
    return without_none({"Region": item["region"], "KmsKeyId": item.get("kms_key_id")})


def _change_replicas(secrets: Any, change: Change) -> None:
    before, after = (
        {item["region"]: item.get("kms_key_id") for item in values.get("replica") or ()}
        for values in (change.before, change.after)
    )
    arn, gone = change.after["id"], sorted(before.keys() - after.keys())
    new = [_replica({"region": region, "kms_key_id": key}) for region, key in after.items() if region not in before]
    if gone:
        secrets.remove_regions_from_replication(SecretId=arn, RemoveReplicaRegions=gone)
    if new:
        force = bool(change.after.get("force_overwrite_replica_secret"))
        secrets.replicate_secret_to_regions(SecretId=arn, AddReplicaRegions=new, ForceOverwriteReplicaSecret=force)


def _write_policy(secrets: Any, arn: str, policy: str | None) -> None:
    if policy is None or policy in _NO_POLICY:
        secrets.delete_resource_policy(SecretId=arn)
    else:
        secrets.put_resource_policy(SecretId=arn, ResourcePolicy=policy)


def _kept(reported: str | None, known: str | None) -> str | None:
    """No policy is `""` or `{}`, as the state has it."""
    return known if not reported and known in _NO_POLICY else kept_policy(reported or "", known)


def _put_policy(ctx: Context, values: Values) -> str:
    request = {
        "SecretId": values["secret_arn"],
        "ResourcePolicy": values["policy"],
        "BlockPublicPolicy": values.get("block_public_policy"),
    }
    return str(ctx.client("secretsmanager").put_resource_policy(**without_none(request))["ARN"])


def _reported(found: Values, state: Values) -> Values:
    return {
        "id": found["ARN"],
        "arn": found["ARN"],
        "name": found["Name"],
        "name_prefix": prefix_of(found["Name"]),
        "description": settled(found.get("Description"), state.get("description")),
        "kms_key_id": settled(_own_key(found.get("KmsKeyId")), state.get("kms_key_id")),
        "type": settled(found.get("Type"), state.get("type")),
        "replica": [_reported_replica(each) for each in found.get("ReplicationStatus") or ()],
        "tags_all": tag_map(found.get("Tags") or ()),
    }


def _own_key(key: str | None) -> str | None:
    """AWS leaves out its own key, which a secret has unless it says otherwise."""
    return None if key == "alias/aws/secretsmanager" else key


def _reported_replica(found: Values) -> Values:
    accessed = found.get("LastAccessedDate")
    return {
        "region": found["Region"],
        "kms_key_id": found.get("KmsKeyId"),
        "last_accessed_date": accessed.strftime("%Y-%m-%dT%H:%M:%SZ") if accessed else None,
        "status": found.get("Status"),
        "status_message": found.get("StatusMessage"),
    }
