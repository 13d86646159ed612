from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from haveli.engine.graph import ReadyQueue, WrongOrder, dependencies, reversed_edges
from tests.engine.checkouts import root

Edges = dict[str, frozenset[str]]


def edges(**needs: str) -> Edges:
    return {name: frozenset(text.split()) for name, text in needs.items()}


def test_a_root_needs_just_the_selected_roots_that_it_reads() -> None:
    vpc, storage = root("platform/00-vpc"), root("fraud/00-storage")
    emr = root("fraud/03-emr", "platform/00-vpc", "fraud/00-storage", "elsewhere/00-x")
    found = dependencies([storage, emr], everything=[vpc, storage, emr])
    assert found == {"fraud/00-storage": frozenset(), "fraud/03-emr": frozenset({"fraud/00-storage"})}


@pytest.mark.parametrize(
    ("reader", "other"),
    [
        ("fraud/01-a", "fraud/02-b"),
        ("platform/00-a", "fraud/00-b"),
        ("abuse/05-a", "fraud/00-b"),
        ("fraud/01-a", "fraud/01-a"),
    ],
)
def test_reading_a_root_that_is_deployed_later_is_refused_with_both_names(reader: str, other: str) -> None:
    both = {name: root(name) for name in (other, reader)} | {reader: root(reader, other)}
    with pytest.raises(WrongOrder) as caught:
        dependencies([both[reader]], everything=both.values())
    assert reader in caught.value.explanation
    assert other in caught.value.explanation
    assert caught.value.exit_code == 3


def test_a_root_that_reads_itself_is_told_so() -> None:
    with pytest.raises(WrongOrder, match="own state"):
        dependencies([root("fraud/01-a", "fraud/01-a")])


def test_the_order_of_a_destroy_turns_every_edge_round() -> None:
    assert reversed_edges(edges(a="", b="a", c="a b")) == edges(a="b c", b="c", c="")


def test_of_several_ready_roots_the_first_in_deploy_order_comes_first() -> None:
    queue = ReadyQueue(edges(c="", a="", b=""), ("b", "c", "a"))
    assert queue.ready() == ["b", "c", "a"]


def test_there_are_no_levels_a_root_starts_as_soon_as_its_own_needs_are_done() -> None:
    queue = ReadyQueue(edges(slow="", a="", b="a"), ("slow", "a", "b"))
    queue.start("slow")
    queue.start("a")
    queue.succeed("a")
    assert queue.ready() == ["b"]


def test_a_failure_names_all_that_it_blocks_and_the_rest_goes_on() -> None:
    queue = ReadyQueue(edges(a="", b="", c="a", d="c", e="b"), ("a", "b", "c", "d", "e"))
    queue.start("a")
    assert queue.fail("a") == ["c", "d"]
    assert queue.ready() == ["b"]


def test_what_is_blocked_is_found_in_any_order_of_the_roots() -> None:
    queue = ReadyQueue(edges(a="", c="a", d="c"), ("d", "c", "a"))
    queue.start("a")
    assert sorted(queue.fail("a")) == ["c", "d"]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Edges, tuple[str, ...]]:
    """A graph without cycles over up to eight roots, and its deploy order."""
    names = [f"r{number}" for number in range(draw(st.integers(1, 8)))]
    found = {
        name: frozenset(draw(st.sets(st.sampled_from(names[:at] or ["-"]))) - {"-"}) for at, name in enumerate(names)
    }
    return found, tuple(names)


def ancestors(graph: Mapping[str, frozenset[str]], name: str) -> set[str]:
    return set(graph[name]).union(*(ancestors(graph, need) for need in graph[name]))


class QueueMachine(RuleBasedStateMachine):
    """Roots start, succeed and fail in any interleaving, as deployed or as destroyed."""

    @initialize(graph=graphs(), verb=st.sampled_from(["apply", "destroy"]))
    def begin(self, graph: tuple[Edges, tuple[str, ...]], verb: str) -> None:
        found, order = graph
        self.edges = found if verb == "apply" else reversed_edges(found)
        self.order = order if verb == "apply" else order[::-1]
        self.queue = ReadyQueue(self.edges, self.order)
        self.failed: set[str] = set()
        self.blocked: list[str] = []

    @precondition(lambda self: self.queue.ready())
    @rule(data=st.data())
    def start(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.queue.ready()))
        assert self.edges[name] <= self.queue.done
        self.queue.start(name)

    @precondition(lambda self: self.queue.running)
    @rule(data=st.data())
    def succeed(self, data: st.DataObject) -> None:
        self.queue.succeed(data.draw(st.sampled_from(sorted(self.queue.running))))

    @precondition(lambda self: self.queue.running)
    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.queue.running)))
        self.failed.add(name)
        self.blocked += self.queue.fail(name)

    @precondition(lambda self: not self.queue.running and not self.queue.ready())
    @rule()
    def the_end_is_reached_only_when_nothing_waits(self) -> None:
        assert not self.queue.waiting()

    @invariant()
    def failures_block_their_dependants_and_no_others(self) -> None:
        if hasattr(self, "queue"):
            assert len(self.blocked) == len(set(self.blocked))
            assert set(self.blocked) == {name for name in self.order if ancestors(self.edges, name) & self.failed}

    @invariant()
    def ready_roots_come_in_deploy_order_and_all_that_can_start_are_among_them(self) -> None:
        if hasattr(self, "queue"):
            idle = [name for name in self.order if name not in self.queue.running | self.queue.done | self.failed]
            can_start = [name for name in idle if self.edges[name] <= self.queue.done]
            assert self.queue.ready() == can_start

    @invariant()
    def each_root_is_in_just_one_place(self) -> None:
        if hasattr(self, "queue"):
            places = [self.queue.waiting(), self.queue.running, self.queue.done, self.failed, self.blocked]
            assert sorted(name for place in places for name in place) == sorted(self.order)


TestQueueMachine = QueueMachine.TestCase
