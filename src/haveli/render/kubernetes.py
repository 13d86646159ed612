"""The platform's Kubernetes cluster."""

from __future__ import annotations

from haveli.render.hcl import Attributes, Value
from haveli.render.platform_root import EKS, VPC, outputs_of, platform_root, platform_tags
from haveli.render.root import Output, Root, Upstream, call
from haveli.spec.models import Nodes, Platform
from haveli.spec.names import PlatformNames

COMPONENT = "eks"


def eks(platform: Platform) -> Root:
    """The cluster with its nodes, and the key of its secrets and logs."""
    names, wanted = PlatformNames.of(platform.product), platform.eks
    key = call(
        "key",
        "kms-key",
        {
            "alias": names.eks_key.text,
            "description": "Kubernetes secrets and the control plane's logs.",
            "log_group_prefixes": [f"/aws/eks/{wanted.cluster}/"],
        },
    )
    cluster = call(
        "cluster",
        "eks",
        {
            "name": wanted.cluster,
            "role_prefix": names.eks_roles.text,
            "kubernetes_version": wanted.version,
            "kms_key_arn": key.output("key_arn"),
        },
        {
            "subnet_ids": VPC.output("private_subnet_ids"),
            "service_cidr": wanted.services,
            "public_access_cidrs": wanted.public_access,
        },
        {"access_entries": {role: _administrator(role, platform) for role in wanted.admins}},
        {"node_groups": {"on-demand": _nodes("on_demand", wanted.on_demand), "spot": _nodes("spot", wanted.spot)}},
        {"node_tags": platform_tags(platform, EKS.name, COMPONENT)},
    )
    described = {
        "cluster_name": "Name of the cluster.",
        "cluster_arn": "ARN of the cluster.",
        "cluster_endpoint": "Address of the Kubernetes API.",
        "cluster_certificate_authority": "Certificate by which clients know the API, in base64.",
        "cluster_security_group_id": "Security group of the control plane and of all nodes.",
        "oidc_provider_arn": "Provider that trusts the cluster's service accounts.",
        "oidc_issuer": "Issuer of service account tokens, without https://.",
        "node_role_arn": "Role of all nodes.",
    }
    outputs = {
        "kms_key_arn": Output("Key of Kubernetes secrets and of the logs.", key.output("key_arn")),
        **outputs_of(cluster, described),
    }
    return platform_root(platform, EKS.name, COMPONENT, (key, cluster), outputs, (VPC,))


def cluster_facts(upstream: Upstream = EKS) -> Attributes:
    """The cluster as `irsa-role` wants it."""
    return {
        "name": upstream.output("cluster_name"),
        "arn": upstream.output("cluster_arn"),
        "oidc_provider_arn": upstream.output("oidc_provider_arn"),
        "oidc_issuer": upstream.output("oidc_issuer"),
    }


def _administrator(role: str, platform: Platform) -> Attributes:
    return {"principal_arn": f"arn:aws:iam::{platform.account}:role/{role}", "policy": "AmazonEKSClusterAdminPolicy"}


def _nodes(capacity: str, nodes: Nodes) -> dict[str, Value]:
    return {"capacity": capacity, "instance_types": nodes.types, "min": nodes.min, "max": nodes.max}
