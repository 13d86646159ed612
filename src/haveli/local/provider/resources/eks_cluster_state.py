"""An aws_eks_cluster as the API reports it. Pure.

EKS fills in the blocks that a configuration leaves out. They are in the state only when they were configured or
imported, so that a plan settles.
"""

from __future__ import annotations

from typing import Any

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.eks_shapes import block, camel
from haveli.local.provider.resources.settled import first, settled
from haveli.local.provider.resources.tags import own

_OPTIONAL = (
    "access_config",
    "compute_config",
    "control_plane_scaling_config",
    "encryption_config",
    "kube_api_server_config",
    "kube_controller_manager_config",
    "kube_scheduler_config",
    "kubernetes_network_config",
    "remote_network_config",
    "storage_config",
    "upgrade_policy",
    "zonal_shift_config",
)


def reported(cluster: Values, state: Values) -> Values:
    """Every attribute, and the blocks that the state has."""
    known = first(state.get("vpc_config"))
    found = blocks(cluster)
    return {
        "id": cluster["name"],
        "name": cluster["name"],
        "arn": cluster["arn"],
        "certificate_authority": [{"data": cluster["certificateAuthority"]["data"]}],
        "cluster_id": cluster.get("id"),
        "created_at": cluster["createdAt"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        "deletion_protection": cluster.get("deletionProtection"),
        "enabled_cluster_log_types": settled(enabled_logs(cluster), state.get("enabled_cluster_log_types")),
        "endpoint": cluster["endpoint"],
        "identity": [{"oidc": [{"issuer": cluster["identity"]["oidc"]["issuer"]}]}],
        "platform_version": cluster["platformVersion"],
        "role_arn": cluster["roleArn"],
        "status": cluster["status"],
        "version": cluster["version"],
        "vpc_config": [_vpc(cluster, known)],
        "tags_all": own(cluster.get("tags") or {}),
        **{name: _kept(name, found[name], state) for name in _OPTIONAL if state.get(name)},
    }


def blocks(cluster: Values) -> Values:
    """Each block that may be left out, as EKS has it."""
    found = {name: block(cluster.get(camel(name))) for name in _OPTIONAL if name != "encryption_config"}
    found["encryption_config"] = [
        {"resources": item["resources"], "provider": [{"key_arn": item["provider"]["keyArn"]}]}
        for item in cluster.get("encryptionConfig") or ()
    ]
    return found


def imported(cluster: Values) -> Values:
    """The blocks of a cluster that is imported: those that are as EKS makes them unasked are left out."""
    found = blocks(cluster)
    for name in ("zonal_shift_config", "compute_config", "storage_config"):
        if not any(map(_says_something, found[name])):
            found[name] = []
    for item in found["kubernetes_network_config"]:
        if not any(map(_says_something, item.get("elastic_load_balancing") or ())):
            item.pop("elastic_load_balancing", None)
    return found


def enabled_logs(cluster: Values) -> list[str]:
    """The types of log that are on."""
    groups = (cluster.get("logging") or {}).get("clusterLogging") or ()
    return sorted(kind for group in groups if group.get("enabled") for kind in group["types"])


def _says_something(item: Values) -> bool:
    inner = [each for value in item.values() if isinstance(value, list) for each in value if isinstance(each, dict)]
    return item.get("enabled") is True or any(map(_says_something, inner))


def _kept(name: str, found: list[Values], state: Values) -> Any:
    """What EKS does not tell, or tells although the configuration is silent, stays as the state has it."""
    known = first(state.get(name))
    if name == "access_config":
        admin = bool(known.get("bootstrap_cluster_creator_admin_permissions"))
        return [{**item, "bootstrap_cluster_creator_admin_permissions": admin} for item in found]
    if name == "kubernetes_network_config" and not known.get("elastic_load_balancing"):
        return [{key: value for key, value in item.items() if key != "elastic_load_balancing"} for item in found]
    return found


def _vpc(cluster: Values, known: Values) -> Values:
    config = cluster["resourcesVpcConfig"]
    return {
        "cluster_security_group_id": config["clusterSecurityGroupId"],
        "control_plane_egress_mode": config.get("controlPlaneEgressMode"),
        "endpoint_private_access": config["endpointPrivateAccess"],
        "endpoint_public_access": config["endpointPublicAccess"],
        "public_access_cidrs": config.get("publicAccessCidrs") or [],
        "security_group_ids": settled(config.get("securityGroupIds"), known.get("security_group_ids")),
        "subnet_ids": config["subnetIds"],
        "vpc_id": config["vpcId"],
    }
