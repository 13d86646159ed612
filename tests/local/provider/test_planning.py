from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haveli.local.provider import codec, planning
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.planning import Defaults, Plan
from haveli.local.provider.resource import Values
from haveli.local.provider.schemas import Attribute, Block
from tests.local.provider.random_kinds import REGION, configs, kinds, masked
from tests.local.provider.rules import ITEMS, plan_faults, result_faults

DEFAULTS = Defaults(REGION, {"product": "haveli"})
thorough = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def create(kind: Kind, config: Values, defaults: Defaults = DEFAULTS) -> Plan:
    return planning.plan_create(type(kind.traits), kind.block, config, defaults)


def update(kind: Kind, prior: Values, config: Values, defaults: Defaults = DEFAULTS) -> Plan:
    return planning.plan_update(type(kind.traits), kind.block, prior, config, defaults)


def state_of(kind: Kind, config: Values) -> Values:
    """A state that a resource of this configuration may have."""
    thing = kind.traits._complete(kind.block, _known(create(kind, config).state), "")  # type: ignore[attr-defined]
    return codec.conform_block(kind.block, thing)


def _known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _known(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_known(item) for item in value]
    return None if value is UNKNOWN else value


def explained(kind: Kind, path: str) -> bool:
    """Whether a trait, or an empty collection standing for null, accounts for a departure at this path."""
    if path in kind.traits.defaults or path in kind.traits.same:
        return True
    return not path.endswith(ITEMS) and isinstance(_attribute(kind.block, path).type, list)


def _attribute(block: Block, path: str) -> Attribute:
    head, _, rest = path.partition(".")
    return _attribute(block.blocks[head].block, rest) if rest else block.attributes[head]


def assert_allowed(kind: Kind, prior: Values | None, config: Values, plan: Plan) -> None:
    faults = list(plan_faults(kind.block, prior, config, plan.state))
    assert plan.relaxed == bool(faults), faults
    assert all(explained(kind, path) for path in faults), faults


# Properties


@given(st.data())
@thorough
def test_a_plan_departs_from_the_rules_only_where_a_trait_says_so(data: Any) -> None:
    kind = data.draw(kinds())
    before, after = data.draw(configs(kind)), data.draw(configs(kind))
    prior, unclear = state_of(kind, before), data.draw(masked(kind, after))
    assert_allowed(kind, None, unclear, create(kind, unclear))
    assert_allowed(kind, prior, unclear, update(kind, prior, unclear))


@given(st.data())
@thorough
def test_the_plan_at_apply_time_agrees_with_the_plan_before_it(data: Any) -> None:
    kind = data.draw(kinds())
    before, after = data.draw(configs(kind)), data.draw(configs(kind))
    prior, unclear = state_of(kind, before), data.draw(masked(kind, after))
    assert not list(result_faults(kind.block, create(kind, unclear).state, create(kind, after).state))
    if not update(kind, prior, unclear).replace:
        assert not list(result_faults(kind.block, update(kind, prior, unclear).state, update(kind, prior, after).state))


@given(st.data())
@thorough
def test_what_is_decided_while_values_are_unknown_is_never_less_than_replacement(data: Any) -> None:
    kind = data.draw(kinds())
    before, after = data.draw(configs(kind)), data.draw(configs(kind))
    prior, unclear = state_of(kind, before), data.draw(masked(kind, after))
    assert set(update(kind, prior, after).replace) <= set(update(kind, prior, unclear).replace)


@given(st.data())
@thorough
def test_the_plan_of_an_unchanged_configuration_is_empty(data: Any) -> None:
    kind = data.draw(kinds())
    config = data.draw(configs(kind))
    prior = state_of(kind, config)
    plan = update(kind, prior, config)
    assert (plan.state, plan.replace) == (prior, ())


@given(st.data())
@thorough
def test_sets_in_any_order_are_the_same(data: Any) -> None:
    kind = data.draw(kinds())
    before, after = data.draw(configs(kind)), data.draw(configs(kind))
    prior = state_of(kind, before)
    shuffled = _reversed_sets(kind.block, after)
    assert update(kind, prior, codec.conform_block(kind.block, shuffled)) == update(kind, prior, after)


def _reversed_sets(block: Block, values: Values) -> Values:
    result = {
        name: list(reversed(values[name])) if attribute.type[0] == "set" and values[name] else values[name]
        for name, attribute in block.attributes.items()
    }
    for name, nested in block.blocks.items():
        items = values[name]
        if nested.nesting in ("set", "list"):
            inner = [_reversed_sets(nested.block, item) for item in items]
            items = list(reversed(inner)) if nested.nesting == "set" else inner
        result[name] = items
    return result
