"""Lookups in EKS: aws_eks_cluster, aws_eks_cluster_auth and aws_eks_addon_version."""

from __future__ import annotations

import base64
from typing import Any

from botocore.signers import RequestSigner

from haveli.local.provider.resource import Context, DataSource, Values
from haveli.local.provider.resources.eks_cluster_state import blocks, reported
from haveli.local.provider.resources.tags import own

#: Seconds that the address in a token is good for (aws-iam-authenticator, README, read 2026-11).
TOKEN_SECONDS = 60
TOKEN_PREFIX = "k8s-aws-v1."
#: What the resource has and the data source has not.
_ARGUMENTS = ("bootstrap_self_managed_addons", "force_update_version", "tags_all")


class EksCluster(DataSource):
    name = "aws_eks_cluster"

    def read(self, ctx: Context, config: Values) -> Values:
        cluster = ctx.client("eks").describe_cluster(name=config["name"])["cluster"]
        found = {name: value for name, value in reported(cluster, {}).items() if name not in _ARGUMENTS}
        every = {name: value for name, value in blocks(cluster).items() if name != "encryption_config"}
        return {**found, **every, "tags": own(cluster.get("tags") or {})}


class EksClusterAuth(DataSource):
    """A token for the cluster's API: an address of STS that tells who signed it, and the cluster that it is for."""

    name = "aws_eks_cluster_auth"

    def read(self, ctx: Context, config: Values) -> Values:
        return {"id": config["name"], "token": token(ctx.client("sts"), ctx.region, config["name"])}


class EksAddonVersion(DataSource):
    """The version of an add-on for a version of Kubernetes: EKS's default, or the newest."""

    name = "aws_eks_addon_version"

    def read(self, ctx: Context, config: Values) -> Values:
        addon, kubernetes = config["addon_name"], config["kubernetes_version"]
        pages = ctx.client("eks").get_paginator("describe_addon_versions")
        for page in pages.paginate(addonName=addon, kubernetesVersion=kubernetes):
            for item in page["addons"]:
                for version in item["addonVersions"]:
                    if config.get("most_recent") or _is_default(version, kubernetes):
                        return {"id": addon, "version": version["addonVersion"]}
        raise LookupError(f"no version of EKS add-on {addon} for Kubernetes {kubernetes}")


def token(sts: Any, region: str, cluster: str) -> str:
    """The token that EKS's API takes from who signed with this client's credentials."""
    signer = RequestSigner(
        sts.meta.service_model.service_id, region, "sts", "v4", sts._request_signer._credentials, sts.meta.events
    )
    request = {
        "method": "GET",
        "url": f"https://sts.{region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15",
        "body": {},
        "headers": {"x-k8s-aws-id": cluster},
        "context": {},
    }
    url = signer.generate_presigned_url(
        request, region_name=region, expires_in=TOKEN_SECONDS, operation_name="GetCallerIdentity"
    )
    return TOKEN_PREFIX + base64.urlsafe_b64encode(url.encode()).decode().rstrip("=")


def _is_default(version: Values, kubernetes: str) -> bool:
    places = version.get("compatibilities") or ()
    return any(place.get("clusterVersion") == kubernetes and place.get("defaultVersion") for place in places)
