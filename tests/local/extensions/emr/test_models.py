"""The backend: what a RunJobFlow makes, where the cluster stands, what is refused before anything starts."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from haveli.local.clock import Clock
from haveli.local.extensions.emr.models import EmrBackend
from tests.local.extensions.emr.conftest import STARTED, fleet, run_job_flow


def run(emr: Any, subnet: str, **changes: Any) -> str:
    return str(emr.run_job_flow(**run_job_flow(subnet, **changes))["JobFlowId"])


def found(emr: Any, cluster_id: str) -> dict[str, Any]:
    return dict(emr.describe_cluster(ClusterId=cluster_id)["Cluster"])


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"ReleaseLabel": "emr-9.9.9"}, "The supplied release label is invalid: emr-9.9.9."),
        ({"fleets": [fleet("MASTER", 1, types=("r9z.xlarge",))]}, "Instance type 'r9z.xlarge' is not supported."),
        ({"fleets": [fleet("CORE", 1)]}, "must have a MASTER instance fleet"),
    ],
    ids=["release", "type", "roles"],
)
def test_a_request_that_cannot_work_makes_no_cluster(emr: Any, subnet: str, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ClientError, match="ValidationException") as caught:
        run(emr, subnet, **changes)
    assert text in str(caught.value) and emr.list_clusters()["Clusters"] == []


def test_three_primaries_switch_on_termination_protection_whatever_the_request_says(emr: Any, subnet: str) -> None:
    instances = {"TerminationProtected": False, "KeepJobFlowAliveWhenNoSteps": False}
    described = found(emr, run(emr, subnet, fleets=[fleet("MASTER", 3)], instances=instances))
    assert described["TerminationProtected"] is True and described["AutoTerminate"] is False


def test_a_subnet_that_does_not_exist_ends_the_cluster_with_errors(emr: Any, clock: Clock) -> None:
    cluster_id = run(emr, "subnet-00000000000000000")
    assert found(emr, cluster_id)["Status"]["State"] == "STARTING"
    clock.advance(STARTED)
    status = found(emr, cluster_id)["Status"]
    assert status["State"] == "TERMINATED_WITH_ERRORS"
    assert status["StateChangeReason"]["Code"] == "VALIDATION_ERROR"
    assert "subnet-00000000000000000" in status["StateChangeReason"]["Message"]


def test_a_security_group_that_does_not_exist_ends_the_cluster_with_errors(emr: Any, clock: Clock, subnet: str) -> None:
    cluster_id = run(emr, subnet, instances={"EmrManagedMasterSecurityGroup": "sg-00000000000000000"})
    clock.advance(STARTED)
    status = found(emr, cluster_id)["Status"]
    assert status["State"] == "TERMINATED_WITH_ERRORS"
    assert "sg-00000000000000000" in status["StateChangeReason"]["Message"]


def test_of_several_subnets_the_first_that_exists_is_taken(emr: Any, subnet: str) -> None:
    asked = ["subnet-00000000000000000", subnet]
    request = run_job_flow(subnet)
    del request["Instances"]["Ec2SubnetId"]
    request["Instances"]["Ec2SubnetIds"] = asked
    attributes = found(emr, emr.run_job_flow(**request)["JobFlowId"])["Ec2InstanceAttributes"]
    assert attributes["Ec2SubnetId"] == subnet and attributes["RequestedEc2SubnetIds"] == asked


def test_without_a_subnet_the_default_one_is_taken(emr: Any, session: boto3.Session) -> None:
    request = run_job_flow("")
    del request["Instances"]["Ec2SubnetId"]
    attributes = found(emr, emr.run_job_flow(**request)["JobFlowId"])["Ec2InstanceAttributes"]
    filters = [{"Name": "default-for-az", "Values": ["true"]}]
    defaults = session.client("ec2").describe_subnets(Filters=filters)["Subnets"]
    assert attributes["Ec2SubnetId"] in [each["SubnetId"] for each in defaults]


def test_emr_makes_the_security_groups_that_the_request_leaves_out(
    emr: Any, session: boto3.Session, subnet: str
) -> None:
    attributes = found(emr, run(emr, subnet))["Ec2InstanceAttributes"]
    groups = {attributes["EmrManagedMasterSecurityGroup"], attributes["EmrManagedSlaveSecurityGroup"]}
    described = session.client("ec2").describe_security_groups(GroupIds=sorted(groups))["SecurityGroups"]
    assert {each["GroupName"] for each in described} == {
        "ElasticMapReduce-Master-Private",
        "ElasticMapReduce-Slave-Private",
    }


def test_two_clusters_in_one_subnet_share_no_address(emr: Any, subnet: str) -> None:
    ids = [run(emr, subnet), run(emr, subnet)]
    instances = [each for job in ids for each in emr.list_instances(ClusterId=job)["Instances"]]
    assert len({each["PrivateIpAddress"] for each in instances}) == len(instances) == 12


def test_with_loopback_names_the_primary_can_be_reached_from_here(
    emr: Any, subnet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EmrBackend, "naming", "loopback")
    cluster_id = run(emr, subnet)
    (primary,) = emr.list_instances(ClusterId=cluster_id, InstanceFleetType="MASTER")["Instances"]
    assert found(emr, cluster_id)["MasterPublicDnsName"] == primary["PrivateDnsName"]
    assert primary["PrivateDnsName"].startswith("127.") and primary["PrivateIpAddress"].startswith("10.0.1.")


def test_clusters_of_one_region_are_not_those_of_another(session: boto3.Session, emr: Any, subnet: str) -> None:
    run(emr, subnet)
    assert session.client("emr", region_name="eu-west-1").list_clusters()["Clusters"] == []
    assert len(emr.list_clusters()["Clusters"]) == 1
