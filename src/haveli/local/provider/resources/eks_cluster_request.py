"""What the calls of EKS take for an aws_eks_cluster. Pure."""

from __future__ import annotations

from haveli.local.provider.resource import Values
from haveli.local.provider.resources.eks_shapes import camel, structure
from haveli.local.provider.resources.settled import first, without_none

LOG_TYPES = ("api", "audit", "authenticator", "controllerManager", "scheduler")
#: Blocks that CreateCluster takes as they are.
_BLOCKS = (
    "access_config",
    "compute_config",
    "control_plane_scaling_config",
    "kube_api_server_config",
    "kube_controller_manager_config",
    "kube_scheduler_config",
    "kubernetes_network_config",
    "remote_network_config",
    "storage_config",
    "upgrade_policy",
    "zonal_shift_config",
)


def creation(planned: Values) -> Values:
    """CreateCluster's request."""
    return without_none(
        {
            "name": planned["name"],
            "roleArn": planned["role_arn"],
            "version": planned.get("version"),
            "resourcesVpcConfig": {**vpc_endpoints(planned), **without_none(vpc_places(planned))},
            "bootstrapSelfManagedAddons": planned.get("bootstrap_self_managed_addons"),
            "deletionProtection": planned.get("deletion_protection"),
            "encryptionConfig": encryption(planned) or None,
            "logging": logging(planned) if planned.get("enabled_cluster_log_types") else None,
            "tags": planned.get("tags_all") or {},
            **{camel(name): structure(planned.get(name)) for name in _BLOCKS},
        }
    )


def vpc_endpoints(values: Values) -> Values:
    """Where the API of the cluster is to be reached from."""
    config = first(values.get("vpc_config"))
    return without_none(
        {
            "endpointPrivateAccess": bool(config.get("endpoint_private_access")),
            "endpointPublicAccess": config.get("endpoint_public_access") is not False,
            "publicAccessCidrs": config.get("public_access_cidrs") or None,
            "controlPlaneEgressMode": config.get("control_plane_egress_mode"),
        }
    )


def vpc_places(values: Values) -> Values:
    """Where the control plane stands in the VPC."""
    config = first(values.get("vpc_config"))
    return {"subnetIds": config["subnet_ids"], "securityGroupIds": config.get("security_group_ids") or []}


def logging(values: Values) -> Values:
    """Every type of log, on or off."""
    on = sorted(values.get("enabled_cluster_log_types") or ())
    off = [kind for kind in LOG_TYPES if kind not in on]
    groups = [{"types": on, "enabled": True}, {"types": off, "enabled": False}]
    return {"clusterLogging": [group for group in groups if group["types"]]}


def encryption(values: Values) -> list[Values]:
    """Which resources are encrypted with which key."""
    return [
        {"resources": item["resources"], "provider": {"keyArn": first(item["provider"])["key_arn"]}}
        for item in values.get("encryption_config") or ()
    ]


def auto_mode(values: Values) -> Values:
    """The members that switch EKS Auto Mode on or off, which go together; none while no block says so."""
    balancing = structure(first(values.get("kubernetes_network_config")).get("elastic_load_balancing"))
    members = {
        "computeConfig": structure(values.get("compute_config")),
        "kubernetesNetworkConfig": {"elasticLoadBalancing": balancing} if balancing else None,
        "storageConfig": structure(values.get("storage_config")),
    }
    return without_none(members)
