"""Clusters, fleets, instances and steps in the shapes of the EMR API (botocore's `emr` model)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from haveli.local.extensions.emr.cluster import Cluster
from haveli.local.extensions.emr.fleet import Fleet
from haveli.local.extensions.emr.instance import Instance, Reason
from haveli.local.extensions.emr.specs import ON_DEMAND, SPOT, WHOLE_ON_DEMAND_PRICE, TypeSpec
from haveli.local.extensions.emr.step import Step

Shape = dict[str, Any]

# What DescribeCluster repeats from RunJobFlow as it was given.
_REPEATED = (
    "LogEncryptionKmsKeyId",
    "ReleaseLabel",
    "ServiceRole",
    "SecurityConfiguration",
    "AutoScalingRole",
    "CustomAmiId",
    "EbsRootVolumeSize",
    "EbsRootVolumeIops",
    "EbsRootVolumeThroughput",
    "RepoUpgradeOnBoot",
    "OSReleaseLabel",
    "MonitoringConfiguration",
    "SessionEnabled",
    "Configurations",
)
_FIRST_DEVICE = ord("b")


def cluster_shape(cluster: Cluster) -> Shape:
    """Cluster, as DescribeCluster gives it."""
    request, settings = cluster.request, cluster.settings
    primary = cluster.primary
    return _without_none(
        {
            **{key: request.get(key) for key in _REPEATED},
            **_cluster_head(cluster),
            "Ec2InstanceAttributes": _ec2_attributes(cluster),
            "InstanceCollectionType": "INSTANCE_FLEET",
            "LogUri": _emrfs_uri(request.get("LogUri")),
            "AutoTerminate": not settings.keep_alive,
            "TerminationProtected": settings.termination_protected,
            "UnhealthyNodeReplacement": settings.unhealthy_node_replacement,
            "VisibleToAllUsers": settings.visible_to_all_users,
            "Applications": list(request["Applications"]),
            "Tags": [{"Key": key, "Value": value} for key, value in cluster.tags.items()],
            "MasterPublicDnsName": primary.address.best_dns if primary is not None else None,
            "Configurations": request.get("Configurations", []),
            "ScaleDownBehavior": request.get("ScaleDownBehavior", "TERMINATE_AT_TASK_COMPLETION"),
            "KerberosAttributes": request.get("KerberosAttributes"),
            "StepConcurrencyLevel": settings.step_concurrency,
            "PlacementGroups": request.get("PlacementGroupConfigs", []),
            "ExtendedSupport": settings.extended_support,
        }
    )


def cluster_summary(cluster: Cluster) -> Shape:
    """ClusterSummary, as ListClusters gives it."""
    return _cluster_head(cluster)


def fleet_shape(fleet: Fleet) -> Shape:
    """InstanceFleet, as ListInstanceFleets gives it."""
    return _without_none(
        {
            "Id": fleet.id,
            "Name": fleet.name,
            "Status": _status(fleet.state, fleet.reason, fleet.created_at, fleet.ready_at, fleet.ended_at),
            "InstanceFleetType": fleet.role,
            "TargetOnDemandCapacity": fleet.targets.on_demand,
            "TargetSpotCapacity": fleet.targets.spot,
            "ProvisionedOnDemandCapacity": fleet.provisioned(ON_DEMAND),
            "ProvisionedSpotCapacity": fleet.provisioned(SPOT),
            "InstanceTypeSpecifications": [_type_shape(spec) for spec in fleet.types],
            "LaunchSpecifications": dict(fleet.launch) or None,
            "ResizeSpecifications": dict(fleet.resize_specs) or None,
        }
    )


def instance_shape(instance: Instance) -> Shape:
    """Instance, as ListInstances gives it."""
    address = instance.address
    return {
        "Id": instance.id,
        "Ec2InstanceId": instance.ec2_id,
        "PublicDnsName": address.public_dns,
        "PublicIpAddress": address.public_ip,
        "PrivateDnsName": address.private_dns,
        "PrivateIpAddress": address.private_ip,
        "Status": _status(instance.state, instance.reason, instance.created_at, instance.ready_at, instance.ended_at),
        "InstanceFleetId": instance.fleet_id,
        "Market": instance.purchase,
        "InstanceType": instance.type,
        "EbsVolumes": [],
    }


def step_shape(step: Step) -> Shape:
    """Step, as DescribeStep gives it."""
    return _without_none({**step_summary(step), "ExecutionRoleArn": step.execution_role})


def step_summary(step: Step) -> Shape:
    """StepSummary, as ListSteps gives it."""
    jar = step.config["HadoopJarStep"]
    timeline = {"CreationDateTime": step.created_at, "StartDateTime": step.started_at, "EndDateTime": step.ended_at}
    return {
        "Id": step.id,
        "Name": step.config["Name"],
        "Config": _without_none(
            {
                "Jar": jar["Jar"],
                "Properties": {each["Key"]: each["Value"] for each in jar.get("Properties", ())},
                "MainClass": jar.get("MainClass"),
                "Args": list(jar.get("Args", ())),
            }
        ),
        "ActionOnFailure": step.config.get("ActionOnFailure", "TERMINATE_CLUSTER"),
        "Status": {"State": step.state, "StateChangeReason": {}, "Timeline": _without_none(timeline)},
    }


def command_shape(action: Mapping[str, Any]) -> Shape:
    """Command, as ListBootstrapActions gives it, from a BootstrapActionConfig."""
    script = action["ScriptBootstrapAction"]
    return {"Name": action["Name"], "ScriptPath": script["Path"], "Args": list(script.get("Args", ()))}


def _cluster_head(cluster: Cluster) -> Shape:
    return {
        "Id": cluster.id,
        "Name": cluster.name,
        "Status": _status(cluster.state, cluster.reason, cluster.created_at, cluster.ready_at, cluster.ended_at),
        "NormalizedInstanceHours": 0,
        "ClusterArn": cluster.arn,
    }


def _status(state: str, reason: Reason, created: datetime, ready: datetime | None, ended: datetime | None) -> Shape:
    timeline = {"CreationDateTime": created, "ReadyDateTime": ready, "EndDateTime": ended}
    why = {"Code": reason.code or None, "Message": reason.message or None}
    return {"State": state, "StateChangeReason": _without_none(why), "Timeline": _without_none(timeline)}


def _ec2_attributes(cluster: Cluster) -> Shape:
    asked = cluster.request["Instances"]
    placement = asked.get("Placement", {})
    zone = placement.get("AvailabilityZone")
    return _without_none(
        {
            "Ec2KeyName": asked.get("Ec2KeyName"),
            "Ec2SubnetId": cluster.site.subnet.id,
            "RequestedEc2SubnetIds": asked.get("Ec2SubnetIds") or [asked.get("Ec2SubnetId", cluster.site.subnet.id)],
            "Ec2AvailabilityZone": cluster.site.subnet.zone,
            "RequestedEc2AvailabilityZones": placement.get("AvailabilityZones") or ([zone] if zone else []),
            "IamInstanceProfile": cluster.request.get("JobFlowRole"),
            "EmrManagedMasterSecurityGroup": asked.get("EmrManagedMasterSecurityGroup"),
            "EmrManagedSlaveSecurityGroup": asked.get("EmrManagedSlaveSecurityGroup"),
            "ServiceAccessSecurityGroup": asked.get("ServiceAccessSecurityGroup"),
            "AdditionalMasterSecurityGroups": asked.get("AdditionalMasterSecurityGroups", []),
            "AdditionalSlaveSecurityGroups": asked.get("AdditionalSlaveSecurityGroups", []),
        }
    )


def _type_shape(spec: TypeSpec) -> Shape:
    config = spec.config
    whole = None if "BidPrice" in config else WHOLE_ON_DEMAND_PRICE
    ebs = config.get("EbsConfiguration", {})
    return _without_none(
        {
            "InstanceType": spec.name,
            "WeightedCapacity": spec.weight,
            "BidPrice": config.get("BidPrice"),
            "BidPriceAsPercentageOfOnDemandPrice": config.get("BidPriceAsPercentageOfOnDemandPrice", whole),
            "Configurations": config.get("Configurations"),
            "EbsBlockDevices": list(_devices(ebs.get("EbsBlockDeviceConfigs", ()))),
            "EbsOptimized": ebs.get("EbsOptimized"),
            "CustomAmiId": config.get("CustomAmiId"),
            "Priority": spec.priority,
        }
    )


def _devices(configs: Iterable[Mapping[str, Any]]) -> Iterable[Shape]:
    """One device a volume: a config with several volumes gives as many devices."""
    volumes = [config["VolumeSpecification"] for config in configs for _ in range(config.get("VolumesPerInstance", 1))]
    for number, volume in enumerate(volumes):
        yield {"VolumeSpecification": dict(volume), "Device": f"/dev/sd{chr(_FIRST_DEVICE + number)}"}


def _emrfs_uri(uri: str | None) -> str | None:
    """EMR gives log addresses back with the scheme of its own file system."""
    return uri.replace("s3://", "s3n://", 1) if uri else uri


def _without_none(shape: Mapping[str, Any]) -> Shape:
    return {key: value for key, value in shape.items() if value is not None}
