"""Whether AWS would allow a request, from the policies that apply to it. Pure.

The rules are those of the IAM User Guide, "Policy evaluation logic" within one account (read 2026-11):

1. A matching Deny anywhere denies.
2. A permissions boundary and a session policy, where there are such, must each allow.
3. An identity policy must allow, or a resource policy that names the principal itself. One that names the account only
   leaves the choice to identity policies, though its Deny counts.

What a policy says beyond the supported elements raises `Unsupported` instead of being guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from haveli.guard.conditions import Context, Unsupported, glob, holds

__all__ = ["Decision", "Policies", "Request", "Unsupported", "Verdict", "evaluate"]

Policy = Mapping[str, Any]
_VARIABLE = re.compile(r"\$\{([^}]+)\}")
_LITERALS = frozenset("*?$")
_NOTHING = "\0"  # in no ARN and in no value
_ELEMENTS = frozenset(
    {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition", "Principal", "NotPrincipal"}
)


class Verdict(Enum):
    """What AWS would answer: an explicit deny wins over all, an implicit one is the want of an allow."""

    ALLOWED = "allowed"
    EXPLICIT_DENY = "explicit deny"
    IMPLICIT_DENY = "implicit deny"


@dataclass(frozen=True)
class Request:
    """A call: who, what, on what, and the keys that conditions ask for (lower case, with their values)."""

    principal: str
    action: str
    resource: str
    context: Context = field(default_factory=dict)


@dataclass(frozen=True)
class Policies:
    """What applies to a request. `boundary` and `session` None: there is none; a list: it must allow."""

    identity: Sequence[Policy] = ()
    resource: Sequence[Policy] = ()
    boundary: Sequence[Policy] | None = None
    session: Sequence[Policy] | None = None


@dataclass(frozen=True)
class Decision:
    """The verdict and why: the kind of policy that decided, and the Sid of the statement that did, where it has one."""

    verdict: Verdict
    reason: str

    @property
    def allowed(self) -> bool:
        return self.verdict is Verdict.ALLOWED


def evaluate(request: Request, policies: Policies) -> Decision:
    """What AWS would answer. Raises Unsupported for a policy that says what this evaluator does not know."""
    kinds = {
        "identity": policies.identity,
        "resource": policies.resource,
        "boundary": policies.boundary or (),
        "session": policies.session or (),
    }
    found = {kind: _Matches.of(request, documents, kind) for kind, documents in kinds.items()}
    for kind, matches in found.items():
        if matches.denies is not None:
            return Decision(Verdict.EXPLICIT_DENY, f"{kind} policy denies it{matches.denies}")
    for kind, limit in (("boundary", policies.boundary), ("session", policies.session)):
        if limit is not None and found[kind].allows is None:
            return Decision(Verdict.IMPLICIT_DENY, f"the {kind} policy does not allow it")
    for kind in ("identity", "resource"):
        if found[kind].allows is not None:
            return Decision(Verdict.ALLOWED, f"{kind} policy allows it{found[kind].allows}")
    return Decision(Verdict.IMPLICIT_DENY, "no policy allows it")


@dataclass(frozen=True)
class _Matches:
    allows: str | None
    denies: str | None

    @staticmethod
    def of(request: Request, documents: Iterable[Policy], kind: str) -> _Matches:
        effects: dict[str, str] = {}
        for document in documents:
            for statement in _list(document["Statement"]):
                if _matches(statement, request, kind):
                    effects.setdefault(statement["Effect"], f" ({statement['Sid']})" if statement.get("Sid") else "")
        return _Matches(effects.get("Allow"), effects.get("Deny"))


def _matches(statement: Mapping[str, Any], request: Request, kind: str) -> bool:
    unknown = set(statement) - _ELEMENTS
    if unknown or statement.get("Effect") not in ("Allow", "Deny"):
        raise Unsupported(f"a statement with {', '.join(sorted(unknown)) or 'no effect'}")
    return (
        (kind != "resource" or _principal(statement, request.principal))
        and _action(statement, request.action)
        and _resource(statement, request)
        and holds(statement.get("Condition") or {}, request.context, lambda text: expand(text, request.context))
    )


def _action(statement: Mapping[str, Any], action: str) -> bool:
    # Action names are case-insensitive.
    if "NotAction" in statement:
        return not any(glob(pattern.lower(), action.lower()) for pattern in _list(statement["NotAction"]))
    return any(glob(pattern.lower(), action.lower()) for pattern in _list(statement.get("Action")))


def _resource(statement: Mapping[str, Any], request: Request) -> bool:
    named = _list(statement["NotResource"] if "NotResource" in statement else statement.get("Resource", "*"))
    patterns = [expand(pattern, request.context) for pattern in named]
    fits = any(glob(pattern, request.resource) for pattern in patterns)
    if "NotResource" in statement:
        return not fits and not any(_is_open(pattern, request.resource) for pattern in patterns)
    return fits


def _is_open(pattern: str, resource: str) -> bool:
    """Whether a variable that the request does not have leaves it open if `pattern` means `resource`.

    It does where the other parts of the ARN fit: then a statement with NotResource does not match.
    """
    if _NOTHING not in pattern:
        return False
    parts = list(zip(pattern.split(":", 5), resource.split(":", 5), strict=False))
    return all(glob(wanted, found) for wanted, found in parts if _NOTHING not in wanted)


def _principal(statement: Mapping[str, Any], principal: str) -> bool:
    own = {principal, _role_of(principal)}
    if "NotPrincipal" in statement:
        return not _names(statement["NotPrincipal"], own | _account_of(principal))
    # An Allow for the account is no Allow for a principal of it; a Deny for the account is one for all of them.
    meant = own if statement["Effect"] == "Allow" else own | _account_of(principal)
    return _names(statement.get("Principal"), meant)


def _names(named: Any, meant: set[str]) -> bool:
    if named == "*":
        return True
    kinds = [_list(items) for kind, items in (named or {}).items() if kind in ("AWS", "Service")]
    return any(item == "*" or item in meant for items in kinds for item in items)


def _account_of(principal: str) -> set[str]:
    parts = principal.split(":")
    return {parts[4], f"arn:{parts[1]}:iam::{parts[4]}:root"} if len(parts) > 5 else set()


def _role_of(principal: str) -> str:
    """The role of a session: `arn:aws:sts::A:assumed-role/NAME/SESSION` is of `arn:aws:iam::A:role/NAME`."""
    match = re.fullmatch(r"arn:aws:sts::(\d+):assumed-role/([^/]+)/.+", principal)
    return f"arn:aws:iam::{match[1]}:role/{match[2]}" if match else principal


def expand(text: str, context: Context) -> str:
    """`text` with its policy variables replaced. One that the request does not have makes it match nothing."""

    def value(match: re.Match[str]) -> str:
        name, _, default = match[1].partition(",")
        if name.strip() in _LITERALS:
            raise Unsupported(f"the variable {match[0]}, a literal wildcard")
        found = context.get(name.strip().lower())
        if found:
            return found[0]
        return default.strip().strip("'") if default else _NOTHING

    return _VARIABLE.sub(value, text)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
