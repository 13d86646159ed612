from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import pytest

from haveli.aws import World
from haveli.engine.core import Core, Finished
from haveli.engine.lockwatch import Work
from haveli.engine.planfile import ADD, RootPlan
from haveli.engine.roots import Root
from haveli.engine.steps import StepFailed, StepInterrupted, StepLocked, Steps
from tests.engine.checkouts import root, write

PLAN = {"resource_changes": [{"address": "a.b", "type": "a", "change": {"actions": ["create"]}}]}


class FakeCore:
    """A core whose answers are scripted by verb: an exit code and what it prints."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, str]] = {"show": (0, json.dumps(PLAN))}
        self.commands: list[list[str]] = []

    def run(
        self, folder: Path, arguments: Sequence[str], *, data: Path, log: Path, on_line: Callable[[str], None] | None
    ) -> Finished:
        code, text = self._answer(arguments)
        data.mkdir(parents=True, exist_ok=True)
        with log.open("a") as stream:
            stream.write(f"\n$ terraform {' '.join(arguments)}\n{text}")
        for option in arguments:
            if option.startswith("-out="):
                Path(option.removeprefix("-out=")).write_text("plan")
        return Finished(code)

    def read(self, folder: Path, arguments: Sequence[str], *, data: Path) -> Finished:
        return Finished(*self._answer(arguments))

    def _answer(self, arguments: Sequence[str]) -> tuple[int, str]:
        self.commands.append(list(arguments))
        return self.answers.get(arguments[0], (0, ""))

    @property
    def verbs(self) -> list[str]:
        return [command[0] for command in self.commands]


@pytest.fixture
def core() -> FakeCore:
    return FakeCore()


@pytest.fixture
def storage(tmp_path: Path) -> Root:
    folder = tmp_path / "terraform/environments"
    files = {"fraud/00-storage/main.tf": 'module "m" {\n  source = "../../../modules/m"\n}\n'}
    write(folder, files)
    write(tmp_path, {"terraform/modules/m/main.tf": "# m\n"})
    return root("fraud/00-storage", path=folder)


def steps(tmp_path: Path, core: FakeCore, **options: Any) -> Steps:
    run = tmp_path / "runs" / "r1"
    run.mkdir(parents=True, exist_ok=True)
    world = World("local", "880170353725", "ap-south-1", "i1")
    return Steps(cast(Core, core), world, tmp_path / "home", run, **options)


def test_a_root_is_initialised_once_for_the_same_files(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    steps(tmp_path, core).initialise(storage)
    steps(tmp_path, core).initialise(storage)
    assert core.verbs == ["init"]


@pytest.mark.parametrize("name", ["terraform/environments/fraud/00-storage/main.tf", "terraform/modules/m/main.tf"])
def test_a_root_is_initialised_again_when_its_files_or_modules_change(
    tmp_path: Path, core: FakeCore, storage: Root, name: str
) -> None:
    made = steps(tmp_path, core)
    made.initialise(storage)
    (tmp_path / name).write_text((tmp_path / name).read_text() + "# more\n")
    made.initialise(storage)
    assert core.verbs == ["init", "init"]


def test_a_lock_file_that_init_writes_does_not_ask_for_another(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core)
    lock_file = storage.path / ".terraform.lock.hcl"
    real = core.run

    def run(*arguments: Any, **options: Any) -> Finished:
        lock_file.write_text("# providers\n")
        return real(*arguments, **options)

    core.run = run  # type: ignore[method-assign]
    made.initialise(storage)
    made.initialise(storage)
    assert core.verbs == ["init"]


def test_an_init_that_failed_is_tried_again(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core)
    core.answers["init"] = 1, "Error: no registry\n"
    with pytest.raises(StepFailed, match="no registry"):
        made.initialise(storage)
    core.answers["init"] = 0, ""
    made.initialise(storage)
    assert core.verbs == ["init", "init"]


def test_while_a_root_is_initialised_no_other_run_of_the_checkout_does_so(
    tmp_path: Path, core: FakeCore, storage: Root
) -> None:
    made = steps(tmp_path, core)
    stream = made.place(storage).data / "haveli-init.lock"
    refused: list[bool] = []

    def run(*arguments: Any, **options: Any) -> Finished:
        with stream.open("w") as other, suppress(BlockingIOError):
            refused.append(True)
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            refused.pop()
        return FakeCore.run(core, *arguments, **options)

    core.run = run  # type: ignore[method-assign]
    made.initialise(storage)
    assert refused == [True]
    with stream.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)  # and afterwards the next one may


def test_another_local_cloud_has_another_data_folder(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    first = steps(tmp_path, core).place(storage).data
    other = Steps(cast(Core, core), World("local", "8", "r", "i2"), tmp_path / "home", tmp_path)
    assert first != other.place(storage).data


def test_exit_code_0_of_a_plan_is_no_change_and_nothing_is_read(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    assert steps(tmp_path, core).plan(storage) == RootPlan()
    assert core.verbs == ["init", "plan"]


def test_exit_code_2_of_a_plan_is_read_from_its_file(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    core.answers["plan"] = 2, ""
    made = steps(tmp_path, core)
    assert made.plan(storage).addresses(ADD) == ("a.b",)
    assert core.commands[-1] == ["show", "-json", str(made.place(storage).plan_file)]


def test_a_plan_never_asks_has_no_colour_and_keeps_its_options(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core, plan_options=("-lock=false",))
    made.plan(storage, "-destroy")
    assert {"-input=false", "-no-color", "-detailed-exitcode", "-lock=false", "-destroy"} <= set(core.commands[-1])


def test_a_plan_that_fails_tells_the_errors_of_this_command_only(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core)
    core.answers["init"] = 0, "Error: an old one, of the command before\n"
    core.answers["plan"] = 1, "thinking\nError: the new one\n"
    with pytest.raises(StepFailed) as caught:
        made.plan(storage)
    assert caught.value.explanation == "Error: the new one"


def test_a_plan_that_cannot_be_shown_is_a_failure(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    core.answers |= {"plan": (2, ""), "show": (1, "Error: plan file of another version\n")}
    with pytest.raises(StepFailed, match="another version"):
        steps(tmp_path, core).plan(storage)


def test_an_interrupted_command_is_told_from_a_failed_one(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    core.answers["apply"] = 1, "Interrupt received.\nError: operation canceled\n"
    with pytest.raises(StepInterrupted):
        steps(tmp_path, core).apply(storage)


def test_an_apply_takes_exactly_the_plan_file_and_uses_it_up(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core)
    made.plan(storage)
    plan_file = made.place(storage).plan_file
    assert plan_file.exists()
    made.apply(storage)
    assert core.commands[-1] == ["apply", "-no-color", "-input=false", str(plan_file)]
    assert not plan_file.exists()


def test_a_plan_file_is_used_up_also_when_its_apply_fails(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made = steps(tmp_path, core)
    made.plan(storage)
    core.answers["apply"] = 1, "Error: half done\n"
    with pytest.raises(StepFailed, match="half done"):
        made.apply(storage)
    assert not made.place(storage).plan_file.exists()


def test_logs_and_plan_files_of_two_roots_never_meet(tmp_path: Path, core: FakeCore) -> None:
    made = steps(tmp_path, core)
    places = [made.place(root(name)) for name in ("a/00-x", "a/01-x", "b/00-x")]
    assert len({place.log for place in places} | {place.plan_file for place in places}) == 6
    assert len({place.data for place in places}) == 3


class FakeWatch:
    """A watch that keeps what was worked on, and how it ended."""

    def __init__(self, verdict: str = "") -> None:
        self.verdict = verdict
        self.seen: list[tuple[str, str, Work]] = []

    @contextmanager
    def working(self, root: Root, command: Sequence[str]) -> Iterator[Work]:
        work = Work()
        self.seen.append((root.id, command[0], work))
        yield work

    def in_the_way(self, root: Root) -> str:
        return self.verdict


LOCKED = "Error: Error acquiring the state lock\n\nError message: PreconditionFailed\nLock Info:\n  ID: 1\n"


def test_every_command_is_watched_and_its_end_is_told(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made, watch = steps(tmp_path, core), FakeWatch()
    made.watch = watch
    core.answers["plan"] = (2, "")
    core.answers["apply"] = (1, "Error: no\n")
    made.plan(storage)
    with pytest.raises(StepFailed):
        made.apply(storage)
    told = [(name, verb, work.completed) for name, verb, work in watch.seen]
    assert told == [(storage.id, "init", True), (storage.id, "plan", True), (storage.id, "apply", False)]


def test_a_locked_state_is_told_with_the_verdict_in_place_of_the_cores_words(
    tmp_path: Path, core: FakeCore, storage: Root
) -> None:
    made = steps(tmp_path, core)
    made.watch = watch = FakeWatch("The state is locked by ravi@b (apply, 5 s ago): active.")
    core.answers["plan"] = (1, LOCKED)
    with pytest.raises(StepLocked) as caught:
        made.plan(storage)
    assert watch.seen[-1][2].completed  # it had no lock that it could have left
    assert caught.value.explanation == "The state is locked by ravi@b (apply, 5 s ago): active."
    assert caught.value.hint == "haveli lock inspect fraud/00-storage"


def test_where_the_verdict_cannot_be_had_the_core_speaks(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    core.answers["plan"] = (1, LOCKED)
    with pytest.raises(StepLocked) as caught:
        steps(tmp_path, core).plan(storage)
    assert "Error acquiring the state lock" in caught.value.explanation


def test_a_root_whose_state_is_local_for_now_is_not_watched(tmp_path: Path, core: FakeCore, storage: Root) -> None:
    made, watch = steps(tmp_path, core), FakeWatch()
    made.watch = watch
    made.moved[storage.id] = storage.path
    made.plan(storage)
    assert watch.seen == []
