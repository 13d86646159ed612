"""aws_sagemaker_space: a private or shared place for apps in a domain. Its id is its ARN."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import GONE, until_gone, until_in_service
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import tag_list

#: The genuine provider's limits.
CREATE_SECONDS = DELETE_SECONDS = 10 * 60
BLOCKS = ("ownership_settings", "space_settings", "space_sharing_settings")
ARGUMENTS = ("domain_id", "space_name", "space_display_name", *BLOCKS)


class SagemakerSpace(Resource):
    name = "aws_sagemaker_space"
    force_new = frozenset({"domain_id", "space_name", "ownership_settings", "space_sharing_settings"})

    def validate(self, config: Values) -> Iterable[Problem]:
        asked = shapes.shape("CreateSpaceRequest")
        yield from shapes.block_problems(asked, schemas.resource_block(self.name), config, BLOCKS)

    def create(self, ctx: Context, planned: Values) -> str:
        asked = shapes.request(shapes.shape("CreateSpaceRequest"), {name: planned.get(name) for name in ARGUMENTS})
        arn = str(ctx.client("sagemaker").create_space(**asked, Tags=tag_list(planned.get("tags_all")))["SpaceArn"])
        with after_creation({"id": arn, "arn": arn}):
            _until_in_service(ctx, planned)
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sagemaker").describe_space(**_named(state))
            if found["Status"] == "Deleting":
                return None
            return {**_reported(found, state), "tags_all": tags_of(ctx, found["SpaceArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("tags_all"):
            write_tags(ctx, change.after["arn"], change)
        if change.touches("space_display_name", "space_settings"):
            before, after = first(change.before.get("space_settings")), first(change.after.get("space_settings"))
            asked = {
                "SpaceDisplayName": change.after.get("space_display_name"),
                "SpaceSettings": shapes.request(shapes.shape("SpaceSettings"), after, before) or None,
            }
            ctx.client("sagemaker").update_space(**_named(change.after), **without_none(asked))
            _until_in_service(ctx, change.after)

    def delete(self, ctx: Context, state: Values) -> None:
        sagemaker = ctx.client("sagemaker")
        with absent(*GONE):
            sagemaker.delete_space(**_named(state))
        until_gone(ctx, state["id"], lambda: sagemaker.describe_space(**_named(state)), DELETE_SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        domain, _, name = id.partition("/")[2].partition("/")
        return {"id": id, "domain_id": domain, "space_name": name}


def _named(values: Values) -> Values:
    return {"DomainId": values["domain_id"], "SpaceName": values["space_name"]}


def _until_in_service(ctx: Context, values: Values) -> None:
    sagemaker, what = ctx.client("sagemaker"), f"SageMaker space {values['space_name']}"
    until_in_service(ctx, what, lambda: sagemaker.describe_space(**_named(values)), CREATE_SECONDS)


def _reported(found: Values, state: Values) -> Values:
    schema = schemas.resource_block(SagemakerSpace.name)
    return {
        "id": found["SpaceArn"],
        "arn": found["SpaceArn"],
        "domain_id": found["DomainId"],
        "space_name": found["SpaceName"],
        "space_display_name": settled(found.get("SpaceDisplayName"), state.get("space_display_name")),
        "home_efs_file_system_uid": found.get("HomeEfsFileSystemUid"),
        "url": found.get("Url"),
        **shapes.blocks(shapes.shape("DescribeSpaceResponse"), schema, found, BLOCKS),
    }
