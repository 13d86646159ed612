"""A run made ready from a checkout: its roots found and chosen, its folder, journal and core in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from haveli import aws
from haveli.engine import core, roots
from haveli.engine.core import Core
from haveli.engine.fingerprints import Fingerprints
from haveli.engine.journal import Journal, Record
from haveli.engine.lockwatch import LockWatch, watch_of
from haveli.engine.run import Notify, Run
from haveli.engine.states import States
from haveli.engine.steps import Steps


@dataclass(frozen=True)
class Request:
    """What a command asks the engine for: which roots, with which core, by how many workers."""

    command: str
    names: tuple[str, ...]
    core: str | None
    workers: int


@dataclass(frozen=True)
class Opened:
    """A run and its record."""

    run: Run
    journal: Journal
    record: Record
    watch: LockWatch

    def close(self, code: int) -> str:
        """Completes the record and removes what only this run needed; returns why the journal did not reach the
        bucket.
        """
        self.watch.stop()
        for left in self.run.steps.run.glob("*.tfplan"):
            left.unlink()
        return self.journal.end(self.record, code)


def open_run(repo: Path, world: aws.World, bucket: str, request: Request, notify: Notify) -> Opened:
    """Makes a run ready. Raises UsageError for a name or a core that is not there."""
    everything = roots.discover(repo)
    chosen = roots.select(everything, request.names)
    home = aws.home(repo)
    command = core.command(home, request.core)
    states = States(world, bucket)
    journal = Journal(home / "runs", world, bucket)
    record = journal.begin(request.command, tuple(root.id for root in chosen), repo)
    steps = Steps(Core(command, world.child_environment()), world, home, journal.folder(record))
    steps.watch = watch = watch_of(world, bucket, home, record, everything)
    run = Run(
        id=record.id,
        repo=repo,
        roots=chosen,
        everything=everything,
        steps=steps,
        states=states,
        fingerprints=Fingerprints(home / "fingerprints" / world.key),
        workers=request.workers,
        notify=notify,
    )
    return Opened(run, journal, record, watch)


def rehearsal(copy: Path, world: aws.World, bucket: str, request: Request) -> Run:
    """A run over a copy of the checkout that takes no locks and leaves nothing outside `copy`: only for planning."""
    everything = roots.discover(copy)
    command = core.command(copy / "home", request.core)
    logs = copy / "home" / "logs"
    logs.mkdir(parents=True)
    return Run(
        id="rehearsal",
        repo=copy,
        roots=roots.select(everything, request.names),
        everything=everything,
        steps=Steps(
            Core(command, world.child_environment()), world, copy / "home", logs, plan_options=("-lock=false",)
        ),
        states=States(world, bucket),
        fingerprints=Fingerprints(copy / "home" / "fingerprints"),
        workers=request.workers,
    )


def order(chosen: Sequence[roots.Root]) -> list[str]:
    """The roots in deploy order, one line each with what it reads: for `--order`."""
    return [
        f"{root.id}" + (f"  reads {', '.join(_folder(read.key) for read in root.reads)}" if root.reads else "")
        for root in chosen
    ]


def _folder(key: str) -> str:
    return key.removesuffix("/terraform.tfstate")
