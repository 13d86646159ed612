"""Tags of SageMaker's resources, by ARN."""

from __future__ import annotations

from haveli.local.provider.resource import Change, Context
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written


def tags_of(ctx: Context, arn: str) -> dict[str, str]:
    """The tags of what has this ARN."""
    pages = ctx.client("sagemaker").get_paginator("list_tags").paginate(ResourceArn=arn)
    return tag_map([tag for page in pages for tag in page["Tags"]])


def write_tags(ctx: Context, arn: str, change: Change) -> None:
    """Carries an update's difference in tags out."""
    sagemaker = ctx.client("sagemaker")
    if removed(change):
        sagemaker.delete_tags(ResourceArn=arn, TagKeys=removed(change))
    if written(change):
        sagemaker.add_tags(ResourceArn=arn, Tags=tag_list(written(change)))
