"""aws_sagemaker_model: containers and the role that they run with. Only its tags change in place."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.names import chosen_name, length_problems
from haveli.local.provider.resources.sagemaker_missing import missing
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.tags import tag_list

ABSENT = "Could not find model"
BLOCKS = ("primary_container", "container", "inference_execution_config", "vpc_config")
ARGUMENTS = ("execution_role_arn", "enable_network_isolation", *BLOCKS)


class SagemakerModel(Resource):
    name = "aws_sagemaker_model"
    force_new = frozenset({"name", *ARGUMENTS})
    defaults = {
        "container.mode": "SingleModel",
        "enable_network_isolation": False,
        "primary_container.mode": "SingleModel",
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 63, "[0-9A-Za-z-]")
        schema, shape = schemas.resource_block(self.name), shapes.shape("CreateModelInput")
        yield from shapes.block_problems(shape, schema, config, BLOCKS)

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name(planned)
        wanted = {"model_name": name, **{argument: planned.get(argument) for argument in ARGUMENTS}}
        asked = shapes.request(shapes.shape("CreateModelInput"), wanted)
        ctx.client("sagemaker").create_model(**asked, Tags=tag_list(planned.get("tags_all")))
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        with missing(ABSENT):
            found = ctx.client("sagemaker").describe_model(ModelName=state["id"])
            return {**_reported(found), "tags_all": tags_of(ctx, found["ModelArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        write_tags(ctx, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        with missing(ABSENT):
            ctx.client("sagemaker").delete_model(ModelName=state["id"])


def _reported(found: Values) -> Values:
    schema, shape = schemas.resource_block(SagemakerModel.name), shapes.shape("DescribeModelOutput")
    return {
        "id": found["ModelName"],
        "arn": found["ModelArn"],
        "name": found["ModelName"],
        "execution_role_arn": found.get("ExecutionRoleArn"),
        "enable_network_isolation": bool(found.get("EnableNetworkIsolation")),
        **shapes.blocks(shape, schema, found, BLOCKS),
    }
