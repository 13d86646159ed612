from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tf.gen import tfplugin_pb2 as pb

from haveli.local.provider import codec, schemas
from haveli.local.provider.codec import UNKNOWN
from haveli.local.provider.resource import Values
from haveli.local.provider.servicer import Servicer
from haveli.local.provider.session import Cloud
from tests.local.provider import things
from tests.local.provider.things import THING, FoundThing, Thing, only

ACCOUNT = "123456789012"


class Call:
    """What gRPC tells a method of its caller."""

    def __init__(self, peer: str = "ipv4:127.0.0.1:1") -> None:
        self._peer = peer
        self.is_alive = True
        self.when_ended: list[Callable[[], None]] = []

    def peer(self) -> str:
        return self._peer

    def add_callback(self, callback: Callable[[], None]) -> bool:
        self.when_ended.append(callback)
        return self.is_alive

    def end(self) -> None:
        for callback in self.when_ended:
            callback()


CALL = Call()


@pytest.fixture
def thing() -> Thing:
    return Thing()


@pytest.fixture
def servicer(thing: Thing) -> Servicer:
    """A servicer whose one caller has configured region ap-south-1 and a default tag."""
    made = Servicer(Cloud("http://127.0.0.1:1", ACCOUNT), "us-east-1", things.kinds(thing), things.sources(thing))
    assert not configure(made, region="ap-south-1", default_tags=[{"tags": {"product": "haveli"}}])
    return made


def configure(servicer: Servicer, call: Call = CALL, **config: Any) -> list[str]:
    whole = codec.conform_block(schemas.provider_block(), config)
    request = pb.ConfigureProvider.Request(config=packed(whole))
    return [each.summary for each in servicer.ConfigureProvider(request, call).diagnostics]


def packed(value: Any) -> pb.DynamicValue:
    return pb.DynamicValue(msgpack=codec.encode(value))


def config_of(**config: Any) -> Values:
    return codec.conform_block(THING, config)


def plan(servicer: Servicer, prior: Values | None, config: Values | None, call: Call = CALL) -> Any:
    request = pb.PlanResourceChange.Request(
        type_name="aws_thing", prior_state=packed(prior), proposed_new_state=packed(config), config=packed(config)
    )
    return servicer.PlanResourceChange(request, call)


def apply(servicer: Servicer, prior: Values | None, config: Values | None, call: Call = CALL) -> Any:
    planned = plan(servicer, prior, config, call)
    assert not planned.diagnostics
    request = pb.ApplyResourceChange.Request(
        type_name="aws_thing", prior_state=packed(prior), planned_state=planned.planned_state, planned_private=b"p"
    )
    return servicer.ApplyResourceChange(request, call)


def unpacked(value: Any) -> Any:
    return codec.decode(value.msgpack)


def test_the_schema_holds_all_types_and_hides_what_is_sensitive(servicer: Servicer) -> None:
    schema = servicer.GetProviderSchema(pb.GetProviderSchema.Request(), CALL)
    block = schema.resource_schemas["aws_thing"].block
    assert [each.name for each in block.attributes if each.sensitive] == ["secret"]
    assert list(schema.data_source_schemas) == ["aws_thing"] and schema.provider.block.attributes
    assert schema is servicer.GetProviderSchema(pb.GetProviderSchema.Request(), CALL)


def test_a_resource_goes_through_its_life(servicer: Servicer, thing: Thing) -> None:
    made = apply(servicer, None, config_of(name="a", size=1, tags={"env": "test"}))
    state = unpacked(made.new_state)
    assert (made.diagnostics, made.private) == ([], b"p")
    assert (state["region"], state["tags_all"]) == ("ap-south-1", {"env": "test", "product": "haveli"})

    read = servicer.ReadResource(
        pb.ReadResource.Request(type_name="aws_thing", current_state=packed(state), private=b"p"), CALL
    )
    assert (unpacked(read.new_state), read.private) == (state, b"p")

    changed = unpacked(apply(servicer, state, config_of(name="a", size=2)).new_state)
    assert (changed["size"], changed["id"], changed["tags"]) == (2, state["id"], None)
    assert unpacked(apply(servicer, changed, None).new_state) is None
    gone = servicer.ReadResource(pb.ReadResource.Request(type_name="aws_thing", current_state=packed(changed)), CALL)
    assert unpacked(gone.new_state) is None and thing.things == {}


def test_a_plan_says_what_replaces_and_where_it_needs_leniency(servicer: Servicer) -> None:
    state = unpacked(apply(servicer, None, config_of(name="a", note="n")).new_state)
    replaced = plan(servicer, state, config_of(name="b", note="n"))
    assert [step.attribute_name for path in replaced.requires_replace for step in path.steps] == ["name"]
    assert not replaced.legacy_type_system
    assert plan(servicer, state, config_of(name="a")).legacy_type_system


def test_an_error_of_an_apply_comes_with_the_state_that_it_left(servicer: Servicer) -> None:
    answer = apply(servicer, None, config_of(name="half"))
    assert [each.summary for each in answer.diagnostics] == [
        "creating aws_thing: StartThing: AccessDenied: not for you"
    ]
    assert unpacked(answer.new_state)["arn"] == "arn:half"
    assert unpacked(apply(servicer, None, config_of(name="refused")).new_state) is None


def test_whatever_a_class_raises_is_a_diagnostic(servicer: Servicer) -> None:
    nothing = pb.ReadResource.Request(type_name="aws_thing", current_state=pb.DynamicValue(msgpack=b"\xc1"))
    (shown,) = servicer.ReadResource(nothing, CALL).diagnostics
    assert shown.severity == pb.Diagnostic.ERROR and shown.summary.startswith("aws_thing: ")


@pytest.mark.parametrize("method", ["ReadResource", "ValidateResourceConfig", "ImportResourceState", "ReadDataSource"])
def test_a_type_that_is_not_emulated_is_named(servicer: Servicer, method: str) -> None:
    request = getattr(pb, method).Request(type_name="aws_nonsense")
    (shown,) = getattr(servicer, method)(request, CALL).diagnostics
    assert "aws_nonsense is not emulated" in shown.summary


def test_problems_of_a_configuration_are_found_whether_known_or_not(servicer: Servicer) -> None:
    def problems(**config: Any) -> list[str]:
        request = pb.ValidateResourceConfig.Request(type_name="aws_thing", config=packed(config_of(**config)))
        return [each.summary for each in servicer.ValidateResourceConfig(request, CALL).diagnostics]

    assert problems(name="a", size=101) == ["size is too large"]
    assert problems(name=UNKNOWN, size=UNKNOWN, rule=UNKNOWN, tags={"a": UNKNOWN}) == []


def test_a_stored_state_loses_what_the_schema_no_longer_has(servicer: Servicer) -> None:
    def upgraded(raw: bytes) -> Any:
        request = pb.UpgradeResourceState.Request(type_name="aws_thing", raw_state=pb.RawState(json=raw))
        return unpacked(servicer.UpgradeResourceState(request, CALL).upgraded_state)

    found = upgraded(json.dumps({"id": "x", "name": "a", "ratio": 0.15, "former": 1}).encode())
    assert (found["id"], found["name"], found["ratio"], found["rule"]) == ("x", "a", "0.15", [])
    assert "former" not in found
    assert upgraded(b"")["id"] is None


def test_an_import_takes_the_region_from_the_id(servicer: Servicer) -> None:
    def imported(id: str) -> tuple[str, str]:
        request = pb.ImportResourceState.Request(type_name="aws_thing", id=id)
        (found,) = servicer.ImportResourceState(request, CALL).imported_resources
        state = unpacked(found.state)
        return state["id"], state["region"]

    assert imported("x-1") == ("x-1", "ap-south-1")
    assert imported("x-1@eu-west-1") == ("x-1", "eu-west-1")
    assert imported("me@example.com") == ("me@example.com", "ap-south-1")


def test_a_data_source_is_read_and_its_errors_are_shown(servicer: Servicer, thing: Thing) -> None:
    def read(name: str) -> Any:
        config = codec.conform_block(FoundThing.block, {"name": name})
        return servicer.ReadDataSource(pb.ReadDataSource.Request(type_name="aws_thing", config=packed(config)), CALL)

    apply(servicer, None, config_of(name="a", size=3))
    id = only(thing.things)["id"]
    assert unpacked(read("a").state) == {"id": id, "name": "a", "size": 3, "region": "ap-south-1"}
    assert [each.summary for each in read("b").diagnostics] == ["aws_thing: no thing is named b"]
    request = pb.ValidateDataResourceConfig.Request(type_name="aws_thing", config=packed({"name": UNKNOWN}))
    assert not servicer.ValidateDataResourceConfig(request, CALL).diagnostics


def test_a_provider_for_another_account_is_refused(servicer: Servicer) -> None:
    assert configure(servicer, allowed_account_ids=[ACCOUNT], forbidden_account_ids=["1"]) == []
    assert configure(servicer, allowed_account_ids=["1", "2"]) == ["AWS account ID not allowed"]
    assert configure(servicer, forbidden_account_ids=[ACCOUNT]) == ["AWS account ID not allowed"]
    assert configure(servicer, allowed_account_ids=UNKNOWN, forbidden_account_ids=[UNKNOWN]) == []


@pytest.mark.parametrize("tags", [UNKNOWN, [UNKNOWN], [{"tags": UNKNOWN}], [{"tags": {"a": UNKNOWN}}]])
def test_default_tags_that_are_not_known_make_all_tags_unknown(servicer: Servicer, tags: Any) -> None:
    configure(servicer, region=UNKNOWN, default_tags=tags)
    planned = unpacked(plan(servicer, None, config_of(name="a", tags={"own": "1"})).planned_state)
    assert (planned["tags_all"], planned["region"]) == (UNKNOWN, "us-east-1")


def test_a_connection_that_was_never_configured_plans_nothing(servicer: Servicer) -> None:
    (shown,) = plan(servicer, None, config_of(name="a"), Call("ipv4:127.0.0.1:2")).diagnostics
    assert "not configured" in shown.summary


def test_a_stop_ends_the_waits_of_its_caller_and_keeps_what_was_made(servicer: Servicer, thing: Thing) -> None:
    servicer.StopProvider(pb.StopProvider.Request(), Call("ipv4:127.0.0.1:2"))
    thing.ready.add("slow-one")
    assert not apply(servicer, None, config_of(name="slow-one")).diagnostics
    servicer.StopProvider(pb.StopProvider.Request(), CALL)
    answer = apply(servicer, None, config_of(name="slow-two"))
    assert [each.summary.rpartition(": ")[2] for each in answer.diagnostics] == ["stopped"]
    assert unpacked(answer.new_state)["id"] in thing.things


def test_a_core_that_is_gone_ends_its_waits_and_one_that_was_served_does_not(servicer: Servicer) -> None:
    served = Call()
    plan(servicer, None, config_of(name="a"), served)
    served.end()
    with servicer.sessions.call(served.peer()) as session:
        assert not session.stop.is_set()
    gone = Call()
    gone.is_alive = False
    answer = apply(servicer, None, config_of(name="slow"), gone)
    assert answer.diagnostics[0].summary.endswith("stopped")
