"""Who sends a request, and the policies that bind them."""

from __future__ import annotations

import json
import urllib.parse
from dataclasses import dataclass
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from haveli.guard.iam import Policies

Policy = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """A user or a role's session: its ARN, its tags and its policies."""

    arn: str
    tags: dict[str, str]
    policies: Policies


def caller(account: str, access_key: str) -> Caller | None:
    """The owner of an access key; None for the account's own key, which is bound by nothing."""
    for session in sts_backends[account]["aws"].assumed_roles:
        if session.access_key_id == access_key:
            return _of_session(account, session)
    for user in iam_backends[account]["aws"].users.values():
        if any(key.access_key_id == access_key for key in user.access_keys):
            return Caller(user.arn, _tags(user.tags), _policies(user))
    return None


def _of_session(account: str, session: Any) -> Caller:
    role = iam_backends[account]["aws"].get_role_by_arn(session.role_arn)
    limit = [document(session.policy)] if session.policy else None
    return Caller(session.arn, _tags(role.tags), _policies(role, session=limit))


def _policies(owner: Any, session: list[Policy] | None = None) -> Policies:
    inline = [document(text) for text in owner.policies.values()]
    managed = [_current(policy) for policy in owner.managed_policies.values()]
    boundary_arn = getattr(owner, "permissions_boundary_arn", None)
    boundary = (
        [_current(iam_backends[owner.account_id]["aws"].managed_policies[boundary_arn])] if boundary_arn else None
    )
    return Policies(identity=[*inline, *managed], boundary=boundary, session=session)


def _current(policy: Any) -> Policy:
    return document(next(version.document for version in policy.versions if version.is_default))


def document(text: Any) -> Policy:
    """A policy as moto keeps it: JSON, a dict, or JSON in URL form."""
    if isinstance(text, dict):
        return text
    loaded: Policy = json.loads(text if text.lstrip().startswith("{") else urllib.parse.unquote(text))
    return loaded


def _tags(tags: Any) -> dict[str, str]:
    items = tags.values() if isinstance(tags, dict) else tags or ()
    return {item["Key"]: item["Value"] for item in items if isinstance(item, dict)}
