"""Pod identity associations: which role the pods of a service account have."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterator, Mapping
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

_LETTERS = string.ascii_lowercase + string.digits
_OPTIONAL = ("targetRoleArn", "policy")
#: What a list tells of an association (API reference, PodIdentityAssociationSummary, 2026-11).
SUMMARY = ("clusterName", "namespace", "serviceAccount", "associationArn", "associationId", "ownerArn")


def create(cluster: Cluster, request: Mapping[str, Any], now: datetime, owner: str | None = None) -> Facts:
    """CreatePodIdentityAssociation; `owner` is the ARN of the add-on that it is part of."""
    namespace, account = request["namespace"], request["serviceAccount"]
    for each in listed(cluster, namespace, account):
        text = f"Association already exists: {each['associationId']}"
        raise ResourceInUseException(text, clusterName=cluster.name)
    _check(cluster, request)
    identity = "a-" + "".join(secrets.choice(_LETTERS) for _ in range(17))
    made: Facts = {
        "clusterName": cluster.name,
        "namespace": namespace,
        "serviceAccount": account,
        "roleArn": request["roleArn"],
        "associationArn": cluster.arn("podidentityassociation", identity),
        "associationId": identity,
        "tags": dict(request.get("tags") or {}),
        "createdAt": now,
        "modifiedAt": now,
        "disableSessionTags": bool(request.get("disableSessionTags")),
        **({"ownerArn": owner} if owner else {}),
    }
    _give(cluster, made, request)
    cluster.pod_identities[identity] = made
    return made


def find(cluster: Cluster, identity: str) -> Facts:
    """The association of this id; raises ResourceNotFoundException."""
    if identity not in cluster.pod_identities:
        raise ResourceNotFoundException(
            f"No association found with id: {identity} in cluster: {cluster.name}", clusterName=cluster.name
        )
    return cluster.pod_identities[identity]


def update(cluster: Cluster, request: Mapping[str, Any], now: datetime) -> Facts:
    """UpdatePodIdentityAssociation: the roles, the policy and the session tags."""
    known = find(cluster, request["associationId"])
    _refuse_owned(known)
    _check(cluster, {"roleArn": known["roleArn"], **request})
    known["modifiedAt"] = now
    if request.get("roleArn"):
        known["roleArn"] = request["roleArn"]
    if request.get("disableSessionTags") is not None:
        known["disableSessionTags"] = request["disableSessionTags"]
    _give(cluster, known, request)
    return known


def delete(cluster: Cluster, identity: str) -> Facts:
    """DeletePodIdentityAssociation: what it was."""
    _refuse_owned(find(cluster, identity))
    return cluster.pod_identities.pop(identity)


def listed(cluster: Cluster, namespace: str | None, service_account: str | None) -> Iterator[Facts]:
    """The associations of a namespace and a service account; None stands for any."""
    for each in cluster.pod_identities.values():
        if namespace in (None, each["namespace"]) and service_account in (None, each["serviceAccount"]):
            yield each


def remove_owned(cluster: Cluster, owner: str) -> None:
    """Takes away the associations that are part of an add-on."""
    kept = {identity: each for identity, each in cluster.pod_identities.items() if each.get("ownerArn") != owner}
    cluster.pod_identities = kept


def _give(cluster: Cluster, association: Facts, request: Mapping[str, Any]) -> None:
    for member in _OPTIONAL:
        if request.get(member):
            association[member] = request[member]
        elif request.get(member) == "":
            association.pop(member, None)
    association.pop("externalId", None)
    if association.get("targetRoleArn"):
        around = cluster.around
        place = (around.region, around.account, cluster.name, association["namespace"], association["serviceAccount"])
        association["externalId"] = "/".join(place)


def _check(cluster: Cluster, request: Mapping[str, Any]) -> None:
    cluster.around.check_pod_role(request["roleArn"])
    if request.get("policy") and not request.get("disableSessionTags"):
        raise InvalidParameterException("A session policy needs disableSessionTags to be true")


def _refuse_owned(association: Facts) -> None:
    if association.get("ownerArn"):
        raise InvalidRequestException(f"The association is managed by the add-on {association['ownerArn']}")
