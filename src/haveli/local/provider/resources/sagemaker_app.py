"""aws_sagemaker_app: an app of a user profile or of a space. Its id is its ARN; only its tags change in place.

SageMaker says of every app what it runs on. A configuration without `resource_spec` leaves that to SageMaker, so it is
told only to one that has the block, and to an import, which cannot know.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import GONE, until_gone, until_in_service
from haveli.local.provider.resources.tags import tag_list

#: The genuine provider's limits.
CREATE_SECONDS = DELETE_SECONDS = 10 * 60
NAMES = ("domain_id", "user_profile_name", "space_name", "app_type", "app_name")


class SagemakerApp(Resource):
    name = "aws_sagemaker_app"
    not_emulated = "Nothing runs in it. One without `resource_spec` is imported with the block."
    force_new = frozenset({*NAMES, "resource_spec"})

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from shapes.choice_problems(config, "app_type", "AppType")
        if config.get("user_profile_name") and config.get("space_name"):
            detail = 'only one of "space_name", "user_profile_name" can be specified'
            yield Problem("Invalid combination of arguments", detail, ("space_name",))
        asked = shapes.shape("CreateAppRequest")
        yield from shapes.block_problems(asked, schemas.resource_block(self.name), config, ("resource_spec",))

    def create(self, ctx: Context, planned: Values) -> Values:
        wanted = {name: planned.get(name) for name in (*NAMES, "resource_spec")}
        asked = shapes.request(shapes.shape("CreateAppRequest"), wanted)
        arn = str(ctx.client("sagemaker").create_app(**asked, Tags=tag_list(planned.get("tags_all")))["AppArn"])
        with after_creation({"id": arn, "arn": arn}):
            what = f"SageMaker app {planned['app_name']}"
            until_in_service(ctx, what, lambda: _describe(ctx, planned), CREATE_SECONDS)
        return {"id": arn, "arn": arn}

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = _describe(ctx, state)
            if found["Status"] in ("Deleting", "Deleted"):
                return None
            return {**_reported(found, state), "tags_all": tags_of(ctx, found["AppArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        write_tags(ctx, change.after["arn"], change)

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("sagemaker").delete_app(**_named(state))
        until_gone(ctx, state["id"], lambda: _unless_deleted(_describe(ctx, state)), DELETE_SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        """An ARN does not say whether the app is a profile's or a space's, nor its type as the API writes it."""
        domain, holder, kind, name = id.partition("/")[2].split("/")
        pages = ctx.client("sagemaker").get_paginator("list_apps").paginate(DomainIdEquals=domain)
        for app in (app for page in pages for app in page["Apps"]):
            is_of_holder = holder in (app.get("UserProfileName"), app.get("SpaceName"))
            if is_of_holder and (app["AppType"].lower(), app["AppName"]) == (kind, name):
                return {"id": id, **_names(app)}
        raise ValueError(f"there is no SageMaker app {id}")


def _named(values: Values) -> Values:
    return shapes.request(shapes.shape("DescribeAppRequest"), {name: values.get(name) for name in NAMES})


def _names(found: Values) -> Values:
    return {name: found.get(shapes.member(shapes.shape("DescribeAppResponse"), name)) for name in NAMES}


def _describe(ctx: Context, values: Values) -> Any:
    return ctx.client("sagemaker").describe_app(**_named(values))


def _unless_deleted(found: Values) -> Values | None:
    return None if found["Status"] == "Deleted" else found


def _reported(found: Values, state: Values) -> Values:
    told = {"id": found["AppArn"], "arn": found["AppArn"], **_names(found)}
    if state.get("resource_spec") or not state.get("arn"):
        schema = schemas.resource_block(SagemakerApp.name).blocks["resource_spec"].block
        told["resource_spec"] = [shapes.block(shapes.shape("ResourceSpec"), schema, found.get("ResourceSpec") or {})]
    return told
