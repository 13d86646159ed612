from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haveli.local.provider import lifecycle, planning
from haveli.local.provider.codec import is_known
from haveli.local.provider.lifecycle import Kind, Outcome
from haveli.local.provider.planning import Defaults
from haveli.local.provider.resource import Change, Context, Unfinished, Values
from haveli.local.provider.schemas import Attribute, Block, Nested
from tests.local.provider.echo import Echo, conformed, echo_of
from tests.local.provider.random_kinds import REGION, Leaf, configs, kinds, leaves
from tests.local.provider.rules import result_faults

DEFAULTS = Defaults(REGION, {"product": "haveli", "k": "default"})
thorough = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Here:
    """A context for classes that call nobody."""

    region: str = REGION
    account: str = "123456789012"
    partition: str = "aws"

    def client(self, service: str) -> Any:
        raise AssertionError(f"{service} is not to be called")

    def wait(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("nothing is to be waited for")


HERE: Context = Here()


def settle(kind: Kind, prior: Values | None, config: Values) -> Values:
    """Plans and applies as the core does; fails where it would complain, or when the next plan is not empty."""
    traits = type(kind.traits)
    if prior is not None:
        plan = planning.plan_update(traits, kind.block, prior, config, DEFAULTS)
        if plan.state == prior:
            return prior
        if plan.replace:
            assert lifecycle.apply(kind, HERE, prior, None, DEFAULTS) == Outcome(None, "deleting")
            return settle(kind, None, config)
    else:
        plan = planning.plan_create(traits, kind.block, config, DEFAULTS)
    planned = _over_the_wire(kind, plan.state)
    outcome = lifecycle.apply(kind, HERE, _over_the_wire(kind, prior), planned, DEFAULTS)
    assert outcome.error is None and outcome.state is not None and is_known(outcome.state)
    state = _over_the_wire(kind, outcome.state)
    assert not list(result_faults(kind.block, planned, state))
    assert lifecycle.read(kind, HERE, state, DEFAULTS) == state, "drift right after an apply"
    assert_settled(kind, state, config)
    return state


def assert_settled(kind: Kind, state: Values, config: Values) -> None:
    plan = planning.plan_update(type(kind.traits), kind.block, state, config, DEFAULTS)
    assert (plan.state, plan.replace) == (state, ())


def _over_the_wire(kind: Kind, state: Any) -> Any:
    return kind.decode_maybe(kind.encode(state))


def echo(kind: Kind) -> Echo:
    assert isinstance(kind.traits, Echo)
    return kind.traits


@given(st.data())
@thorough
def test_any_resource_is_created_changed_and_settles(data: Any) -> None:
    kind = data.draw(kinds())
    state = None
    for config in data.draw(st.lists(configs(kind), min_size=1, max_size=4)):
        state = settle(kind, state, config)


@given(st.data())
@thorough
def test_any_imported_resource_plans_empty(data: Any) -> None:
    kind = data.draw(kinds())
    config = data.draw(configs(kind))
    made = settle(kind, None, {**config, "tags": None} if "tags" in config else config)
    defaults = Defaults(made.get("region") or REGION, DEFAULTS.tags)
    found = lifecycle.read(kind, Here(defaults.region), lifecycle.imported(kind, HERE, made["id"], defaults), defaults)
    assert found is not None
    if "tags" in config:
        config = {**config, "tags": None}
    plan = planning.plan_update(type(kind.traits), kind.block, found, config, defaults)
    assert (plan.state, plan.replace) == (found, ())


@given(st.data())
@thorough
def test_any_change_behind_terraforms_back_is_seen_and_mended(data: Any) -> None:
    kind = data.draw(kinds())
    config = data.draw(configs(kind))
    state = settle(kind, None, config)
    set_ = [leaf for leaf in leaves(kind.block, "") if _is_set(leaf, config)]
    if not set_:
        return
    name = data.draw(st.sampled_from(set_)).path
    echo(kind).things[state["id"]][name] = "changed behind"
    found = lifecycle.read(kind, HERE, state, DEFAULTS)
    assert found is not None and found != state
    mended = settle(kind, found, config)
    assert mended[name] == config[name]


def _is_set(leaf: Leaf, config: Values) -> bool:
    return leaf.attribute.type == "string" and leaf.path != "region" and config.get(leaf.path) is not None


@given(st.data())
@thorough
def test_any_resource_deleted_behind_terraforms_back_reads_as_gone(data: Any) -> None:
    kind = data.draw(kinds())
    state = settle(kind, None, data.draw(configs(kind)))
    echo(kind).things.clear()
    assert lifecycle.read(kind, HERE, state, DEFAULTS) is None


# Single cases

BLOCK = Block(
    {
        "id": Attribute("string", computed=True),
        "name": Attribute("string", required=True),
        "address": Attribute("string", computed=True),
        "names": Attribute(["list", "string"], computed=True),
        "tags": Attribute(["map", "string"], optional=True),
        "tags_all": Attribute(["map", "string"], optional=True, computed=True),
    },
    {
        "rule": Nested(
            "set",
            0,
            0,
            Block({"port": Attribute("number", required=True), "key": Attribute("string", computed=True)}, {}),
        )
    },
)


def kind_of(**verbs: Any) -> Kind:
    """The block above under an Echo with these verbs or traits instead of its own."""
    return echo_of(BLOCK, verbs)


def applied(kind: Kind, prior: Values | None, **config: Any) -> Outcome:
    given = conformed(kind, **config)
    if prior is None:
        plan = planning.plan_create(type(kind.traits), kind.block, given, DEFAULTS)
    else:
        plan = planning.plan_update(type(kind.traits), kind.block, prior, given, DEFAULTS)
    return lifecycle.apply(kind, HERE, prior, plan.state, DEFAULTS)


def fail(*_: Any) -> Any:
    raise KeyError("no")


def test_a_create_that_fails_leaves_no_state() -> None:
    outcome = applied(kind_of(create=fail), None, name="a")
    assert (outcome.state, outcome.verb) == (None, "creating") and isinstance(outcome.error, KeyError)


def test_an_unfinished_create_leaves_what_is_known_of_it() -> None:
    def create(self: Echo, ctx: Context, planned: Values) -> str:
        raise Unfinished({"id": "x-1", "address": "there"}, KeyError("no"))

    outcome = applied(kind_of(create=create), None, name="a", rule=[{"port": 1}])
    assert outcome.state is not None and isinstance(outcome.error, Unfinished)
    assert (outcome.state["id"], outcome.state["address"], outcome.state["name"]) == ("x-1", "there", "a")
    assert is_known(outcome.state) and outcome.state["rule"] == [{"port": 1, "key": None}]


def test_a_resource_that_cannot_be_read_after_its_creation_stays_in_the_state_with_its_id() -> None:
    for read in (fail, lambda *_: None):
        outcome = applied(kind_of(read=read), None, name="a")
        assert outcome.state is not None and outcome.error is not None
        assert outcome.state["id"].startswith("made-") and is_known(outcome.state)


def test_a_create_may_tell_more_than_the_id() -> None:
    def read(self: Echo, ctx: Context, state: Values) -> Values:
        return {"address": state["address"]}

    def create(self: Echo, ctx: Context, planned: Values) -> Values:
        return {"id": "x", "address": "there"}

    outcome = applied(kind_of(create=create, read=read), None, name="a")
    assert outcome.state is not None and (outcome.state["id"], outcome.state["address"]) == ("x", "there")


def test_a_failed_update_leaves_what_is_found_or_else_what_was() -> None:
    def update(self: Echo, ctx: Context, change: Change) -> None:
        self.things[change.before["id"]]["name"] = "half"
        raise KeyError("no")

    kind = kind_of(update=update)
    prior = applied(kind, None, name="a").state
    found = applied(kind, prior, name="b")
    assert found.state is not None and (found.state["name"], found.verb) == ("half", "updating")
    echo(kind).things.clear()
    assert applied(kind, prior, name="b").state == prior
    assert applied(kind_of(update=fail, read=fail), prior, name="b").state == prior


def test_a_failed_deletion_keeps_the_state() -> None:
    kind = kind_of(delete=fail)
    prior = applied(kind, None, name="a").state
    outcome = lifecycle.apply(kind, HERE, prior, None, DEFAULTS)
    assert (outcome.state, outcome.verb) == (prior, "deleting") and isinstance(outcome.error, KeyError)


def test_an_update_sees_unknown_attributes_as_they_were_and_those_of_new_items_as_none() -> None:
    seen: list[Change] = []

    def update(self: Echo, ctx: Context, change: Change) -> None:
        seen.append(change)
        Echo.update(self, ctx, change)

    kind = kind_of(update=update, recomputed={"address": frozenset({"name"})})
    prior = applied(kind, None, name="a", rule=[{"port": 1}]).state
    assert prior is not None
    applied(kind, prior, name="b", rule=[{"port": 1}, {"port": 2}])
    (change,) = seen
    assert change.after["address"] == prior["address"] is not None
    assert sorted((rule["port"], rule["key"]) for rule in change.after["rule"]) == [
        (1, prior["rule"][0]["key"]),
        (2, None),
    ]
    assert change.touches("name") and change.touches("address", "rule") and not change.touches("address", "id")


def test_what_was_unknown_comes_from_the_item_that_fits_even_when_aws_reports_them_in_another_order() -> None:
    def read(self: Echo, ctx: Context, state: Values) -> Values:
        return {"rule": [{"port": port, "key": f"key-{port}"} for port in (3, 1, 2)]}

    outcome = applied(kind_of(read=read), None, name="a", rule=[{"port": 2}, {"port": 1}, {"port": 3}])
    assert outcome.state is not None
    assert [(rule["port"], rule["key"]) for rule in outcome.state["rule"]] == [(1, "key-1"), (2, "key-2"), (3, "key-3")]


def test_an_item_that_aws_does_not_report_has_nothing_unknown_left() -> None:
    outcome = applied(kind_of(read=lambda *_: {"rule": []}), None, name="a", rule=[{"port": 2}])
    assert outcome.state is not None and outcome.state["rule"] == [{"port": 2, "key": None}]


def test_an_empty_list_that_aws_tells_first_is_no_null() -> None:
    outcome = applied(kind_of(read=lambda *_: {"names": []}), None, name="a")
    assert outcome.state is not None and outcome.state["names"] == []


def test_default_tags_are_read_back_as_such_and_own_tags_as_own() -> None:
    kind = kind_of()
    state = applied(kind, None, name="a", tags={"env": "test", "k": "default", "off": None}).state
    assert state is not None
    assert state["tags_all"] == {"env": "test", "k": "default", "product": "haveli"}
    assert lifecycle.read(kind, HERE, state, DEFAULTS) == state
    echo(kind).things[state["id"]]["tags_all"] = {"env": "changed", "more": "1", "product": "haveli"}
    found = lifecycle.read(kind, HERE, state, DEFAULTS)
    assert found is not None and found["tags"] == {"env": "changed", "more": "1", "off": None}


def test_an_import_starts_with_defaults_and_what_the_class_tells_from_the_id() -> None:
    kind = kind_of(
        defaults={"name": "none", "rule.port": 1}, import_state=lambda self, ctx, id: {"id": id, "address": "x"}
    )
    state = lifecycle.imported(kind, HERE, "i", DEFAULTS)
    assert (state["id"], state["address"], state["name"], state["rule"]) == ("i", "x", "none", [])


def test_a_state_without_a_region_gets_that_of_the_call() -> None:
    block = Block({**BLOCK.attributes, "region": Attribute("string", optional=True, computed=True)}, {})
    kind = echo_of(block, {"read": lambda *_: {"name": "a"}})
    former, present = conformed(kind, id="x"), conformed(kind, id="x", region="eu-west-1")
    found = [lifecycle.read(kind, HERE, state, DEFAULTS) for state in (former, present)]
    assert [state and state["region"] for state in found] == [REGION, "eu-west-1"]
