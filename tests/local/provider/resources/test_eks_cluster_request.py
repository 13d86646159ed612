"""The requests for an aws_eks_cluster."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.validate import ParamValidator

from haveli.local.provider.resources.eks_cluster_request import (
    auto_mode,
    creation,
    encryption,
    logging,
    vpc_endpoints,
    vpc_places,
)

PLANNED: dict[str, Any] = {
    "name": "c",
    "role_arn": "arn:aws:iam::123456789012:role/c",
    "version": "1.35",
    "vpc_config": [{"subnet_ids": ["subnet-1", "subnet-2"], "vpc_id": "vpc-1"}],
    "tags_all": {"a": "1"},
}
FULL = {
    **PLANNED,
    "enabled_cluster_log_types": ["audit"],
    "deletion_protection": True,
    "bootstrap_self_managed_addons": False,
    "access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": False}],
    "encryption_config": [{"resources": ["secrets"], "provider": [{"key_arn": "arn:aws:kms:x:1:key/k"}]}],
    "kubernetes_network_config": [{"ip_family": "ipv4", "elastic_load_balancing": [{"enabled": True}]}],
    "compute_config": [{"enabled": True, "node_pools": ["system"]}],
    "storage_config": [{"block_storage": [{"enabled": True}]}],
    "remote_network_config": [{"remote_pod_networks": [{"cidrs": ["10.1.0.0/16"]}]}],
    "kube_scheduler_config": [
        {"node_resources_fit": [{"scoring_strategy": [{"resource": [{"name": "cpu", "weight": 1}]}]}]}
    ],
}


@pytest.mark.parametrize("planned", [PLANNED, FULL])
def test_a_creation_fits_the_model_of_the_api(planned: dict[str, Any]) -> None:
    client = boto3.client("eks", region_name="ap-south-1", aws_access_key_id="x", aws_secret_access_key="x")
    shape = client.meta.service_model.operation_model("CreateCluster").input_shape
    request = creation(planned)
    assert not ParamValidator().validate(request, shape).has_errors()
    assert request["resourcesVpcConfig"].keys() <= shape.members["resourcesVpcConfig"].members.keys()


def test_computed_places_are_not_sent() -> None:
    config = creation(PLANNED)["resourcesVpcConfig"]
    assert "vpcId" not in config and config["endpointPublicAccess"] is True
    assert "publicAccessCidrs" not in vpc_endpoints(PLANNED)
    assert vpc_places(PLANNED) == {"subnetIds": ["subnet-1", "subnet-2"], "securityGroupIds": []}


def test_every_type_of_log_is_said_to_be_on_or_off() -> None:
    on, off = logging({"enabled_cluster_log_types": ["scheduler", "api"]})["clusterLogging"]
    assert on == {"types": ["api", "scheduler"], "enabled": True}
    assert off == {"types": ["audit", "authenticator", "controllerManager"], "enabled": False}
    [all_off] = logging({})["clusterLogging"]
    assert all_off["enabled"] is False and len(all_off["types"]) == 5


def test_the_members_of_auto_mode_go_together() -> None:
    assert auto_mode(FULL).keys() == {"computeConfig", "kubernetesNetworkConfig", "storageConfig"}
    assert auto_mode(PLANNED) == {}


def test_no_encryption_is_an_empty_list() -> None:
    assert encryption(PLANNED) == []
