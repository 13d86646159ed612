"""A tenant's Studio role reaches its own clusters and no other's: on an enforcing local cloud, and by the evaluator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from haveli.guard.iam import Policies, Request, evaluate
from tests.acceptance.conftest import Checkout, copy_checkout

pytestmark = [pytest.mark.acceptance, pytest.mark.xdist_group("isolation")]

ACCOUNT = "880170353725"
READS = ("describe_cluster", "list_instances", "list_steps")


@pytest.fixture(scope="module")
def enforcing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A platform with the tenant fraud, where every request is judged."""
    copy = copy_checkout(tmp_path_factory.mktemp("isolation") / "checkout")
    copy.haveli("up", "--port", "0", "--iam", "enforce")
    yield copy
    copy.haveli("down", expect=None)


@pytest.fixture(scope="module")
def role(enforcing: Checkout) -> dict[str, Any]:
    roles = enforcing.client("iam").list_roles()["Roles"]
    [found] = [item for item in roles if "fraud" in item["RoleName"] and "studio" in item["RoleName"]]
    return dict(found)


@pytest.fixture(scope="module")
def clusters(enforcing: Checkout) -> dict[str, str]:
    """A cluster of fraud's, and one like it that another tenant owns."""
    emr = enforcing.client("emr")
    own = next(item["Id"] for item in emr.list_clusters()["Clusters"] if "fraud-production" in item["Name"])
    fleet = {
        "InstanceFleetType": "MASTER",
        "TargetOnDemandCapacity": 1,
        "InstanceTypeConfigs": [{"InstanceType": "r6g.xlarge"}],
    }
    other = emr.run_job_flow(
        Name="pai-risk-mlops-ledger-production-emr",
        ReleaseLabel="emr-7.10.0",
        Instances={"InstanceFleets": [fleet], "KeepJobFlowAliveWhenNoSteps": True},
        JobFlowRole="x",
        ServiceRole="x",
        Tags=[{"Key": "tenant", "Value": "ledger"}],
    )
    return {"own": own, "other": other["JobFlowId"]}


@pytest.fixture(scope="module")
def session(enforcing: Checkout, role: dict[str, Any]) -> boto3.Session:
    given = enforcing.client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="scientist")["Credentials"]
    return boto3.Session(
        given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region_name="ap-south-1"
    )


@pytest.fixture(scope="module")
def emr(enforcing: Checkout, session: boto3.Session) -> Any:
    return session.client("emr", endpoint_url=enforcing.exported()["AWS_ENDPOINT_URL"])


@pytest.mark.parametrize("call", READS)
def test_its_own_clusters_are_reached(emr: Any, clusters: dict[str, str], call: str) -> None:
    getattr(emr, call)(ClusterId=clusters["own"])


@pytest.mark.parametrize("call", READS)
def test_another_tenants_clusters_are_refused(emr: Any, clusters: dict[str, str], call: str) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        getattr(emr, call)(ClusterId=clusters["other"])


def test_nothing_may_be_ended_or_resized(emr: Any, clusters: dict[str, str]) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        emr.terminate_job_flows(JobFlowIds=[clusters["own"]])


def test_calls_without_a_resource_are_allowed(emr: Any) -> None:
    emr.list_clusters()
    emr.get_block_public_access_configuration()


def test_another_tenants_objects_are_refused(enforcing: Checkout, session: boto3.Session) -> None:
    enforcing.client("s3").create_bucket(
        Bucket="pai-risk-mlops-ledger-shared-data", CreateBucketConfiguration={"LocationConstraint": "ap-south-1"}
    )
    s3 = session.client("s3", endpoint_url=enforcing.exported()["AWS_ENDPOINT_URL"])
    s3.list_objects_v2(Bucket="pai-risk-mlops-fraud-shared-data")
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.list_objects_v2(Bucket="pai-risk-mlops-ledger-shared-data")
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.get_object(Bucket="pai-risk-mlops-ledger-shared-data", Key="x")


@pytest.mark.parametrize(("tenant", "allowed"), [("fraud", True), ("ledger", False), (None, False)])
def test_the_evaluator_says_the_same_of_the_roles_policies(
    enforcing: Checkout, role: dict[str, Any], tenant: str | None, allowed: bool
) -> None:
    iam = enforcing.client("iam")
    names = iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
    inline = [iam.get_role_policy(RoleName=role["RoleName"], PolicyName=name)["PolicyDocument"] for name in names]
    documents = [json.loads(item) if isinstance(item, str) else item for item in inline]
    for action in ("DescribeCluster", "ListInstances", "ListSteps"):
        cluster = f"arn:aws:elasticmapreduce:ap-south-1:{ACCOUNT}:cluster/j-X"
        context = {"elasticmapreduce:resourcetag/tenant": [tenant]} if tenant else {}
        decision = evaluate(
            Request(role["Arn"], f"elasticmapreduce:{action}", cluster, context), Policies(identity=documents)
        )
        assert decision.allowed is allowed, decision
