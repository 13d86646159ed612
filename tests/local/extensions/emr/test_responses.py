"""Every call through boto3: what it does, what it answers (checked against botocore's model), what it refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from haveli.local.clock import Clock
from haveli.local.extensions.emr import install, responses
from tests.local.extensions.emr.conftest import (
    LIMITS,
    MODEL,
    REGION,
    STARTED,
    describe,
    fleet,
    refusal,
    run_job_flow,
    state,
)

pytestmark = pytest.mark.contract

SECOND = timedelta(seconds=1)


def fleets(emr: Any, cluster_id: str) -> dict[str, dict[str, Any]]:
    found = emr.list_instance_fleets(ClusterId=cluster_id)["InstanceFleets"]
    return {each["InstanceFleetType"]: each for each in found}


def test_every_call_that_we_add_is_one_of_the_service() -> None:
    ours = {name for name, item in vars(responses.EmrResponse).items() if callable(item) and name[0] != "_"}
    plumbing = {"backend", "call_action", "found", "get_region_from_url"}
    known = {xform(name) for name in MODEL.operation_names}
    assert ours - plumbing - known == set()


def xform(name: str) -> str:
    from botocore import xform_name

    return str(xform_name(name))


def test_a_cluster_is_waiting_two_seconds_after_it_was_asked_for(emr: Any, clock: Clock, subnet: str) -> None:
    job = emr.run_job_flow(**run_job_flow(subnet))
    seen = []
    for _ in range(20):
        seen.append(state(emr, job["JobFlowId"]))
        clock.advance(SECOND / 10)
    assert list(dict.fromkeys(seen)) == ["STARTING", "BOOTSTRAPPING", "WAITING"]


def test_a_cluster_is_described_with_all_that_it_was_asked_for(emr: Any, clock: Clock, subnet: str) -> None:
    request = run_job_flow(
        subnet,
        LogUri="s3://logs/emr/",
        Configurations=[{"Classification": "livy-conf", "Properties": {"livy.server.port": "8999"}}],
        Tags=[{"Key": "tenant", "Value": "fraud"}],
        AutoTerminationPolicy={"IdleTimeout": 2700},
        ManagedScalingPolicy={"ComputeLimits": LIMITS},
        PlacementGroupConfigs=[{"InstanceRole": "MASTER", "PlacementStrategy": "SPREAD"}],
        StepConcurrencyLevel=3,
        ScaleDownBehavior="TERMINATE_AT_TASK_COMPLETION",
        EbsRootVolumeSize=30,
    )
    job = emr.run_job_flow(**request)
    found = describe(emr, job["JobFlowId"])
    assert found["ClusterArn"] == job["ClusterArn"]
    assert job["ClusterArn"].startswith(f"arn:aws:elasticmapreduce:{REGION}:")
    assert found["InstanceCollectionType"] == "INSTANCE_FLEET" and found["AutoTerminate"] is False
    assert found["LogUri"] == "s3n://logs/emr/"
    assert found["Applications"] == [{"Name": "Trino", "Version": "470"}]
    assert found["Configurations"] == request["Configurations"]
    assert found["PlacementGroups"] == request["PlacementGroupConfigs"]
    assert found["Ec2InstanceAttributes"]["Ec2SubnetId"] == subnet
    assert found["Ec2InstanceAttributes"]["Ec2AvailabilityZone"].startswith(REGION)
    assert found["StepConcurrencyLevel"] == 3 and found["Tags"] == [{"Key": "tenant", "Value": "fraud"}]
    policy = emr.get_managed_scaling_policy(ClusterId=found["Id"])["ManagedScalingPolicy"]
    assert policy == {"ComputeLimits": LIMITS}


def test_the_primary_of_a_cluster_is_one_of_its_instances(emr: Any, cluster_id: str) -> None:
    """SageMaker Studio refuses a cluster whose primary is not among its instances (facts/studio.md)."""
    primaries = emr.list_instances(ClusterId=cluster_id, InstanceFleetType="MASTER")["Instances"]
    assert describe(emr, cluster_id)["MasterPublicDnsName"] == primaries[0]["PrivateDnsName"]
    assert primaries[0]["PrivateDnsName"].endswith(f".{REGION}.compute.internal")


def test_in_a_public_subnet_the_primary_is_known_by_its_public_name(
    emr: Any, session: boto3.Session, subnet: str, clock: Clock
) -> None:
    session.client("ec2").modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": True})
    job = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    (primary,) = emr.list_instances(ClusterId=job, InstanceFleetType="MASTER")["Instances"]
    assert describe(emr, job)["MasterPublicDnsName"] == primary["PublicDnsName"]
    assert primary["PublicDnsName"].endswith(f".{REGION}.compute.amazonaws.com")


def test_a_cluster_that_has_ended_stays_described(emr: Any, clock: Clock, cluster_id: str) -> None:
    emr.terminate_job_flows(JobFlowIds=[cluster_id])
    assert state(emr, cluster_id) == "TERMINATING"
    clock.advance(SECOND)
    status = describe(emr, cluster_id)["Status"]
    assert status["State"] == "TERMINATED" and status["StateChangeReason"]["Code"] == "USER_REQUEST"
    assert status["Timeline"].keys() == {"CreationDateTime", "ReadyDateTime", "EndDateTime"}
    assert {each["Status"]["State"] for each in fleets(emr, cluster_id).values()} == {"TERMINATED"}
    instances = emr.list_instances(ClusterId=cluster_id)["Instances"]
    assert {each["Status"]["State"] for each in instances} == {"TERMINATED"}
    assert describe(emr, cluster_id)["MasterPublicDnsName"] in {each["PrivateDnsName"] for each in instances}


def test_a_protected_cluster_is_not_ended_and_the_others_are(
    emr: Any, clock: Clock, cluster_id: str, subnet: str
) -> None:
    other = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    emr.set_termination_protection(JobFlowIds=[cluster_id], TerminationProtected=True)
    assert refusal(lambda: emr.terminate_job_flows(JobFlowIds=[cluster_id, other])) == (
        "ValidationException: Could not shut down one or more job flows since they are termination protected."
    )
    assert (state(emr, cluster_id), state(emr, other)) == ("WAITING", "TERMINATING")


def test_clusters_are_listed_newest_first_and_by_state_and_time(emr: Any, clock: Clock, subnet: str) -> None:
    first = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    between = clock.advance(STARTED)
    clock.advance(STARTED)
    second = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]

    def listed(**filters: Any) -> list[str]:
        return [each["Id"] for each in emr.list_clusters(**filters)["Clusters"]]

    assert listed() == [second, first]
    assert listed(ClusterStates=["WAITING"]) == [first] and listed(ClusterStates=["STARTING"]) == [second]
    assert listed(CreatedAfter=between) == [second] and listed(CreatedBefore=between) == [first]


def test_long_lists_come_in_pages(emr: Any, subnet: str) -> None:
    job = emr.run_job_flow(**run_job_flow(subnet, fleets=[fleet("MASTER", 1), fleet("CORE", 150)]))["JobFlowId"]
    assert "Marker" in emr.list_instances(ClusterId=job)
    pages = emr.get_paginator("list_instances").paginate(ClusterId=job)
    ids = [each["Id"] for page in pages for each in page["Instances"]]
    assert len(ids) == len(set(ids)) == 151


@pytest.mark.parametrize(
    ("call", "member", "shown", "value"),
    [
        ("set_termination_protection", "TerminationProtected", "TerminationProtected", True),
        ("set_visible_to_all_users", "VisibleToAllUsers", "VisibleToAllUsers", False),
        ("set_unhealthy_node_replacement", "UnhealthyNodeReplacement", "UnhealthyNodeReplacement", True),
    ],
)
def test_a_setting_is_described_as_it_was_set(
    emr: Any, cluster_id: str, call: str, member: str, shown: str, value: bool
) -> None:
    assert describe(emr, cluster_id)[shown] is not value
    getattr(emr, call)(JobFlowIds=[cluster_id], **{member: value})
    assert describe(emr, cluster_id)[shown] is value


def test_a_cluster_that_is_not_kept_alive_any_more_is_described_so(emr: Any, cluster_id: str) -> None:
    emr.set_keep_job_flow_alive_when_no_steps(JobFlowIds=[cluster_id], KeepJobFlowAliveWhenNoSteps=False)
    assert describe(emr, cluster_id)["AutoTerminate"] is True


def test_tags_are_added_overwritten_and_removed(emr: Any, cluster_id: str) -> None:
    emr.add_tags(ResourceId=cluster_id, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "1"}])
    emr.add_tags(ResourceId=cluster_id, Tags=[{"Key": "a", "Value": "2"}])
    emr.remove_tags(ResourceId=cluster_id, TagKeys=["b", "never"])
    assert describe(emr, cluster_id)["Tags"] == [{"Key": "a", "Value": "2"}]


def test_modify_cluster_answers_with_what_is_in_force(emr: Any, cluster_id: str) -> None:
    assert emr.modify_cluster(ClusterId=cluster_id, StepConcurrencyLevel=7)["StepConcurrencyLevel"] == 7
    assert emr.modify_cluster(ClusterId=cluster_id, ExtendedSupport=True)["StepConcurrencyLevel"] == 7


def test_a_fleet_is_listed_with_its_types_and_volumes(emr: Any, subnet: str) -> None:
    volumes = {"VolumeSpecification": {"VolumeType": "gp3", "SizeInGB": 64}, "VolumesPerInstance": 2}
    core = fleet("CORE", 2, types=("r6g.xlarge", "r6a.2xlarge"))
    core["InstanceTypeConfigs"][0]["EbsConfiguration"] = {"EbsBlockDeviceConfigs": [volumes]}
    core["InstanceTypeConfigs"][1]["BidPrice"] = "0.2"
    job = emr.run_job_flow(**run_job_flow(subnet, fleets=[fleet("MASTER", 1), core]))["JobFlowId"]
    first, second = fleets(emr, job)["CORE"]["InstanceTypeSpecifications"]
    assert [each["Device"] for each in first["EbsBlockDevices"]] == ["/dev/sdb", "/dev/sdc"]
    assert first["BidPriceAsPercentageOfOnDemandPrice"] == 100.0
    assert second["BidPrice"] == "0.2" and "BidPriceAsPercentageOfOnDemandPrice" not in second
    assert (first["WeightedCapacity"], second["WeightedCapacity"]) == (1, 2)


def test_a_fleet_is_resized_by_both_targets(emr: Any, clock: Clock, cluster_id: str) -> None:
    task = fleets(emr, cluster_id)["TASK"]["Id"]
    change = {"InstanceFleetId": task, "TargetOnDemandCapacity": 1, "TargetSpotCapacity": 5}
    emr.modify_instance_fleet(ClusterId=cluster_id, InstanceFleet=change)
    assert fleets(emr, cluster_id)["TASK"]["Status"]["State"] == "RESIZING"
    clock.advance(STARTED)
    found = fleets(emr, cluster_id)["TASK"]
    assert found["Status"]["State"] == "RUNNING"
    assert (found["ProvisionedOnDemandCapacity"], found["ProvisionedSpotCapacity"]) == (1, 5)


@pytest.mark.parametrize("target", ["TargetOnDemandCapacity", "TargetSpotCapacity"])
def test_one_target_alone_is_refused_though_the_model_takes_it(emr: Any, cluster_id: str, target: str) -> None:
    task = fleets(emr, cluster_id)["TASK"]["Id"]
    change = {"InstanceFleetId": task, target: 5}
    assert refusal(lambda: emr.modify_instance_fleet(ClusterId=cluster_id, InstanceFleet=change)) == (
        f"InvalidRequestException: The instance fleet ({task}) should have both targetOnDemandCapacity and "
        "targetSpotCapacity specified."
    )


def test_types_changed_with_the_targets_are_launched_from_then_on(emr: Any, clock: Clock, cluster_id: str) -> None:
    task = fleets(emr, cluster_id)["TASK"]["Id"]
    change = {"InstanceFleetId": task, "TargetOnDemandCapacity": 0, "TargetSpotCapacity": 7}
    change["InstanceTypeConfigs"] = [{"InstanceType": "r5a.2xlarge", "WeightedCapacity": 2}]
    change["ResizeSpecifications"] = {"SpotResizeSpecification": {"TimeoutDurationMinutes": 20}}
    emr.modify_instance_fleet(ClusterId=cluster_id, InstanceFleet=change)
    instances = emr.list_instances(ClusterId=cluster_id, InstanceFleetId=task)["Instances"]
    assert [each["InstanceType"] for each in instances] == ["r6g.xlarge"] * 3 + ["r5a.2xlarge"] * 2
    assert fleets(emr, cluster_id)["TASK"]["ResizeSpecifications"] == change["ResizeSpecifications"]


def test_a_fleet_is_modified_only_while_its_cluster_is_up(emr: Any, subnet: str) -> None:
    job = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    change = {"InstanceFleetId": fleets(emr, job)["TASK"]["Id"], "TargetOnDemandCapacity": 0, "TargetSpotCapacity": 1}
    assert "only be modified when the cluster is running or waiting" in refusal(
        lambda: emr.modify_instance_fleet(ClusterId=job, InstanceFleet=change)
    )


def test_a_task_fleet_joins_a_cluster_that_has_none(emr: Any, clock: Clock, subnet: str) -> None:
    job = emr.run_job_flow(**run_job_flow(subnet, fleets=[fleet("MASTER", 1), fleet("CORE", 2)]))["JobFlowId"]
    clock.advance(STARTED)
    added = emr.add_instance_fleet(ClusterId=job, InstanceFleet=fleet("TASK", spot=2))
    assert fleets(emr, job)["TASK"]["Id"] == added["InstanceFleetId"]
    assert state(emr, job) == "WAITING"
    assert "only one TASK" in refusal(
        lambda: emr.add_instance_fleet(ClusterId=job, InstanceFleet=fleet("TASK", spot=2))
    )


def test_no_fleet_joins_a_cluster_that_ends(emr: Any, clock: Clock, subnet: str) -> None:
    job = emr.run_job_flow(**run_job_flow(subnet, fleets=[fleet("MASTER", 1)]))["JobFlowId"]
    emr.terminate_job_flows(JobFlowIds=[job])
    assert "terminating" in refusal(lambda: emr.add_instance_fleet(ClusterId=job, InstanceFleet=fleet("TASK", spot=2)))


def test_instances_are_listed_by_fleet_role_and_state(emr: Any, clock: Clock, cluster_id: str) -> None:
    def listed(**filters: Any) -> int:
        return len(emr.list_instances(ClusterId=cluster_id, **filters)["Instances"])

    core = fleets(emr, cluster_id)["CORE"]["Id"]
    assert listed() == 6 and listed(InstanceFleetId=core) == 2 and listed(InstanceFleetType="TASK") == 3
    assert listed(InstanceStates=["RUNNING"]) == 6 and listed(InstanceStates=["TERMINATED", "PROVISIONING"]) == 0


def test_an_instance_tells_its_market_type_and_times(emr: Any, cluster_id: str) -> None:
    (first, *_) = emr.list_instances(ClusterId=cluster_id, InstanceFleetType="TASK")["Instances"]
    assert (first["Market"], first["InstanceType"]) == ("SPOT", "r6g.xlarge")
    assert first["Status"]["Timeline"].keys() == {"CreationDateTime", "ReadyDateTime"}
    assert first["Id"].startswith("ci-") and first["Ec2InstanceId"].startswith("i-")


def test_calls_for_groups_are_refused_on_a_cluster_of_fleets(emr: Any, cluster_id: str) -> None:
    text = refusal(lambda: emr.list_instance_groups(ClusterId=cluster_id))
    assert text.startswith("InvalidRequestException: Instance fleets and instance groups are mutually exclusive.")
    assert "ListInstanceGroups" in text and "Use the ListInstanceFleets operation instead." in text
    assert "mutually exclusive" in refusal(
        lambda: emr.list_instances(ClusterId=cluster_id, InstanceGroupTypes=["MASTER"])
    )
    groups = [{"InstanceRole": "TASK", "InstanceType": "r6g.xlarge", "InstanceCount": 1}]
    assert "mutually exclusive" in refusal(lambda: emr.add_instance_groups(JobFlowId=cluster_id, InstanceGroups=groups))


def test_a_custom_scaling_policy_is_for_groups_only(emr: Any, cluster_id: str) -> None:
    """facts/emr.md, "Custom automatic scaling works with instance groups only, not fleets"."""
    policy = {"Constraints": {"MinCapacity": 1, "MaxCapacity": 2}, "Rules": []}
    assert "mutually exclusive" in refusal(
        lambda: emr.put_auto_scaling_policy(ClusterId=cluster_id, InstanceGroupId="ig-1", AutoScalingPolicy=policy)
    )


def test_the_deprecated_way_to_describe_clusters_names_the_present_one(emr: Any) -> None:
    assert "call ListClusters and DescribeCluster" in refusal(emr.describe_job_flows)


def test_a_cluster_of_groups_is_still_served_by_moto(emr: Any, subnet: str) -> None:
    groups = [{"InstanceRole": "MASTER", "InstanceType": "m5.xlarge", "InstanceCount": 1}]
    instances = {"InstanceGroups": groups, "KeepJobFlowAliveWhenNoSteps": True, "Ec2SubnetId": subnet}
    job = emr.run_job_flow(Name="groups", ReleaseLabel="emr-7.10.0", Instances=instances)["JobFlowId"]
    assert state(emr, job) == "WAITING" and len(emr.list_instance_groups(ClusterId=job)["InstanceGroups"]) == 1
    assert job in [each["Id"] for each in emr.list_clusters()["Clusters"]]
    emr.add_tags(ResourceId=job, Tags=[{"Key": "a", "Value": "1"}])
    emr.remove_tags(ResourceId=job, TagKeys=["a"])
    assert "mutually exclusive" in refusal(lambda: emr.list_instance_fleets(ClusterId=job))
    emr.terminate_job_flows(JobFlowIds=[job])
    assert state(emr, job) == "TERMINATED"


def test_what_does_not_exist_is_refused_in_the_words_of_aws(emr: Any, cluster_id: str) -> None:
    assert refusal(lambda: emr.describe_cluster(ClusterId="j-NONE")) == (
        "InvalidRequestException: Cluster id 'j-NONE' is not valid."
    )
    assert "job flow ID does not exist" in refusal(lambda: emr.terminate_job_flows(JobFlowIds=["j-NONE"]))
    assert "Step id" in refusal(lambda: emr.describe_step(ClusterId=cluster_id, StepId="s-NONE"))
    change = {"InstanceFleetId": "if-NONE", "TargetOnDemandCapacity": 0, "TargetSpotCapacity": 0}
    assert "fleet id" in refusal(lambda: emr.modify_instance_fleet(ClusterId=cluster_id, InstanceFleet=change))


def test_bootstrap_actions_are_listed_as_commands(emr: Any, subnet: str) -> None:
    action = {"Name": "node", "ScriptBootstrapAction": {"Path": "s3://b/node.sh", "Args": ["30"]}}
    job = emr.run_job_flow(**run_job_flow(subnet, BootstrapActions=[action]))["JobFlowId"]
    assert emr.list_bootstrap_actions(ClusterId=job)["BootstrapActions"] == [
        {"Name": "node", "ScriptPath": "s3://b/node.sh", "Args": ["30"]}
    ]


def test_on_a_server_the_region_is_that_of_the_signature() -> None:
    """moto takes it from the host name, which a server on loopback does not have (facts/provider.md)."""
    install()
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        emr = boto3.client(
            "emr", REGION, endpoint_url=f"http://{host}:{port}", aws_access_key_id="a", aws_secret_access_key="b"
        )
        emr.create_security_configuration(Name="here", SecurityConfiguration="{}")
        fleets = [fleet("MASTER", 1)]
        request = run_job_flow("subnet-00000000000000000", fleets=fleets)
        assert f":{REGION}:" in emr.run_job_flow(**request)["ClusterArn"]
    finally:
        server.stop()
