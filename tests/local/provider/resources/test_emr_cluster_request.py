"""RunJobFlow's request for the arguments of aws_emr_cluster, checked against botocore's model of the call."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from haveli.local.provider.resources.emr_cluster_request import auto_termination, configurations, run_job_flow

MODEL = ServiceModel(Loader().load_service_model("emr", "service-2"), "emr")

LEAST: dict[str, Any] = {
    "name": "c",
    "release_label": "emr-7.10.0",
    "service_role": "service",
    "master_instance_fleet": [
        {"target_on_demand_capacity": 1, "instance_type_configs": [{"instance_type": "r6g.xlarge"}]}
    ],
}
MOST: dict[str, Any] = {
    **LEAST,
    "os_release_label": "2023.8",
    "log_uri": "s3://b/l/",
    "log_encryption_kms_key_id": "key",
    "additional_info": "{}",
    "applications": ["Trino"],
    "autoscaling_role": "role",
    "security_configuration": "sec",
    "scale_down_behavior": "TERMINATE_AT_TASK_COMPLETION",
    "custom_ami_id": "ami-1",
    "ebs_root_volume_size": 30,
    "step_concurrency_level": 4,
    "visible_to_all_users": True,
    "termination_protection": True,
    "unhealthy_node_replacement": True,
    "keep_job_flow_alive_when_no_steps": False,
    "configurations_json": '[{"Classification": "a", "Properties": {"k": "v"}}]',
    "bootstrap_action": [{"name": "n", "path": "s3://b/n.sh", "args": None}],
    "step": [
        {"name": "s", "action_on_failure": "CONTINUE", "hadoop_jar_step": [{"jar": "j", "properties": {"k": "v"}}]}
    ],
    "kerberos_attributes": [{"realm": "R", "kdc_admin_password": "p", "ad_domain_join_user": "u"}],
    "placement_group_config": [{"instance_role": "MASTER", "placement_strategy": "SPREAD"}],
    "auto_termination_policy": [{"idle_timeout": 2700}],
    "tags_all": {"tenant": "fraud"},
    "core_instance_fleet": [{"target_spot_capacity": 2, "instance_type_configs": [{"instance_type": "r5a.xlarge"}]}],
    "ec2_attributes": [
        {
            "subnet_ids": ["subnet-1"],
            "subnet_id": "subnet-1",
            "instance_profile": "p",
            "key_name": "k",
            "emr_managed_master_security_group": "sg-1",
            "emr_managed_slave_security_group": "sg-2",
            "service_access_security_group": "sg-3",
            "additional_master_security_groups": "sg-4, sg-5",
        }
    ],
}


@pytest.mark.parametrize("planned", [LEAST, MOST], ids=["least", "most"])
def test_the_request_is_one_that_emr_takes(planned: dict[str, Any]) -> None:
    shape = MODEL.operation_model("RunJobFlow").input_shape
    report = ParamValidator().validate(run_job_flow(planned), shape)
    assert report.generate_report() == ""


def test_a_cluster_is_kept_alive_unless_the_configuration_says_otherwise() -> None:
    assert run_job_flow(LEAST)["Instances"]["KeepJobFlowAliveWhenNoSteps"] is True
    assert run_job_flow(MOST)["Instances"]["KeepJobFlowAliveWhenNoSteps"] is False


def test_several_subnets_take_the_place_of_one() -> None:
    instances = run_job_flow(MOST)["Instances"]
    assert instances["Ec2SubnetIds"] == ["subnet-1"] and "Ec2SubnetId" not in instances


def test_further_security_groups_are_split_at_the_commas() -> None:
    assert run_job_flow(MOST)["Instances"]["AdditionalMasterSecurityGroups"] == ["sg-4", "sg-5"]


def test_what_a_configuration_leaves_out_is_left_out_of_the_request() -> None:
    assert configurations(None) is None and auto_termination({}) is None
    absent = {"KerberosAttributes", "PlacementGroupConfigs", "AutoTerminationPolicy", "Configurations"}
    assert not absent & run_job_flow(LEAST).keys()
