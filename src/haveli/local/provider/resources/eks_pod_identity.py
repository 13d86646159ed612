"""aws_eks_pod_identity_association: the role that the pods of a service account have."""

from __future__ import annotations

from collections.abc import Iterable

from haveli.local.provider.resource import Change, Context, Problem, Resource, Values, json_form
from haveli.local.provider.resources.eks_ids import parts
from haveli.local.provider.resources.eks_waits import GONE
from haveli.local.provider.resources.errors import absent
from haveli.local.provider.resources.policy_json import kept_policy, policy_form
from haveli.local.provider.resources.settled import settled, without_none
from haveli.local.provider.resources.tags import own, removed, written


class EksPodIdentityAssociation(Resource):
    name = "aws_eks_pod_identity_association"
    force_new = frozenset({"cluster_name", "namespace", "service_account"})
    same = {"policy": policy_form}
    recomputed = {"external_id": frozenset({"target_role_arn"})}

    def validate(self, config: Values) -> Iterable[Problem]:
        policy = config.get("policy")
        if isinstance(policy, str) and not isinstance(json_form(policy), dict):
            yield Problem("policy contains an invalid JSON policy", path=("policy",))

    def create(self, ctx: Context, planned: Values) -> Values:
        made = ctx.client("eks").create_pod_identity_association(
            **without_none(
                {
                    "clusterName": planned["cluster_name"],
                    "namespace": planned["namespace"],
                    "serviceAccount": planned["service_account"],
                    "roleArn": planned["role_arn"],
                    "disableSessionTags": planned.get("disable_session_tags"),
                    "policy": planned.get("policy") or None,
                    "targetRoleArn": planned.get("target_role_arn") or None,
                    "tags": planned.get("tags_all") or {},
                }
            )
        )["association"]
        return {"association_id": made["associationId"]}

    def read(self, ctx: Context, state: Values) -> Values | None:
        with absent(*GONE):
            found = ctx.client("eks").describe_pod_identity_association(**_names(state))["association"]
            return {
                "association_arn": found["associationArn"],
                "association_id": found["associationId"],
                "cluster_name": found["clusterName"],
                "disable_session_tags": bool(found.get("disableSessionTags")),
                "external_id": found.get("externalId"),
                "namespace": found["namespace"],
                "policy": kept_policy(found.get("policy"), state.get("policy")),
                "role_arn": found["roleArn"],
                "service_account": found["serviceAccount"],
                "target_role_arn": settled(found.get("targetRoleArn"), state.get("target_role_arn")),
                "tags_all": own(found.get("tags") or {}),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        eks, after = ctx.client("eks"), change.after
        if change.touches("role_arn", "disable_session_tags", "policy", "target_role_arn"):
            eks.update_pod_identity_association(
                **_names(after),
                roleArn=after["role_arn"],
                disableSessionTags=bool(after.get("disable_session_tags")),
                # An empty text takes the policy or the second role away.
                policy=after.get("policy") or "",
                targetRoleArn=after.get("target_role_arn") or "",
            )
        if removed(change):
            eks.untag_resource(resourceArn=after["association_arn"], tagKeys=removed(change))
        if written(change):
            eks.tag_resource(resourceArn=after["association_arn"], tags=written(change))

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("eks").delete_pod_identity_association(**_names(state))

    def import_state(self, ctx: Context, id: str) -> Values:
        cluster, identity = parts(id, "cluster_name", "association_id", by=",")
        return {"cluster_name": cluster, "association_id": identity}


def _names(values: Values) -> dict[str, str]:
    return {"clusterName": values["cluster_name"], "associationId": values["association_id"]}
