"""aws_elasticache_subnet_group: where in a VPC caches may be."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.names import length_problems
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("CacheSubnetGroupNotFoundFault",)


class ElastiCacheSubnetGroup(Resource):
    name = "aws_elasticache_subnet_group"
    force_new = frozenset({"name"})
    defaults = {"description": "Managed by Terraform"}
    same = {"name": lambda name: name.lower()}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 255, r"[\w-]")
        if isinstance(config.get("name"), str) and config["name"].lower() == "default":
            yield Problem("invalid value for name", "'default' is ElastiCache's own.", ("name",))

    def create(self, ctx: Context, planned: Values) -> str:
        made = ctx.client("elasticache").create_cache_subnet_group(
            CacheSubnetGroupName=planned["name"],
            CacheSubnetGroupDescription=planned["description"],
            SubnetIds=planned["subnet_ids"],
            Tags=tag_list(planned.get("tags_all")),
        )
        return str(made["CacheSubnetGroup"]["CacheSubnetGroupName"])

    def read(self, ctx: Context, state: Values) -> Values | None:
        caches = ctx.client("elasticache")
        with absent(*GONE):
            found = caches.describe_cache_subnet_groups(CacheSubnetGroupName=state["id"])["CacheSubnetGroups"][0]
            return {
                "id": found["CacheSubnetGroupName"],
                "arn": found["ARN"],
                "description": found["CacheSubnetGroupDescription"],
                "name": found["CacheSubnetGroupName"],
                "subnet_ids": [subnet["SubnetIdentifier"] for subnet in found["Subnets"]],
                "vpc_id": found["VpcId"],
                "tags_all": tag_map(caches.list_tags_for_resource(ResourceName=found["ARN"])["TagList"]),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        caches, after = ctx.client("elasticache"), change.after
        if change.touches("description", "subnet_ids"):
            caches.modify_cache_subnet_group(
                CacheSubnetGroupName=after["id"],
                CacheSubnetGroupDescription=after.get("description") or "",
                SubnetIds=after["subnet_ids"],
            )
        if removed(change):
            caches.remove_tags_from_resource(ResourceName=after["arn"], TagKeys=removed(change))
        if written(change):
            caches.add_tags_to_resource(ResourceName=after["arn"], Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("elasticache").delete_cache_subnet_group(CacheSubnetGroupName=state["id"])
