"""Reading, creating, updating, deleting and importing a resource through its class, whatever its type.

After an apply every value that was planned as known comes back as planned; what was unknown is filled from a read. A
class that reads something else than was planned is found out by the next plan, as on AWS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider import codec, matching, planning
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Change, Context, DataSource, Resource, Unfinished, Values
from haveli.local.provider.schemas import Block, Nested

Act = Callable[[Resource, Block, Values, Values | None, str], Values]


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
class Source:
    """A data source class and its schema."""

    traits: DataSource
    block: Block

    def decode(self, value: Any) -> Values:
        """A dynamic value of the protocol as Python, in canonical form."""
        return codec.conform_block(self.block, codec.decode(value.msgpack))

    def encode(self, state: Values) -> Any:
        """Python as a dynamic value."""
        return pb.DynamicValue(msgpack=codec.encode(codec.conform_block(self.block, state)))


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
    return codec.conform_block(kind.block, _in_form_of_prior(kind.traits, kind.block, state, prior, ""))


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
    return Outcome(_filled(kind.traits, kind.block, planned, found, ""), verb)


def _as_found(kind: Kind, ctx: Context, prior: Values, defaults: Defaults) -> Values:
    """What a failed update left behind: some of its calls may have worked."""
    try:
        return read(kind, ctx, prior, defaults) or prior
    except Exception:
        return prior  # the update's own error is the one to show


def _filled(traits: Resource, block: Block, planned: Values, found: Values | None, prefix: str) -> Values:
    """`planned` with each unknown value taken from `found`."""
    told = found or {}
    attributes = {
        name: value if codec.is_known(value := planned.get(name)) else told.get(name) for name in block.attributes
    }
    return {**attributes, **_blocks(traits, block, planned, told, prefix, _filled)}


def _in_form_of_prior(traits: Resource, block: Block, found: Values, prior: Values | None, prefix: str) -> Values:
    """`found` with the prior's form of each argument that means the same."""
    if prior is None:
        return found
    attributes: Values = {}
    for name, attribute in block.attributes.items():
        before, now = prior.get(name), found.get(name)
        is_first_told = before is None and attribute.computed
        keeps_form = not is_first_told and matching.alike(traits.same.get(f"{prefix}{name}"), now, before)
        attributes[name] = before if keeps_form else now
    return {**attributes, **_blocks(traits, block, found, prior, prefix, _in_form_of_prior)}


def _blocks(traits: Resource, block: Block, items: Values, others: Values, prefix: str, act: Act) -> Values:
    """The blocks of `items`, each item as `act` makes it from itself and its twin in `others`."""
    return {
        name: _block(traits, nested, items.get(name), others.get(name), f"{prefix}{name}.", act)
        for name, nested in block.blocks.items()
    }


def _block(traits: Resource, nested: Nested, items: Any, others: Any, prefix: str, act: Act) -> Any:
    def fits(item: Any, other: Any) -> bool:
        return matching.fits(nested.block, item, other, traits.same, prefix)

    return matching.join(
        nested,
        items,
        others,
        lambda items, others: matching.twins(nested, items, others, fits),
        lambda item, twin: act(traits, nested.block, item, twin, prefix),
    )


def _without_unknown(value: Any) -> Any:
    if value is UNKNOWN:
        return None
    if isinstance(value, dict):
        return {key: _without_unknown(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_unknown(item) for item in value]
    return value
