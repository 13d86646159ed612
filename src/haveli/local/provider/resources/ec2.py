"""What the types of EC2 share: looking one thing up, tags, ARNs, and deleting what others may still hold on to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from haveli.local.provider.resource import Change, Context, TimedOut, Unfinished, Values
from haveli.local.provider.resources.errors import code_of
from haveli.local.provider.resources.tags import removed, tag_list, tag_map, written

#: How long a deletion waits for what depends on it, when the resource's `timeouts` say nothing, in seconds. The genuine
#: provider waits up to 20 minutes; what depends on a thing in the local cloud goes in the same run or not at all.
DEPENDENTS_SECONDS = 60.0

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0}


def one(call: Callable[..., Any], key: str, **request: Any) -> dict[str, Any] | None:
    """The first item under `key` of a describe call's answer; None when EC2 has no such thing."""
    try:
        items = call(**request)[key]
    except ClientError as error:
        if is_gone(error):
            return None
        raise
    return items[0] if items else None


def is_gone(error: ClientError) -> bool:
    """Whether EC2 says that a thing does not exist: its codes end so (API reference, "Error codes", 2026-11)."""
    return code_of(error).endswith("NotFound")


def arn(ctx: Context, kind: str, id: str) -> str:
    """The ARN of an EC2 resource, e.g. of kind `vpc`."""
    return f"arn:{ctx.partition}:ec2:{ctx.region}:{ctx.account}:{kind}/{id}"


def tagged(kind: str, planned: Values) -> dict[str, Any]:
    """The `TagSpecifications` of a create call for a resource of `kind`; empty without tags."""
    tags = tag_list(planned.get("tags_all"))
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


def tags_of(found: Mapping[str, Any]) -> dict[str, str]:
    """The tags of a thing that a describe call gave."""
    return tag_map(found.get("Tags", []))


def retag(ctx: Context, change: Change, id: str | None = None) -> None:
    """Brings the tags of a resource from the state before to the planned ones."""
    resource = id or change.after["id"]
    gone, new = removed(change), written(change)
    if gone:
        ctx.client("ec2").delete_tags(Resources=[resource], Tags=[{"Key": key} for key in gone])
    if new:
        ctx.client("ec2").create_tags(Resources=[resource], Tags=tag_list(new))


@contextmanager
def made(id: str, **known: Any) -> Iterator[None]:
    """Wraps the steps after a creation: when one fails the resource is in the state all the same, tainted."""
    try:
        yield
    except Exception as error:
        raise Unfinished({"id": id, **known}, error) from error


def remove(
    ctx: Context, delete: Callable[[], Any], state: Values, *, busy: tuple[str, ...] = ("DependencyViolation",)
) -> None:
    """Calls `delete` until AWS no longer answers that something depends on the resource; gone already is fine.

    Raises AWS's last error when the dependents stay for the time that `timeouts.delete` gives.
    """
    refusals: list[ClientError] = []

    def attempt() -> bool | None:
        try:
            delete()
        except ClientError as error:
            if code_of(error) in busy:
                refusals.append(error)
                return None
            if not is_gone(error):
                raise
        return True

    try:
        ctx.wait(attempt, what=f"deletion of {state['id']}", seconds=allowed(state, "delete"), every=0.5)
    except TimedOut:
        if refusals:
            raise refusals[-1] from None
        raise


def allowed(state: Values, verb: str, default: float = DEPENDENTS_SECONDS) -> float:
    """The seconds that the resource's `timeouts` block gives to a verb (`create`, `update`, `delete`)."""
    text = (state.get("timeouts") or {}).get(verb)
    return default if text is None else seconds(text)


def seconds(text: str) -> float:
    """The seconds of a duration such as `1h30m` or `45s`; raises ValueError for anything else."""
    total, number = 0.0, ""
    for character in text:
        if character in _UNITS and number:
            total, number = total + float(number) * _UNITS[character], ""
        else:
            number += character
    if number or not text:
        raise ValueError(f"not a duration: {text!r}")
    return total
