"""IAM policy documents compared by meaning.

IAM returns a document as it was written, but other services rewrite it: one-element lists become strings, keys change
order. The provider treats such documents as equal, and so does `policy_form`.
"""

from __future__ import annotations

import json
from typing import Any

_UNORDERED = ("Action", "NotAction", "Resource", "NotResource")
_PRINCIPALS = ("Principal", "NotPrincipal")


def policy_form(text: Any) -> Any:
    """The normal form of a policy: equal for documents that grant the same in other words.

    A single statement equals a list of one; a single action, resource, principal or condition value equals a list of
    one; their order means nothing; `"*"` as principal equals `{"AWS": "*"}`; `true` in a condition equals `"true"`.
    Text that is not a JSON object is its own normal form.
    """
    document = _parsed(text)
    if not isinstance(document, dict):
        return document
    statements = [_statement(item) for item in _listed(document.get("Statement", []))]
    rest = {key: value for key, value in document.items() if key != "Statement"}
    return {**rest, "Statement": sorted(statements, key=_order)}


def kept_policy(reported: str | None, known: str | None) -> str | None:
    """The text in the state while AWS's document means the same, else AWS's: so that a plan settles."""
    if reported is not None and known is not None and policy_form(reported) == policy_form(known):
        return known
    return reported


def _parsed(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _statement(statement: Any) -> Any:
    if not isinstance(statement, dict):
        return statement
    form = {key: value for key, value in statement.items() if not (key == "Sid" and value == "")}
    for key in _UNORDERED:
        if key in form:
            form[key] = _set(form[key])
    for key in _PRINCIPALS:
        if key in form:
            form[key] = _principal(form[key])
    if isinstance(form.get("Condition"), dict):
        form["Condition"] = {test: _tested(values) for test, values in form["Condition"].items()}
    return form


def _principal(principal: Any) -> Any:
    if principal == "*":
        return {"AWS": ["*"]}
    if isinstance(principal, dict):
        return {kind: _set(who) for kind, who in principal.items()}
    return principal


def _tested(values: Any) -> Any:
    if not isinstance(values, dict):
        return values
    return {key.lower(): _set(value) for key, value in values.items()}


def _set(value: Any) -> list[str]:
    return sorted({_text(item) for item in _listed(value)})


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _order(statement: Any) -> str:
    return json.dumps(statement, sort_keys=True)
