"""aws_launch_template: what new instances are like. Each change is a new version; old ones stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.launch_template_data import from_ec2, said, to_ec2
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = (
    "InvalidLaunchTemplateId.NotFound",
    "InvalidLaunchTemplateId.NotFoundException",
    "InvalidLaunchTemplateName.NotFoundException",
)
TEMPLATE = "aws_launch_template"
_BLOCK = schemas.resource_block(TEMPLATE)
_SAID = said(_BLOCK)
_NEW_VERSION = _SAID | {"description"}


class LaunchTemplate(Resource):
    name = TEMPLATE
    force_new = frozenset({"name", "name_prefix"})
    recomputed = {
        "latest_version": _NEW_VERSION,
        "default_version": _NEW_VERSION | {"update_default_version"},
    }

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 125, r"[\w()./-]")
        if config.get("default_version") is not None and config.get("update_default_version") is not None:
            detail = '"default_version" conflicts with "update_default_version".'
            yield Problem("Conflicting configuration arguments", detail, ("default_version",))
        if config.get("instance_type") and config.get("instance_requirements"):
            detail = '"instance_requirements" conflicts with "instance_type".'
            yield Problem("Conflicting configuration arguments", detail, ("instance_type",))

    def create(self, ctx: Context, planned: Values) -> str:
        ec2 = ctx.client("ec2")
        tags = [{"ResourceType": "launch-template", "Tags": tag_list(planned["tags_all"])}]
        made = ec2.create_launch_template(
            LaunchTemplateName=chosen_name(planned),
            LaunchTemplateData=_data(ec2, planned),
            TagSpecifications=tags if planned.get("tags_all") else [],
            **_description(planned),
        )
        return str(made["LaunchTemplate"]["LaunchTemplateId"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        ec2, identity = ctx.client("ec2"), state["id"]
        with absent(*GONE):
            found = ec2.describe_launch_templates(LaunchTemplateIds=[identity])["LaunchTemplates"]
            if not found:
                return None
            latest = str(found[0]["LatestVersionNumber"])
            [version] = ec2.describe_launch_template_versions(LaunchTemplateId=identity, Versions=[latest])[
                "LaunchTemplateVersions"
            ]
            return {
                **_reported(ctx, found[0], version, state),
                **_read_data(ec2, version),
                "tags_all": _tags(ec2, identity),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        ec2, identity, after = ctx.client("ec2"), change.after["id"], change.after
        default = after.get("default_version") if change.touches("default_version") else None
        if change.touches(*_NEW_VERSION):
            ec2.create_launch_template_version(
                LaunchTemplateId=identity, LaunchTemplateData=_data(ec2, after), **_description(after)
            )
        if after.get("update_default_version"):
            default = ec2.describe_launch_templates(LaunchTemplateIds=[identity])["LaunchTemplates"][0][
                "LatestVersionNumber"
            ]
        if default is not None:
            ec2.modify_launch_template(LaunchTemplateId=identity, DefaultVersion=str(default))
        if removed(change):
            ec2.delete_tags(Resources=[identity], Tags=[{"Key": key} for key in removed(change)])
        if written(change):
            ec2.create_tags(Resources=[identity], Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("ec2").delete_launch_template(LaunchTemplateId=state["id"])


def _description(values: Values) -> Values:
    return without_none({"VersionDescription": values.get("description") or None})


def _data(ec2: Any, values: Values) -> Values:
    given = {name: value for name, value in values.items() if name in _SAID}
    return to_ec2(_BLOCK, given, ec2.meta.service_model.shape_for("RequestLaunchTemplateData"))


def _read_data(ec2: Any, version: Values) -> Values:
    shape = ec2.meta.service_model.shape_for("ResponseLaunchTemplateData")
    found = from_ec2(_BLOCK, version["LaunchTemplateData"], shape)
    # The template's own tags are no part of a version; moto adds them to the first.
    tags = [item for item in found["tag_specifications"] if item["resource_type"] != "launch-template"]
    return {name: value for name, value in {**found, "tag_specifications": tags}.items() if name in _SAID}


def _tags(ec2: Any, identity: str) -> Values:
    """The tags as they are now: moto describes a template with those that it was made with."""
    found = ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [identity]}])["Tags"]
    return dict(tag_map(found))


def _reported(ctx: Context, found: Values, version: Values, state: Values) -> Values:
    identity = found["LaunchTemplateId"]
    return {
        "id": identity,
        "arn": f"arn:{ctx.partition}:ec2:{ctx.region}:{ctx.account}:launch-template/{identity}",
        "default_version": found["DefaultVersionNumber"],
        "description": settled(version.get("VersionDescription"), state.get("description")),
        "latest_version": found["LatestVersionNumber"],
        "name": found["LaunchTemplateName"],
        "name_prefix": prefix_of(found["LaunchTemplateName"]),
    }
