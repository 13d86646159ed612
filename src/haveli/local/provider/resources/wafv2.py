"""aws_wafv2_web_acl and aws_wafv2_web_acl_association."""

from __future__ import annotations

from collections.abc import Iterable

from botocore.exceptions import ClientError

from haveli.local.provider import schemas
from haveli.local.provider.resource import Change, Context, Problem, Resource, Values
from haveli.local.provider.resources import wafv2_shapes as shapes
from haveli.local.provider.resources.ec2 import allowed
from haveli.local.provider.resources.errors import absent, code_of
from haveli.local.provider.resources.names import chosen_name, length_problems, prefix_of
from haveli.local.provider.resources.settled import first, settled
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

GONE = ("WAFNonexistentItemException",)
#: WAF knows a new load balancer, or that an association is gone, only after a while. The genuine provider waits 5
#: minutes for both.
SETTLE_SECONDS = 300.0
RELEASE_SECONDS = 60.0

_BLOCK = schemas.resource_block("aws_wafv2_web_acl")
#: Blocks that are one structure of WAF's API each.
STRUCTURES = {
    "captcha_config": "CaptchaConfig",
    "challenge_config": "ChallengeConfig",
    "default_action": "DefaultAction",
    "visibility_config": "VisibilityConfig",
}
_REFUSED = ("data_protection_config", "rule_json")
_CHANGED_BY_UPDATE = frozenset(
    {"association_config", "custom_response_body", "description", "rule", "token_domains", *STRUCTURES}
)


class WebAcl(Resource):
    name = "aws_wafv2_web_acl"
    not_emulated = "`data_protection_config` and `rule_json` are refused. No request is inspected."
    force_new = frozenset({"name", "name_prefix", "scope"})
    defaults = {"rule.statement.rate_based_statement.evaluation_window_sec": 300}
    recomputed = {"capacity": frozenset({"rule"}), "lock_token": _CHANGED_BY_UPDATE}

    def validate(self, config: Values) -> Iterable[Problem]:
        yield from length_problems(config, "name", 128, r"[\w-]")
        for argument in _REFUSED:
            if config.get(argument):
                yield Problem(f"{argument} is not emulated by the local provider", path=(argument,))
        action = first(config.get("default_action")) if isinstance(config.get("default_action"), list) else {}
        if action and action["allow"] == [] and action["block"] == []:
            yield Problem("default_action needs one of `allow` and `block`", path=("default_action",))

    def create(self, ctx: Context, planned: Values) -> Values:
        name = chosen_name(planned)
        request = {"Name": name, "Scope": planned["scope"], **_sent(planned)}
        if planned.get("tags_all"):
            request["Tags"] = tag_list(planned["tags_all"])
        made = ctx.client("wafv2").create_web_acl(**request)["Summary"]
        return {"id": made["Id"], "name": name}

    def read(self, ctx: Context, state: Values) -> Values | None:
        waf = ctx.client("wafv2")
        with absent(*GONE):
            found = waf.get_web_acl(Name=state["name"], Scope=state["scope"], Id=state["id"])
            tags = waf.list_tags_for_resource(ResourceARN=found["WebACL"]["ARN"])["TagInfoForResource"]["TagList"]
            return {
                **_reported(found["WebACL"], state),
                "lock_token": found["LockToken"],
                "application_integration_url": found.get("ApplicationIntegrationURL", ""),
                "tags_all": tag_map(tags),
            }
        return None

    def update(self, ctx: Context, change: Change) -> None:
        waf, after = ctx.client("wafv2"), change.after
        if change.touches(*_CHANGED_BY_UPDATE):
            where = _where(after)
            token = waf.get_web_acl(**where)["LockToken"]
            waf.update_web_acl(**where, LockToken=token, **_sent(after))
        if removed(change):
            waf.untag_resource(ResourceARN=after["arn"], TagKeys=removed(change))
        if written(change):
            waf.tag_resource(ResourceARN=after["arn"], Tags=tag_list(written(change)))

    def delete(self, ctx: Context, state: Values) -> None:
        """Waits for what uses the web ACL: an association is another deletion of the same run."""
        waf, where = ctx.client("wafv2"), _where(state)

        def deleted() -> bool | None:
            try:
                waf.delete_web_acl(**where, LockToken=waf.get_web_acl(**where)["LockToken"])
            except ClientError as error:
                if code_of(error) in ("WAFAssociatedItemException", "WAFOptimisticLockException"):
                    return None
                raise
            return True

        with absent(*GONE):
            ctx.wait(deleted, what=f"web ACL {state['name']} is in use; its deletion", seconds=RELEASE_SECONDS)

    def import_state(self, ctx: Context, id: str) -> Values:
        parts = id.split("/")
        if len(parts) != 3:
            raise ValueError(f"unexpected format of ID ({id}), expected ID/NAME/SCOPE")
        return {"id": parts[0], "name": parts[1], "scope": parts[2]}


class WebAclAssociation(Resource):
    name = "aws_wafv2_web_acl_association"
    force_new = frozenset({"resource_arn", "web_acl_arn"})

    def create(self, ctx: Context, planned: Values) -> str:
        acl, resource = planned["web_acl_arn"], planned["resource_arn"]

        def associated() -> bool | None:
            try:
                ctx.client("wafv2").associate_web_acl(WebACLArn=acl, ResourceArn=resource)
            except ClientError as error:
                if code_of(error) == "WAFUnavailableEntityException":
                    return None
                raise
            return True

        seconds = allowed(planned, "create", SETTLE_SECONDS)
        ctx.wait(associated, what=f"WAF to know {resource}", seconds=seconds)
        return f"{acl},{resource}"

    def read(self, ctx: Context, state: Values) -> Values | None:
        acl, _, resource = state["id"].partition(",")
        with absent(*GONE):
            found = ctx.client("wafv2").get_web_acl_for_resource(ResourceArn=resource).get("WebACL")
            if found and found["ARN"] == acl:
                return {"id": state["id"], "web_acl_arn": acl, "resource_arn": resource}
        return None

    def delete(self, ctx: Context, state: Values) -> None:
        with absent(*GONE):
            ctx.client("wafv2").disassociate_web_acl(ResourceArn=state["resource_arn"])


def _where(values: Values) -> Values:
    return {"Name": values["name"], "Scope": values["scope"], "Id": values["id"]}


def _sent(planned: Values) -> Values:
    request: Values = {
        member: shapes.sent(_BLOCK.blocks[block].block, shapes.shape(member), first(planned[block]))
        for block, member in STRUCTURES.items()
        if planned.get(block)
    }
    rule = _BLOCK.blocks["rule"].block
    request["Rules"] = [shapes.sent(rule, shapes.shape("Rule"), item) for item in planned.get("rule") or []]
    if planned.get("description"):
        request["Description"] = planned["description"]
    if planned.get("token_domains"):
        request["TokenDomains"] = planned["token_domains"]
    bodies = {
        body["key"]: {"ContentType": body["content_type"], "Content": body["content"]}
        for body in planned.get("custom_response_body") or []
    }
    if bodies:
        request["CustomResponseBodies"] = bodies
    limits = _sent_limits(planned)
    return {**request, "AssociationConfig": {"RequestBody": limits}} if limits else request


def _sent_limits(planned: Values) -> Values:
    """How much of a body is inspected, by the kind of resource: WAF's keys are the blocks' names in capitals."""
    parts = first(planned.get("association_config")).get("request_body") or []
    return {
        kind.upper(): {"DefaultSizeInspectionLimit": first(block)["default_size_inspection_limit"]}
        for part in parts
        for kind, block in part.items()
        if block
    }


def _reported(found: Values, state: Values) -> Values:
    rule = _BLOCK.blocks["rule"].block
    bodies = found.get("CustomResponseBodies") or {}
    return {
        "id": found["Id"],
        "arn": found["ARN"],
        "name": found["Name"],
        "name_prefix": prefix_of(found["Name"]),
        "capacity": found.get("Capacity"),
        "description": settled(found.get("Description"), state.get("description")),
        "token_domains": settled(found.get("TokenDomains"), state.get("token_domains")),
        **{
            block: [shapes.reported(_BLOCK.blocks[block].block, shapes.shape(member), found[member])]
            if found.get(member) is not None
            else []
            for block, member in STRUCTURES.items()
        },
        "rule": [shapes.reported(rule, shapes.shape("Rule"), item) for item in found.get("Rules", [])],
        "custom_response_body": [
            {"key": key, "content_type": body["ContentType"], "content": body["Content"]}
            for key, body in bodies.items()
        ],
        "association_config": _reported_limits(found),
    }


def _reported_limits(found: Values) -> list[Values]:
    limits = (found.get("AssociationConfig") or {}).get("RequestBody") or {}
    part = {
        kind.lower(): [{"default_size_inspection_limit": limit["DefaultSizeInspectionLimit"]}]
        for kind, limit in limits.items()
    }
    return [{"request_body": [part]}] if part else []
