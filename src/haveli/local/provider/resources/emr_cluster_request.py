"""RunJobFlow's request for the arguments of aws_emr_cluster."""

from __future__ import annotations

import json
from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources import emr_fleets
from haveli.local.provider.resources.settled import first, without_none
from haveli.local.provider.resources.tags import tag_list


def run_job_flow(planned: Values) -> dict[str, Any]:
    """The whole request."""
    return without_none(
        {
            "Name": planned["name"],
            "ReleaseLabel": planned["release_label"],
            "OSReleaseLabel": planned.get("os_release_label"),
            "LogUri": planned.get("log_uri"),
            "LogEncryptionKmsKeyId": planned.get("log_encryption_kms_key_id"),
            "AdditionalInfo": planned.get("additional_info"),
            "Applications": [{"Name": name} for name in planned.get("applications") or ()],
            "ServiceRole": planned["service_role"],
            "AutoScalingRole": planned.get("autoscaling_role"),
            "JobFlowRole": first(planned.get("ec2_attributes")).get("instance_profile"),
            "SecurityConfiguration": planned.get("security_configuration"),
            "ScaleDownBehavior": planned.get("scale_down_behavior"),
            "CustomAmiId": planned.get("custom_ami_id"),
            "EbsRootVolumeSize": planned.get("ebs_root_volume_size"),
            "StepConcurrencyLevel": planned.get("step_concurrency_level"),
            "VisibleToAllUsers": planned.get("visible_to_all_users"),
            "Configurations": configurations(planned.get("configurations_json")),
            "BootstrapActions": [_bootstrap_action(block) for block in planned.get("bootstrap_action") or ()],
            "Steps": [_step(block) for block in planned.get("step") or ()],
            "KerberosAttributes": _kerberos(first(planned.get("kerberos_attributes"))),
            "PlacementGroupConfigs": [_placement(item) for item in planned.get("placement_group_config") or ()] or None,
            "AutoTerminationPolicy": auto_termination(planned),
            "Instances": _instances(planned),
            "Tags": tag_list(planned.get("tags_all")),
        }
    )


def configurations(text: str | None) -> list[dict[str, Any]] | None:
    """The Configurations that `configurations_json` writes in EMR's own spelling."""
    return None if not text else list(json.loads(text))


def auto_termination(planned: Values) -> dict[str, int] | None:
    """AutoTerminationPolicy, None without the block."""
    policy = first(planned.get("auto_termination_policy"))
    return {"IdleTimeout": policy["idle_timeout"]} if policy else None


def _instances(planned: Values) -> dict[str, Any]:
    network = first(planned.get("ec2_attributes"))
    keep_alive = planned.get("keep_job_flow_alive_when_no_steps")
    return without_none(
        {
            "InstanceFleets": _fleets(planned),
            "KeepJobFlowAliveWhenNoSteps": True if keep_alive is None else keep_alive,
            "TerminationProtected": bool(planned.get("termination_protection")),
            "UnhealthyNodeReplacement": planned.get("unhealthy_node_replacement"),
            "Ec2KeyName": network.get("key_name"),
            "Ec2SubnetId": None if network.get("subnet_ids") else network.get("subnet_id"),
            "Ec2SubnetIds": network.get("subnet_ids") or None,
            "EmrManagedMasterSecurityGroup": network.get("emr_managed_master_security_group"),
            "EmrManagedSlaveSecurityGroup": network.get("emr_managed_slave_security_group"),
            "ServiceAccessSecurityGroup": network.get("service_access_security_group"),
            "AdditionalMasterSecurityGroups": _split(network.get("additional_master_security_groups")),
            "AdditionalSlaveSecurityGroups": _split(network.get("additional_slave_security_groups")),
        }
    )


def _fleets(planned: Values) -> list[dict[str, Any]]:
    blocks = {"MASTER": first(planned.get("master_instance_fleet")), "CORE": first(planned.get("core_instance_fleet"))}
    return [emr_fleets.request(block, role) for role, block in blocks.items() if block]


def _split(groups: str | None) -> list[str] | None:
    return [group.strip() for group in groups.split(",")] if groups else None


def _bootstrap_action(block: Values) -> dict[str, Any]:
    script = {"Path": block["path"], "Args": list(block.get("args") or ())}
    return {"Name": block["name"], "ScriptBootstrapAction": script}


def _step(item: Values) -> dict[str, Any]:
    jar = first(item.get("hadoop_jar_step"))
    properties = [{"Key": key, "Value": value} for key, value in sorted((jar.get("properties") or {}).items())]
    return {
        "Name": item["name"],
        "ActionOnFailure": item["action_on_failure"],
        "HadoopJarStep": without_none(
            {
                "Jar": jar["jar"],
                "MainClass": jar.get("main_class") or None,
                "Args": list(jar.get("args") or ()),
                "Properties": properties,
            }
        ),
    }


def _kerberos(block: Values) -> dict[str, Any] | None:
    if not block:
        return None
    return without_none(
        {
            "Realm": block["realm"],
            "KdcAdminPassword": block["kdc_admin_password"],
            "CrossRealmTrustPrincipalPassword": block.get("cross_realm_trust_principal_password"),
            "ADDomainJoinUser": block.get("ad_domain_join_user"),
            "ADDomainJoinPassword": block.get("ad_domain_join_password"),
        }
    )


def _placement(item: Values) -> dict[str, Any]:
    return without_none(
        {"InstanceRole": item["instance_role"], "PlacementStrategy": item.get("placement_strategy") or None}
    )
