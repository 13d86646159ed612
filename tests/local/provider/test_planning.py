from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haveli.local.provider import codec, planning
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.lifecycle import Kind
from haveli.local.provider.planning import Defaults, Plan
from haveli.local.provider.resource import Values, json_form
from haveli.local.provider.schemas import Attribute, Block, Nested
from tests.local.provider.echo import conformed, echo_of
from tests.local.provider.random_kinds import REGION, configs, kinds, masked
from tests.local.provider.rules import ITEMS, plan_faults, result_faults

DEFAULTS = Defaults(REGION, {"product": "haveli"})
thorough = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


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


# Single cases

STEP = Block(
    {
        "name": Attribute("string", required=True),
        "text": Attribute("string", optional=True),
        "key": Attribute("string", computed=True),
        "mode": Attribute("string", optional=True, computed=True),
    },
    {},
)
BLOCK = Block(
    {
        "id": Attribute("string", computed=True),
        "name": Attribute("string", required=True),
        "note": Attribute("string", optional=True),
        "items": Attribute(["list", "string"], optional=True),
        "told": Attribute("string", computed=True),
        "tags": Attribute(["map", "string"], optional=True),
        "tags_all": Attribute(["map", "string"], optional=True, computed=True),
        "region": Attribute("string", optional=True, computed=True),
    },
    {
        "step": Nested("list", 0, 0, STEP),
        "only": Nested("list", 0, 1, STEP),
        "rule": Nested("set", 0, 0, STEP),
        "timeouts": Nested("single", 0, 0, Block({"create": Attribute("string", optional=True)}, {})),
    },
)


def kind_of(**traits: Any) -> Kind:
    """The block above with these traits."""
    return echo_of(BLOCK, traits)


def planned(kind: Kind, prior: Values, **config: Any) -> Plan:
    return update(kind, codec.conform_block(BLOCK, prior), conformed(kind, **config))


def step(name: str, key: Any = None, mode: Any = None, text: Any = None) -> Values:
    return {"name": name, "key": key, "mode": mode, "text": text}


BEFORE = {"id": "i", "name": "a", "told": "t", "region": REGION, "tags_all": {"product": "haveli"}}
STEPS = [step("one", "k1", "m1"), step("two", "k2", "m2")]


def test_on_create_what_aws_tells_is_unknown_and_defaults_fill_the_rest() -> None:
    kind = kind_of(defaults={"note": "none", "step.text": "empty"})
    plan = create(kind, conformed(kind, name="a", step=[{"name": "one"}]))
    assert plan.state["told"] is UNKNOWN and plan.state["note"] == "none" and plan.state["region"] == REGION
    assert plan.state["step"] == [step("one", UNKNOWN, UNKNOWN, "empty")]
    assert plan.relaxed and plan.replace == ()


def test_without_a_default_nothing_is_relaxed() -> None:
    kind = kind_of(defaults={"note": "none"})
    assert not create(kind, conformed(kind, name="a", note="x")).relaxed


def test_an_item_that_moved_in_a_list_takes_along_what_aws_told_of_it() -> None:
    plan = planned(kind_of(), {**BEFORE, "step": STEPS}, name="a", step=[step("two")])
    assert plan.state["step"] == [STEPS[1]]
    plan = planned(kind_of(), {**BEFORE, "step": STEPS}, name="a", step=[step("new"), step("one"), step("two")])
    assert plan.state["step"] == [step("new", UNKNOWN, UNKNOWN), *STEPS]


def test_an_item_that_changed_at_its_place_keeps_what_aws_told_of_it() -> None:
    plan = planned(kind_of(), {**BEFORE, "step": STEPS}, name="a", step=[step("one"), step("two", text="new")])
    assert plan.state["step"] == [STEPS[0], step("two", "k2", "m2", "new")]


def test_a_block_of_at_most_one_item_changes_in_place_even_while_unknown() -> None:
    plan = planned(kind_of(), {**BEFORE, "only": STEPS[:1]}, name="a", only=[step(UNKNOWN)])
    assert plan.state["only"] == [step(UNKNOWN, "k1", "m1")]


def test_items_of_a_list_are_not_told_apart_while_one_of_them_is_unknown() -> None:
    before = {**BEFORE, "step": STEPS}
    plan = planned(kind_of(), before, name="a", step=[step("one"), step(UNKNOWN)])
    assert plan.state["step"] == [STEPS[0], step(UNKNOWN, UNKNOWN, UNKNOWN)]
    plan = planned(kind_of(), before, name="a", step=[step(UNKNOWN), step("one")])
    assert plan.state["step"] == [step(UNKNOWN, UNKNOWN, UNKNOWN), step("one", UNKNOWN, UNKNOWN)]


def test_an_unknown_item_of_a_set_claims_nobodys_attributes() -> None:
    plan = planned(kind_of(), {**BEFORE, "rule": STEPS}, name="a", rule=[step(UNKNOWN, text="x"), step("two")])
    assert plan.state["rule"] == [STEPS[1], step(UNKNOWN, UNKNOWN, UNKNOWN, "x")]
    plan = planned(kind_of(), {**BEFORE, "rule": STEPS}, name="a", rule=[step(UNKNOWN), step("two")])
    assert step("two", UNKNOWN, UNKNOWN) in plan.state["rule"], "the other one may turn out to be two as well"


def test_items_of_a_set_that_fit_several_are_paired_so_that_all_find_theirs() -> None:
    before = [step("one", "k1", "m1"), step("one", "k2", "m2")]
    plan = planned(kind_of(), {**BEFORE, "rule": before}, name="a", rule=[step("one"), step("one", mode="m1")])
    assert plan.state["rule"] == before


def test_an_argument_of_the_same_meaning_keeps_its_form_and_needs_leniency_only_inside_a_set() -> None:
    kind = kind_of(same={"note": json_form, "step.text": json_form, "rule.text": json_form})
    prior = {**BEFORE, "note": "[1]", "step": [step("s", "k", "m", "[2]")], "rule": [step("r", "k", "m", "[3]")]}
    plan = planned(kind, prior, name="a", note="[ 1]", step=[step("s", text="[2 ]")], rule=[step("r", text="[3]")])
    assert plan == Plan(codec.conform_block(BLOCK, prior), (), relaxed=False)
    assert planned(kind, prior, name="a", note="[1]", step=prior["step"], rule=[step("r", text=" [3]")]).relaxed


def test_the_form_of_an_argument_is_not_known_while_its_twin_is_not() -> None:
    kind = kind_of(same={"rule.text": json_form})
    prior = {**BEFORE, "rule": [step("r", "k", "m", "[1]")]}
    plan = planned(kind, prior, name="a", rule=[step(UNKNOWN, text="[ 1]")])
    assert plan.state["rule"] == [step(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)] and plan.relaxed
    plan = planned(kind, prior, name="a", rule=[step(UNKNOWN, text="[2]")])
    assert plan.state["rule"] == [step(UNKNOWN, UNKNOWN, UNKNOWN, "[2]")] and not plan.relaxed


def test_a_departure_that_no_trait_explains_is_left_to_the_core_to_refuse() -> None:
    def wrong(cls: Any, planned: Values, config: Values) -> Values:
        planned["note"] = "not as configured"
        return {}

    assert not create(kind_of(foreseen=classmethod(wrong)), conformed(kind_of(), name="a", note="n")).relaxed


def test_empty_and_null_collections_are_the_same() -> None:
    assert planned(kind_of(), {**BEFORE, "items": None}, name="a", items=[]).state["items"] is None
    assert planned(kind_of(), {**BEFORE, "items": []}, name="a").state["items"] == []
    assert planned(kind_of(), {**BEFORE, "items": ["x"]}, name="a", items=[]).state["items"] == []


def test_what_depends_on_a_changed_argument_is_unknown_at_any_depth() -> None:
    kind = kind_of(recomputed={"told": frozenset({"note"}), "step.mode": frozenset({"step.text", "note"})})
    prior = {**BEFORE, "step": STEPS}
    steps = [step("one"), step("two", mode="mine")]
    plan = planned(kind, prior, name="a", note="new", step=steps)
    assert plan.state["told"] is UNKNOWN
    assert plan.state["step"] == [step("one", "k1", UNKNOWN), step("two", "k2", "mine")]
    assert planned(kind, prior, name="a", step=[step("one"), step("two")]).state["told"] == "t"


def test_only_a_changed_force_new_argument_replaces() -> None:
    kind = kind_of(force_new=frozenset({"name", "rule.text", "step.text"}))
    prior = {**BEFORE, "rule": STEPS, "step": STEPS}
    rules = [step("two"), step("one", mode="other")]
    assert planned(kind, prior, name="a", rule=rules, step=STEPS, note="n").replace == ()
    assert planned(kind, prior, name="b", rule=rules, step=STEPS).replace == ("name",)
    assert planned(kind, prior, name="a", rule=[step("one", text="x"), step("two")], step=STEPS).replace == ("rule",)
    assert planned(kind, prior, name="a", rule=rules, step=[step("one"), step("two", text=UNKNOWN)]).replace == (
        "step",
    )


def test_what_is_told_of_a_force_new_block_does_not_replace() -> None:
    kind = kind_of(force_new=frozenset({"only"}), recomputed={"only.key": frozenset({"note"})})
    plan = planned(kind, {**BEFORE, "only": STEPS[:1]}, name="a", note="new", only=[step("one")])
    assert (plan.replace, plan.state["only"]) == ((), [step("one", UNKNOWN, "m1")])


def test_another_region_of_the_provider_or_the_resource_replaces() -> None:
    kind = kind_of()
    prior = codec.conform_block(BLOCK, BEFORE)
    assert update(kind, prior, conformed(kind, name="a"), Defaults("eu-west-1", {})).replace == ("region",)
    assert planned(kind, BEFORE, name="a", region="eu-west-1").replace == ("region",)


def test_timeouts_come_and_go() -> None:
    kind = kind_of()
    assert planned(kind, BEFORE, name="a", timeouts={"create": "5m"}).state["timeouts"] == {"create": "5m"}
    assert planned(kind, {**BEFORE, "timeouts": {"create": "5m"}}, name="a").state["timeouts"] is None


def test_tags_overlay_the_default_tags_and_are_unknown_with_any_of_them() -> None:
    defaults = {"product": "haveli", "k": "default"}
    assert planning.default_tags({"tags": {"k": "own", "off": None}}, defaults) == {"k": "own", "product": "haveli"}
    assert planning.default_tags({"tags": None}, defaults) == defaults
    assert planning.default_tags({"tags": {"k": UNKNOWN}}, defaults) is UNKNOWN
    assert planning.default_tags({"tags": UNKNOWN}, defaults) is UNKNOWN
    assert planning.default_tags({"tags": None}, UNKNOWN) is UNKNOWN


def test_own_tags_are_all_but_the_defaults_that_nobody_wrote() -> None:
    defaults = {"product": "haveli", "k": "default"}
    found = {"product": "haveli", "k": "default", "x": "1"}
    assert planning.own_tags(found, {"tags": {"k": "default"}}, defaults) == {"k": "default", "x": "1"}
    assert planning.own_tags(found, {"tags": None}, defaults) == {"x": "1"}
    assert planning.own_tags(defaults, {"tags": None}, defaults) is None
    assert planning.own_tags(defaults, {"tags": {}}, defaults) == {}
    assert planning.own_tags(defaults, {"tags": None}, UNKNOWN) == defaults
