"""Calls whose arguments moto drops. Functions here become methods of moto's ELBV2Response."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.responses import ELBV2Response

_moto_create_listener = ELBV2Response.create_listener
_moto_create_rule = ELBV2Response.create_rule
_moto_modify_listener = ELBV2Response.modify_listener
_moto_modify_rule = ELBV2Response.modify_rule


def create_listener(self: ELBV2Response) -> ActionResult:
    """CreateListener, with mutual TLS."""
    answer = _moto_create_listener(self)
    listener = answer.result["Listeners"][0]
    _keep_mutual_authentication(listener, self._get_params().get("MutualAuthentication"))
    return answer


def modify_listener(self: ELBV2Response) -> ActionResult:
    """ModifyListener, with mutual TLS and ALPN."""
    answer = _moto_modify_listener(self)
    listener, params = answer.result["Listeners"][0], self._get_params()
    if "MutualAuthentication" in params or listener.protocol != "HTTPS":
        _keep_mutual_authentication(listener, params.get("MutualAuthentication"))
    if "AlpnPolicy" in params:
        listener.alpn_policy = params["AlpnPolicy"]
    return answer


def create_rule(self: ELBV2Response) -> ActionResult:
    """CreateRule, with transforms."""
    answer = _moto_create_rule(self)
    answer.result["Rules"][0].transforms = self._get_params().get("Transforms", [])
    return answer


def modify_rule(self: ELBV2Response) -> ActionResult:
    """ModifyRule, with transforms."""
    answer = _moto_modify_rule(self)
    params = self._get_params()
    if params.get("ResetTransforms"):
        answer.result["Rules"][0].transforms = []
    elif "Transforms" in params:
        answer.result["Rules"][0].transforms = params["Transforms"]
    return answer


def _keep_mutual_authentication(listener: Any, wanted: dict[str, Any] | None) -> None:
    """A listener with TLS that asks for nothing has it off; another has none."""
    listener.mutual_authentication = wanted or ({"Mode": "off"} if listener.protocol == "HTTPS" else None)


#: What `install` puts on moto's response class.
OPERATIONS = {
    "create_listener": create_listener,
    "create_rule": create_rule,
    "modify_listener": modify_listener,
    "modify_rule": modify_rule,
}
