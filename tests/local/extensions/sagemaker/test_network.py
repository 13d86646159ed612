"""What SageMaker looks up in the rest of the account."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from haveli.local.extensions.sagemaker.exceptions import ValidationException
from haveli.local.extensions.sagemaker.network import Surroundings
from tests.local.extensions.sagemaker.conftest import REGION

AROUND = Surroundings("123456789012", REGION)


def test_subnets_and_groups_of_another_vpc_are_refused(session: boto3.Session, network: dict[str, Any]) -> None:
    ec2 = session.client("ec2")
    other = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=other)["GroupId"]
    AROUND.check_subnets(network["SubnetIds"], network["VpcId"])
    AROUND.check_security_groups([group], other)
    with pytest.raises(ValidationException, match="is not in VPC"):
        AROUND.check_subnets(network["SubnetIds"], other)
    with pytest.raises(ValidationException, match="does not exist in VPC"):
        AROUND.check_security_groups([group], network["VpcId"])


def test_a_key_is_known_by_its_id_and_by_its_arn(session: boto3.Session) -> None:
    key = session.client("kms").create_key()["KeyMetadata"]
    AROUND.check_key(key["KeyId"])
    AROUND.check_key(key["Arn"])
    with pytest.raises(ValidationException, match="does not exist"):
        AROUND.check_key("other")


def test_a_home_is_encrypted_and_deleted_once_and_again(session: boto3.Session) -> None:
    home = AROUND.make_home("d-1", "arn:domain", None)
    (found,) = session.client("efs").describe_file_systems(FileSystemId=home)["FileSystems"]
    assert found["Encrypted"] is True
    AROUND.delete_home(home)
    AROUND.delete_home(home)
    assert session.client("efs").describe_file_systems()["FileSystems"] == []
