"""Web ACLs as AWS keeps them. Functions here become methods of moto's WAFV2Backend and FakeWebACL."""

from __future__ import annotations

from typing import Any

from moto.core.utils import camelcase_to_underscores
from moto.wafv2.exceptions import WAFNonexistentItemException, WAFOptimisticLockException, WAFv2ClientError
from moto.wafv2.models import FakeRule, FakeWebACL, WAFV2Backend

from haveli.local.extensions.wafv2 import capacity as units

_moto_associate_web_acl = WAFV2Backend.associate_web_acl
_moto_create_web_acl = WAFV2Backend.create_web_acl
_moto_delete_web_acl = WAFV2Backend.delete_web_acl


class WAFDuplicateItemException(WAFv2ClientError):
    """A name that another web ACL has."""

    def __init__(self) -> None:
        super().__init__(
            "WAFDuplicateItemException",
            "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an "
            "existing one.",
        )


class WAFAssociatedItemException(WAFv2ClientError):
    """A web ACL that something uses."""

    def __init__(self) -> None:
        super().__init__(
            "WAFAssociatedItemException",
            "AWS WAF couldn't perform the operation because your resource is being used by another resource or it's "
            "associated with another resource.",
        )


class WAFInvalidParameterException(WAFv2ClientError):
    """A value that WAF does not take."""

    def __init__(self, field: str, value: Any) -> None:
        super().__init__(
            "WAFInvalidParameterException",
            f"Error reason: The parameter contains a value that isn't valid, field: {field}, parameter: {value}",
        )


class WAFLimitsExceededException(WAFv2ClientError):
    """More capacity units than a web ACL may have."""

    def __init__(self, found: int) -> None:
        super().__init__(
            "WAFLimitsExceededException",
            f"AWS WAF couldn't perform the operation because you exceeded your resource limit: {found} of "
            f"{units.MOST} web ACL capacity units (WCU).",
        )


def capacity(self: FakeWebACL) -> int:
    """The capacity units of the web ACL's rules."""
    return units.of_rules(rule.to_dict() for rule in self.rules)


def ignore_capacity(self: FakeWebACL, value: int) -> None:
    """moto says 3 of every web ACL."""


def create_web_acl(
    self: WAFV2Backend,
    name: str,
    visibility_config: dict[str, Any],
    default_action: dict[str, Any],
    scope: str,
    description: str,
    tags: list[dict[str, str]],
    rules: list[dict[str, Any]],
    *more: Any,
) -> FakeWebACL:
    """Creates a web ACL whose rules WAF would take."""
    if self._is_duplicate_name(name):
        raise WAFDuplicateItemException()
    check(rules)
    return _moto_create_web_acl(self, name, visibility_config, default_action, scope, description, tags, rules, *more)


def update_web_acl(
    self: WAFV2Backend,
    name: str,
    _id: str,
    default_action: dict[str, Any],
    rules: list[dict[str, Any]] | None,
    description: str | None,
    visibility_config: dict[str, Any],
    lock_token: str,
    custom_response_bodies: dict[str, Any] | None,
    captcha_config: dict[str, Any] | None,
    challenge_config: dict[str, Any] | None,
    token_domains: list[str] | None,
    association_config: dict[str, Any] | None,
) -> str:
    """Replaces a web ACL: what the request leaves out is taken away (API reference, UpdateWebACL, 2026-11)."""
    acl = self.get_web_acl(None, name, _id)
    if acl.lock_token != lock_token:
        raise WAFOptimisticLockException()
    check(rules or [])
    acl.default_action = default_action
    acl.rules = [
        FakeRule(**{camelcase_to_underscores(key): value for key, value in rule.items()}) for rule in rules or []
    ]
    acl.description = description or ""
    acl.visibility_config = visibility_config
    acl.custom_response_bodies = custom_response_bodies
    acl.captcha_config = captcha_config
    acl.challenge_config = challenge_config
    acl.token_domains = token_domains
    acl.association_config = association_config
    acl.lock_token = acl._generate_lock_token()
    return str(acl.lock_token)


def check(rules: list[dict[str, Any]]) -> None:
    """Raises WAF's error for rules that share a name or a place, name an unknown group, or take too many units."""
    for key in ("Name", "Priority"):
        values = [rule[key] for rule in rules]
        if len(set(values)) < len(values):
            raise WAFDuplicateItemException()
    for rule in rules:
        for name in units.unknown_groups(rule["Statement"]):
            raise WAFInvalidParameterException("MANAGED_RULE_GROUP_STATEMENT", name)
    if units.of_rules(rules) > units.MOST:
        raise WAFLimitsExceededException(units.of_rules(rules))


def delete_web_acl(self: WAFV2Backend, name: str, scope: str, _id: str, lock_token: str) -> None:
    """Deletes a web ACL that nothing uses."""
    for acl in self.wacls.values():
        if acl.id == _id and any(_exists(self, arn) for arn in acl.associated_resources):
            raise WAFAssociatedItemException()
    _moto_delete_web_acl(self, name, scope, _id, lock_token)


def associate_web_acl(self: WAFV2Backend, web_acl_arn: str, resource_arn: str) -> None:
    """Puts a resource behind a web ACL, instead of the one that it was behind."""
    if web_acl_arn not in self.wacls or not _exists(self, resource_arn):
        raise WAFNonexistentItemException()
    for acl in self.wacls.values():
        acl.associated_resources = [arn for arn in acl.associated_resources if arn != resource_arn]
    _moto_associate_web_acl(self, web_acl_arn, resource_arn)


def get_web_acl_for_resource(self: WAFV2Backend, resource_arn: str) -> FakeWebACL | None:
    """The web ACL of a resource, or None. A resource that does not exist is an error."""
    if not _exists(self, resource_arn):
        raise WAFNonexistentItemException()
    for acl in self.wacls.values():
        if resource_arn in acl.associated_resources:
            return acl
    return None


def _exists(backend: WAFV2Backend, arn: str) -> bool:
    """Whether a load balancer exists; other kinds of resources are taken at their word."""
    from moto.elbv2.models import elbv2_backends

    if ":elasticloadbalancing:" not in arn:
        return True
    return arn in elbv2_backends[backend.account_id][arn.split(":")[3]].load_balancers


#: What `install` puts on moto's backend.
OPERATIONS = {
    "associate_web_acl": associate_web_acl,
    "create_web_acl": create_web_acl,
    "delete_web_acl": delete_web_acl,
    "get_web_acl_for_resource": get_web_acl_for_resource,
    "update_web_acl": update_web_acl,
}
