"""What EKS looks up in the rest of the account, and what it makes there."""

from __future__ import annotations

import pytest

from haveli.local.extensions.eks.exceptions import InvalidParameterException
from haveli.local.extensions.eks.network import Surroundings
from tests.local.extensions.eks.conftest import Account


def test_subnets_are_in_two_zones_of_one_vpc(account: Account, around: Surroundings) -> None:
    assert around.vpc_of(account.subnets) == account.vpc
    with pytest.raises(InvalidParameterException, match="two different AZs"):
        around.vpc_of(account.subnets[:1])
    ec2 = account.session.client("ec2")
    other = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=other, CidrBlock="10.1.0.0/24")["Subnet"]["SubnetId"]
    with pytest.raises(InvalidParameterException, match="same VPC"):
        around.vpc_of([*account.subnets, subnet])


@pytest.mark.parametrize(("block", "services"), [("10.0.0.0/16", "10.100.0.0/16"), ("10.100.0.0/16", "172.20.0.0/16")])
def test_services_do_not_overlap_the_vpc(account: Account, around: Surroundings, block: str, services: str) -> None:
    vpc = account.session.client("ec2").create_vpc(CidrBlock=block)["Vpc"]["VpcId"]
    assert around.service_network(vpc) == services


def test_security_groups_are_of_the_vpc(account: Account, around: Surroundings) -> None:
    ec2 = account.session.client("ec2")
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=account.vpc)["GroupId"]
    around.check_security_groups([group], account.vpc)
    with pytest.raises(InvalidParameterException):
        around.check_security_groups([group], "vpc-other")


def test_roles_and_keys_must_be_there(account: Account, around: Surroundings) -> None:
    around.check_role(account.role)
    around.check_key(account.session.client("kms").create_key()["KeyMetadata"]["Arn"])
    with pytest.raises(InvalidParameterException):
        around.check_role(account.role + "2")
    with pytest.raises(InvalidParameterException):
        around.check_key("arn:aws:kms:ap-south-1:123456789012:key/none")


@pytest.mark.parametrize("by", ["id", "name"])
def test_a_launch_template_is_found_by_id_or_name(account: Account, around: Surroundings, by: str) -> None:
    ec2 = account.session.client("ec2")
    made = ec2.create_launch_template(LaunchTemplateName="t", LaunchTemplateData={"InstanceType": "m5.large"})
    identity = made["LaunchTemplate"]["LaunchTemplateId"]
    found, data = around.launch_template({"id": identity} if by == "id" else {"name": "t"})
    assert found == {"id": identity, "name": "t", "version": "1"} and data["InstanceType"] == "m5.large"
    with pytest.raises(InvalidParameterException):
        around.launch_template({"id": identity, "version": "2"})


def test_what_eks_makes_holds_the_network_and_goes_again(account: Account, around: Surroundings) -> None:
    ec2 = account.session.client("ec2")
    group = around.make_security_group("c", account.vpc, "1")
    interfaces = around.make_interfaces("c", account.subnets, [group])
    found = ec2.describe_network_interfaces()["NetworkInterfaces"]
    assert {each["SubnetId"] for each in found} == set(account.subnets)
    assert {each["Groups"][0]["GroupId"] for each in found} == {group}
    [made] = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert made["IpPermissions"][0]["UserIdGroupPairs"][0]["GroupId"] == group
    for _ in range(2):  # what is gone already is no error
        around.take_away(interfaces, group)
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
