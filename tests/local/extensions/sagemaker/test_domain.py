"""Domains of Studio."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from haveli.local.clock import Clock
from tests.local.extensions.sagemaker.conftest import A_WHILE, ROLE, make_domain, refusal


def request(network: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"DomainName": "d", "AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": ROLE}, **network, **changes}


def test_a_domain_is_pending_and_then_in_service(sagemaker: Any, network: dict[str, Any], clock: Clock) -> None:
    made = sagemaker.create_domain(**request(network))
    named = {"DomainId": made["DomainId"]}
    assert made["Url"] == f"https://{made['DomainId']}.studio.ap-south-1.sagemaker.aws"
    assert sagemaker.describe_domain(**named)["Status"] == "Pending"
    clock.advance(A_WHILE)
    assert sagemaker.describe_domain(**named)["Status"] == "InService"


def test_sagemaker_fills_in_what_a_domain_does_not_say(sagemaker: Any, domain: str) -> None:
    found = sagemaker.describe_domain(DomainId=domain)
    assert (found["AppNetworkAccessType"], found["TagPropagation"]) == ("PublicInternetOnly", "DISABLED")
    user = found["DefaultUserSettings"]
    assert (user["StudioWebPortal"], user["DefaultLandingUri"]) == ("ENABLED", "studio::")
    assert user["SpaceStorageSettings"]["DefaultEbsStorageSettings"]["DefaultEbsVolumeSizeInGb"] == 5


def test_a_domain_makes_a_home_in_efs_and_says_whose_it_is(
    sagemaker: Any, session: boto3.Session, network: dict[str, Any], clock: Clock
) -> None:
    key = session.client("kms").create_key()["KeyMetadata"]["Arn"]
    domain = make_domain(sagemaker, network, clock, KmsKeyId=key)
    found = sagemaker.describe_domain(DomainId=domain)
    (home,) = session.client("efs").describe_file_systems()["FileSystems"]
    assert found["HomeEfsFileSystemId"] == home["FileSystemId"] and found["HomeEfsFileSystemKmsKeyId"] == key
    assert {"Key": "ManagedByAmazonSageMakerResource", "Value": found["DomainArn"]} in home["Tags"]


def test_a_domain_may_go_without_a_home(sagemaker: Any, network: dict[str, Any], clock: Clock) -> None:
    domain = make_domain(sagemaker, network, clock, HomeEfsFileSystemCreation="Disabled")
    assert "HomeEfsFileSystemId" not in sagemaker.describe_domain(DomainId=domain)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"SubnetIds": ["subnet-0"]}, "Subnet subnet-0 does not exist"),
        ({"KmsKeyId": "other"}, "KMS key other does not exist"),
        ({"DefaultUserSettings": {"ExecutionRole": ROLE, "SecurityGroups": ["sg-0"]}}, "Security group sg-0"),
        ({"DefaultSpaceSettings": {"SecurityGroups": ["sg-0"]}}, "Security group sg-0"),
    ],
)
def test_a_domain_of_what_does_not_exist_is_refused(
    sagemaker: Any, network: dict[str, Any], changes: dict[str, Any], expected: str
) -> None:
    assert expected in refusal(sagemaker.create_domain, **request(network, **changes))


def test_a_domain_needs_a_network(sagemaker: Any) -> None:
    assert "VpcId and SubnetIds are required" in refusal(sagemaker.create_domain, **request({}))


def test_a_domain_that_is_not_there_is_not_found(sagemaker: Any) -> None:
    assert refusal(sagemaker.describe_domain, DomainId="d-0").startswith("ResourceNotFound")


def test_an_update_keeps_what_it_leaves_out_and_takes_a_list_away_that_is_sent_empty(
    sagemaker: Any, domain: str, config: str, clock: Clock
) -> None:
    lab: dict[str, Any] = {"LifecycleConfigArns": [config], "DefaultResourceSpec": {"InstanceType": "ml.t3.medium"}}
    sagemaker.update_domain(DomainId=domain, DefaultUserSettings={"JupyterLabAppSettings": lab})
    assert sagemaker.describe_domain(DomainId=domain)["Status"] == "Updating"
    clock.advance(A_WHILE)
    emptied = {"JupyterLabAppSettings": {"LifecycleConfigArns": []}}
    sagemaker.update_domain(DomainId=domain, DefaultUserSettings=emptied)
    user = sagemaker.describe_domain(DomainId=domain)["DefaultUserSettings"]
    assert user["JupyterLabAppSettings"] == {**lab, "LifecycleConfigArns": []} and user["ExecutionRole"] == ROLE


def test_an_update_of_the_domains_own_settings_is_read_back(sagemaker: Any, domain: str) -> None:
    wanted = {"ExecutionRoleIdentityConfig": "USER_PROFILE_NAME"}
    sagemaker.update_domain(DomainId=domain, DomainSettingsForUpdate=wanted, TagPropagation="ENABLED")
    found = sagemaker.describe_domain(DomainId=domain)
    assert found["DomainSettings"] == wanted and found["TagPropagation"] == "ENABLED"


def test_a_domain_is_closed_only_with_its_network(sagemaker: Any, domain: str, network: dict[str, Any]) -> None:
    closed = {"DomainId": domain, "AppNetworkAccessType": "VpcOnly"}
    assert "VpcId and Subnet IDs are required" in refusal(sagemaker.update_domain, **closed)
    sagemaker.update_domain(**closed, **network)
    assert sagemaker.describe_domain(DomainId=domain)["AppNetworkAccessType"] == "VpcOnly"


def test_who_manages_security_groups_is_only_for_rstudio(sagemaker: Any, domain: str) -> None:
    wanted = {"DomainId": domain, "AppSecurityGroupManagement": "Service"}
    assert "Rstudio" in refusal(sagemaker.update_domain, **wanted)


def test_one_change_at_a_time(sagemaker: Any, domain: str) -> None:
    sagemaker.update_domain(DomainId=domain, TagPropagation="ENABLED")
    assert refusal(sagemaker.update_domain, DomainId=domain).startswith("ResourceInUse")
    assert refusal(sagemaker.delete_domain, DomainId=domain).startswith("ResourceInUse")


def test_a_deleted_domain_is_deleting_and_then_gone(sagemaker: Any, domain: str, clock: Clock) -> None:
    sagemaker.delete_domain(DomainId=domain)
    assert sagemaker.describe_domain(DomainId=domain)["Status"] == "Deleting"
    clock.advance(A_WHILE)
    assert refusal(sagemaker.describe_domain, DomainId=domain).startswith("ResourceNotFound")
    assert sagemaker.list_domains()["Domains"] == []


@pytest.mark.parametrize(
    ("policy", "left"),
    [({}, 1), ({"HomeEfsFileSystem": "Retain"}, 1), ({"HomeEfsFileSystem": "Delete"}, 0)],
)
def test_the_home_goes_only_when_asked(
    sagemaker: Any, session: boto3.Session, domain: str, policy: dict[str, str], left: int
) -> None:
    sagemaker.delete_domain(DomainId=domain, RetentionPolicy=policy)
    assert len(session.client("efs").describe_file_systems()["FileSystems"]) == left


def test_a_home_that_somebody_deleted_is_no_obstacle(sagemaker: Any, session: boto3.Session, domain: str) -> None:
    home = sagemaker.describe_domain(DomainId=domain)["HomeEfsFileSystemId"]
    session.client("efs").delete_file_system(FileSystemId=home)
    sagemaker.delete_domain(DomainId=domain, RetentionPolicy={"HomeEfsFileSystem": "Delete"})
    assert sagemaker.describe_domain(DomainId=domain)["Status"] == "Deleting"


def test_a_domain_with_people_in_it_stays(sagemaker: Any, ann: dict[str, str]) -> None:
    domain = ann["DomainId"]
    assert "user profiles" in refusal(sagemaker.delete_domain, DomainId=domain)
    sagemaker.delete_user_profile(**ann)
    assert refusal(sagemaker.delete_domain, DomainId=domain).startswith("ResourceInUse")


def test_a_domain_with_a_space_stays(sagemaker: Any, domain: str) -> None:
    sagemaker.create_space(DomainId=domain, SpaceName="notes")
    assert "spaces" in refusal(sagemaker.delete_domain, DomainId=domain)
