"""aws_security_group as a data source, against moto."""

from __future__ import annotations

import pytest

from haveli.local.provider.data_sources.security_group import SecurityGroup
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext


@pytest.fixture
def group(ctx: TestContext) -> str:
    ec2 = ctx.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    tags = [{"ResourceType": "security-group", "Tags": [{"Key": "a", "Value": "1"}]}]
    made = ec2.create_security_group(GroupName="emr", Description="of EMR", VpcId=vpc, TagSpecifications=tags)
    return str(made["GroupId"])


def test_a_group_is_found_by_each_of_its_names(ctx: TestContext, group: str) -> None:
    found = read(SecurityGroup(), ctx, id=group)
    assert found["arn"] == f"arn:aws:ec2:ap-south-1:{ctx.account}:security-group/{group}"
    assert (found["name"], found["description"], found["tags"]) == ("emr", "of EMR", {"a": "1"})
    by = [{"name": "emr", "vpc_id": found["vpc_id"]}, {"tags": {"a": "1"}}]
    by.append({"filter": [{"name": "group-name", "values": ["emr"]}]})
    assert [read(SecurityGroup(), ctx, **config)["id"] for config in by] == [group] * 3


def test_none_or_several_are_errors(ctx: TestContext, group: str) -> None:
    with pytest.raises(LookupError, match="no matching EC2 Security Group"):
        read(SecurityGroup(), ctx, name="other")
    with pytest.raises(LookupError, match="multiple EC2 Security Groups"):
        read(SecurityGroup(), ctx, name="default")
