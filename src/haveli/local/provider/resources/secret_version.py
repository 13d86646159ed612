"""aws_secretsmanager_secret_version: a secret's value.

A version is never deleted: taking the resource away takes its stages away, but AWSCURRENT, which a secret always has.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_ids import joined, parts
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.secret import GONE
from haveli.local.provider.resources.settled import without_none

CURRENT = "AWSCURRENT"
_VALUES = ("secret_binary", "secret_string", "secret_string_wo")


class SecretVersion(Resource):
    name = "aws_secretsmanager_secret_version"
    not_emulated = "`secret_string_wo` is refused: the provider cannot keep a write-only argument out of the state."
    force_new = frozenset({"secret_binary", "secret_id", "secret_string", "secret_string_wo_version"})
    sensitive = frozenset({"secret_binary", "secret_string"})

    def validate(self, config: Values) -> Iterable[Problem]:
        given = [name for name in _VALUES if config.get(name) is not None]
        if len(given) > 1:
            yield Problem("Conflicting configuration arguments", f"only one of {', '.join(_VALUES)}", (given[0],))

    def create(self, ctx: Context, planned: Values) -> str:
        made = ctx.client("secretsmanager").put_secret_value(**_value(planned))
        return joined(made["ARN"], made["VersionId"], by="|")

    def read(self, ctx: Context, state: Values) -> Values | None:
        secret, version = parts(state["id"], "secret_id", "version_id", by="|")
        with absent(*GONE):
            found = ctx.client("secretsmanager").get_secret_value(SecretId=secret, VersionId=version)
            return _reported(found, state)
        return None

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("version_stages"):
            secret, version = parts(change.after["id"], "secret_id", "version_id", by="|")
            before, after = (set(values.get("version_stages") or ()) for values in (change.before, change.after))
            for stage in sorted(after - before):
                _move(ctx, secret, stage, version)
            _take(ctx, secret, version, before - after)

    def delete(self, ctx: Context, state: Values) -> None:
        secret, version = parts(state["id"], "secret_id", "version_id", by="|")
        with absent(*GONE, "InvalidParameterException"):
            _take(ctx, secret, version, state.get("version_stages") or ())


def _value(planned: Values) -> Values:
    binary = planned.get("secret_binary")
    return without_none(
        {
            "SecretId": planned["secret_id"],
            "SecretString": planned.get("secret_string"),
            "SecretBinary": base64.b64decode(binary) if binary else None,
            "VersionStages": planned.get("version_stages") or None,
        }
    )


def _move(ctx: Context, secret: str, stage: str, version: str) -> None:
    """Gives a stage to a version, taking it from the one that has it."""
    secrets = ctx.client("secretsmanager")
    stages: dict[str, list[str]] = secrets.describe_secret(SecretId=secret).get("VersionIdsToStages") or {}
    owner = next((each for each, held in stages.items() if stage in held), None)
    secrets.update_secret_version_stage(
        **without_none(
            {"SecretId": secret, "VersionStage": stage, "MoveToVersionId": version, "RemoveFromVersionId": owner}
        )
    )


def _take(ctx: Context, secret: str, version: str, stages: Iterable[str]) -> None:
    for stage in sorted(stages):
        if stage != CURRENT:
            ctx.client("secretsmanager").update_secret_version_stage(
                SecretId=secret, VersionStage=stage, RemoveFromVersionId=version
            )


def _reported(found: Values, state: Values) -> Values:
    binary: Any = found.get("SecretBinary")
    return {
        "id": joined(found["ARN"], found["VersionId"], by="|"),
        "arn": found["ARN"],
        "secret_arn": found["ARN"],
        "secret_id": state.get("secret_id") or found["ARN"],
        "version_id": found["VersionId"],
        "version_stages": found.get("VersionStages") or [],
        "secret_string": found.get("SecretString", state.get("secret_string")),
        "secret_binary": base64.b64encode(binary).decode() if binary else state.get("secret_binary"),
        "has_secret_string_wo": False,
    }
