"""aws_eks_addon: an add-on of a cluster. Creation waits until it is healthy: one that needs nodes waits for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources.eks_choices import choice_problems
from haveli.local.provider.resources.eks_ids import joined, parts
from haveli.local.provider.resources.eks_waits import GONE, until_active, until_gone, until_updated
from haveli.local.provider.resources.errors import absent, after_creation
from haveli.local.provider.resources.settled import first, settled, without_none
from haveli.local.provider.resources.tags import own, removed, written

CREATE_SECONDS = 20 * 60
UPDATE_SECONDS = 20 * 60
DELETE_SECONDS = 40 * 60

_UPDATED = ("addon_version", "configuration_values", "pod_identity_association", "service_account_role_arn")


class EksAddon(Resource):
    name = "aws_eks_addon"
    force_new = frozenset({"addon_name", "cluster_name", "namespace_config.namespace"})
    recomputed = {"modified_at": frozenset(_UPDATED)}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from choice_problems(config, ("resolve_conflicts_on_create",), ("NONE", "OVERWRITE"))
        yield from choice_problems(config, ("resolve_conflicts_on_update",), ("NONE", "OVERWRITE", "PRESERVE"))

    def create(self, ctx: Context, planned: Values) -> str:
        eks, identity = ctx.client("eks"), joined(planned["cluster_name"], planned["addon_name"])
        eks.create_addon(**_creation(planned))
        with after_creation({"id": identity}):
            until_active(
                ctx,
                f"EKS add-on {identity}",
                lambda: _describe(eks, identity),
                CREATE_SECONDS,
                ("CREATING", "DEGRADED"),
            )
        return identity

    def read(self, ctx: Context, state: Values) -> Values | None:
        eks = ctx.client("eks")
        with absent(*GONE):
            found = _describe(eks, state["id"])
            return {**_reported(found, state), "pod_identity_association": _associations(eks, found)}
        return None

    def update(self, ctx: Context, change: Change) -> None:
        eks, after, names = ctx.client("eks"), change.after, _names(change.after["id"])
        if change.touches(*_UPDATED):
            update = eks.update_addon(**names, **_update(change))["update"]
            name = {"name": names["clusterName"], "addonName": names["addonName"]}
            until_updated(ctx, update, UPDATE_SECONDS, **name)
        if removed(change):
            eks.untag_resource(resourceArn=after["arn"], tagKeys=removed(change))
        if written(change):
            eks.tag_resource(resourceArn=after["arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        eks, identity = ctx.client("eks"), state["id"]
        kept = {"preserve": True} if state.get("preserve") else {}
        with absent(*GONE):
            eks.delete_addon(**_names(identity), **kept)
        until_gone(ctx, f"EKS add-on {identity}", lambda: _describe(eks, identity), DELETE_SECONDS)


def _names(identity: str) -> dict[str, str]:
    cluster, name = parts(identity, "cluster_name", "addon_name")
    return {"clusterName": cluster, "addonName": name}


def _describe(eks: Any, identity: str) -> Values:
    return dict(eks.describe_addon(**_names(identity))["addon"])


def _creation(planned: Values) -> Values:
    return without_none(
        {
            "clusterName": planned["cluster_name"],
            "addonName": planned["addon_name"],
            "addonVersion": planned.get("addon_version"),
            "configurationValues": planned.get("configuration_values"),
            "namespaceConfig": first(planned.get("namespace_config")) or None,
            "podIdentityAssociations": _wanted(planned) or None,
            "resolveConflicts": planned.get("resolve_conflicts_on_create"),
            "serviceAccountRoleArn": planned.get("service_account_role_arn"),
            "tags": planned.get("tags_all") or {},
        }
    )


def _update(change: Change) -> Values:
    """UpdateAddon's arguments: without a role EKS takes the role away, so it is always sent."""
    after = change.after
    return without_none(
        {
            "addonVersion": after.get("addon_version") if change.touches("addon_version") else None,
            "configurationValues": after.get("configuration_values")
            if change.touches("configuration_values")
            else None,
            "podIdentityAssociations": _wanted(after) if change.touches("pod_identity_association") else None,
            "resolveConflicts": after.get("resolve_conflicts_on_update"),
            "serviceAccountRoleArn": after.get("service_account_role_arn"),
        }
    )


def _wanted(values: Values) -> list[Values]:
    return [
        {"roleArn": item["role_arn"], "serviceAccount": item["service_account"]}
        for item in values.get("pod_identity_association") or ()
    ]


def _reported(addon: Values, state: Values) -> Values:
    moment = "%Y-%m-%dT%H:%M:%SZ"
    namespace = [{"namespace": (addon.get("namespaceConfig") or {}).get("namespace")}]
    return {
        "id": joined(addon["clusterName"], addon["addonName"]),
        "arn": addon["addonArn"],
        "addon_name": addon["addonName"],
        "addon_version": addon["addonVersion"],
        "cluster_name": addon["clusterName"],
        "configuration_values": addon.get("configurationValues", ""),
        "created_at": addon["createdAt"].strftime(moment),
        "modified_at": addon["modifiedAt"].strftime(moment),
        "service_account_role_arn": settled(addon.get("serviceAccountRoleArn"), state.get("service_account_role_arn")),
        "tags_all": own(addon.get("tags") or {}),
        **({"namespace_config": namespace} if state.get("namespace_config") else {}),
    }


def _associations(eks: Any, addon: Values) -> list[Values]:
    """The roles and service accounts behind the ARNs that the add-on tells."""
    found = [
        eks.describe_pod_identity_association(clusterName=addon["clusterName"], associationId=arn.rpartition("/")[2])
        for arn in addon.get("podIdentityAssociations") or ()
    ]
    return [
        {"role_arn": each["association"]["roleArn"], "service_account": each["association"]["serviceAccount"]}
        for each in found
    ]
