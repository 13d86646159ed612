"""aws_eks_access_entry and aws_eks_access_policy_association: who of IAM may do what in a cluster."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.eks_ids import joined, parts
from haveli.local.provider.resources.eks_waits import GONE
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import own, removed, written

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


class EksAccessEntry(Resource):
    name = "aws_eks_access_entry"
    force_new = frozenset({"cluster_name", "principal_arn", "type"})
    defaults = {"type": "STANDARD"}
    recomputed = {"modified_at": frozenset({"kubernetes_groups", "user_name"})}

    def create(self, ctx: Context, planned: Values) -> str:
        cluster, principal = planned["cluster_name"], planned["principal_arn"]
        given = {
            "kubernetesGroups": planned.get("kubernetes_groups") or None,
            "username": planned.get("user_name") or None,
            "type": planned.get("type"),
            "tags": planned.get("tags_all") or {},
        }
        eks = ctx.client("eks")
        eks.create_access_entry(clusterName=cluster, principalArn=principal, **without_none(given))
        return joined(cluster, principal)

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            entry = ctx.client("eks").describe_access_entry(**_names(state["id"]))["accessEntry"]
            return {
                "id": state["id"],
                "access_entry_arn": entry["accessEntryArn"],
                "cluster_name": entry["clusterName"],
                "created_at": entry["createdAt"].strftime(_MOMENT),
                "kubernetes_groups": entry.get("kubernetesGroups") or [],
                "modified_at": entry["modifiedAt"].strftime(_MOMENT),
                "principal_arn": entry["principalArn"],
                "type": entry["type"],
                "user_name": entry.get("username"),
                "tags_all": own(entry.get("tags") or {}),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        eks, after = ctx.client("eks"), change.after
        if change.touches("kubernetes_groups", "user_name"):
            groups = after.get("kubernetes_groups") or []
            name = without_none({"username": after.get("user_name")})
            eks.update_access_entry(**_names(after["id"]), kubernetesGroups=groups, **name)
        if removed(change):
            eks.untag_resource(resourceArn=after["access_entry_arn"], tagKeys=removed(change))
        if written(change):
            eks.tag_resource(resourceArn=after["access_entry_arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("eks").delete_access_entry(**_names(state["id"]))


class EksAccessPolicyAssociation(Resource):
    """A policy that an access entry has, for the cluster or some namespaces."""

    name = "aws_eks_access_policy_association"
    force_new = frozenset({"access_scope", "cluster_name", "policy_arn", "principal_arn"})

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from choice_problems(config, ("access_scope", 0, "type"), ("cluster", "namespace"))

    def create(self, ctx: Context, planned: Values) -> str:
        scope = first(planned["access_scope"])
        identity = joined(planned["cluster_name"], planned["principal_arn"], planned["policy_arn"], by="#")
        ctx.client("eks").associate_access_policy(
            clusterName=planned["cluster_name"],
            principalArn=planned["principal_arn"],
            policyArn=planned["policy_arn"],
            accessScope=without_none({"type": scope["type"], "namespaces": scope.get("namespaces") or None}),
        )
        return identity

    def read(self, ctx: Context, state: Values) -> Values | None:
        cluster, principal, policy = _association(state["id"])
        with absent(*GONE):
            for found in _policies(ctx.client("eks"), cluster, principal):
                if found["policyArn"] == policy:
                    return {**_reported(found, state), "cluster_name": cluster, "principal_arn": principal}
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        cluster, principal, policy = _association(state["id"])
        with absent(*GONE):
            ctx.client("eks").disassociate_access_policy(clusterName=cluster, principalArn=principal, policyArn=policy)


def _names(identity: str) -> dict[str, str]:
    cluster, principal = parts(identity, "cluster_name", "principal_arn")
    return {"clusterName": cluster, "principalArn": principal}


def _association(identity: str) -> list[str]:
    return parts(identity, "cluster_name", "principal_arn", "policy_arn", by="#")


def _policies(eks: Any, cluster: str, principal: str) -> Iterable[Values]:
    pages = eks.get_paginator("list_associated_access_policies").paginate(clusterName=cluster, principalArn=principal)
    for page in pages:
        yield from page["associatedAccessPolicies"]


def _reported(found: Values, state: Values) -> Values:
    scope = found["accessScope"]
    namespaces = settled(scope.get("namespaces"), first(state.get("access_scope")).get("namespaces"))
    return {
        "id": state["id"],
        "policy_arn": found["policyArn"],
        "access_scope": [{"type": scope["type"], "namespaces": namespaces}],
        "associated_at": found["associatedAt"].strftime(_MOMENT),
        "modified_at": found["modifiedAt"].strftime(_MOMENT),
    }
