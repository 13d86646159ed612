"""Add-ons: their versions, their configuration, and that those which need nodes wait for them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from haveli.local.extensions.eks import pod_identity, releases
from haveli.local.extensions.eks.cluster import Cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.record import ACTIVE, CREATING, Facts, Record, Update

_NO_NODES = {
    "code": "InsufficientNumberOfReplicas",
    "message": "The add-on is unhealthy because it doesn't have the desired number of replicas.",
    "resourceIds": [],
}


def create(cluster: Cluster, request: Mapping[str, Any], now: datetime, takes: timedelta) -> Record:
    """CreateAddon. Raises Resource- and Parameter exceptions; needs an ACTIVE cluster."""
    name = request["addonName"]
    known = releases.addon(name)
    if name in cluster.addons:
        raise ResourceInUseException("Addon already exists.", clusterName=cluster.name, addonName=name)
    cluster.require_active(now)
    version = request.get("addonVersion") or releases.default_addon_version(name, cluster.version)
    _check(cluster, name, {**request, "addonVersion": version})
    arn = cluster.arn("addon", f"{name}/{uuid.uuid4()}")
    facts: Facts = {
        "name": name,
        "addonName": name,
        "clusterName": cluster.name,
        "addonVersion": version,
        "addonArn": arn,
        "createdAt": now,
        "modifiedAt": now,
        "owner": "aws",
        "publisher": "eks",
        "namespaceConfig": {"namespace": known.namespace, **(request.get("namespaceConfig") or {})},
        "tags": dict(request.get("tags") or {}),
        "podIdentityAssociations": _associate(cluster, arn, known.namespace, request, now),
        **_given(request),
    }
    addon = Record(facts, CREATING, now + takes)
    cluster.addons[name] = addon
    return addon


def find(cluster: Cluster, name: str) -> Record:
    """The add-on of this name; raises ResourceNotFoundException."""
    if name not in cluster.addons:
        raise ResourceNotFoundException(
            f"No addon: {name} found in cluster: {cluster.name}", clusterName=cluster.name, addonName=name
        )
    return cluster.addons[name]


def described(cluster: Cluster, addon: Record, now: datetime) -> Facts:
    """The add-on's members of the API: without nodes, one that needs them is DEGRADED, and says why."""
    facts = {member: value for member, value in addon.describe(now).items() if member != "name" and value is not None}
    waits = releases.ADDONS[facts["addonName"]].needs_nodes and not has_nodes(cluster, now)
    if facts["status"] == ACTIVE and waits:
        return {**facts, "status": "DEGRADED", "health": {"issues": [_NO_NODES]}}
    return {**facts, "health": {"issues": []}}


def has_nodes(cluster: Cluster, now: datetime) -> bool:
    """Whether pods have somewhere to run: a node group that is up with at least one node, or EKS Auto Mode."""
    if (cluster.facts.get("computeConfig") or {}).get("enabled"):
        return True
    groups = cluster.node_groups.values()
    return any(group.state(now) != CREATING and group.facts["scalingConfig"]["desiredSize"] for group in groups)


def update(cluster: Cluster, addon: Record, request: Mapping[str, Any], now: datetime, takes: timedelta) -> Update:
    """UpdateAddon. A role that the request leaves out is taken away (API reference, 2026-11), the rest stays; an empty
    list of pod identities takes those away.
    """
    _check(cluster, addon.facts["addonName"], request)
    facts: Facts = {"modifiedAt": now, "serviceAccountRoleArn": None, **_given(request)}
    if request.get("addonVersion"):
        facts["addonVersion"] = request["addonVersion"]
    addon.require_active(now)
    if request.get("podIdentityAssociations") is not None:
        pod_identity.remove_owned(cluster, addon.facts["addonArn"])
        namespace = addon.facts["namespaceConfig"]["namespace"]
        facts["podIdentityAssociations"] = _associate(cluster, addon.facts["addonArn"], namespace, request, now)
    params = {key[0].upper() + key[1:]: value for key, value in facts.items() if key != "modifiedAt"}
    return addon.change("AddonUpdate", params, facts, now, takes)


def supported(kubernetes: str | None, name: str | None) -> list[Facts]:
    """DescribeAddonVersions, from the newest version to the oldest."""
    names = [name] if name else sorted(releases.ADDONS)
    wanted = [item for item in releases.RELEASES if kubernetes in (None, item.version)]
    return [_supported(each, [item.version for item in wanted]) for each in names]


def _supported(name: str, kubernetes: list[str]) -> Facts:
    by_version: dict[str, list[Facts]] = {}
    for version in kubernetes:
        default = releases.default_addon_version(name, version)
        for build in reversed(releases.addon_versions(name, version)):
            place = {"clusterVersion": version, "platformVersions": ["*"], "defaultVersion": build == default}
            by_version.setdefault(build, []).append(place)
    known = releases.ADDONS[name]
    return {
        "addonName": name,
        "type": known.kind,
        "owner": "aws",
        "publisher": "eks",
        "defaultNamespace": known.namespace,
        "addonVersions": [
            {
                "addonVersion": build,
                "architecture": ["amd64", "arm64"],
                "computeTypes": ["ec2", "auto", "hybrid"],
                "compatibilities": places,
                "requiresConfiguration": False,
                "requiresIamPermissions": known.service_account is not None,
            }
            for build, places in by_version.items()
        ],
    }


def _check(cluster: Cluster, name: str, request: Mapping[str, Any]) -> None:
    if version := request.get("addonVersion"):
        releases.check_addon_version(name, version, cluster.version)
    if role := request.get("serviceAccountRoleArn"):
        cluster.around.check_role(role)
    if request.get("serviceAccountRoleArn") and request.get("podIdentityAssociations"):
        raise InvalidParameterException("Cannot set both a service account role and pod identity associations.")
    if values := request.get("configurationValues"):
        _check_configuration(values)


def _check_configuration(values: str) -> None:
    """EKS takes JSON and YAML; a JSON document must be an object. What is not JSON is left to YAML."""
    try:
        found = json.loads(values)
    except ValueError:
        return
    if not isinstance(found, dict):
        raise InvalidParameterException("ConfigurationValue is not in a valid format: it must be an object")


def _given(request: Mapping[str, Any]) -> Facts:
    return {
        member: request[member]
        for member in ("serviceAccountRoleArn", "configurationValues")
        if request.get(member) is not None
    }


def _associate(
    cluster: Cluster, addon_arn: str, namespace: str, request: Mapping[str, Any], now: datetime
) -> list[str]:
    wanted = [
        {"namespace": namespace, "serviceAccount": item["serviceAccount"], "roleArn": item["roleArn"]}
        for item in request.get("podIdentityAssociations") or ()
    ]
    made = [pod_identity.create(cluster, each, now, owner=addon_arn) for each in wanted]
    return [str(each["associationArn"]) for each in made]
