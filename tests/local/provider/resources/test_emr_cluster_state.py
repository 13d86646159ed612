"""The attributes of aws_emr_cluster for what EMR's calls report."""

from __future__ import annotations

from typing import Any

import pytest

from haveli.local.provider.resources.emr_cluster_state import reported, state_text

CLUSTER: dict[str, Any] = {
    "Id": "j-1",
    "Name": "c",
    "ClusterArn": "arn",
    "Status": {"State": "WAITING"},
    "ReleaseLabel": "emr-7.10.0",
    "AutoTerminate": False,
    "TerminationProtected": True,
    "VisibleToAllUsers": True,
    "Applications": [{"Name": "Trino", "Version": "470"}],
    "Ec2InstanceAttributes": {"Ec2SubnetId": "subnet-1", "AdditionalMasterSecurityGroups": ["sg-4", "sg-5"]},
}


class Emr:
    """An EMR whose lists are short and given: the newest step first, as EMR lists them."""

    def __init__(self, **answers: list[Any]) -> None:
        empty: dict[str, list[Any]] = {"InstanceFleets": [], "BootstrapActions": [], "Steps": []}
        self.answers = {**empty, **answers}
        self.asked: dict[str, Any] = {}

    def get_paginator(self, operation: str) -> Emr:
        return self

    def paginate(self, **asked: Any) -> list[dict[str, Any]]:
        self.asked |= asked
        return [self.answers]

    def get_auto_termination_policy(self, ClusterId: str) -> dict[str, Any]:  # noqa: N803 (boto3's spelling)
        return {}


def step(name: str) -> dict[str, Any]:
    return {"Name": name, "ActionOnFailure": "CONTINUE", "Config": {"Jar": "j", "Args": ["a"], "Properties": {}}}


def test_a_cluster_without_policy_has_no_policy_block() -> None:
    assert reported(Emr(), CLUSTER, {})["auto_termination_policy"] == []


@pytest.mark.parametrize(("asked", "shown"), [(["trino"], ["trino"]), (None, ["Trino"])])
def test_applications_keep_the_spelling_of_the_configuration(asked: list[str] | None, shown: list[str]) -> None:
    assert reported(Emr(), CLUSTER, {"applications": asked})["applications"] == shown


def test_further_security_groups_are_joined() -> None:
    attributes = reported(Emr(), CLUSTER, {})["ec2_attributes"][0]
    assert attributes["additional_master_security_groups"] == "sg-4,sg-5"
    assert attributes["additional_slave_security_groups"] is None


def test_steps_are_the_oldest_first_and_of_the_states_that_were_asked_for() -> None:
    emr = Emr(Steps=[step("newer"), step("older")])
    found = reported(emr, CLUSTER, {"list_steps_states": ["PENDING"]})["step"]
    assert [each["name"] for each in found] == ["older", "newer"]
    assert emr.asked["StepStates"] == ["PENDING"]


@pytest.mark.parametrize(("text", "kept"), [(None, None), ("[]", "[]"), ('[{"Classification":"a"}]', None)])
def test_text_that_configures_nothing_is_kept_while_emr_reports_nothing(text: str | None, kept: str | None) -> None:
    assert state_text({"configurations_json": text}) == kept
    assert reported(Emr(), CLUSTER, {"configurations_json": text})["configurations_json"] == kept
