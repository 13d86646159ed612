"""Calls for steps, policies, security configurations and releases through boto3; their answers are checked too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from haveli.local.clock import Clock
from tests.local.extensions.emr.conftest import LIMITS, describe, refusal, run_job_flow, state

pytestmark = pytest.mark.contract

SECOND = timedelta(seconds=1)


def step(name: str, **changes: Any) -> dict[str, Any]:
    jar = {"Jar": "command-runner.jar", "Args": ["true"], "Properties": [{"Key": "k", "Value": "v"}]}
    return {"Name": name, "ActionOnFailure": "CONTINUE", "HadoopJarStep": jar, **changes}


def test_steps_run_one_after_the_other_and_are_listed_newest_first(emr: Any, clock: Clock, cluster_id: str) -> None:
    ids = emr.add_job_flow_steps(JobFlowId=cluster_id, Steps=[step("one"), step("two")])["StepIds"]
    states = [each["Status"]["State"] for each in emr.list_steps(ClusterId=cluster_id)["Steps"]]
    assert states == ["PENDING", "RUNNING"] and state(emr, cluster_id) == "RUNNING"
    clock.advance(3 * SECOND)
    assert [each["Id"] for each in emr.list_steps(ClusterId=cluster_id, StepStates=["COMPLETED"])["Steps"]] == ids[::-1]
    assert len(emr.list_steps(ClusterId=cluster_id, StepIds=ids[:1])["Steps"]) == 1
    found = emr.describe_step(ClusterId=cluster_id, StepId=ids[0])["Step"]
    assert found["Config"]["Properties"] == {"k": "v"} and found["ActionOnFailure"] == "CONTINUE"
    assert state(emr, cluster_id) == "WAITING"


def test_a_step_runs_in_the_role_that_it_was_given(emr: Any, cluster_id: str) -> None:
    role = "arn:aws:iam::123456789012:role/runtime-role"
    (added,) = emr.add_job_flow_steps(JobFlowId=cluster_id, Steps=[step("one")], ExecutionRoleArn=role)["StepIds"]
    assert emr.describe_step(ClusterId=cluster_id, StepId=added)["Step"]["ExecutionRoleArn"] == role


def test_a_waiting_step_is_cancelled_and_a_running_one_only_by_force(emr: Any, cluster_id: str) -> None:
    running, waiting = emr.add_job_flow_steps(JobFlowId=cluster_id, Steps=[step("one"), step("two")])["StepIds"]

    def cancelled(option: str) -> list[str]:
        answer = emr.cancel_steps(ClusterId=cluster_id, StepIds=[running, waiting], StepCancellationOption=option)
        return [each["Status"] for each in answer["CancelStepsInfoList"]]

    assert cancelled("SEND_INTERRUPT") == ["FAILED", "SUBMITTED"]
    assert cancelled("TERMINATE_PROCESS") == ["SUBMITTED", "FAILED"]
    assert state(emr, cluster_id) == "WAITING"


def test_an_auto_termination_policy_is_put_shown_and_removed(emr: Any, cluster_id: str) -> None:
    assert "AutoTerminationPolicy" not in emr.get_auto_termination_policy(ClusterId=cluster_id)
    emr.put_auto_termination_policy(ClusterId=cluster_id, AutoTerminationPolicy={"IdleTimeout": 60})
    shown = emr.get_auto_termination_policy(ClusterId=cluster_id)["AutoTerminationPolicy"]
    assert shown == {"IdleTimeout": 60}
    emr.remove_auto_termination_policy(ClusterId=cluster_id)
    assert "AutoTerminationPolicy" not in emr.get_auto_termination_policy(ClusterId=cluster_id)


@pytest.mark.parametrize("seconds", [59, 604_801])
def test_an_idle_timeout_out_of_range_is_refused(emr: Any, cluster_id: str, subnet: str, seconds: int) -> None:
    policy = {"IdleTimeout": seconds}
    put = lambda: emr.put_auto_termination_policy(ClusterId=cluster_id, AutoTerminationPolicy=policy)  # noqa: E731
    run = lambda: emr.run_job_flow(**run_job_flow(subnet, AutoTerminationPolicy=policy))  # noqa: E731
    assert "between 60 and 604800" in refusal(put) and "between 60 and 604800" in refusal(run)


def test_a_managed_scaling_policy_is_put_shown_and_removed(emr: Any, cluster_id: str) -> None:
    policy = {"ComputeLimits": LIMITS, "ScalingStrategy": "ADVANCED", "UtilizationPerformanceIndex": 50}
    emr.put_managed_scaling_policy(ClusterId=cluster_id, ManagedScalingPolicy=policy)
    assert emr.get_managed_scaling_policy(ClusterId=cluster_id)["ManagedScalingPolicy"] == policy
    emr.remove_managed_scaling_policy(ClusterId=cluster_id)
    assert "ManagedScalingPolicy" not in emr.get_managed_scaling_policy(ClusterId=cluster_id)
    wrong = {"ComputeLimits": {**LIMITS, "MinimumCapacityUnits": 10}}
    assert "less than or equal" in refusal(
        lambda: emr.put_managed_scaling_policy(ClusterId=cluster_id, ManagedScalingPolicy=wrong)
    )


def test_security_configurations_are_made_described_listed_used_and_deleted(emr: Any, subnet: str) -> None:
    emr.create_security_configuration(Name="fraud", SecurityConfiguration="{}")
    assert emr.describe_security_configuration(Name="fraud")["SecurityConfiguration"] == "{}"
    assert [each["Name"] for each in emr.list_security_configurations()["SecurityConfigurations"]] == ["fraud"]
    job = emr.run_job_flow(**run_job_flow(subnet, SecurityConfiguration="fraud"))["JobFlowId"]
    assert describe(emr, job)["SecurityConfiguration"] == "fraud"
    emr.delete_security_configuration(Name="fraud")
    assert "does not exist" in refusal(lambda: emr.run_job_flow(**run_job_flow(subnet, SecurityConfiguration="fraud")))


def test_public_access_is_blocked_but_for_ssh_until_it_is_set_otherwise(emr: Any) -> None:
    first = emr.get_block_public_access_configuration()
    assert first["BlockPublicAccessConfiguration"]["BlockPublicSecurityGroupRules"] is True
    configuration = {"BlockPublicSecurityGroupRules": False, "PermittedPublicSecurityGroupRuleRanges": []}
    emr.put_block_public_access_configuration(BlockPublicAccessConfiguration=configuration)
    assert emr.get_block_public_access_configuration()["BlockPublicAccessConfiguration"] == configuration


def test_session_credentials_end_and_are_given_only_by_a_cluster_that_is_up(
    emr: Any, clock: Clock, cluster_id: str, subnet: str
) -> None:
    role = "arn:aws:iam::123456789012:role/runtime-role"
    answer = emr.get_cluster_session_credentials(ClusterId=cluster_id, ExecutionRoleArn=role)
    assert answer["Credentials"]["UsernamePassword"].keys() == {"Username", "Password"}
    assert answer["ExpiresAt"] > clock.now()
    starting = emr.run_job_flow(**run_job_flow(subnet))["JobFlowId"]
    assert "not running or waiting" in refusal(
        lambda: emr.get_cluster_session_credentials(ClusterId=starting, ExecutionRoleArn=role)
    )


def test_releases_are_listed_and_described(emr: Any) -> None:
    assert emr.list_release_labels(Filters={"Prefix": "emr-7.10"})["ReleaseLabels"] == ["emr-7.10.0"]
    with_trino = emr.list_release_labels(Filters={"Application": "Trino"})["ReleaseLabels"]
    assert with_trino == ["emr-7.13.0", "emr-7.12.0", "emr-7.10.0"]
    found = emr.describe_release_label(ReleaseLabel="emr-7.10.0")["Applications"]
    assert {"Name": "Trino", "Version": "470"} in found
    assert "release label is invalid" in refusal(lambda: emr.describe_release_label(ReleaseLabel="emr-0.0.1"))


def test_no_step_is_added_to_a_cluster_that_ends(emr: Any, cluster_id: str) -> None:
    emr.terminate_job_flows(JobFlowIds=[cluster_id])
    assert "may not be modified" in refusal(lambda: emr.add_job_flow_steps(JobFlowId=cluster_id, Steps=[step("late")]))
