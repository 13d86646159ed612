"""aws_sagemaker_model_package_group: the versions of one model. Only its tags change in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.names import length_problems
from haveli.local.provider.resources.sagemaker_missing import missing
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import tag_list


class SagemakerModelPackageGroup(Resource):
    name = "aws_sagemaker_model_package_group"
    force_new = frozenset({"model_package_group_name", "model_package_group_description"})

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "model_package_group_name", 63, "[0-9A-Za-z-]")

    def create(self, ctx: Context, planned: Values) -> str:
        asked = {
            "ModelPackageGroupName": planned["model_package_group_name"],
            "ModelPackageGroupDescription": planned.get("model_package_group_description") or None,
            "Tags": tag_list(planned.get("tags_all")),
        }
        ctx.client("sagemaker").create_model_package_group(**without_none(asked))
        return str(planned["model_package_group_name"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        with missing("does not exist"):
            found = ctx.client("sagemaker").describe_model_package_group(ModelPackageGroupName=state["id"])
            return {**_reported(found, state), "tags_all": tags_of(ctx, found["ModelPackageGroupArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        write_tags(ctx, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        with missing("does not exist"):
            ctx.client("sagemaker").delete_model_package_group(ModelPackageGroupName=state["id"])


def _reported(found: Any, state: Values) -> Values:
    description = found.get("ModelPackageGroupDescription")
    return {
        "id": found["ModelPackageGroupName"],
        "arn": found["ModelPackageGroupArn"],
        "model_package_group_name": found["ModelPackageGroupName"],
        "model_package_group_description": settled(description, state.get("model_package_group_description")),
    }
