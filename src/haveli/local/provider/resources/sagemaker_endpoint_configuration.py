"""aws_sagemaker_endpoint_configuration: which models on which instances. Only its tags change in place."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.sagemaker_missing import missing
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.tags import tag_list

ABSENT = "Could not find endpoint configuration"
VARIANTS = ("production_variants", "shadow_production_variants")
BLOCKS = (*VARIANTS, "async_inference_config", "data_capture_config")
ARGUMENTS = ("execution_role_arn", "kms_key_arn", *BLOCKS)


class SagemakerEndpointConfiguration(Resource):
    name = "aws_sagemaker_endpoint_configuration"
    force_new = frozenset({"name", "name_prefix", *ARGUMENTS})
    defaults = {f"{block}.initial_variant_weight": 1 for block in VARIANTS}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 63, "[0-9A-Za-z-]")
        schema, shape = schemas.resource_block(self.name), shapes.shape("CreateEndpointConfigInput")
        yield from shapes.block_problems(shape, schema, config, BLOCKS)

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name(planned)
        wanted = {"endpoint_config_name": name, **{argument: planned.get(argument) for argument in ARGUMENTS}}
        wanted |= {block: _with_names(planned.get(block)) for block in VARIANTS}
        asked = shapes.request(shapes.shape("CreateEndpointConfigInput"), wanted)
        ctx.client("sagemaker").create_endpoint_config(**asked, Tags=tag_list(planned.get("tags_all")))
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        with missing(ABSENT):
            found = ctx.client("sagemaker").describe_endpoint_config(EndpointConfigName=state["id"])
            return {**_reported(found), "tags_all": tags_of(ctx, found["EndpointConfigArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        write_tags(ctx, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        with missing(ABSENT):
            ctx.client("sagemaker").delete_endpoint_config(EndpointConfigName=state["id"])


def _with_names(variants: list[Values] | None) -> list[Values]:
    """The variants, each with a name: the provider makes one up where the configuration has none."""
    return [{**each, "variant_name": chosen_name({"name": each.get("variant_name")})} for each in variants or ()]


def _reported(found: Values) -> Values:
    schema = schemas.resource_block(SagemakerEndpointConfiguration.name)
    shape, name = shapes.shape("DescribeEndpointConfigOutput"), found["EndpointConfigName"]
    return {
        "id": name,
        "arn": found["EndpointConfigArn"],
        "name": name,
        "name_prefix": prefix_of(name),
        "execution_role_arn": found.get("ExecutionRoleArn"),
        "kms_key_arn": found.get("KmsKeyId"),
        **shapes.blocks(shape, schema, found, BLOCKS),
    }
