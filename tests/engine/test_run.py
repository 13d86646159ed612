from __future__ import annotations

import tempfile
import threading
from pathlib import Path

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from hypothesis import given
from hypothesis import strategies as st

from haveli.engine.planfile import DESTROY, REPLACE
from haveli.engine.roots import Root
from haveli.engine.steps import StepFailed, StepInterrupted
from tests.engine.checkouts import root
from tests.engine.doubles import NOTHING, Bench, bench, by_root, plan, words

VPC, STORAGE, EMR = "platform/00-vpc", "fraud/00-storage", "fraud/03-emr"


def platform() -> list[Root]:
    return [root(VPC), root(STORAGE), root(EMR, f"{VPC}:vpc_id", f"{STORAGE}:bucket")]


def standing(folder: Path, selected: list[str] | None = None) -> Bench:
    """All three roots have been applied once, outputs and all."""
    made = bench(folder, platform(), selected)
    made.steps.outputs = {VPC: ("vpc_id",), STORAGE: ("bucket",)}
    for name in (VPC, STORAGE, EMR):
        made.states.write(name, *made.steps.outputs.get(name, ()))
    return made


# Reviews


def test_a_review_tells_changes_from_none_and_applies_nothing(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {VPC: [NOTHING]}
    report = made.run().review(refresh=False)
    assert words(report) == {VPC: "unchanged", STORAGE: "changes", EMR: "changes"}
    assert not [event for event in made.steps.events if event.startswith("apply")]


def test_a_root_that_was_found_unchanged_is_skipped_until_one_asks_to_look(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {name: [NOTHING] for name in (VPC, STORAGE, EMR)}
    made.run().review(refresh=False)
    assert set(words(made.run().review(refresh=False)).values()) == {"skipped"}
    assert set(words(made.run().review(refresh=True)).values()) == {"unchanged"}


def test_a_root_whose_upstream_has_no_state_is_blocked_and_says_what_it_needs(tmp_path: Path) -> None:
    made = bench(tmp_path, platform(), [EMR])
    made.states.write(STORAGE, "bucket")
    [result] = made.run().review(refresh=True).results
    assert (result.word, result.reason) == ("blocked", f"needs {VPC} (vpc_id)")
    assert made.steps.events == []


def test_a_root_whose_upstream_is_made_by_the_same_run_comes_later(tmp_path: Path) -> None:
    report = bench(tmp_path, platform()).run().review(refresh=True)
    assert words(report) == {VPC: "changes", STORAGE: "changes", EMR: "later"}
    assert report.exit_code() == 0


def test_an_upstream_that_was_destroyed_has_a_state_and_yet_not_what_is_needed(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.states.write(STORAGE, resources=0)
    assert by_root(made.run().review(refresh=True))[EMR].word == "later"
    assert by_root(made.run().review(refresh=True))[EMR].reason == f"needs {STORAGE} (bucket)"


def test_without_the_state_bucket_every_root_but_its_own_is_blocked(tmp_path: Path) -> None:
    made = bench(tmp_path, platform(), [VPC])
    made.states.has_bucket = False
    [result] = made.run().review(refresh=True).results
    assert (result.word, result.reason) == ("blocked", "needs foundation/00-state (the state bucket)")


# Failures


def test_a_failure_blocks_its_dependants_only_and_says_so(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {VPC: [StepFailed("Error: no", hint="do this")]}
    report = made.run().review(refresh=True)
    assert words(report) == {VPC: "failed", STORAGE: "changes", EMR: "blocked"}
    assert by_root(report)[VPC].reason == "Error: no\nNext: do this"
    assert by_root(report)[EMR].reason == f"needs {VPC}, which failed"
    assert report.exit_code(detailed=True) == 1


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "SlowDown", "Message": "later"}}, "GetObject"),
        EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
        OSError(28, "No space left on device"),
        KeyError("a fault of ours"),
    ],
)
def test_whatever_goes_wrong_with_one_root_is_its_result_and_the_others_go_on(tmp_path: Path, error: Exception) -> None:
    made = standing(tmp_path)
    made.states.broken = {f"{VPC}/terraform.tfstate": error}
    report = made.run().carry_out(refresh=True)
    assert words(report) == {VPC: "applied", STORAGE: "applied", EMR: "failed"}
    assert str(error) in by_root(report)[EMR].reason
    assert "Traceback" in Path(by_root(report)[EMR].log).read_text()


def test_an_interrupted_root_is_called_so_and_blocks_what_needs_it(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {VPC: [StepInterrupted("Interrupt received.")]}
    report = made.run().carry_out(refresh=True)
    assert words(report) == {VPC: "interrupted", STORAGE: "applied", EMR: "blocked"}
    assert (report.exit_code(), report.interrupted) == (1, False)


# Applies


def test_without_a_review_each_root_is_planned_and_applied_in_its_turn(tmp_path: Path) -> None:
    made = bench(tmp_path, platform())
    made.steps.outputs = {VPC: ("vpc_id",), STORAGE: ("bucket",)}
    report = made.run().carry_out()
    assert set(words(report).values()) == {"applied"}
    assert made.steps.events == [f"{verb} {name}" for name in (VPC, STORAGE, EMR) for verb in ("plan", "apply")]


def test_again_nothing_is_planned_nothing_applied(tmp_path: Path) -> None:
    made = bench(tmp_path, platform())
    made.steps.outputs = {VPC: ("vpc_id",), STORAGE: ("bucket",)}
    made.run().carry_out()
    made.steps.events.clear()
    report = made.run().carry_out()
    assert set(words(report).values()) == {"skipped"}
    assert (made.steps.events, report.exit_code(detailed=True)) == ([], 0)


def test_what_was_reviewed_is_applied_without_another_plan(tmp_path: Path) -> None:
    made = standing(tmp_path, [STORAGE])
    run = made.run()
    run.carry_out(by_root(run.review(refresh=True)))
    assert made.steps.events == [f"plan {STORAGE}", f"apply {STORAGE}"]


def test_a_root_is_planned_again_when_what_it_reads_was_applied_and_goes_on_when_that_says_the_same(
    tmp_path: Path,
) -> None:
    made = standing(tmp_path)
    run = made.run()
    report = run.carry_out(by_root(run.review(refresh=True)))
    assert words(report)[EMR] == "applied"
    assert made.steps.events.count(f"plan {EMR}") == 2
    assert made.steps.events.count(f"plan {VPC}") == 1


def test_a_root_whose_new_plan_differs_is_refused_with_the_addresses(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {EMR: [plan("a.kept", "a.gone"), plan("a.kept", "a.new", kind="replace")]}
    run = made.run()
    report = run.carry_out(by_root(run.review(refresh=True)))
    assert words(report) == {VPC: "applied", STORAGE: "applied", EMR: "failed"}
    for part in ("+ replace a.new", "- add a.gone", "Next: haveli apply"):
        assert part in by_root(report)[EMR].reason
    assert f"apply {EMR}" not in made.steps.events


def test_an_unchanged_root_that_changes_because_of_its_upstream_is_refused_too(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {EMR: [NOTHING, plan("a.new")]}
    run = made.run()
    report = run.carry_out(by_root(run.review(refresh=True)))
    assert words(report)[EMR] == "failed"


def test_an_unchanged_root_stays_so_when_nothing_upstream_moved(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {name: [NOTHING] for name in (VPC, STORAGE, EMR)}
    run = made.run()
    report = run.carry_out(by_root(run.review(refresh=True)))
    assert set(words(report).values()) == {"unchanged"}
    assert len(made.steps.events) == 3


@pytest.mark.parametrize("what", ["its files", "its state", "a state that it reads"])
def test_a_review_is_stale_when_something_changed_before_the_answer(tmp_path: Path, what: str) -> None:
    made = standing(tmp_path, [EMR])
    made.steps.plans = {EMR: [plan("a.one"), plan("a.two")]}
    run = made.run()
    reviewed = by_root(run.review(refresh=True))
    if what == "its files":
        (made.roots[0].path / "main.tf").write_text("# another hand")
    else:
        made.states.write(EMR if what == "its state" else VPC, "vpc_id")
    assert words(run.carry_out(reviewed)) == {EMR: "failed"}
    assert f"apply {EMR}" not in made.steps.events


def test_a_root_that_came_later_is_planned_and_applied_in_its_turn(tmp_path: Path) -> None:
    made = bench(tmp_path, platform())
    made.steps.outputs = {VPC: ("vpc_id",), STORAGE: ("bucket",)}
    run = made.run()
    assert words(run.carry_out(by_root(run.review(refresh=True))))[EMR] == "applied"


@pytest.mark.parametrize("kind", [REPLACE, DESTROY])
def test_a_root_that_came_later_never_destroys_what_nobody_saw(tmp_path: Path, kind: str) -> None:
    made = bench(tmp_path, platform())
    made.steps.outputs = {VPC: ("vpc_id",), STORAGE: ("bucket",)}
    made.steps.plans = {EMR: [plan("aws_emr_cluster.this", kind=kind)]}
    run = made.run()
    result = by_root(run.carry_out(by_root(run.review(refresh=True))))[EMR]
    assert result.word == "failed"
    assert "aws_emr_cluster.this" in result.reason


def test_a_file_that_changes_during_its_apply_is_not_taken_as_applied(tmp_path: Path) -> None:
    made = bench(tmp_path, [root(VPC)])
    made.steps.during = {f"apply {VPC}": lambda: (made.roots[0].path / "main.tf").write_text("# edited")}
    made.run().carry_out()
    assert words(made.run().review(refresh=False)) == {VPC: "changes"}


def test_an_apply_that_fails_leaves_no_fingerprint(tmp_path: Path) -> None:
    made = bench(tmp_path, [root(VPC)])

    def fail() -> None:
        raise StepFailed("Error: half done")

    made.steps.during = {f"apply {VPC}": fail}
    assert words(made.run().carry_out()) == {VPC: "failed"}
    made.steps.during = {}
    assert words(made.run().review(refresh=False)) == {VPC: "changes"}


def test_states_are_listed_once_for_a_run_and_once_more_for_each_root_that_is_applied(tmp_path: Path) -> None:
    made = bench(tmp_path, [root(f"t{number:02}/00-a") for number in range(20)])
    made.run(workers=4).carry_out()
    assert made.states.listings == 21
    made.states.listings = 0
    made.run(workers=4).carry_out()
    made.run(workers=4).review(refresh=False)
    assert made.states.listings == 2


# Draining


def test_a_drained_run_finishes_what_runs_and_starts_nothing_else(tmp_path: Path) -> None:
    made = standing(tmp_path)
    run = made.run()
    made.steps.during = {f"plan {VPC}": run.drain}
    report = run.carry_out(refresh=True)
    assert words(report) == {VPC: "applied", STORAGE: "waiting", EMR: "waiting"}
    assert (report.interrupted, report.exit_code()) == (True, 130)


def test_a_run_that_was_drained_when_all_had_begun_is_done(tmp_path: Path) -> None:
    made = standing(tmp_path, [VPC])
    run = made.run()
    made.steps.during = {f"apply {VPC}": run.drain}
    assert run.carry_out(refresh=True).exit_code() == 0


def test_a_drained_run_whose_cores_were_interrupted_exits_130(tmp_path: Path) -> None:
    made = standing(tmp_path, [VPC])
    run = made.run()
    made.steps.during = {f"plan {VPC}": run.drain}
    made.steps.plans = {VPC: [StepInterrupted("Interrupt received.")]}
    assert run.carry_out(refresh=True).exit_code() == 130


def test_one_root_that_fails_while_the_run_drains_is_told_with_those_that_wait(tmp_path: Path) -> None:
    made = standing(tmp_path)
    run = made.run()
    made.steps.during = {f"plan {VPC}": run.drain}
    made.steps.plans = {VPC: [StepFailed("Error: no")]}
    assert words(run.carry_out(refresh=True)) == {VPC: "failed", STORAGE: "waiting", EMR: "blocked"}


# The queue


def test_roots_that_need_nothing_of_each_other_run_at_once_but_never_more_than_the_workers(tmp_path: Path) -> None:
    names = [f"t{number}/00-a" for number in range(6)]
    made = bench(tmp_path, [root(name) for name in names])
    pairs = threading.Barrier(2)  # a root goes on only when another one is at the same point
    made.steps.during = {f"plan {name}": pairs.wait for name in names}
    made.run(workers=2).review(refresh=True)
    assert made.steps.most_busy == 2


def test_each_root_is_told_once_that_it_starts_and_once_how_it_ends(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.steps.plans = {VPC: [StepFailed("Error: no")]}
    made.run(workers=3).review(refresh=True)
    phases = {name: [phase for told, phase in made.told if told == name] for name in (VPC, STORAGE, EMR)}
    assert phases == {VPC: ["started", "failed"], STORAGE: ["started", "changes"], EMR: ["blocked"]}


@st.composite
def graphs(draw: st.DrawFn) -> list[Root]:
    """Roots that read some of those deployed before them."""
    found = [root("t/00-r")]
    for number in range(1, draw(st.integers(1, 6))):
        found.append(root(f"t/{number:02}-r", *draw(st.sets(st.sampled_from([other.id for other in found])))))
    return found


@given(graphs(), st.sets(st.integers(0, 5)), st.integers(1, 3))
def test_over_any_graph_a_root_starts_after_all_that_it_reads_and_only_lost_ones_are_left_out(
    roots: list[Root], failing: set[int], workers: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = bench(Path(folder), roots)
        lost = {found.id for number, found in enumerate(made.roots) if number in failing}
        made.steps.plans = {name: [StepFailed("Error: no")] for name in lost}
        report = made.run(workers).carry_out()
    order = made.steps.events
    reads = {found.id: [read.key.removesuffix("/terraform.tfstate") for read in found.reads] for found in made.roots}
    for name, needs in reads.items():
        blocked = any(words(report)[need] in ("failed", "blocked") for need in needs)
        assert words(report)[name] == ("blocked" if blocked else "failed" if name in lost else "applied")
        for need in needs:
            assert blocked or order.index(f"apply {need}") < order.index(f"plan {name}")


@given(st.permutations(["a/00-x", "a/01-y", "b/00-x", "platform/00-z"]))
def test_with_one_worker_the_order_is_that_of_deployment_however_the_roots_were_found(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = bench(Path(folder), [root(name) for name in names])
        made.run(workers=1).carry_out()
    planned = [event.removeprefix("plan ") for event in made.steps.events if event.startswith("plan")]
    assert planned == ["platform/00-z", "a/00-x", "a/01-y", "b/00-x"]
