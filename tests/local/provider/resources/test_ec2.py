"""What the types of EC2 share."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.provider.resource import Change, Unfinished
from haveli.local.provider.resources import ec2
from tests.local.provider.doubles import TestContext


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "DeleteVpc")


class Refusing:
    """A deletion that answers with these codes, one for each call, and then works."""

    def __init__(self, *codes: str) -> None:
        self.codes = list(codes)

    def __call__(self) -> None:
        if self.codes:
            raise refusal(self.codes.pop(0))


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_a_duration_is_the_sum_of_its_parts(hours: int, minutes: int, seconds: int) -> None:
    assert ec2.seconds(f"{hours}h{minutes}m{seconds}s") == hours * 3600 + minutes * 60 + seconds


@pytest.mark.parametrize("text", ["", "20", "m", "1d", "h5"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|convert"):
        ec2.seconds(text)


def test_the_timeouts_of_a_resource_go_before_the_default() -> None:
    assert ec2.allowed({"timeouts": {"delete": "2m"}}, "delete") == 120
    assert ec2.allowed({"timeouts": {"create": "2m"}}, "delete") == ec2.DEPENDENTS_SECONDS
    assert ec2.allowed({"timeouts": None}, "delete") == ec2.DEPENDENTS_SECONDS


def test_a_deletion_waits_for_what_depends_on_it(ctx: TestContext) -> None:
    delete = Refusing("DependencyViolation", "DependencyViolation")
    ec2.remove(ctx, delete, {"id": "vpc-1"})
    assert delete.codes == []


def test_a_deletion_of_what_is_gone_is_no_error(ctx: TestContext) -> None:
    ec2.remove(ctx, Refusing("InvalidVpcID.NotFound"), {"id": "vpc-1"})


def test_any_other_refusal_is_not_retried(ctx: TestContext) -> None:
    delete = Refusing("UnauthorizedOperation", "UnauthorizedOperation")
    with pytest.raises(ClientError, match="UnauthorizedOperation"):
        ec2.remove(ctx, delete, {"id": "vpc-1"})
    assert len(delete.codes) == 1


def test_when_dependents_stay_the_error_is_that_of_aws(ctx: TestContext) -> None:
    with pytest.raises(ClientError, match="DependencyViolation"):
        ec2.remove(ctx, Refusing(*["DependencyViolation"] * 1000), {"id": "vpc-1"})


def test_what_fails_after_a_creation_leaves_the_id_in_the_state() -> None:
    with pytest.raises(Unfinished) as caught, ec2.made("vpc-1"):
        raise refusal("InvalidParameterValue")
    assert caught.value.values == {"id": "vpc-1"}


def test_one_of_an_empty_answer_is_none_and_so_is_one_that_aws_does_not_find() -> None:
    def missing() -> None:
        raise refusal("InvalidVpcID.NotFound")

    assert ec2.one(lambda: {"Vpcs": []}, "Vpcs") is None
    assert ec2.one(missing, "Vpcs") is None
    assert ec2.one(lambda: {"Vpcs": [{"VpcId": "vpc-1"}]}, "Vpcs") == {"VpcId": "vpc-1"}


def test_tags_are_sent_only_where_there_are_any() -> None:
    assert ec2.tagged("vpc", {"tags_all": {}}) == {}
    sent = ec2.tagged("vpc", {"tags_all": {"tenant": "fraud"}})
    assert sent == {"TagSpecifications": [{"ResourceType": "vpc", "Tags": [{"Key": "tenant", "Value": "fraud"}]}]}


def test_tags_are_added_overwritten_and_removed(ctx: TestContext) -> None:
    client = ctx.client("ec2")
    id = client.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    client.create_tags(Resources=[id], Tags=[{"Key": "old", "Value": "1"}, {"Key": "kept", "Value": "1"}])
    before, after = {"old": "1", "kept": "1"}, {"kept": "2", "new": "1"}
    ec2.retag(ctx, Change({"id": id, "tags_all": before}, {"id": id, "tags_all": after}))
    vpc = ec2.one(client.describe_vpcs, "Vpcs", VpcIds=[id])
    assert vpc is not None and ec2.tags_of(vpc) == after


def test_an_arn_names_partition_region_and_account(ctx: TestContext) -> None:
    assert ec2.arn(ctx, "vpc", "vpc-1") == "arn:aws:ec2:ap-south-1:123456789012:vpc/vpc-1"
