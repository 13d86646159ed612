"""aws_sagemaker_endpoint: an endpoint configuration in service. Another configuration is deployed in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.errors import after_creation
from haveli.local.provider.resources.names import chosen_name, length_problems
from haveli.local.provider.resources.sagemaker_missing import missing
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import until_gone, until_in_service
from haveli.local.provider.resources.tags import tag_list

ABSENT = "Could not find endpoint"
#: The genuine provider's limits.
CREATE_SECONDS, DELETE_SECONDS = 60 * 60, 10 * 60
ARGUMENTS = ("endpoint_config_name", "deployment_config")


class SagemakerEndpoint(Resource):
    name = "aws_sagemaker_endpoint"
    not_emulated = "No container runs: it answers what moto's runtime is told to answer."
    force_new = frozenset({"name"})

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 63, "[0-9A-Za-z-]")
        schema, shape = schemas.resource_block(self.name), shapes.shape("CreateEndpointInput")
        yield from shapes.block_problems(shape, schema, config, ("deployment_config",))

    def create(self, ctx: Context, planned: Values) -> str:
        name = chosen_name(planned)
        asked = _asked(name, planned)
        made = ctx.client("sagemaker").create_endpoint(**asked, Tags=tag_list(planned.get("tags_all")))
        with after_creation({"id": name, "name": name, "arn": made["EndpointArn"]}):
            _until_in_service(ctx, name)
        return name

    def read(self, ctx: Context, state: Values) -> Values | None:
        found = _find(ctx, state["id"])
        if found is None or found["EndpointStatus"] == "Deleting":
            return None
        return {**_reported(found), "tags_all": tags_of(ctx, found["EndpointArn"])}

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("tags_all"):
            write_tags(ctx, change.after["arn"], change)
        if change.touches(*ARGUMENTS):
            ctx.client("sagemaker").update_endpoint(**_asked(change.after["id"], change.after))
            _until_in_service(ctx, change.after["id"])

    def delete(self, ctx: Context, state: Values) -> None:
        with missing(ABSENT):
            ctx.client("sagemaker").delete_endpoint(EndpointName=state["id"])
        until_gone(ctx, f"SageMaker endpoint {state['id']}", lambda: _find(ctx, state["id"]), DELETE_SECONDS)


def _asked(name: str, wanted: Values) -> Values:
    named = {"endpoint_name": name, **{argument: wanted.get(argument) for argument in ARGUMENTS}}
    return shapes.request(shapes.shape("CreateEndpointInput"), named)


def _find(ctx: Context, name: str) -> Any:
    with missing(ABSENT):
        return ctx.client("sagemaker").describe_endpoint(EndpointName=name)
    return None


def _until_in_service(ctx: Context, name: str) -> None:
    sagemaker = ctx.client("sagemaker")
    until_in_service(
        ctx,
        f"SageMaker endpoint {name}",
        lambda: sagemaker.describe_endpoint(EndpointName=name),
        CREATE_SECONDS,
        "EndpointStatus",
    )


def _reported(found: Values) -> Values:
    schema = schemas.resource_block(SagemakerEndpoint.name).blocks["deployment_config"].block
    deployed = found.get("LastDeploymentConfig")
    shape = shapes.shape("DeploymentConfig")
    return {
        "id": found["EndpointName"],
        "arn": found["EndpointArn"],
        "name": found["EndpointName"],
        "endpoint_config_name": found["EndpointConfigName"],
        "deployment_config": [shapes.block(shape, schema, deployed)] if deployed else [],
    }
