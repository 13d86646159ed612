"""What plan, apply, destroy and up share: options, opening a run, and showing its report."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from haveli.cli.checkout import Checkout
from haveli.cli.progress import Lines, Live, progress
from haveli.cli.signals import draining
from haveli.engine import opened, report
from haveli.engine.opened import Opened, Request
from haveli.engine.report import Report
from haveli.engine.run import Run
from haveli.errors import HaveliError, Interrupted, UsageError


def add_options(options: argparse.ArgumentParser) -> None:
    """The options of everything that works on roots."""
    options.add_argument("names", nargs="*", metavar="ENV[/ROOT]", help="an environment or a root; all when left out")
    options.add_argument("--core", metavar="PATH", help="use this terraform or tofu instead of the pinned core")
    options.add_argument("--parallel", type=int, metavar="N", help="roots worked on at once (default: cores + 2)")
    options.add_argument("--json", action="store_true", help="print the summary as JSON on stdout")


@dataclass
class Session:
    """An open run, and the exit code that its journal will carry."""

    opened: Opened
    shown: Lines | Live
    code: int = 1

    @property
    def run(self) -> Run:
        return self.opened.run

    @contextmanager
    def working(self) -> Iterator[Run]:
        """While roots are worked on: progress is shown, and Ctrl-C drains (see signals)."""
        with draining(self.run), self.shown:
            yield self.run

    def check_not_stopped(self) -> None:
        """Raises Interrupted when a signal ended the review: nobody has seen all of it."""
        if self.run.is_draining:
            raise Interrupted("Stopped before anything was changed.")


@contextmanager
def running(
    here: Checkout, args: argparse.Namespace, command: str, names: Sequence[str] | None = None
) -> Iterator[Session]:
    """A run over the roots of these names, else those that `args` name, with its journal."""
    workers = _workers(args.parallel)
    platform = here.spec.platform
    core = args.core or platform.terraform_core or None
    shown = progress()
    chosen = tuple(args.names if names is None else names)
    request = Request(_command_line(command, args), chosen, core, workers)
    session = Session(opened.open_run(here.repo, here.world, platform.state_bucket, request, shown.notify), shown)
    try:
        yield session
    except HaveliError as error:
        session.code = error.exit_code
        raise
    except KeyboardInterrupt:
        session.code = Interrupted.exit_code
        raise
    finally:
        unsaved = session.opened.close(session.code)
        if unsaved and here.world.name == "aws":
            print(f"The journal of this run is only in {session.run.steps.run}: {unsaved}", file=sys.stderr)


def _command_line(command: str, args: argparse.Namespace) -> str:
    """The command as the journal keeps it: with what chose its roots."""
    given = vars(args)
    since = ["--changed-since", given["changed_since"]] if given.get("changed_since") else []
    more = ["--with-dependants"] if given.get("with_dependants") else []
    return shlex.join(["haveli", command, *args.names, *since, *more])


def _workers(asked: int | None) -> int:
    if asked is not None and asked < 1:
        raise UsageError(f"--parallel {asked}: at least one root must be worked on.", hint="--parallel 1")
    return asked or (os.cpu_count() or 2) + 2


def show(result: Report, *, as_json: bool) -> None:
    """Prints a report: as text on stderr, or as JSON on stdout."""
    if as_json:
        print(json.dumps(report.as_json(result), indent=1))
    else:
        print("\n" + report.as_text(result, _width()), file=sys.stderr)


def show_nothing(verb: str, *, as_json: bool) -> int:
    """Reports that no root was chosen; returns the exit code."""
    show(Report(verb, ()), as_json=as_json)
    return 0


def _width() -> int:
    """Columns of the terminal that stderr is; a log takes lines of any length."""
    return shutil.get_terminal_size().columns if sys.stderr.isatty() else sys.maxsize
