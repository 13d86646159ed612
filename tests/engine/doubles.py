"""Stand-ins for what a run works with: states in memory, and steps whose plans are scripted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from haveli.engine.fingerprints import Fingerprints
from haveli.engine.planfile import ADD, Change, RootPlan
from haveli.engine.report import Report
from haveli.engine.roots import Root
from haveli.engine.run import Run
from haveli.engine.states import States
from haveli.engine.steps import Place, Steps

NOTHING = RootPlan()


def plan(*addresses: str, kind: str = ADD) -> RootPlan:
    """A plan that does the same to each of these addresses."""
    return RootPlan(tuple(Change(address, kind, "aws_thing") for address in sorted(addresses)))


class FakeStates:
    """States in memory. `write` gives one a new version, as an apply does."""

    def __init__(self) -> None:
        self.bucket = "states"
        self.has_bucket = True
        self.held: dict[str, tuple[str, tuple[str, ...], list[dict[str, Any]]]] = {}
        self.broken: dict[str, Exception] = {}
        self.listings = 0

    def write(self, name: str, *outputs: str, resources: int = 1) -> None:
        """The state of the root with this id comes to have these outputs."""
        key = f"{name}/terraform.tfstate"
        number = int(self.held[key][0]) + 1 if key in self.held else 1
        self.held[key] = (str(number), outputs, [{"type": "aws_thing", "attributes": {}}] * resources)

    def bucket_exists(self) -> bool:
        return self.has_bucket

    def versions(self) -> dict[str, str]:
        self.listings += 1
        return {key: version for key, (version, _, _) in self.held.items()} if self.has_bucket else {}

    def output_names(self, key: str, version: str) -> frozenset[str]:
        if key in self.broken:
            raise self.broken[key]
        return frozenset(self.held[key][1])

    def resources(self, key: str) -> list[dict[str, Any]]:
        return self.held[key][2] if key in self.held else []


@dataclass
class FakeSteps:
    """Steps that only write down what is asked of them. `plans` says what each root's plans are, one after the other;
    the last one stays. `during` is called inside a step, by `verb root`.
    """

    states: FakeStates
    folder: Path
    plans: dict[str, list[RootPlan | Exception]] = field(default_factory=dict)
    outputs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    during: dict[str, Callable[[], object]] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    moved: dict[str, Path] = field(default_factory=dict)
    busy: int = 0
    most_busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def place(self, root: Root) -> Place:
        name = root.id.replace("/", ".")
        where = self.moved.get(root.id, root.path)
        return Place(where, self.data / name, self.folder / f"{name}.log", self.folder / f"{name}.tfplan")

    def initialise(self, root: Root, on_line: object = None) -> None:
        pass

    def plan(self, root: Root, *arguments: str, on_line: object = None) -> RootPlan:
        verb = "plan-destroy" if "-destroy" in arguments else "plan"
        self._happen(verb, root)
        scripted = self.plans.get(root.id, [plan("aws_thing.this")])
        found = scripted.pop(0) if len(scripted) > 1 else scripted[0]
        if isinstance(found, Exception):
            raise found
        return found

    def apply(self, root: Root, on_line: object = None) -> None:
        self._happen("apply", root)
        if root.id not in self.moved:
            self.states.write(root.id, *self.outputs.get(root.id, ()))

    def check(self, root: Root, command: list[str], on_line: object, expect: tuple[int, ...] = (0,)) -> int:
        self._happen(command[0], root)
        return 0

    def _happen(self, verb: str, root: Root) -> None:
        with self._lock:
            self.events.append(f"{verb} {root.id}")
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            self.during.get(f"{verb} {root.id}", lambda: None)()
        finally:
            with self._lock:
                self.busy -= 1


@dataclass
class Bench:
    """A run over fakes, and what was told about it."""

    folder: Path
    roots: tuple[Root, ...]
    everything: tuple[Root, ...]
    states: FakeStates
    steps: FakeSteps
    told: list[tuple[str, str]] = field(default_factory=list)

    def run(self, workers: int = 1) -> Run:
        """A new run; states, steps and fingerprints stay."""
        return Run(
            id="run",
            repo=self.folder,
            roots=self.roots,
            everything=self.everything,
            steps=cast(Steps, self.steps),
            states=cast(States, self.states),
            fingerprints=Fingerprints(self.folder / "fingerprints"),
            workers=workers,
            notify=lambda root, phase, detail: self.told.append((root, phase)),
        )


def bench(folder: Path, roots: Iterable[Root], selected: Iterable[str] | None = None) -> Bench:
    """A bench over roots whose folders it makes; without `selected` the run is over all of them."""
    everything = tuple(sorted((_placed(folder, root) for root in roots), key=lambda root: root.order))
    states = FakeStates()
    logs = folder / "logs"
    logs.mkdir()
    names = {root.id for root in everything} if selected is None else set(selected)
    chosen = tuple(root for root in everything if root.id in names)
    return Bench(folder, chosen, everything, states, FakeSteps(states, logs))


def words(report: Report) -> dict[str, str]:
    """The word of each root."""
    return {result.root: result.word for result in report.results}


def by_root(report: Report) -> dict[str, Any]:
    """The result of each root."""
    return {result.root: result for result in report.results}


def _placed(folder: Path, root: Root) -> Root:
    path = folder / "terraform" / "environments" / root.env / root.name
    path.mkdir(parents=True)
    (path / "main.tf").write_text(f"# {root.id}\n")
    return Root(root.env, root.name, path, root.reads)
