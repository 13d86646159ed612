"""aws_sagemaker_user_profile: a person in a domain. Its id is its ARN."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import sagemaker_settings as settings
from haveli.local.provider.resources import sagemaker_shapes as shapes
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.sagemaker_tags import tags_of, write_tags
from haveli.local.provider.resources.sagemaker_waits import GONE, until_gone, until_in_service
from haveli.local.provider.resources.settled import without_none
from haveli.local.provider.resources.tags import tag_list

#: The genuine provider's limits.
CREATE_SECONDS = DELETE_SECONDS = 10 * 60


class SagemakerUserProfile(Resource):
    name = "aws_sagemaker_user_profile"
    force_new = frozenset(
        {"domain_id", "user_profile_name", "single_sign_on_user_identifier", "single_sign_on_user_value"}
    )
    defaults = settings.defaults("user_settings.")

    def validate(self, config: Values) -> Iterable[Problem]:
        asked = shapes.shape("CreateUserProfileRequest")
        yield from shapes.block_problems(asked, schemas.resource_block(self.name), config, ("user_settings",))

    def create(self, ctx: Context, planned: Values) -> str:
        sagemaker = ctx.client("sagemaker")
        made = sagemaker.create_user_profile(
            **without_none(
                {
                    **_named(planned),
                    "SingleSignOnUserIdentifier": planned.get("single_sign_on_user_identifier"),
                    "SingleSignOnUserValue": planned.get("single_sign_on_user_value"),
                    "UserSettings": settings.sent(planned.get("user_settings")),
                    "Tags": tag_list(planned.get("tags_all")),
                }
            )
        )
        arn = str(made["UserProfileArn"])
        with after_creation({"id": arn, "arn": arn}):
            _until_in_service(ctx, planned)
        return arn

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("sagemaker").describe_user_profile(**_named(state))
            if found["Status"] == "Deleting":
                return None
            return {**_reported(found, state), "tags_all": tags_of(ctx, found["UserProfileArn"])}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        if change.touches("tags_all"):
            write_tags(ctx, change.after["arn"], change)
        if change.touches("user_settings"):
            asked = settings.sent(change.after.get("user_settings"), change.before.get("user_settings"))
            ctx.client("sagemaker").update_user_profile(**_named(change.after), **without_none({"UserSettings": asked}))
            _until_in_service(ctx, change.after)

    def delete(self, ctx: Context, state: Values) -> None:
        sagemaker = ctx.client("sagemaker")
        with absent(*GONE):
            sagemaker.delete_user_profile(**_named(state))
        until_gone(ctx, state["id"], lambda: sagemaker.describe_user_profile(**_named(state)), DELETE_SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        domain, _, name = id.partition("/")[2].partition("/")
        return {"id": id, "domain_id": domain, "user_profile_name": name}


def _named(values: Values) -> Values:
    return {"DomainId": values["domain_id"], "UserProfileName": values["user_profile_name"]}


def _until_in_service(ctx: Context, values: Values) -> None:
    sagemaker, what = ctx.client("sagemaker"), f"SageMaker user profile {values['user_profile_name']}"
    until_in_service(ctx, what, lambda: sagemaker.describe_user_profile(**_named(values)), CREATE_SECONDS)


def _reported(found: Values, state: Values) -> Values:
    schema = schemas.resource_block(SagemakerUserProfile.name).blocks["user_settings"].block
    return {
        "id": found["UserProfileArn"],
        "arn": found["UserProfileArn"],
        "domain_id": found["DomainId"],
        "user_profile_name": found["UserProfileName"],
        "home_efs_file_system_uid": found.get("HomeEfsFileSystemUid"),
        "single_sign_on_user_identifier": found.get("SingleSignOnUserIdentifier"),
        "single_sign_on_user_value": found.get("SingleSignOnUserValue"),
        "user_settings": settings.reported(found.get("UserSettings"), schema, state.get("user_settings")),
    }
