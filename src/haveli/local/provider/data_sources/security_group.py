"""aws_security_group: the one that matches."""

from __future__ import annotations

from haveli.local.provider.data_sources.ec2_filters import filters, only
from haveli.local.provider.resource import Context, DataSource, Values
from haveli.local.provider.resources.tags import tag_map


class SecurityGroup(DataSource):
    name = "aws_security_group"

    def read(self, ctx: Context, config: Values) -> Values:
        arguments = {"id": "group-id", "name": "group-name", "vpc_id": "vpc-id"}
        groups = ctx.client("ec2").describe_security_groups(Filters=filters(config, arguments))["SecurityGroups"]
        found = only(groups, "EC2 Security Group")
        identity = found["GroupId"]
        return {
            "id": identity,
            "arn": f"arn:{ctx.partition}:ec2:{ctx.region}:{found['OwnerId']}:security-group/{identity}",
            "description": found["Description"],
            "name": found["GroupName"],
            "vpc_id": found.get("VpcId"),
            "tags": tag_map(found.get("Tags") or ()),
        }
