"""The judge before a request: AWS's refusal, or nothing.

The texts are AWS's (IAM User Guide, "Troubleshoot access denied error messages", read 2026-11).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from moto.core.exceptions import AccessDeniedError, JsonRESTError
from moto.s3.exceptions import S3AccessDeniedError

from haveli.guard.iam import Decision, Request, Verdict, evaluate
from haveli.local.extensions.access.models import Caller, caller
from haveli.local.extensions.access.targets import Target, target

_CREDENTIAL = re.compile(r"Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/")
# A call that needs no permission (AWS STS API reference, GetCallerIdentity).
_FREE = frozenset({"sts:GetCallerIdentity"})


def judge_normal(self: Any, resource: str = "*") -> None:
    """Before an action of any service but S3; `self` is moto's response. Raises AWS's refusal."""
    signed = _CREDENTIAL.search(self.headers.get("Authorization", ""))
    if not signed:
        return
    key, region, service = signed.groups()
    action = f"{service}:{self._get_action()}"
    found = target(service, self.current_account, region, _parameters(self))
    decision, who = _judged(self.current_account, key, action, found)
    if decision and not decision.allowed:
        raise _refusal(self, who, action, found.arn, decision)


def judge_s3(self: Any, bucket_name: str | None = None, key_name: str | None = None) -> None:
    """Before an action of S3; moto names the permission that AWS asks for. Raises S3's refusal."""
    signed = _CREDENTIAL.search(self.headers.get("Authorization", ""))
    if not signed:
        return
    arn = f"arn:aws:s3:::{bucket_name or '*'}" + (f"/{key_name}" if key_name else "")
    prefix = self.querystring.get("prefix", [""])[0]
    found = Target(arn, {"s3:prefix": [prefix]} if prefix else {})
    decision, _ = _judged(self.current_account, signed.group(1), f"s3:{self.data['Action']}", found)
    if decision and not decision.allowed:
        raise S3AccessDeniedError


def _judged(account: str, key: str, action: str, found: Target) -> tuple[Decision | None, str]:
    """The decision and who asked; no decision for the account's own key and for what needs no permission."""
    who = caller(account, key)
    if who is None or action in _FREE:
        return None, ""
    request = Request(who.arn, action, found.arn, {**_context(account, who), **found.context})
    return evaluate(request, who.policies), who.arn


def _context(account: str, who: Caller) -> Mapping[str, list[str]]:
    tags = {f"aws:principaltag/{key}".lower(): [value] for key, value in who.tags.items()}
    return {"aws:principalarn": [who.arn], "aws:principalaccount": [account], "aws:securetransport": ["true"], **tags}


def _refusal(response: Any, who: str, action: str, resource: str, decision: Decision) -> Any:
    if "x-amz-json" not in response.headers.get("Content-Type", ""):
        return AccessDeniedError(user_arn=who, action=action)
    explicit = decision.verdict is Verdict.EXPLICIT_DENY
    why = "with an explicit deny" if explicit else f"because no identity-based policy allows the {action} action"
    text = f"User: {who} is not authorized to perform: {action} on resource: {resource} {why}"
    return JsonRESTError("AccessDeniedException", text)


def _parameters(response: Any) -> dict[str, Any]:
    """A request's parameters, from a JSON body or a form."""
    body = response.body
    if body and str(body).lstrip().startswith("{"):
        loaded: dict[str, Any] = json.loads(body)
        return loaded
    return {name: values[0] for name, values in response.querystring.items() if values}
