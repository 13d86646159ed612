"""Who and where we are: aws_caller_identity, aws_partition and aws_region."""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.loaders import Loader

from haveli.local.provider.resource import Context, DataSource, Values


class CallerIdentity(DataSource):
    name = "aws_caller_identity"

    def read(self, ctx: Context, config: Values) -> Values:
        caller = ctx.client("sts").get_caller_identity()
        return {
            "id": caller["Account"],
            "account_id": caller["Account"],
            "arn": caller["Arn"],
            "user_id": caller["UserId"],
        }


class Partition(DataSource):
    name = "aws_partition"

    def read(self, ctx: Context, config: Values) -> Values:
        suffix = str(_partition(ctx.partition)["dnsSuffix"])
        return {
            "id": ctx.partition,
            "partition": ctx.partition,
            "dns_suffix": suffix,
            "reverse_dns_prefix": ".".join(reversed(suffix.split("."))),
        }


class Region(DataSource):
    """The provider's region, or the one that `region`, `name` or `endpoint` (of EC2) names."""

    name = "aws_region"

    def read(self, ctx: Context, config: Values) -> Values:
        partition = _partition(ctx.partition)
        region = config.get("region") or config.get("name") or _of_endpoint(config.get("endpoint")) or ctx.region
        if region not in partition["regions"]:
            raise LookupError(f"finding region using name {region}: no matching region")
        return {
            "id": region,
            "region": region,
            "name": region,
            "endpoint": f"ec2.{region}.{partition['dnsSuffix']}",
            "description": partition["regions"][region]["description"],
        }


def _of_endpoint(endpoint: str | None) -> str | None:
    return endpoint.split(".")[1] if endpoint and endpoint.count(".") > 1 else None


@cache
def _partition(name: str) -> dict[str, Any]:
    """botocore's facts about a partition: its regions with their descriptions and its DNS suffix."""
    for partition in Loader().load_data("endpoints")["partitions"]:
        if partition["partition"] == name:
            return dict(partition)
    raise LookupError(f"no such partition: {name}")
