"""Reading, creating, updating, deleting and importing a resource through its class, whatever its type.

After an apply every value that was planned as known comes back as planned; what was unknown is filled from a read. A
class that reads something else than was planned is found out by the next plan, as on AWS.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider import codec, planning
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Change, Context, Resource, Unfinished, Values
from haveli.local.provider.schemas import Block


@dataclass(frozen=True)
class Kind:
    """A resource class and its schema."""

    traits: Resource
    block: Block

    def decode(self, value: Any) -> Values:
        """A dynamic value of the protocol as Python, in canonical form; an absent one as all null."""
        return codec.conform_block(self.block, codec.decode(value.msgpack))

    def decode_maybe(self, value: Any) -> Values | None:
        """As `decode`, but an absent object stays None."""
        raw = codec.decode(value.msgpack)
        return None if raw is None else codec.conform_block(self.block, raw)

    def encode(self, state: Values | None) -> Any:
        """Python as a dynamic value."""
        return pb.DynamicValue(msgpack=codec.encode(None if state is None else codec.conform_block(self.block, state)))


@dataclass(frozen=True)
class Outcome:
    """What an apply left: the new state (None when the resource is gone or was never made) and what went wrong."""

    state: Values | None
    verb: str
    error: BaseException | None = None


def read(kind: Kind, ctx: Context, prior: Values, defaults: Defaults) -> Values | None:
    """The state as AWS has it now, in the prior's form where only the form differs; None when it is gone."""
    found = kind.traits.read(ctx, dict(prior))
    if found is None:
        return None
    state = codec.conform_block(kind.block, {**prior, **found})
    if "tags_all" in kind.block.attributes:
        tags = state.get("tags_all") or {}
        state["tags_all"] = tags
        state["tags"] = planning.own_tags(tags, prior, defaults.tags)
    if "region" in kind.block.attributes:
        state["region"] = prior.get("region") or ctx.region
    return _keep_forms(kind, prior, state)


def apply(kind: Kind, ctx: Context, prior: Values | None, planned: Values | None, defaults: Defaults) -> Outcome:
    """Carries a plan out: creation, update in place or deletion."""
    if planned is None:
        return _delete(kind, ctx, prior or {})
    if prior is None:
        return _create(kind, ctx, planned, defaults)
    return _update(kind, ctx, prior, planned, defaults)


def imported(kind: Kind, ctx: Context, id: str, defaults: Defaults) -> Values:
    """The state that an import starts from; the core reads it next. Arguments that AWS does not keep get their
    defaults.
    """
    preset = {path: value for path, value in kind.traits.defaults.items() if "." not in path}
    state = {**preset, "region": defaults.region, **kind.traits.import_state(ctx, id)}
    return codec.conform_block(kind.block, state)


def _create(kind: Kind, ctx: Context, planned: Values, defaults: Defaults) -> Outcome:
    known = _without_unknown(planned)
    try:
        made = kind.traits.create(ctx, known)
    except Unfinished as unfinished:
        return Outcome({**known, **unfinished.values}, "creating", unfinished)
    except Exception as error:
        return Outcome(None, "creating", error)
    identity = {"id": made} if isinstance(made, str) else made
    return _settle(kind, ctx, planned, {**known, **identity}, "creating", defaults)


def _update(kind: Kind, ctx: Context, prior: Values, planned: Values, defaults: Defaults) -> Outcome:
    # An unknown attribute of an update is one that AWS will tell: until then the handler sees what it was.
    after = {name: prior.get(name) if value is UNKNOWN else _without_unknown(value) for name, value in planned.items()}
    try:
        kind.traits.update(ctx, Change(prior, after))
    except Exception as error:
        return Outcome(_as_found(kind, ctx, prior, defaults), "updating", error)
    return _settle(kind, ctx, planned, after, "updating", defaults)


def _delete(kind: Kind, ctx: Context, prior: Values) -> Outcome:
    try:
        kind.traits.delete(ctx, prior)
    except Exception as error:
        return Outcome(prior, "deleting", error)
    return Outcome(None, "deleting")


def _settle(kind: Kind, ctx: Context, planned: Values, state: Values, verb: str, defaults: Defaults) -> Outcome:
    """The planned state with what was unknown filled from a read."""
    try:
        found = read(kind, ctx, codec.conform_block(kind.block, state), defaults)
    except Exception as error:
        return Outcome(state, verb, error)
    if found is None:
        return Outcome(state, verb, ValueError("it was made, and is gone when read back"))
    return Outcome(_merged(planned, found), verb)


def _as_found(kind: Kind, ctx: Context, prior: Values, defaults: Defaults) -> Values:
    """What a failed update left behind: some of its calls may have worked."""
    try:
        return read(kind, ctx, prior, defaults) or prior
    except Exception:
        return prior  # the update's own error is the one to show


def _merged(planned: Any, found: Any) -> Any:
    """`planned` with each unknown value taken from `found`; items of a block are matched by place."""
    if planned is UNKNOWN:
        return None if found is UNKNOWN else found
    if isinstance(planned, dict) and isinstance(found, dict):
        return {key: _merged(value, found.get(key)) for key, value in planned.items()}
    if isinstance(planned, list) and not codec.is_known(planned):
        return _merged_list(planned, found if isinstance(found, list) else [])
    return planned


def _merged_list(planned: list[Any], found: list[Any]) -> list[Any]:
    unclaimed = list(found)
    result = []
    for item in planned:
        twin = next((other for other in unclaimed if _fits(item, other)), None)
        if twin is not None:
            unclaimed.remove(twin)
        result.append(_merged(item, twin) if twin is not None else _without_unknown(item))
    return result


def _fits(planned: Any, found: Any) -> bool:
    if planned is UNKNOWN:
        return True
    if isinstance(planned, dict) and isinstance(found, dict):
        return all(_fits(value, found.get(key)) for key, value in planned.items())
    if isinstance(planned, list) and isinstance(found, list):
        return len(planned) == len(found) and all(map(_fits, planned, found))
    return bool(planned == found)


def _without_unknown(value: Any) -> Any:
    if value is UNKNOWN:
        return None
    if isinstance(value, dict):
        return {key: _without_unknown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_unknown(item) for item in value]
    return value


def _keep_forms(kind: Kind, prior: Values, state: Values) -> Values:
    for path, form in kind.traits.same.items():
        if "." in path:
            continue  # inside blocks the planner compares by meaning
        before, now = prior.get(path), state.get(path)
        if before is not None and now is not None and before != now and form(before) == form(now):
            state[path] = before
    return state
