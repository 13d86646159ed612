from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from haveli.engine import bootstrap
from haveli.engine.states import States
from haveli.engine.steps import StepFailed, Steps
from tests.engine.checkouts import root, write
from tests.engine.doubles import NOTHING, Bench, bench, by_root, plan, words

BACKEND = 'terraform {\n  backend "s3" {}\n}\n'


@pytest.fixture
def scene(tmp_path: Path) -> Bench:
    """A checkout with the root of the state bucket and one that needs it; there is no bucket yet."""
    made = bench(tmp_path, [root(bootstrap.ROOT), root("platform/00-vpc")])
    write(made.roots[0].path, {"main.tf": "# bucket\n", "backend.tf": BACKEND, "notes.md": "not Terraform\n"})
    write(tmp_path, {"terraform/modules/state-bucket/main.tf": ""})
    made.states.has_bucket = False
    return made


def prepare(scene: Bench) -> bool:
    steps, states = cast(Steps, scene.steps), cast(States, scene.states)
    return bootstrap.prepare(steps, scene.roots[0], states, scene.folder)


def copy(scene: Bench) -> Path:
    return scene.steps.moved[bootstrap.ROOT]


def make_bucket(scene: Bench) -> None:
    """What the first apply does: the bucket is there, the state lies in the copy."""
    scene.states.has_bucket = True
    (copy(scene) / "terraform.tfstate").write_text("{}")


def move_state(scene: Bench) -> None:
    assert (copy(scene) / "backend.tf").read_text() == BACKEND
    scene.states.write(bootstrap.ROOT, "bucket_name")


def test_without_the_bucket_the_root_is_worked_on_in_a_copy_with_local_state(scene: Bench) -> None:
    assert prepare(scene)
    assert 'backend "local"' in (copy(scene) / "backend.tf").read_text()
    assert sorted(path.name for path in copy(scene).iterdir()) == ["backend.tf", "main.tf"]
    assert (scene.roots[0].path / "backend.tf").read_text() == BACKEND


def test_the_copy_finds_the_modules_where_the_root_does(scene: Bench) -> None:
    prepare(scene)
    prepare(scene)
    assert (copy(scene) / "../../../modules/state-bucket/main.tf").is_file()


def test_a_bucket_that_is_there_already_is_adopted(scene: Bench) -> None:
    scene.states.has_bucket = True
    prepare(scene)
    assert 'id = "states"' in (copy(scene) / "adopt.tf").read_text()


def test_once_its_state_lies_in_the_bucket_the_root_is_worked_on_in_its_place(scene: Bench) -> None:
    prepare(scene)
    left = copy(scene)
    scene.steps.moved.clear()
    scene.states.has_bucket = True
    scene.states.write(bootstrap.ROOT)
    assert not prepare(scene)
    assert scene.steps.moved == {}
    assert not left.exists()


def test_the_copy_follows_the_files_of_the_root(scene: Bench) -> None:
    prepare(scene)
    write(scene.roots[0].path, {"more.tf": "# more\n"})
    (scene.roots[0].path / "main.tf").unlink()
    prepare(scene)
    assert sorted(path.name for path in copy(scene).iterdir()) == ["backend.tf", "more.tf"]


def test_a_bucket_that_was_seen_and_went_again_is_made_and_not_adopted(scene: Bench) -> None:
    scene.states.has_bucket = True
    prepare(scene)
    scene.states.has_bucket = False
    prepare(scene)
    assert not (copy(scene) / "adopt.tf").exists()


def test_in_the_end_the_state_moves_into_the_bucket_and_the_copy_goes(scene: Bench) -> None:
    prepare(scene)
    make_bucket(scene)
    left = copy(scene)
    scene.steps.during = {f"init {bootstrap.ROOT}": lambda: move_state(scene)}
    bootstrap.finish(cast(Steps, scene.steps), scene.roots[0])
    assert scene.steps.moved == {}
    assert not left.exists()


def test_a_whole_run_makes_the_bucket_first_and_all_else_after(scene: Bench) -> None:
    scene.steps.during = {
        f"apply {bootstrap.ROOT}": lambda: make_bucket(scene),
        f"init {bootstrap.ROOT}": lambda: move_state(scene),
    }
    report = scene.run(workers=2).carry_out()
    assert words(report) == {bootstrap.ROOT: "applied", "platform/00-vpc": "applied"}
    assert scene.steps.events == [
        f"plan {bootstrap.ROOT}",
        f"apply {bootstrap.ROOT}",
        f"init {bootstrap.ROOT}",
        "plan platform/00-vpc",
        "apply platform/00-vpc",
    ]
    assert set(words(scene.run().carry_out()).values()) == {"skipped"}


def test_after_a_crash_between_apply_and_move_the_next_run_moves_the_state(scene: Bench) -> None:
    def crash() -> None:
        raise StepFailed("Error: the power went")

    scene.steps.during = {
        f"apply {bootstrap.ROOT}": lambda: make_bucket(scene),
        f"init {bootstrap.ROOT}": crash,
    }
    assert words(scene.run().carry_out()) == {bootstrap.ROOT: "failed", "platform/00-vpc": "blocked"}

    scene.steps.moved.clear()  # the next process knows nothing
    scene.steps.plans = {bootstrap.ROOT: [NOTHING]}
    scene.steps.during = {f"init {bootstrap.ROOT}": lambda: move_state(scene)}
    run = scene.run()
    review = run.review(refresh=False)
    assert by_root(review)[bootstrap.ROOT].word == "changes"
    assert review.has_changes
    assert words(run.carry_out(by_root(review))) == {bootstrap.ROOT: "applied", "platform/00-vpc": "applied"}
    assert "foundation/00-state/terraform.tfstate" in scene.states.versions()


def test_a_crash_leaves_a_copy_that_is_not_adopted_over_its_own_state(scene: Bench) -> None:
    prepare(scene)
    make_bucket(scene)
    prepare(scene)
    assert (copy(scene) / "terraform.tfstate").exists()
    assert not (copy(scene) / "adopt.tf").exists()


def test_reviewed_and_applied_the_bucket_is_made_once(scene: Bench) -> None:
    scene.steps.during = {
        f"apply {bootstrap.ROOT}": lambda: make_bucket(scene),
        f"init {bootstrap.ROOT}": lambda: move_state(scene),
    }
    scene.steps.plans = {bootstrap.ROOT: [plan("aws_s3_bucket.this")]}
    run = scene.run()
    review = run.review(refresh=False)
    assert words(review) == {bootstrap.ROOT: "changes", "platform/00-vpc": "later"}
    assert words(run.carry_out(by_root(review)))[bootstrap.ROOT] == "applied"
    assert scene.steps.events.count(f"plan {bootstrap.ROOT}") == 1
