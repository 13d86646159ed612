"""The attributes of aws_emr_cluster for what EMR's calls report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources import emr_fleets
from haveli.local.provider.resources.settled import settled
from haveli.local.provider.resources.tags import tag_map


def reported(emr: Any, cluster: Mapping[str, Any], state: Values) -> Values:
    """Every attribute that EMR knows of; `emr` is the client for the calls beside DescribeCluster."""
    return {
        **_own(cluster, state),
        **_switches(cluster),
        "ec2_attributes": [_ec2_attributes(cluster["Ec2InstanceAttributes"])],
        **_fleets(emr, cluster["Id"]),
        "bootstrap_action": _bootstrap_actions(emr, cluster["Id"]),
        "step": _steps(emr, cluster["Id"], state.get("list_steps_states")),
        "auto_termination_policy": _auto_termination(emr, cluster["Id"]),
        "tags_all": tag_map(cluster.get("Tags", ())),
    }


def _own(cluster: Mapping[str, Any], state: Values) -> Values:
    found = cluster.get("Configurations")
    placement = [_placement(group) for group in cluster.get("PlacementGroups", ())]
    return {
        "arn": cluster["ClusterArn"],
        "name": cluster["Name"],
        "cluster_state": cluster["Status"]["State"],
        "release_label": cluster["ReleaseLabel"],
        "os_release_label": cluster.get("OSReleaseLabel"),
        "log_uri": cluster.get("LogUri"),
        "log_encryption_kms_key_id": cluster.get("LogEncryptionKmsKeyId"),
        "master_public_dns": cluster.get("MasterPublicDnsName"),
        "applications": _as_asked(cluster.get("Applications", ()), state.get("applications")),
        "service_role": cluster.get("ServiceRole"),
        "autoscaling_role": cluster.get("AutoScalingRole"),
        "security_configuration": cluster.get("SecurityConfiguration"),
        "custom_ami_id": cluster.get("CustomAmiId"),
        "ebs_root_volume_size": cluster.get("EbsRootVolumeSize"),
        "configurations_json": json.dumps(found, sort_keys=True) if found else state_text(state),
        "placement_group_config": settled(placement or None, state.get("placement_group_config")),
    }


def state_text(state: Values) -> str | None:
    """The state's own `configurations_json` when it says nothing (no text, or no configurations)."""
    text = state.get("configurations_json")
    return text if text and not json.loads(text) else None


def _switches(cluster: Mapping[str, Any]) -> Values:
    return {
        "keep_job_flow_alive_when_no_steps": not cluster["AutoTerminate"],
        "termination_protection": cluster["TerminationProtected"],
        "unhealthy_node_replacement": cluster.get("UnhealthyNodeReplacement", False),
        "visible_to_all_users": cluster["VisibleToAllUsers"],
        "scale_down_behavior": cluster.get("ScaleDownBehavior"),
        "step_concurrency_level": cluster.get("StepConcurrencyLevel", 1),
    }


def _as_asked(applications: Iterable[Mapping[str, Any]], asked: list[str] | None) -> list[str]:
    """Names as the state spells them: EMR answers in its own capitals."""
    spelling = {name.lower(): name for name in asked or ()}
    return [spelling.get(each["Name"].lower(), each["Name"]) for each in applications]


def _ec2_attributes(found: Mapping[str, Any]) -> Values:
    return {
        "key_name": found.get("Ec2KeyName"),
        "subnet_id": found.get("Ec2SubnetId"),
        "subnet_ids": found.get("RequestedEc2SubnetIds", []),
        "instance_profile": found.get("IamInstanceProfile"),
        "emr_managed_master_security_group": found.get("EmrManagedMasterSecurityGroup"),
        "emr_managed_slave_security_group": found.get("EmrManagedSlaveSecurityGroup"),
        "service_access_security_group": found.get("ServiceAccessSecurityGroup"),
        "additional_master_security_groups": ",".join(found.get("AdditionalMasterSecurityGroups", ())) or None,
        "additional_slave_security_groups": ",".join(found.get("AdditionalSlaveSecurityGroups", ())) or None,
    }


def _fleets(emr: Any, cluster_id: str) -> Values:
    pages = emr.get_paginator("list_instance_fleets").paginate(ClusterId=cluster_id)
    by_role = {fleet["InstanceFleetType"]: fleet for page in pages for fleet in page["InstanceFleets"]}
    blocks = {"MASTER": "master_instance_fleet", "CORE": "core_instance_fleet"}
    return {block: [emr_fleets.reported(by_role[role])] if role in by_role else [] for role, block in blocks.items()}


def _bootstrap_actions(emr: Any, cluster_id: str) -> list[Values]:
    pages = emr.get_paginator("list_bootstrap_actions").paginate(ClusterId=cluster_id)
    return [
        {"name": action["Name"], "path": action["ScriptPath"], "args": action.get("Args", [])}
        for page in pages
        for action in page["BootstrapActions"]
    ]


def _steps(emr: Any, cluster_id: str, states: list[str] | None) -> list[Values]:
    """The oldest first; EMR lists the newest first."""
    asked = {"StepStates": states} if states else {}
    pages = emr.get_paginator("list_steps").paginate(ClusterId=cluster_id, **asked)
    return [_step(step) for page in pages for step in page["Steps"]][::-1]


def _step(step: Mapping[str, Any]) -> Values:
    jar = step["Config"]
    return {
        "name": step["Name"],
        "action_on_failure": step["ActionOnFailure"],
        "hadoop_jar_step": [
            {
                "jar": jar["Jar"],
                "main_class": jar.get("MainClass"),
                "args": jar.get("Args", []),
                "properties": jar.get("Properties", {}),
            }
        ],
    }


def _auto_termination(emr: Any, cluster_id: str) -> list[Values]:
    policy = emr.get_auto_termination_policy(ClusterId=cluster_id).get("AutoTerminationPolicy")
    return [{"idle_timeout": policy["IdleTimeout"]}] if policy else []


def _placement(group: Mapping[str, Any]) -> Values:
    return {"instance_role": group["InstanceRole"], "placement_strategy": group.get("PlacementStrategy")}
