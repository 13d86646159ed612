"""What a listener or a rule does with a request: blocks in Terraform, actions in ELB. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Problem, Values
from haveli.local.provider.resources.settled import first, settled, without_none

#: What the provider plans for the arguments of an action that says no more.
DEFAULTS: Values = {
    "forward.stickiness.enabled": False,
    "forward.target_group.weight": 1,
    "redirect.host": "#{host}",
    "redirect.path": "/#{path}",
    "redirect.port": "#{port}",
    "redirect.protocol": "#{protocol}",
    "redirect.query": "#{query}",
}
#: The same, of rules; listeners leave these to ELB.
AUTHENTICATION_DEFAULTS: Values = {
    "scope": "openid",
    "session_cookie_name": "AWSELBAuthSessionCookie",
    "session_timeout": 604800,
}
_REDIRECT = {
    "host": "Host",
    "path": "Path",
    "port": "Port",
    "protocol": "Protocol",
    "query": "Query",
    "status_code": "StatusCode",
}
_FIXED = {"content_type": "ContentType", "message_body": "MessageBody", "status_code": "StatusCode"}
_SESSION = {
    "authentication_request_extra_params": "AuthenticationRequestExtraParams",
    "on_unauthenticated_request": "OnUnauthenticatedRequest",
    "scope": "Scope",
    "session_cookie_name": "SessionCookieName",
    "session_timeout": "SessionTimeout",
}
_COGNITO = {
    **_SESSION,
    "user_pool_arn": "UserPoolArn",
    "user_pool_client_id": "UserPoolClientId",
    "user_pool_domain": "UserPoolDomain",
}
_OIDC = {
    **_SESSION,
    "authorization_endpoint": "AuthorizationEndpoint",
    "client_id": "ClientId",
    "client_secret": "ClientSecret",
    "issuer": "Issuer",
    "token_endpoint": "TokenEndpoint",
    "user_info_endpoint": "UserInfoEndpoint",
}
#: Block -> the member of an action and the names of its arguments.
BLOCKS = {
    "authenticate_cognito": ("AuthenticateCognitoConfig", _COGNITO),
    "authenticate_oidc": ("AuthenticateOidcConfig", _OIDC),
    "fixed_response": ("FixedResponseConfig", _FIXED),
    "redirect": ("RedirectConfig", _REDIRECT),
}
#: Type of an action -> the block that it needs.
_NEEDED = {
    "authenticate-cognito": "authenticate_cognito",
    "authenticate-oidc": "authenticate_oidc",
    "fixed-response": "fixed_response",
    "redirect": "redirect",
}


def problems(argument: str, actions: Any) -> Iterable[Problem]:
    """Actions that lack what their type needs."""
    for place, action in enumerate(actions if isinstance(actions, list) else []):
        if action is UNKNOWN or action.get("type") is UNKNOWN:
            continue
        path, kind = (argument, place), action["type"]
        needed = _NEEDED.get(kind)
        if needed and action.get(needed) == []:
            yield Problem(f"Attribute {argument}[{place}].{needed} must be specified when type is {kind!r}.", path=path)
        if kind == "forward" and action.get("target_group_arn") is None and action.get("forward") == []:
            yield Problem("one of target_group_arn and forward must be specified when type is 'forward'", path=path)
        if kind == "jwt-validation":
            yield Problem("actions of type 'jwt-validation' are not emulated by the local provider", path=path)


def sent(actions: Iterable[Values]) -> list[Values]:
    """Actions as ELB's calls take them."""
    return [_sent(action) for action in actions]


def reported(found: Iterable[Values], known: Any) -> list[Values]:
    """Actions as Terraform's blocks, each in the form of the block that stands at its place."""
    ordered = sorted(found, key=lambda action: action.get("Order") or 0)
    blocks = list(known or [])
    return [
        _reported(action, blocks[place] if place < len(blocks) else {}, place) for place, action in enumerate(ordered)
    ]


def _sent(action: Values) -> Values:
    result = without_none({"Type": action["type"], "Order": action.get("order")})
    for block, (member, names) in BLOCKS.items():
        item = first(action.get(block))
        if item:
            result[member] = {aws: item[ours] for ours, aws in names.items() if item.get(ours) not in (None, "", {})}
    if action.get("target_group_arn"):
        result["TargetGroupArn"] = action["target_group_arn"]
    elif action.get("forward"):
        result["ForwardConfig"] = _sent_forward(first(action["forward"]))
    return result


def _sent_forward(forward: Values) -> Values:
    groups = [
        without_none({"TargetGroupArn": group["arn"], "Weight": group.get("weight")})
        for group in forward["target_group"]
    ]
    stickiness = first(forward.get("stickiness"))
    sticky = without_none(
        {"Enabled": bool(stickiness.get("enabled")), "DurationSeconds": stickiness.get("duration") or None}
    )
    return {"TargetGroups": groups, **({"TargetGroupStickinessConfig": sticky} if stickiness else {})}


def _reported(action: Values, known: Values, place: int) -> Values:
    result: Values = {"type": action["Type"], "order": action.get("Order") or known.get("order") or place + 1}
    for block, (member, names) in BLOCKS.items():
        item = first(known.get(block))
        result[block] = [_reported_item(action[member], names, item)] if action.get(member) else []
    if action["Type"] == "forward":
        result.update(_reported_forward(action, known))
    return result


def _reported_item(found: Values, names: dict[str, str], known: Values) -> Values:
    item = {ours: settled(found.get(aws), known.get(ours)) for ours, aws in names.items()}
    if "client_secret" in names:
        item["client_secret"] = known.get("client_secret")  # ELB never tells it
    return item


def _reported_forward(action: Values, known: Values) -> Values:
    """One group alone may stand as `target_group_arn` or as a block: as it does in the state, else alone."""
    config = action.get("ForwardConfig", {})
    groups = config.get("TargetGroups") or [{"TargetGroupArn": action.get("TargetGroupArn"), "Weight": 1}]
    sticky = config.get("TargetGroupStickinessConfig", {})
    if len(groups) == 1 and not sticky.get("Enabled") and not known.get("forward"):
        return {"target_group_arn": groups[0]["TargetGroupArn"], "forward": []}
    blocks = [{"arn": group["TargetGroupArn"], "weight": group.get("Weight", 1)} for group in groups]
    block = first(first(known.get("forward")).get("stickiness"))
    stickiness = {"enabled": bool(sticky.get("Enabled")), "duration": sticky.get("DurationSeconds")}
    is_shown = sticky.get("Enabled") or block
    if is_shown and stickiness["duration"] is None:
        stickiness["duration"] = block.get("duration")
    return {
        "target_group_arn": None,
        "forward": [{"target_group": blocks, "stickiness": [stickiness] if is_shown else []}],
    }
