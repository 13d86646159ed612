"""What a request makes of a cluster, and which of its settings change."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haveli.local.extensions.eks.cluster import LOG_TYPES, MODES, Cluster, changed_access, changed_logging, new_cluster
from haveli.local.extensions.eks.exceptions import InvalidParameterException, InvalidRequestException
from haveli.local.extensions.eks.network import Surroundings
from tests.local.extensions.eks.conftest import NAME, Account

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ZERO = timedelta(0)


@pytest.fixture
def made(account: Account, around: Surroundings) -> Cluster:
    """A cluster that is ACTIVE at once, and whose updates take no time."""
    return new_cluster(account.request(), around, NOW, ZERO)


def test_a_cluster_has_the_defaults_of_eks(account: Account, around: Surroundings) -> None:
    request = account.request()
    del request["accessConfig"], request["version"]
    facts = new_cluster(request, around, NOW, ZERO).facts
    assert facts["version"] == "1.35" and facts["accessConfig"] == {"authenticationMode": "CONFIG_MAP"}
    assert facts["upgradePolicy"] == {"supportType": "EXTENDED"} and facts["zonalShiftConfig"] == {"enabled": False}
    assert facts["kubernetesNetworkConfig"]["serviceIpv4Cidr"] == "10.100.0.0/16"
    vpc = facts["resourcesVpcConfig"]
    assert vpc["endpointPublicAccess"] is True and vpc["publicAccessCidrs"] == ["0.0.0.0/0"]


def test_clients_can_read_the_certificate(made: Cluster) -> None:
    text = base64.b64decode(made.facts["certificateAuthority"]["data"]).decode()
    assert text.startswith("-----BEGIN CERTIFICATE-----")


def test_issuer_and_endpoint_are_the_clusters_own(account: Account, around: Surroundings, made: Cluster) -> None:
    other = new_cluster(account.request(name="other"), around, NOW, ZERO)
    assert made.facts["endpoint"] != other.facts["endpoint"]
    assert made.facts["identity"] != other.facts["identity"]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"name": "-a"}, "must match"),
        ({"version": "1.10"}, "unsupported Kubernetes version"),
        ({"roleArn": "arn:aws:iam::123456789012:role/nobody"}, "does not exist"),
        ({"encryptionConfig": [{"resources": ["secrets"], "provider": {"keyArn": "arn:aws:kms:x:1:key/k"}}]}, "Key"),
        ({"outpostConfig": {"outpostArns": []}, "x": 1}, "Outposts"),
        ({"logging": {"clusterLogging": [{"types": ["all"], "enabled": True}]}}, "Invalid log types"),
    ],
)
def test_eks_refuses_what_cannot_be(account: Account, around: Surroundings, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(InvalidParameterException, match=text):
        new_cluster(account.request(**changes), around, NOW, ZERO)


@pytest.mark.parametrize(
    ("vpc", "text"),
    [
        ({"endpointPublicAccess": False}, "cannot both be false"),
        ({"securityGroupIds": ["sg-none"]}, "does not exist in VPC"),
        ({"subnetIds": ["subnet-none"]}, "does not exist"),
    ],
)
def test_the_network_must_be_there(account: Account, around: Surroundings, vpc: dict[str, Any], text: str) -> None:
    config = {"subnetIds": account.subnets, **vpc}
    with pytest.raises(InvalidParameterException, match=text):
        new_cluster(account.request(resourcesVpcConfig=config), around, NOW, ZERO)


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        ({"upgradePolicy": {"supportType": "STANDARD"}}, "UpgradePolicyUpdate"),
        ({"zonalShiftConfig": {"enabled": True}}, "ZonalShiftConfigUpdate"),
        ({"deletionProtection": True}, "DeletionProtectionUpdate"),
        ({"resourcesVpcConfig": {"endpointPrivateAccess": True}}, "EndpointAccessUpdate"),
        ({"computeConfig": {"enabled": True}, "storageConfig": {"blockStorage": {"enabled": True}}}, "AutoModeUpdate"),
        ({"controlPlaneScalingConfig": {"tier": "tier-xl"}}, "ControlPlaneScalingConfigUpdate"),
    ],
)
def test_each_kind_of_update_gives_what_it_says(made: Cluster, request_: dict[str, Any], kind: str) -> None:
    assert made.update_config({"name": NAME, **request_}, NOW, ZERO).type == kind
    for member, value in request_.items():
        found = made.facts[member]
        assert found == value or value.items() <= found.items()


def test_one_kind_of_update_at_a_time(made: Cluster) -> None:
    both = {"upgradePolicy": {"supportType": "STANDARD"}, "zonalShiftConfig": {"enabled": True}}
    with pytest.raises(InvalidParameterException, match="Only one type"):
        made.update_config(both, NOW, ZERO)
    with pytest.raises(InvalidParameterException, match="No update"):
        made.update_config({"name": NAME}, NOW, ZERO)


@pytest.mark.parametrize(
    "request_",
    [
        {"logging": {"clusterLogging": [{"types": ["api"], "enabled": False}]}},
        {"resourcesVpcConfig": {"endpointPublicAccess": True}},
    ],
)
def test_an_update_that_changes_nothing_is_refused(made: Cluster, request_: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameterException, match="No changes needed"):
        made.update_config(request_, NOW, ZERO)


def test_a_control_plane_moves_within_its_vpc(account: Account, made: Cluster) -> None:
    update = made.update_config({"resourcesVpcConfig": {"subnetIds": account.subnets[::-1]}}, NOW, ZERO)
    assert update.type == "VpcConfigUpdate"
    ec2 = account.session.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    others = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{place}.0/24", AvailabilityZone=f"ap-south-1{zone}")["Subnet"]
        for place, zone in enumerate("ab")
    ]
    elsewhere = {"resourcesVpcConfig": {"subnetIds": [subnet["SubnetId"] for subnet in others]}}
    with pytest.raises(InvalidParameterException, match="cluster's VPC"):
        made.update_config(elsewhere, NOW, ZERO)


def test_access_entries_need_a_mode_that_has_them(made: Cluster) -> None:
    made.require_access_api()
    made.facts["accessConfig"] = {"authenticationMode": "CONFIG_MAP"}
    with pytest.raises(InvalidRequestException, match="authentication mode"):
        made.require_access_api()


@given(st.sampled_from(MODES), st.sampled_from(MODES))
def test_authentication_goes_forward_only(now: str, wanted: str) -> None:
    if MODES.index(wanted) >= MODES.index(now):
        assert (
            changed_access({"authenticationMode": now}, {"authenticationMode": wanted})["authenticationMode"] == wanted
        )
    else:
        with pytest.raises(InvalidParameterException):
            changed_access({"authenticationMode": now}, {"authenticationMode": wanted})


GROUPS = st.lists(st.tuples(st.sets(st.sampled_from(LOG_TYPES), min_size=1), st.booleans()), max_size=4)


@given(GROUPS)
def test_every_type_of_log_is_either_on_or_off(groups: list[tuple[set[str], bool]]) -> None:
    found: dict[str, Any] = changed_logging(None, {})
    expected: set[str] = set()
    for types, state in groups:
        found = changed_logging(found, {"clusterLogging": [{"types": sorted(types), "enabled": state}]})
        expected = expected | types if state else expected - types
    listed = [kind for group in found["clusterLogging"] for kind in group["types"]]
    assert sorted(listed) == sorted(LOG_TYPES)
    assert {kind for group in found["clusterLogging"] if group["enabled"] for kind in group["types"]} == expected
