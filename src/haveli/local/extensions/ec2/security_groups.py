"""Security groups: no deletion while in use, and rules that can be changed whatever their source."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from moto.ec2.exceptions import (
    DependencyViolationError,
    EC2ClientError,
    InvalidSecurityGroupNotFoundError,
    InvalidSecurityGroupRuleIdNotFoundError,
)
from moto.ec2.models import EC2Backend

from haveli.local.extensions.ec2 import interfaces
from haveli.local.extensions.ec2.security_rules import rewrite


class SecurityGroupBackend(EC2Backend):
    def delete_security_group(self, name: str | None = None, group_id: str | None = None) -> None:
        """Raises CannotDelete for a default group, DependencyViolation while an interface, an endpoint or a rule of
        another group refers to it (EC2 API reference, DeleteSecurityGroup, 2026-11)."""
        group = self.get_security_group_from_id(group_id) if group_id else None
        if group is not None and group.name == "default":
            message = f'the specified group: "{group_id}" name: "default" cannot be deleted by a user'
            raise EC2ClientError("CannotDelete", message)
        if group is not None and any(self._holders(group.id)):
            raise DependencyViolationError(f"resource {group.id} has a dependent object")
        with self._tags_go_with_rules():
            super().delete_security_group(name, group_id)
        if group is not None:
            self.tags.pop(group.id, None)

    def revoke_security_group_ingress(self, *args: Any, **kwargs: Any) -> Any:
        """As moto; the tags of a rule go with it."""
        with self._tags_go_with_rules():
            return super().revoke_security_group_ingress(*args, **kwargs)

    def revoke_security_group_egress(self, *args: Any, **kwargs: Any) -> Any:
        """As moto; the tags of a rule go with it."""
        with self._tags_go_with_rules():
            return super().revoke_security_group_egress(*args, **kwargs)

    @contextmanager
    def _tags_go_with_rules(self) -> Iterator[None]:
        before = self._rule_ids()
        yield
        for id in before - self._rule_ids():
            self.tags.pop(id, None)

    def _rule_ids(self) -> set[str]:
        # Lists, each made at one go: other requests add and remove meanwhile.
        groups = [group for by_id in list(self.groups.values()) for group in list(by_id.values())]
        return {rule.id for group in groups for rule in [*group.ingress_rules, *group.egress_rules]}

    def modify_security_group_rules(self, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
        """Writes rules anew, whole: moto knows IPv4 sources only, and asks for ports where a protocol has none."""
        group = self.get_security_group_by_name_or_id(group_id)
        if group is None:
            raise InvalidSecurityGroupNotFoundError(group_id)
        for id, wanted in rules.items():
            rule = group.get_rule(id)
            if rule is None:
                raise InvalidSecurityGroupRuleIdNotFoundError(id)
            rewrite(rule, wanted, self.account_id)

    def _iterate_security_rules(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """As moto; a rule for a prefix list keeps its description too."""
        prefixes = kwargs.get("prefix_list_ids") or (args[6] if len(args) > 6 else [])
        descriptions = {item["PrefixListId"]: item.get("Description") for item in prefixes}
        for rule in super()._iterate_security_rules(*args, **kwargs):
            rule.prefix_description = descriptions.get(rule.prefix_list_id)
            yield rule

    def _holders(self, group_id: str) -> Iterator[Any]:
        yield from (i for i in interfaces.in_use(self) if any(group.id == group_id for group in i.group_set))
        yield from (item for item in self.vpc_end_points.values() if group_id in item.security_group_ids)
        for groups in self.groups.values():
            for other in groups.values():
                if other.id != group_id:
                    rules = [*other.ingress_rules, *other.egress_rules]
                    yield from (rule for rule in rules if rule.source_group.get("GroupId") == group_id)
