"""aws_sagemaker_studio_lifecycle_config: a script that runs when an app starts. Only its tags change in place."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.sagemaker_shapes import choice_problems
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import GONE
from haveli.local.provider.resources.tags import tag_list

#: Arguments and the members of the API that they are.
MEMBERS = {
    "studio_lifecycle_config_name": "StudioLifecycleConfigName",
    "studio_lifecycle_config_app_type": "StudioLifecycleConfigAppType",
    "studio_lifecycle_config_content": "StudioLifecycleConfigContent",
}
#: The longest script, in characters of base64 (API reference, StudioLifecycleConfigContent, 2026-11).
LONGEST = 16_384


class SagemakerStudioLifecycleConfig(Resource):
    name = "aws_sagemaker_studio_lifecycle_config"
    force_new = frozenset(MEMBERS)

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from choice_problems(config, "studio_lifecycle_config_app_type", "StudioLifecycleConfigAppType")
        content = config.get("studio_lifecycle_config_content")
        if isinstance(content, str):
            path = ("studio_lifecycle_config_content",)
            if len(content) > LONGEST:
                yield Problem(f"expected length of {path[0]} to be in the range (1 - {LONGEST})", path=path)
            if not _is_base64(content):
                yield Problem(f"expected {path[0]} to be in base64", path=path)

    def create(self, ctx: Context, planned: Values) -> str:
        asked = {member: planned[argument] for argument, member in MEMBERS.items()}
        ctx.client("sagemaker").create_studio_lifecycle_config(**asked, Tags=tag_list(planned.get("tags_all")))
        return str(planned["studio_lifecycle_config_name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sagemaker").describe_studio_lifecycle_config(StudioLifecycleConfigName=state["id"])
            arn = found["StudioLifecycleConfigArn"]
            told = {argument: found[member] for argument, member in MEMBERS.items()}
            return {"id": state["id"], "arn": arn, **told, "tags_all": tags_of(ctx, arn)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        write_tags(ctx, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("sagemaker").delete_studio_lifecycle_config(StudioLifecycleConfigName=state["id"])


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True
