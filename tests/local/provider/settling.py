"""What the core and the servicer do around a resource class, without either: plan, apply, refresh, plan again.

Every class is tested through this: a configuration that was applied must be read back as it was planned, and its next
plan must be empty.
"""

from __future__ import annotations

from typing import Any

from haveli.local.provider import codec, lifecycle, planning, schemas
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.planning import Defaults, Plan
from haveli.local.provider.resource import Context, Resource, Values
from haveli.local.provider.schemas import Block

DEFAULT_TAGS = {"product": "pai-risk-mlops"}


class Life:
    """One resource from creation to deletion, as a configuration and the state that it led to."""

    def __init__(self, traits: Resource, ctx: Context) -> None:
        self.kind = Kind(traits, schemas.resource_block(traits.name))
        self.ctx = ctx
        self.defaults = Defaults(ctx.region, DEFAULT_TAGS if "tags_all" in self.kind.block.attributes else {})
        self.config: Values = {}
        self.state: Values = {}

    def create(self, **config: Any) -> Values:
        """Creates what `config` describes; fails when the state does not settle."""
        self.config = codec.conform_block(self.kind.block, config)
        self._known_names(config)
        plan = planning.plan_create(type(self.kind.traits), self.kind.block, self.config, self.defaults)
        self._apply(None, codec.conform_block(self.kind.block, plan.state))
        return self.state

    def change(self, **config: Any) -> Values:
        """Changes these arguments in place; fails when that would replace the resource or does not settle."""
        self.config = codec.conform_block(self.kind.block, {**self.config, **config})
        self._known_names(config)
        plan = self.plan()
        assert plan.replace == (), f"replaced because of {plan.replace}"
        self._apply(self.state, codec.conform_block(self.kind.block, plan.state))
        return self.state

    def refresh(self) -> Values | None:
        """What AWS has now; None when the resource is gone."""
        found = lifecycle.read(self.kind, self.ctx, self.state, self.defaults)
        if found is not None:
            self.state = found
        return found

    def plan(self) -> Plan:
        """The plan of the configuration on the present state."""
        traits, block = type(self.kind.traits), self.kind.block
        return planning.plan_update(traits, block, self.state, self.config, self.defaults)

    def replaced_by(self, **config: Any) -> tuple[str, ...]:
        """The arguments that would replace the resource if the configuration had these."""
        kept, self.config = self.config, codec.conform_block(self.kind.block, {**self.config, **config})
        plan, self.config = self.plan(), kept
        return plan.replace

    def delete(self) -> None:
        """Deletes, and deletes what is gone already: neither may fail, and the resource then reads as gone."""
        outcome = lifecycle.apply(self.kind, self.ctx, self.state, None, self.defaults)
        if outcome.error:
            raise outcome.error
        assert lifecycle.read(self.kind, self.ctx, self.state, self.defaults) is None, "still there after a delete"
        again = lifecycle.apply(self.kind, self.ctx, self.state, None, self.defaults)
        if again.error:
            raise again.error

    def imported(self, id: str) -> Values:
        """The state that an import of `id` gives; fails when a computed attribute differs from the created one."""
        started = lifecycle.imported(self.kind, self.ctx, id, self.defaults)
        found = lifecycle.read(self.kind, self.ctx, started, self.defaults)
        assert found is not None, f"{id} imports as gone"
        return found

    def _known_names(self, config: Values) -> None:
        unknown = config.keys() - self.kind.block.attributes.keys() - self.kind.block.blocks.keys()
        assert not unknown, f"not in the schema: {sorted(unknown)}"

    def _apply(self, prior: Values | None, planned: Values) -> None:
        outcome = lifecycle.apply(self.kind, self.ctx, prior, planned, self.defaults)
        if outcome.error:
            raise outcome.error
        assert outcome.state is not None
        self.state = codec.conform_block(self.kind.block, outcome.state)
        assert_fits(self.kind.block, self.kind.traits.read(self.ctx, dict(self.state)) or {}, "")
        self._settled()

    def _settled(self) -> None:
        applied = dict(self.state)
        assert self.refresh() is not None, "gone right after it was applied"
        drift = {name: (applied[name], now) for name, now in self.state.items() if applied[name] != now}
        assert not drift, f"read back otherwise than planned (planned, read): {drift}"
        planned = codec.conform_block(self.kind.block, self.plan().state)
        changes = {name: (self.state[name], want) for name, want in planned.items() if self.state[name] != want}
        assert not changes, f"the next plan is not empty (state, plan): {changes}"


def assert_fits(block: Block, values: Values, path: str) -> None:
    """Fails on an attribute or block that the schema does not have, at any depth."""
    for name, value in values.items():
        if name in block.blocks:
            nested = block.blocks[name]
            for item in value if isinstance(value, list) else [value] if value else []:
                assert_fits(nested.block, item, f"{path}{name}.")
        else:
            assert name in block.attributes, f"{path}{name} is not in the schema"
