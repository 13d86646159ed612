"""What happens to one root: init, plan, apply, destroy. Each step is one command of the core."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from haveli.aws import World
from haveli.engine import planfile
from haveli.engine.core import Core
from haveli.engine.diagnosis import explain, was_interrupted, was_locked
from haveli.engine.fingerprints import digest
from haveli.engine.lockwatch import Unwatched, Watch
from haveli.engine.planfile import RootPlan
from haveli.engine.roots import Root
from haveli.errors import HaveliError

_ALWAYS = ("-no-color", "-input=false")
_NO_CHANGES, _CHANGES = 0, 2  # exit codes of `plan -detailed-exitcode`

OnLine = Callable[[str], None]


class StepFailed(HaveliError):
    """A command of the core failed; the explanation is its own error, cut to what matters."""

    title = "Failed"


class StepLocked(StepFailed):
    """Another holder has the lock of the state; the explanation says who, and whether they live."""

    title = "Locked"


class StepInterrupted(StepFailed):
    """A command of the core was interrupted; what it had done is in the state."""

    title = "Interrupted"


@dataclass(frozen=True)
class Place:
    """Where a root is worked on: its folder (the root's own, but for a bootstrap) and the core's data folder."""

    folder: Path
    data: Path
    log: Path
    plan_file: Path


class Steps:
    """The steps of every root of one run. `run` is the run's folder, `home` haveli's (see aws.home)."""

    def __init__(self, core: Core, world: World, home: Path, run: Path, *, plan_options: tuple[str, ...] = ()) -> None:
        self.core = core
        self.home = home
        self.run = run
        self.plan_options = plan_options
        self.data = home / "terraform" / world.key
        self.moved: dict[str, Path] = {}
        self.watch: Watch = Unwatched()

    def place(self, root: Root) -> Place:
        """Where `root` is worked on."""
        name = root.id.replace("/", ".")
        folder = self.moved.get(root.id, root.path)
        data = self.data / root.env / (root.name if root.id not in self.moved else f"{root.name}.bootstrap")
        return Place(folder, data, self.run / f"{name}.log", self.run / f"{name}.tfplan")

    def initialise(self, root: Root, on_line: OnLine | None = None) -> None:
        """Runs `init` unless this root was initialised with just these files and modules. Raises StepFailed."""
        place = self.place(root)
        marker = place.data / "haveli-init"
        with _alone_in(place.data):
            if marker.exists() and marker.read_text() == digest(place.folder):
                return
            self.check(root, ["init", *_ALWAYS, "-reconfigure"], on_line)
            marker.write_text(digest(place.folder))  # afterwards: init may have written the lock file of the providers

    def plan(self, root: Root, *arguments: str, on_line: OnLine | None = None) -> RootPlan:
        """Plans into the run's plan file; returns what it would do. Raises StepFailed."""
        place = self.place(root)
        self.initialise(root, on_line)
        command = ["plan", *_ALWAYS, "-detailed-exitcode", f"-out={place.plan_file}", *self.plan_options, *arguments]
        code = self.check(root, command, on_line, expect=(_NO_CHANGES, _CHANGES))
        return RootPlan() if code == _NO_CHANGES else self.read_plan(root)

    def read_plan(self, root: Root) -> RootPlan:
        """What the run's plan file of `root` would do."""
        place = self.place(root)
        shown = self.core.read(place.folder, ["show", "-json", str(place.plan_file)], data=place.data)
        if shown.code:
            raise StepFailed(explain(shown.output))
        return planfile.parse(json.loads(shown.output))

    def apply(self, root: Root, on_line: OnLine | None = None) -> None:
        """Applies exactly the run's plan file. Raises StepFailed."""
        place = self.place(root)
        try:
            self.check(root, ["apply", *_ALWAYS, str(place.plan_file)], on_line)
        finally:
            place.plan_file.unlink(missing_ok=True)

    def check(self, root: Root, command: list[str], on_line: OnLine | None, expect: tuple[int, ...] = (0,)) -> int:
        """Runs a command of the core for `root`; returns its code. Raises StepFailed for one not expected."""
        place = self.place(root)
        start = place.log.stat().st_size if place.log.exists() else 0
        with self._watch(root).working(root, command) as work:
            finished = self.core.run(place.folder, command, data=place.data, log=place.log, on_line=on_line)
            text = place.log.read_bytes()[start:].decode(errors="replace")
            # Where another holder has the lock, this command never had one to leave.
            work.completed = finished.code in expect or was_locked(text)
        if finished.code not in expect:
            if was_locked(text):
                verdict = self._watch(root).in_the_way(root)
                raise StepLocked(verdict or explain(text), hint=f"haveli lock inspect {root}")
            kind = StepInterrupted if was_interrupted(text) else StepFailed
            raise kind(explain(text))
        return finished.code

    def _watch(self, root: Root) -> Watch:
        return Unwatched() if root.id in self.moved else self.watch  # the state of one that moved is local


@contextmanager
def _alone_in(data: Path) -> Iterator[None]:
    """While inside, no other run of this checkout initialises this data folder: `init` writes it in pieces."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "haveli-init.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)  # given back when the file closes, also when this process is killed
        yield
