from __future__ import annotations

from pathlib import Path

from haveli.engine.planfile import DESTROY
from haveli.engine.steps import StepFailed
from tests.engine.checkouts import root
from tests.engine.doubles import Bench, bench, by_root, plan, words

VPC, STORAGE, EMR = "platform/00-vpc", "fraud/00-storage", "fraud/03-emr"


def standing(folder: Path, selected: list[str] | None = None) -> Bench:
    """Three roots that have been applied once; the last reads the others."""
    made = bench(folder, [root(VPC), root(STORAGE), root(EMR, VPC, STORAGE)], selected)
    for name in (VPC, STORAGE, EMR):
        made.states.write(name)
    return made


def destroyed(made: Bench, workers: int = 1) -> dict[str, str]:
    run = made.run(workers)
    return words(run.carry_out_destroy(by_root(run.review_destroy())))


def test_a_destroy_goes_from_those_that_read_to_those_that_are_read(tmp_path: Path) -> None:
    made = standing(tmp_path)
    assert set(destroyed(made).values()) == {"destroyed"}
    applied = [event.removeprefix("apply ") for event in made.steps.events if event.startswith("apply")]
    assert applied == [EMR, STORAGE, VPC]


def test_a_root_without_resources_is_absent_and_not_planned(tmp_path: Path) -> None:
    made = standing(tmp_path)
    made.states.write(EMR, resources=0)
    assert destroyed(made)[EMR] == "absent"
    assert f"plan-destroy {EMR}" not in made.steps.events


def test_what_a_root_that_is_still_there_needs_stays_too(tmp_path: Path) -> None:
    made = standing(tmp_path)
    run = made.run()
    reviewed = by_root(run.review_destroy())
    made.steps.plans = {EMR: [StepFailed("Error: protected")]}
    report = run.carry_out_destroy(reviewed)
    assert words(report) == {VPC: "blocked", STORAGE: "blocked", EMR: "failed"}
    assert by_root(report)[VPC].reason == f"is needed by {EMR}, which is still there"


def test_nothing_goes_that_was_not_in_the_review(tmp_path: Path) -> None:
    made = standing(tmp_path, [EMR])
    made.steps.plans = {EMR: [plan("a.one", kind=DESTROY), plan("a.one", "a.two", kind=DESTROY)]}
    assert destroyed(made) == {EMR: "failed"}
    assert f"apply {EMR}" not in made.steps.events


def test_what_went_in_the_meantime_does_not_stop_a_destroy(tmp_path: Path) -> None:
    made = standing(tmp_path, [EMR])
    made.steps.plans = {EMR: [plan("a.one", "a.two", kind=DESTROY), plan("a.one", kind=DESTROY)]}
    assert destroyed(made) == {EMR: "destroyed"}


def test_the_root_of_the_state_bucket_goes_last(tmp_path: Path) -> None:
    made = bench(tmp_path, [root("foundation/00-state"), root(VPC), root(STORAGE)])
    for found in made.roots:
        made.states.write(found.id)
    destroyed(made, workers=3)
    assert made.steps.events[-1] == "apply foundation/00-state"


def test_after_a_destroy_the_root_is_not_taken_as_unchanged(tmp_path: Path) -> None:
    made = bench(tmp_path, [root(VPC)])
    made.run().carry_out()
    destroyed(made)
    assert words(made.run().review(refresh=False)) == {VPC: "changes"}


def test_the_order_of_a_destroy_is_the_reverse(tmp_path: Path) -> None:
    made = bench(tmp_path, [root(f"{env}/00-a") for env in ("a", "b", "platform")])
    for found in made.roots:
        made.states.write(found.id)
    destroyed(made)
    applied = [event.removeprefix("apply ") for event in made.steps.events if event.startswith("apply")]
    assert applied == ["b/00-a", "a/00-a", "platform/00-a"]
