"""aws_eks_cluster against our EKS."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resources.eks_cluster import EksCluster
from tests.local.provider.resources.eks_cloud import NAME, SECOND, EksContext, cluster_config
from tests.local.provider.resources.eks_cloud import eks as eks
from tests.local.provider.settling import Life

FULL: dict[str, Any] = {
    "version": "1.34",
    "enabled_cluster_log_types": ["api", "audit", "authenticator"],
    "access_config": [{"authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": True}],
    "kubernetes_network_config": [{"ip_family": "ipv4", "service_ipv4_cidr": "172.20.0.0/16"}],
    "upgrade_policy": [{"support_type": "STANDARD"}],
    "zonal_shift_config": [{"enabled": True}],
    "deletion_protection": False,
    "tags": {"component": "eks"},
}


@pytest.fixture
def life(eks: EksContext) -> Life:
    return Life(EksCluster(), eks)


def full(eks: EksContext, **changes: Any) -> dict[str, Any]:
    vpc = {"subnet_ids": eks.subnets[:2], "endpoint_private_access": True, "endpoint_public_access": False}
    encryption = {"resources": ["secrets"], "provider": [{"key_arn": eks.key()}]}
    return cluster_config(eks, **{**FULL, "vpc_config": [vpc], "encryption_config": [encryption], **changes})


def test_a_cluster_with_what_is_required_has_the_defaults_of_the_provider(eks: EksContext, life: Life) -> None:
    state = life.create(**cluster_config(eks))
    assert state["id"] == state["name"] == NAME and state["status"] == "ACTIVE"
    assert state["bootstrap_self_managed_addons"] is True and state["cluster_id"] is None
    vpc = state["vpc_config"][0]
    assert vpc["endpoint_public_access"] is True and vpc["endpoint_private_access"] is False
    assert vpc["public_access_cidrs"] == ["0.0.0.0/0"] and vpc["vpc_id"] == eks.vpc
    assert vpc["cluster_security_group_id"].startswith("sg-")


def test_a_cluster_tells_where_it_is_and_who_it_is(eks: EksContext, life: Life) -> None:
    state = life.create(**full(eks))
    assert state["arn"] == f"arn:aws:eks:ap-south-1:{eks.account}:cluster/{NAME}"
    issuer = state["identity"][0]["oidc"][0]["issuer"]
    assert issuer.startswith("https://oidc.eks.ap-south-1.amazonaws.com/id/")
    assert state["endpoint"].endswith(".gr7.ap-south-1.eks.amazonaws.com")
    assert len(state["certificate_authority"][0]["data"]) > 100 and state["platform_version"] == "eks.13"


@pytest.mark.parametrize(
    "changes",
    [
        {"enabled_cluster_log_types": ["api", "audit", "controllerManager"]},
        {"enabled_cluster_log_types": None},
        {"upgrade_policy": [{"support_type": "EXTENDED"}]},
        {"zonal_shift_config": [{"enabled": False}]},
        {"deletion_protection": True},
        {"tags": {"tenant": "platform"}},
        {"control_plane_scaling_config": [{"tier": "tier-xl"}]},
    ],
)
def test_each_setting_changes_in_place(eks: EksContext, life: Life, changes: dict[str, Any]) -> None:
    life.create(**full(eks))
    life.change(**changes)


def test_the_network_of_a_cluster_changes_in_place(eks: EksContext, life: Life) -> None:
    state = life.create(**full(eks))
    group = eks.security_group("control-plane")
    known = {"subnet_ids": eks.subnets[:2], "endpoint_private_access": True, "endpoint_public_access": False}
    public = {**known, "endpoint_public_access": True, "public_access_cidrs": ["203.0.113.0/24"]}
    life.change(vpc_config=[public])
    moved = life.change(vpc_config=[{**public, "subnet_ids": eks.subnets, "security_group_ids": [group]}])
    assert moved["arn"] == state["arn"] and moved["vpc_config"][0]["security_group_ids"] == [group]


def test_a_version_goes_up_one_at_a_time(eks: EksContext, life: Life) -> None:
    life.create(**full(eks))
    assert life.change(version="1.35")["platform_version"] == "eks.3"
    with pytest.raises(ClientError, match=r"version update from 1\.35 to 1\.33"):
        life.change(version="1.33")


def test_several_changes_at_once_are_one_apply(eks: EksContext, life: Life) -> None:
    life.create(**full(eks))
    life.change(version="1.35", enabled_cluster_log_types=["api"], upgrade_policy=[{"support_type": "EXTENDED"}])
    updates = eks.client("eks").list_updates(name=NAME)["updateIds"]
    assert len(updates) == 3


def test_authentication_goes_forward_in_place(eks: EksContext, life: Life) -> None:
    life.create(**cluster_config(eks, access_config=[{"authentication_mode": "CONFIG_MAP"}]))
    life.change(access_config=[{"authentication_mode": "API_AND_CONFIG_MAP"}])
    life.change(access_config=[{"authentication_mode": "API"}])
    with pytest.raises(ClientError, match="Unsupported authentication mode update"):
        life.change(access_config=[{"authentication_mode": "CONFIG_MAP"}])


def test_encryption_is_added_in_place_and_never_taken_away(eks: EksContext, life: Life) -> None:
    life.create(**cluster_config(eks))
    life.change(encryption_config=[{"resources": ["secrets"], "provider": [{"key_arn": eks.key()}]}])
    with pytest.raises(ValueError, match="cannot be taken"):
        life.change(encryption_config=[])


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"name": "other"}, "name"),
        ({"role_arn": "arn:aws:iam::123456789012:role/other"}, "role_arn"),
        ({"bootstrap_self_managed_addons": False}, "bootstrap_self_managed_addons"),
        ({"kubernetes_network_config": [{"service_ipv4_cidr": "10.100.0.0/16"}]}, "kubernetes_network_config"),
        ({"access_config": [{"authentication_mode": "API"}]}, "access_config"),
    ],
)
def test_what_a_cluster_is_made_of_replaces_it(
    eks: EksContext, life: Life, changes: dict[str, Any], because: str
) -> None:
    life.create(**full(eks))
    assert life.replaced_by(**changes) == (because,)


def test_a_deletion_waits_until_the_cluster_is_gone(eks: EksContext, life: Life) -> None:
    life.create(**cluster_config(eks))
    life.delete()
    assert eks.client("eks").list_clusters()["clusters"] == []
    groups = eks.client("ec2").describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [eks.vpc]}])
    assert [group["GroupName"] for group in groups["SecurityGroups"]] == ["default"]


def test_a_protected_cluster_is_not_deleted(eks: EksContext, life: Life) -> None:
    life.create(**cluster_config(eks, deletion_protection=True))
    with pytest.raises(ClientError, match="Deletion protection"):
        life.delete()


def test_a_cluster_deleted_elsewhere_is_gone(eks: EksContext, life: Life) -> None:
    life.create(**cluster_config(eks))
    eks.client("eks").delete_cluster(name=NAME)
    eks.clock.advance(SECOND)
    assert life.refresh() is None


def test_a_change_elsewhere_is_seen(eks: EksContext, life: Life) -> None:
    life.create(**full(eks))
    logging = {"clusterLogging": [{"types": ["audit"], "enabled": False}]}
    eks.client("eks").update_cluster_config(name=NAME, logging=logging)
    assert (life.refresh() or {})["enabled_cluster_log_types"] == ["api", "authenticator"]
    assert life.plan().state["enabled_cluster_log_types"] == ["api", "audit", "authenticator"]


def test_a_cluster_is_imported_by_its_name_with_its_blocks(eks: EksContext, life: Life) -> None:
    state = life.create(**full(eks))
    found = life.imported(NAME)
    kept = {name for name in state if found[name] != state[name]}
    assert kept == {"access_config"}  # who was made an administrator is not told
    life.state, life.config["access_config"] = found, [{"authentication_mode": "API"}]
    assert life.plan().replace == ()


def test_a_cluster_in_one_zone_or_of_no_role_is_refused(eks: EksContext, life: Life) -> None:
    with pytest.raises(ClientError, match="does not exist"):
        life.create(**cluster_config(eks, role_arn="arn:aws:iam::123456789012:role/nobody"))
    with pytest.raises(ClientError, match="two different AZs"):
        life.create(**cluster_config(eks, vpc_config=[{"subnet_ids": eks.subnets[:1]}]))


@pytest.mark.parametrize(
    ("config", "path"),
    [
        ({"name": "a b"}, ("name",)),
        ({"name": "x" * 101}, ("name",)),
        ({"access_config": [{"authentication_mode": "IAM"}]}, ("access_config", 0, "authentication_mode")),
        ({"kubernetes_network_config": [{"ip_family": "ipv5"}]}, ("kubernetes_network_config", 0, "ip_family")),
        ({"upgrade_policy": [{"support_type": "NONE"}]}, ("upgrade_policy", 0, "support_type")),
        ({"enabled_cluster_log_types": ["all"]}, ("enabled_cluster_log_types",)),
        ({"outpost_config": [{}]}, ("outpost_config",)),
    ],
)
def test_faults_are_found_before_apply(config: dict[str, Any], path: tuple[Any, ...]) -> None:
    assert [problem.path for problem in EksCluster().validate(config)] == [path]


def test_what_is_not_known_yet_is_no_fault() -> None:
    config = {"name": UNKNOWN, "access_config": UNKNOWN, "upgrade_policy": [{"support_type": UNKNOWN}]}
    config["enabled_cluster_log_types"] = UNKNOWN
    assert list(EksCluster().validate(config)) == []
