"""The EKS calls: read the request, call the backend, give the answer's shape."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from moto.core.responses import TYPE_RESPONSE, ActionResult, BaseResponse, EmptyResult
from moto.eks.models import eks_backends

from haveli.local.extensions.eks import access, addon, models, node_group, pod_identity, releases
from haveli.local.extensions.eks.models import EksBackend
from haveli.local.extensions.eks.pages import page
from haveli.local.extensions.eks.record import Facts


class EksResponse(BaseResponse):
    """One request to EKS."""

    def __init__(self) -> None:
        super().__init__(service_name="eks")
        self.automated_parameter_parsing = True

    @property
    def backend(self) -> EksBackend:
        backend: EksBackend = eks_backends[self.current_account][self.region]
        return backend

    @property
    def request(self) -> dict[str, Any]:
        """The request's members, from its address and its body."""
        return dict(self.params)

    def call_action(self) -> TYPE_RESPONSE:
        with models.lock:
            return super().call_action()

    # Clusters

    def create_cluster(self) -> ActionResult:
        creator = f"arn:{self.partition}:iam::{self.current_account}:user/moto"  # as STS of moto names the caller
        return ActionResult({"cluster": self.backend.create_cluster(self.request, creator)})

    def describe_cluster(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["name"])
        return ActionResult({"cluster": cluster.describe(now)})

    def list_clusters(self) -> ActionResult:
        self.backend.now()
        return self._page("clusters", sorted(self.backend.clusters))

    def delete_cluster(self) -> ActionResult:
        return ActionResult({"cluster": self.backend.delete_cluster(self.request["name"])})

    def update_cluster_config(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["name"])
        update = cluster.update_config(self.request, now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def update_cluster_version(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["name"])
        update = cluster.update_version(self.request["version"], now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def associate_encryption_config(self) -> ActionResult:
        request = self.request
        cluster, now = self.backend.cluster(request["clusterName"])
        update = cluster.associate_encryption(request["encryptionConfig"], now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def describe_cluster_versions(self) -> ActionResult:
        wanted, default_only = self.request.get("clusterVersions"), self.request.get("defaultOnly")
        now = self.backend.now()
        found = [
            _version(each, now)
            for each in reversed(releases.RELEASES)
            if (not wanted or each.version in wanted) and (not default_only or each.version == releases.DEFAULT)
        ]
        return self._page("clusterVersions", found)

    # Updates

    def describe_update(self) -> ActionResult:
        update = self.backend.update(self.request)
        return ActionResult({"update": update.describe(self.backend.now())})

    def list_updates(self) -> ActionResult:
        return self._page("updateIds", list(self.backend.record(self.request).updates))

    # Node groups

    def create_nodegroup(self) -> ActionResult:
        return ActionResult({"nodegroup": self.backend.create_node_group(self.request)})

    def describe_nodegroup(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        group = node_group.find(cluster, self.request["nodegroupName"])
        return ActionResult({"nodegroup": node_group.described(group, now)})

    def list_nodegroups(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        return self._page("nodegroups", sorted(cluster.node_groups))

    def update_nodegroup_config(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        group = node_group.find(cluster, self.request["nodegroupName"])
        update = node_group.update_config(group, self.request, now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def update_nodegroup_version(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        group = node_group.find(cluster, self.request["nodegroupName"])
        update = node_group.update_version(cluster, group, self.request, now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def delete_nodegroup(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        group = node_group.find(cluster, self.request["nodegroupName"])
        group.end(now, self.backend.timings.deletion)
        return ActionResult({"nodegroup": node_group.described(group, now)})

    # Add-ons

    def create_addon(self) -> ActionResult:
        return ActionResult({"addon": self.backend.create_addon(self.request)})

    def describe_addon(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        found = addon.find(cluster, self.request["addonName"])
        return ActionResult({"addon": addon.described(cluster, found, now)})

    def list_addons(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        return self._page("addons", sorted(cluster.addons))

    def update_addon(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        found = addon.find(cluster, self.request["addonName"])
        update = addon.update(cluster, found, self.request, now, self.backend.timings.update)
        return ActionResult({"update": update.describe(now)})

    def delete_addon(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        found = addon.find(cluster, self.request["addonName"])
        found.end(now, self.backend.timings.deletion)
        return ActionResult({"addon": addon.described(cluster, found, now)})

    def describe_addon_versions(self) -> ActionResult:
        found = addon.supported(self.request.get("kubernetesVersion"), self.request.get("addonName"))
        return self._page("addons", found)

    # Access

    def create_access_entry(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"accessEntry": access.create(cluster, self.request, now)})

    def describe_access_entry(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"accessEntry": access.find(cluster, self.request["principalArn"])})

    def list_access_entries(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        cluster.require_access_api()
        policy = self.request.get("associatedPolicyArn")
        held = cluster.access_policies.items()
        return self._page("accessEntries", sorted(who for who, policies in held if not policy or policy in policies))

    def update_access_entry(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"accessEntry": access.update(cluster, self.request, now)})

    def delete_access_entry(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        access.delete(cluster, self.request["principalArn"])
        return EmptyResult()

    def associate_access_policy(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        return self._access({"associatedAccessPolicy": access.associate(cluster, self.request, now)})

    def disassociate_access_policy(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        access.disassociate(cluster, self.request["principalArn"], self.request["policyArn"])
        return EmptyResult()

    def list_associated_access_policies(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        access.find(cluster, self.request["principalArn"])
        held = list(cluster.access_policies[self.request["principalArn"]].values())
        return self._access(page("associatedAccessPolicies", held, self.request))

    def list_access_policies(self) -> ActionResult:
        policies = [{"name": name, "arn": access.policy_arn(name, self.partition)} for name in access.POLICIES]
        return self._page("accessPolicies", policies)

    # Pod identities

    def create_pod_identity_association(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"association": pod_identity.create(cluster, self.request, now)})

    def describe_pod_identity_association(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"association": pod_identity.find(cluster, self.request["associationId"])})

    def list_pod_identity_associations(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        found = pod_identity.listed(cluster, self.request.get("namespace"), self.request.get("serviceAccount"))
        told = [{key: value for key, value in each.items() if key in pod_identity.SUMMARY} for each in found]
        return self._page("associations", told)

    def update_pod_identity_association(self) -> ActionResult:
        cluster, now = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"association": pod_identity.update(cluster, self.request, now)})

    def delete_pod_identity_association(self) -> ActionResult:
        cluster, _ = self.backend.cluster(self.request["clusterName"])
        return ActionResult({"association": pod_identity.delete(cluster, self.request["associationId"])})

    # Tags

    def tag_resource(self) -> ActionResult:
        self.backend.tags(self.request["resourceArn"]).update(self.request["tags"])
        return EmptyResult()

    def untag_resource(self) -> ActionResult:
        tags = self.backend.tags(self.request["resourceArn"])
        for key in self.request["tagKeys"]:
            tags.pop(key, None)
        return EmptyResult()

    def list_tags_for_resource(self) -> ActionResult:
        return ActionResult({"tags": self.backend.tags(self.request["resourceArn"])})

    def _page(self, member: str, items: list[Any]) -> ActionResult:
        return ActionResult(page(member, items, self.request))

    def _access(self, answer: Facts) -> ActionResult:
        named = {"clusterName": self.request["clusterName"], "principalArn": self.request["principalArn"]}
        return ActionResult({**named, **answer})


def _version(found: releases.Release, now: datetime) -> Facts:
    return {
        "clusterVersion": found.version,
        "clusterType": "eks",
        "defaultPlatformVersion": found.platform,
        "defaultVersion": found.version == releases.DEFAULT,
        "releaseDate": _day(found.released),
        "endOfStandardSupportDate": _day(found.standard_until),
        "endOfExtendedSupportDate": _day(found.extended_until),
        "versionStatus": "STANDARD_SUPPORT" if now < _day(found.standard_until) else "EXTENDED_SUPPORT",
        "kubernetesPatchVersion": found.patch,
    }


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
