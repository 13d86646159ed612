"""aws_kms_key and aws_kms_alias."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.names import chosen_name, prefix_of
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("NotFoundException", "KMSInvalidStateException")
#: A key in one of these states is gone to Terraform (KMS developer guide, "Key states", 2026-11).
ENDING = ("PendingDeletion", "PendingReplicaDeletion")
#: KMS keeps one policy for a key, of this name.
POLICY_NAME = "default"


def key_id(key: str) -> str:
    """The id of a key given by id or by ARN."""
    return key.rpartition("/")[2]


class KmsKey(Resource):
    name = "aws_kms_key"
    force_new = frozenset(
        {"custom_key_store_id", "customer_master_key_spec", "key_usage", "multi_region", "xks_key_id"}
    )
    defaults = {
        "bypass_policy_lockout_safety_check": False,
        "customer_master_key_spec": "SYMMETRIC_DEFAULT",
        "enable_key_rotation": False,
        "is_enabled": True,
        "key_usage": "ENCRYPT_DECRYPT",
    }
    same = {"policy": policy_form}
    recomputed = {"rotation_period_in_days": frozenset({"enable_key_rotation"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from _range_problems(config, "deletion_window_in_days", 7, 30)
        yield from _range_problems(config, "rotation_period_in_days", 90, 2560)

    def create(self, ctx: Context, planned: Values) -> str:
        kms = ctx.client("kms")
        key = str(kms.create_key(**_creation(planned))["KeyMetadata"]["KeyId"])
        with after_creation({"id": key, "key_id": key}):
            if planned.get("enable_key_rotation"):
                _rotate(kms, key, planned)
            if planned.get("is_enabled") is False:
                kms.disable_key(KeyId=key)
        return key

    def read(self, ctx: Context, state: Values) -> Values | None:
        kms, key = ctx.client("kms"), state["id"]
        with absent(*GONE):
            found = kms.describe_key(KeyId=key)["KeyMetadata"]
            if found["KeyState"] in ENDING:
                return None
            return {
                **_reported(found),
                **_rotation(kms, key, found),
                "policy": kept_policy(
                    kms.get_key_policy(KeyId=key, PolicyName=POLICY_NAME)["Policy"], state.get("policy")
                ),
                "tags_all": tag_map(kms.list_resource_tags(KeyId=key).get("Tags", []), "TagKey", "TagValue"),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        kms, key, after = ctx.client("kms"), change.after["id"], change.after
        # A disabled key takes no other change: enable first, disable last.
        if change.touches("is_enabled") and after.get("is_enabled"):
            kms.enable_key(KeyId=key)
        if change.touches("description"):
            kms.update_key_description(KeyId=key, Description=after.get("description") or "")
        if change.touches("policy"):
            skip = bool(after.get("bypass_policy_lockout_safety_check"))
            kms.put_key_policy(
                KeyId=key, PolicyName=POLICY_NAME, Policy=after["policy"], BypassPolicyLockoutSafetyCheck=skip
            )
        if change.touches("enable_key_rotation", "rotation_period_in_days"):
            _change_rotation(kms, key, after)
        if removed(change):
            kms.untag_resource(KeyId=key, TagKeys=removed(change))
        if written(change):
            kms.tag_resource(KeyId=key, Tags=tag_list(written(change), "TagKey", "TagValue"))
        if change.touches("is_enabled") and not after.get("is_enabled"):
            kms.disable_key(KeyId=key)

    def delete(self, ctx: Context, state: Values) -> None:
        days = state.get("deletion_window_in_days")
        with absent(*GONE):
            ctx.client("kms").schedule_key_deletion(**without_none({"KeyId": state["id"], "PendingWindowInDays": days}))


class KmsAlias(Resource):
    name = "aws_kms_alias"
    force_new = frozenset({"name", "name_prefix"})
    same = {"target_key_id": key_id}
    recomputed = {"target_key_arn": frozenset({"target_key_id"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        for argument in ("name", "name_prefix"):
            value = config.get(argument)
            if isinstance(value, str) and (not value.startswith("alias/") or value.startswith("alias/aws/")):
                detail = f"Got {value!r}; `alias/aws/` belongs to AWS."
                yield Problem(f"{argument} must begin with 'alias/'", detail, path=(argument,))

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name({"name_prefix": "alias/", **without_none(planned)})
        ctx.client("kms").create_alias(AliasName=name, TargetKeyId=planned["target_key_id"])
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        kms = ctx.client("kms")
        alias = _alias(kms, state["id"])
        if alias is None or "TargetKeyId" not in alias:
            return None
        key, known = alias["TargetKeyId"], state.get("target_key_id")
        return {
            "id": alias["AliasName"],
            "name": alias["AliasName"],
            "name_prefix": prefix_of(alias["AliasName"]),
            "arn": alias["AliasArn"],
            "target_key_id": known if known and key_id(known) == key else key,
            "target_key_arn": f"arn:{ctx.partition}:kms:{ctx.region}:{ctx.account}:key/{key}",
        }

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("target_key_id"):
            ctx.client("kms").update_alias(AliasName=change.after["id"], TargetKeyId=change.after["target_key_id"])

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("kms").delete_alias(AliasName=state["id"])


def _range_problems(config: Values, argument: str, least: int, most: int) -> Iterable[Problem]:
    days = config.get(argument)
    if isinstance(days, int | float) and not least <= days <= most:
        yield Problem(f"expected {argument} to be in the range ({least} - {most}), got {days}", path=(argument,))


def _creation(planned: Values) -> Values:
    return without_none(
        {
            "Description": planned.get("description") or "",
            "Policy": planned.get("policy") or None,
            "KeyUsage": planned.get("key_usage"),
            "KeySpec": planned.get("customer_master_key_spec"),
            "MultiRegion": planned.get("multi_region"),
            "CustomKeyStoreId": planned.get("custom_key_store_id"),
            "XksKeyId": planned.get("xks_key_id"),
            "BypassPolicyLockoutSafetyCheck": planned.get("bypass_policy_lockout_safety_check"),
            "Tags": tag_list(planned.get("tags_all"), "TagKey", "TagValue"),
        }
    )


def _reported(found: Values) -> Values:
    return {
        "id": found["KeyId"],
        "key_id": found["KeyId"],
        "arn": found["Arn"],
        "description": found.get("Description", ""),
        "is_enabled": found["Enabled"],
        "key_usage": found.get("KeyUsage", "ENCRYPT_DECRYPT"),
        "customer_master_key_spec": found.get("KeySpec", "SYMMETRIC_DEFAULT"),
        "multi_region": bool(found.get("MultiRegion")),
    }


def _rotation(kms: Any, key: str, found: Values) -> Values:
    """Only symmetric keys rotate; AWS refuses the question for others and gives a period only while they do."""
    if found.get("KeySpec", "SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT":
        return {"enable_key_rotation": False, "rotation_period_in_days": None}
    status = kms.get_key_rotation_status(KeyId=key)
    enabled = bool(status["KeyRotationEnabled"])
    return {
        "enable_key_rotation": enabled,
        "rotation_period_in_days": status.get("RotationPeriodInDays") if enabled else None,
    }


def _rotate(kms: Any, key: str, wanted: Values) -> None:
    kms.enable_key_rotation(
        **without_none({"KeyId": key, "RotationPeriodInDays": wanted.get("rotation_period_in_days")})
    )


def _change_rotation(kms: Any, key: str, wanted: Values) -> None:
    if wanted.get("enable_key_rotation"):
        _rotate(kms, key, wanted)
    else:
        kms.disable_key_rotation(KeyId=key)


def _alias(kms: Any, name: str) -> Values | None:
    for page in kms.get_paginator("list_aliases").paginate():
        for alias in page["Aliases"]:
            if alias["AliasName"] == name:
                return dict(alias)
    return None
