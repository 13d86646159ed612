"""Stand-ins for what commands call: a world that answers, and an engine whose reports are scripted."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from haveli.aws import World
from haveli.engine.opened import Request
from haveli.engine.planfile import ADD, DESTROY, Change, RootPlan
from haveli.engine.report import Report, RootResult
from haveli.engine.run import Notify

NOTHING = Report("plan", (RootResult("fraud/00-storage", "unchanged"),), "r1")
CHANGES = Report(
    "plan", (RootResult("fraud/00-storage", "changes", RootPlan((Change("a.b", ADD, "a"),)), seconds=1.0),), "r1"
)
APPLIED = Report("apply", (RootResult("fraud/00-storage", "applied", CHANGES.results[0].plan),), "r1")
FAILED = Report("plan", (RootResult("fraud/00-storage", "failed", reason="Error: no"),), "r1")
LOSSES = Report(
    "plan",
    (
        RootResult(
            "fraud/00-storage",
            "changes",
            RootPlan((Change("a.b", DESTROY, "aws_s3_bucket"), Change("a.c", DESTROY, "aws_s3_bucket"))),
        ),
    ),
    "r1",
)
DESTROYED = Report("destroy", (RootResult("fraud/00-storage", "destroyed", LOSSES.results[0].plan),), "r1")


class QuietWorld(World):
    """A world that nobody needs to answer for."""

    def caller(self) -> str:
        return f"arn:aws:iam::{self.account}:user/tester"


def world() -> World:
    """A local world."""
    return QuietWorld("local", "880170353725", "ap-south-1", "i1", {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})


class Typed(io.StringIO):
    """A terminal at which somebody has typed this."""

    def isatty(self) -> bool:
        return True


@dataclass
class FakeRun:
    """A run that only writes down what it is asked for. `during` is called inside `verb`."""

    folder: Path
    reports: dict[str, Report]
    called: list[tuple[str, Any]] = field(default_factory=list)
    during: dict[str, Callable[[], object]] = field(default_factory=dict)
    is_draining: bool = False
    interrupted: int = 0

    @property
    def steps(self) -> Any:
        return SimpleNamespace(run=self.folder, core=SimpleNamespace(interrupt=self._interrupt))

    def review(self, *, refresh: bool) -> Report:
        return self._report("review", refresh)

    def carry_out(self, reviewed: Mapping[str, RootResult] | None = None, *, refresh: bool = False) -> Report:
        return self._report("carry_out", reviewed)

    def review_destroy(self) -> Report:
        return self._report("review_destroy", None)

    def carry_out_destroy(self, reviewed: Mapping[str, RootResult]) -> Report:
        return self._report("carry_out_destroy", reviewed)

    def drain(self) -> None:
        self.is_draining = True

    def _report(self, verb: str, what: Any) -> Report:
        self.called.append((verb, what))
        self.during.get(verb, lambda: None)()
        return self.reports[verb]

    def _interrupt(self) -> int:
        self.interrupted += 1
        return 1


@dataclass
class FakeEngine:
    """Opens fake runs; `closed` holds the exit code that each journal got."""

    run: FakeRun
    requests: list[Request] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    unsaved: str = ""

    def open_run(self, repo: Path, world: World, bucket: str, request: Request, notify: Notify) -> Any:
        self.requests.append(request)
        return SimpleNamespace(run=self.run, close=self._close)

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.run.called]

    def _close(self, code: int) -> str:
        self.closed.append(code)
        return self.unsaved
