"""Lookups in EKS against our emulation."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlparse

import pytest
from botocore.exceptions import ClientError

from haveli.local.provider.data_sources.eks import EksAddonVersion, EksCluster, EksClusterAuth
from tests.local.provider.data_sources.reading import read
from tests.local.provider.doubles import TestContext
from tests.local.provider.resources.eks_cloud import NAME, EksContext
from tests.local.provider.resources.eks_cloud import eks as eks


def test_a_cluster_is_told_with_its_blocks(eks: EksContext) -> None:
    eks.cluster(version="1.34", tags={"a": "1"}, upgrade_policy=[{"support_type": "STANDARD"}])
    found = read(EksCluster(), eks, name=NAME)
    assert found["id"] == NAME and found["version"] == "1.34" and found["tags"]["a"] == "1"
    assert found["upgrade_policy"] == [{"support_type": "STANDARD"}]
    assert found["access_config"][0]["authentication_mode"] == "API"
    assert found["kubernetes_network_config"][0]["service_ipv4_cidr"] == "10.100.0.0/16"
    assert found["identity"][0]["oidc"][0]["issuer"].startswith("https://oidc.eks.")
    assert found["vpc_config"][0]["vpc_id"] == eks.vpc


def test_a_cluster_that_is_not_there_is_an_error(eks: EksContext) -> None:
    with pytest.raises(ClientError, match="No cluster found"):
        read(EksCluster(), eks, name="other")


def test_a_token_says_who_asks_for_which_cluster(ctx: TestContext) -> None:
    found = read(EksClusterAuth(), ctx, name=NAME)
    prefix, _, text = found["token"].partition(".")
    url = urlparse(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode())
    query = parse_qs(url.query)
    assert prefix == "k8s-aws-v1" and found["id"] == NAME and url.netloc == "sts.ap-south-1.amazonaws.com"
    assert query["Action"] == ["GetCallerIdentity"] and query["X-Amz-Expires"] == ["60"]
    assert query["X-Amz-SignedHeaders"] == ["host;x-k8s-aws-id"]


def test_the_newest_version_of_an_addon_is_not_its_default(ctx: TestContext) -> None:
    config = {"addon_name": "kube-proxy", "kubernetes_version": "1.34"}
    default = read(EksAddonVersion(), ctx, **config)
    newest = read(EksAddonVersion(), ctx, **config, most_recent=True)
    assert default["id"] == "kube-proxy" and default["version"].startswith("v1.34.")
    assert default["version"] < newest["version"]


def test_an_addon_without_a_version_for_kubernetes_is_an_error(ctx: TestContext) -> None:
    with pytest.raises(LookupError, match="no version of EKS add-on coredns"):
        read(EksAddonVersion(), ctx, addon_name="coredns", kubernetes_version="1.20")
