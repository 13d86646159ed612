"""Managed node groups: their defaults, what EKS refuses, and their updates."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.eks import releases
from haveli.local.extensions.eks.cluster import Cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.record import CREATING, Facts, Record, Update

DEFAULT_TYPE = "t3.medium"
#: GiB (API reference, CreateNodegroup, 2026-11).
DEFAULT_DISK = 20
#: A family of Graviton processors has a `g` after its generation; a1 was the first.
_ARM = re.compile(r"(a1|[a-z]+\d+g[a-z]*)\.")


def create(cluster: Cluster, request: Mapping[str, Any], now: datetime, takes: timedelta) -> Record:
    """CreateNodegroup; EKS also lets the nodes' role into the cluster."""
    name = request["nodegroupName"]
    if name in cluster.node_groups:
        raise ResourceInUseException(
            f"NodeGroup already exists with name {name} and cluster name {cluster.name}",
            clusterName=cluster.name,
            nodegroupName=name,
        )
    cluster.require_active(now)
    group = Record(_facts(cluster, request, now), CREATING, now + takes)
    cluster.node_groups[name] = group
    return group


def find(cluster: Cluster, name: str) -> Record:
    """The node group of this name; raises ResourceNotFoundException."""
    if name not in cluster.node_groups:
        raise ResourceNotFoundException(
            f"No node group found for name: {name}.", clusterName=cluster.name, nodegroupName=name
        )
    return cluster.node_groups[name]


def described(group: Record, now: datetime) -> Facts:
    """The group's members of the API: `name` is ours, for the errors that all records share."""
    return {member: value for member, value in group.describe(now).items() if member != "name"}


def update_config(group: Record, request: Mapping[str, Any], now: datetime, takes: timedelta) -> Update:
    """UpdateNodegroupConfig."""
    facts: Facts = {"modifiedAt": now}
    if request.get("scalingConfig"):
        facts["scalingConfig"] = checked_scaling({**group.facts["scalingConfig"], **request["scalingConfig"]})
    if request.get("labels"):
        facts["labels"] = _changed_labels(group.facts["labels"], request["labels"])
    if request.get("taints"):
        facts["taints"] = _changed_taints(group.facts["taints"], request["taints"])
    for member in ("updateConfig", "nodeRepairConfig", "warmPoolConfig"):
        if request.get(member):
            facts[member] = request[member]
    asked = {key: value for key, value in request.items() if key in (*facts, "scalingConfig")}
    return group.change("ConfigUpdate", asked, facts, now, takes)


def update_version(
    cluster: Cluster, group: Record, request: Mapping[str, Any], now: datetime, takes: timedelta
) -> Update:
    """UpdateNodegroupVersion: other images, or another version of the launch template."""
    facts: Facts = {"modifiedAt": now}
    if template := request.get("launchTemplate"):
        facts["launchTemplate"] = _same_template(cluster, group, template)
    if not template or request.get("version") or request.get("releaseVersion"):
        version = request.get("version") or group.facts["version"]
        if version != cluster.version and version != group.facts["version"]:
            text = f"Nodegroup Kubernetes version {version} should be equal to the cluster's {cluster.version}"
            raise InvalidParameterException(text)
        facts |= {"version": version, "releaseVersion": request.get("releaseVersion") or releases.node_release(version)}
    asked = {key: value for key, value in facts.items() if key != "modifiedAt"}
    return group.change("VersionUpdate", asked, facts, now, takes)


def checked_scaling(wanted: Mapping[str, int]) -> Facts:
    """Sizes in order: minimum, desired, maximum. Raises InvalidParameterException."""
    scaling = {"minSize": 1, "maxSize": 2, "desiredSize": 1, **wanted}
    if not scaling["minSize"] <= scaling["desiredSize"] <= scaling["maxSize"]:
        raise InvalidParameterException(
            f"Minimum capacity {scaling['minSize']} and maximum {scaling['maxSize']} must enclose the desired size "
            f"{scaling['desiredSize']}"
        )
    if scaling["maxSize"] < 1:
        raise InvalidParameterException("Maximum capacity must be at least 1")
    return scaling


def _facts(cluster: Cluster, request: Mapping[str, Any], now: datetime) -> Facts:
    identity = str(uuid.uuid4())
    name, around = request["nodegroupName"], cluster.around
    around.check_role(request["nodeRole"])
    around.subnets(request["subnets"])
    template, settings = (
        around.launch_template(request["launchTemplate"]) if request.get("launchTemplate") else (None, {})
    )
    _check_template(request, template, settings)
    version = request.get("version") or cluster.version
    types = list(request.get("instanceTypes") or ([] if settings.get("InstanceType") else [DEFAULT_TYPE]))
    own_image = bool(settings.get("ImageId"))
    image = "CUSTOM" if own_image else request.get("amiType") or "AL2023_x86_64_STANDARD"
    _check_image(image, types or [settings["InstanceType"]])
    facts = {
        "name": name,
        "nodegroupName": name,
        "nodegroupArn": cluster.arn("nodegroup", f"{name}/{identity}"),
        "clusterName": cluster.name,
        "createdAt": now,
        "modifiedAt": now,
        "capacityType": request.get("capacityType") or "ON_DEMAND",
        "scalingConfig": checked_scaling(request.get("scalingConfig") or {}),
        "instanceTypes": types,
        "subnets": list(request["subnets"]),
        "amiType": image,
        "nodeRole": request["nodeRole"],
        "labels": dict(request.get("labels") or {}),
        "taints": list(request.get("taints") or []),
        "resources": {"autoScalingGroups": [{"name": f"eks-{name}-{identity}"}]},
        "health": {"issues": []},
        "updateConfig": request.get("updateConfig") or {"maxUnavailable": 1, "updateStrategy": "DEFAULT"},
        "tags": dict(request.get("tags") or {}),
    }
    if not own_image:
        facts |= {"version": version, "releaseVersion": request.get("releaseVersion") or releases.node_release(version)}
    if template is None:
        facts["diskSize"] = request.get("diskSize") or DEFAULT_DISK
    optional = {
        "launchTemplate": template,
        "remoteAccess": request.get("remoteAccess"),
        "nodeRepairConfig": request.get("nodeRepairConfig"),
        "warmPoolConfig": request.get("warmPoolConfig"),
    }
    return facts | {member: value for member, value in optional.items() if value}


def _check_template(request: Mapping[str, Any], template: Facts | None, settings: Mapping[str, Any]) -> None:
    if template is None:
        return
    if request.get("diskSize"):
        raise InvalidParameterException("Disk size must be specified within the launch template.")
    if request.get("remoteAccess"):
        raise InvalidParameterException("Remote access configuration cannot be specified with a launch template.")
    if request.get("instanceTypes") and settings.get("InstanceType"):
        raise InvalidParameterException(
            "Cannot specify instance types in both the launch template and the API request."
        )
    if settings.get("ImageId") and request.get("amiType") not in (None, "CUSTOM"):
        raise InvalidParameterException("You cannot specify an AMI type when the launch template has an image id.")
    if settings.get("IamInstanceProfile"):
        raise InvalidRequestException("Launch template should not specify an instance profile.")


def _check_image(image: str, types: list[str]) -> None:
    if image == "CUSTOM":
        return
    wants_arm = "ARM" in image
    unfit = [each for each in types if bool(_ARM.match(each)) != wants_arm]
    if unfit:
        raise InvalidParameterException(f"{unfit} is not a valid instance type for requested amiType {image}")


def _same_template(cluster: Cluster, group: Record, wanted: Mapping[str, str]) -> Facts:
    known = group.facts.get("launchTemplate")
    found, _ = cluster.around.launch_template(dict(wanted))
    if known is None or known["id"] != found["id"]:
        raise InvalidParameterException("A node group keeps the launch template that it was created with.")
    return found


def _changed_labels(known: Mapping[str, str], wanted: Mapping[str, Any]) -> Facts:
    gone = set(wanted.get("removeLabels") or ())
    kept = {key: value for key, value in known.items() if key not in gone}
    return kept | dict(wanted.get("addOrUpdateLabels") or {})


def _changed_taints(known: list[Facts], wanted: Mapping[str, Any]) -> list[Facts]:
    def place(taint: Mapping[str, Any]) -> tuple[Any, Any]:
        return taint["key"], taint["effect"]

    added = list(wanted.get("addOrUpdateTaints") or ())
    replaced = {place(taint) for taint in (*added, *(wanted.get("removeTaints") or ()))}
    return [taint for taint in known if place(taint) not in replaced] + added
