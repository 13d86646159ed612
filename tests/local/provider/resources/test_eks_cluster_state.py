"""An aws_eks_cluster as the API reports it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from haveli.local.provider.resources.eks_cluster_state import blocks, enabled_logs, imported, reported

CLUSTER: dict[str, Any] = {
    "name": "c",
    "arn": "arn:aws:eks:ap-south-1:123456789012:cluster/c",
    "createdAt": datetime(2026, 11, 1, tzinfo=UTC),
    "version": "1.35",
    "platformVersion": "eks.3",
    "endpoint": "https://e",
    "roleArn": "arn:aws:iam::123456789012:role/c",
    "status": "ACTIVE",
    "certificateAuthority": {"data": "Q0E="},
    "identity": {"oidc": {"issuer": "https://oidc"}},
    "resourcesVpcConfig": {
        "subnetIds": ["subnet-1"],
        "securityGroupIds": [],
        "clusterSecurityGroupId": "sg-1",
        "vpcId": "vpc-1",
        "endpointPublicAccess": True,
        "endpointPrivateAccess": False,
        "publicAccessCidrs": ["0.0.0.0/0"],
    },
    "kubernetesNetworkConfig": {"serviceIpv4Cidr": "172.20.0.0/16", "elasticLoadBalancing": {"enabled": False}},
    "accessConfig": {"authenticationMode": "API"},
    "upgradePolicy": {"supportType": "EXTENDED"},
    "zonalShiftConfig": {"enabled": False},
    "storageConfig": {"blockStorage": {"enabled": False}},
    "tags": {"a": "1", "aws:cloudformation:stack-name": "s"},
}


def test_blocks_that_the_configuration_leaves_out_stay_out() -> None:
    found = reported(CLUSTER, {})
    assert not {"access_config", "upgrade_policy", "kubernetes_network_config"} & found.keys()
    assert found["tags_all"] == {"a": "1"} and found["created_at"] == "2026-11-01T00:00:00Z"


def test_blocks_of_the_state_are_as_eks_has_them() -> None:
    state = {
        "access_config": [{"bootstrap_cluster_creator_admin_permissions": True}],
        "upgrade_policy": [{"support_type": "STANDARD"}],
        "kubernetes_network_config": [{"ip_family": "ipv4"}],
    }
    found = reported(CLUSTER, state)
    assert found["upgrade_policy"] == [{"support_type": "EXTENDED"}]
    assert found["access_config"] == [
        {"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": True}
    ]
    assert found["kubernetes_network_config"] == [{"service_ipv4_cidr": "172.20.0.0/16"}]


def test_an_import_takes_what_differs_from_eks_own_choice() -> None:
    found = imported(CLUSTER)
    assert found["zonal_shift_config"] == [] and found["storage_config"] == []
    assert found["kubernetes_network_config"] == [{"service_ipv4_cidr": "172.20.0.0/16"}]
    on = {"zonalShiftConfig": {"enabled": True}, "storageConfig": {"blockStorage": {"enabled": True}}}
    found = imported({**CLUSTER, **on})
    assert found["zonal_shift_config"] == [{"enabled": True}]
    assert found["storage_config"] == [{"block_storage": [{"enabled": True}]}]


def test_the_key_of_the_secrets_is_told() -> None:
    config = [{"resources": ["secrets"], "provider": {"keyArn": "k"}}]
    found = blocks({**CLUSTER, "encryptionConfig": config})
    assert found["encryption_config"] == [{"resources": ["secrets"], "provider": [{"key_arn": "k"}]}]


def test_only_logs_that_are_on_are_told() -> None:
    groups = [{"types": ["scheduler", "api"], "enabled": True}, {"types": ["audit"], "enabled": False}]
    assert enabled_logs({"logging": {"clusterLogging": groups}}) == ["api", "scheduler"]
    assert enabled_logs({}) == []
