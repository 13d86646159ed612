"""Access entries and their policies: who of IAM may do what in a cluster (EKS user guide, "Access entries", 2026)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from haveli.local.extensions.eks.cluster import Cluster
from haveli.local.extensions.eks.exceptions import (
    InvalidParameterException,
    InvalidRequestException,
    ResourceInUseException,
    ResourceNotFoundException,
)
from haveli.local.extensions.eks.record import Facts

STANDARD = "STANDARD"
#: Entries of these types are for nodes: EKS gives them their groups, and they take no policy.
NODE_TYPES = ("EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "HYPERPOD_LINUX", "EC2")
POLICIES = (
    "AmazonEKSAdminPolicy",
    "AmazonEKSAdminViewPolicy",
    "AmazonEKSAutoNodePolicy",
    "AmazonEKSClusterAdminPolicy",
    "AmazonEKSEditPolicy",
    "AmazonEKSSecretReaderPolicy",
    "AmazonEKSViewPolicy",
    "AmazonSagemakerHyperpodClusterPolicy",
    "AmazonSagemakerHyperpodControllerPolicy",
)


def policy_arn(name: str, partition: str = "aws") -> str:
    """The ARN of one of EKS's access policies."""
    return f"arn:{partition}:eks::aws:cluster-access-policy/{name}"


def create(cluster: Cluster, request: Mapping[str, Any], now: datetime) -> Facts:
    """CreateAccessEntry."""
    principal, kind = request["principalArn"], request.get("type") or STANDARD
    cluster.require_access_api()
    if principal in cluster.access_entries:
        raise ResourceInUseException(
            "The specified access entry resource is already in use on this cluster.", clusterName=cluster.name
        )
    _check(principal, kind, request)
    entry = _entry(cluster, principal, kind, now)
    entry |= {
        "kubernetesGroups": list(request.get("kubernetesGroups") or entry["kubernetesGroups"]),
        "username": request.get("username") or entry["username"],
        "tags": dict(request.get("tags") or {}),
    }
    cluster.access_entries[principal] = entry
    cluster.access_policies[principal] = {}
    return entry


def admit_nodes(cluster: Cluster, role: str, now: datetime) -> None:
    """What EKS does when it creates a node group: an entry for the nodes' role, unless there is one."""
    if cluster.facts["accessConfig"]["authenticationMode"] != "CONFIG_MAP" and role not in cluster.access_entries:
        create(cluster, {"principalArn": role, "type": "EC2_LINUX"}, now)


def admit_creator(cluster: Cluster, principal: str, now: datetime) -> None:
    """Makes the cluster's creator its administrator."""
    create(cluster, {"principalArn": principal}, now)
    scope = {"type": "cluster"}
    wanted = {"principalArn": principal, "policyArn": policy_arn("AmazonEKSClusterAdminPolicy"), "accessScope": scope}
    associate(cluster, wanted, now)


def find(cluster: Cluster, principal: str) -> Facts:
    """The entry of this principal; raises ResourceNotFoundException."""
    cluster.require_access_api()
    if principal not in cluster.access_entries:
        raise ResourceNotFoundException(
            f"The specified principalArn could not be found: {principal}", clusterName=cluster.name
        )
    return cluster.access_entries[principal]


def update(cluster: Cluster, request: Mapping[str, Any], now: datetime) -> Facts:
    """UpdateAccessEntry: groups and username; the type stays."""
    entry = find(cluster, request["principalArn"])
    _check(entry["principalArn"], entry["type"], request)
    given = {member: request[member] for member in ("kubernetesGroups", "username") if request.get(member) is not None}
    entry.update(given, modifiedAt=now)
    return entry


def delete(cluster: Cluster, principal: str) -> None:
    """DeleteAccessEntry: its policies go too."""
    find(cluster, principal)
    del cluster.access_entries[principal], cluster.access_policies[principal]


def associate(cluster: Cluster, request: Mapping[str, Any], now: datetime) -> Facts:
    """AssociateAccessPolicy; another scope for a policy that is there replaces the scope."""
    entry, policy, scope = find(cluster, request["principalArn"]), request["policyArn"], request["accessScope"]
    if entry["type"] != STANDARD:
        raise InvalidRequestException(f"Access entry of type {entry['type']} does not support access policies")
    if policy not in {policy_arn(name, cluster.around.partition) for name in POLICIES}:
        raise InvalidParameterException(f"The policyArn parameter is not valid: {policy}")
    if (scope.get("type") == "namespace") != bool(scope.get("namespaces")):
        raise InvalidParameterException("Namespaces are needed for a scope of type namespace, and only for it")
    held = cluster.access_policies[entry["principalArn"]]
    since = held[policy]["associatedAt"] if policy in held else now
    held[policy] = {
        "policyArn": policy,
        "accessScope": {"type": scope["type"], "namespaces": list(scope.get("namespaces") or ())},
        "associatedAt": since,
        "modifiedAt": now,
    }
    return held[policy]


def disassociate(cluster: Cluster, principal: str, policy: str) -> None:
    """DisassociateAccessPolicy. Raises ResourceNotFoundException."""
    find(cluster, principal)
    if cluster.access_policies[principal].pop(policy, None) is None:
        raise ResourceNotFoundException(
            f"The specified policy {policy} is not associated with {principal}", clusterName=cluster.name
        )


def _check(principal: str, kind: str, request: Mapping[str, Any]) -> None:
    if not principal.startswith("arn:") or ":iam::" not in principal:
        raise InvalidParameterException(f"The principalArn parameter is not a role or user of IAM: {principal}")
    if kind != STANDARD and kind not in NODE_TYPES:
        raise InvalidParameterException(f"The type parameter is not valid: {kind}")
    if kind != STANDARD and (request.get("kubernetesGroups") or request.get("username")):
        raise InvalidParameterException(f"Groups and username cannot be set for an access entry of type {kind}")
    for group in request.get("kubernetesGroups") or ():
        if group.startswith(("system:", "eks:", "aws:", "amazon:", "iam:")):
            raise InvalidParameterException(
                f"The kubernetes group name {group} is invalid, it cannot start with system:"
            )


def _entry(cluster: Cluster, principal: str, kind: str, now: datetime) -> Facts:
    account, what = principal.split(":")[4], principal.split(":", 5)[5]
    family, _, name = what.partition("/")
    return {
        "clusterName": cluster.name,
        "principalArn": principal,
        "accessEntryArn": cluster.arn("access-entry", f"{family}/{account}/{name.rpartition('/')[2]}/{uuid.uuid4()}"),
        "createdAt": now,
        "modifiedAt": now,
        "type": kind,
        "kubernetesGroups": ["system:nodes"] if kind == "EC2_LINUX" else [],
        "username": _username(principal, kind),
    }


def _username(principal: str, kind: str) -> str:
    """As whom Kubernetes knows a principal unless the entry says otherwise (user guide, "Create access entries")."""
    if kind != STANDARD:
        return "system:node:{{EC2PrivateDNSName}}"
    if ":role/" in principal:
        account, name = principal.split(":")[4], principal.rpartition("/")[2]
        return f"arn:aws:sts::{account}:assumed-role/{name}/{{{{SessionName}}}}"
    return principal
