"""Keeping the rendered roots as the specification says, for every command that works on roots."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import PurePosixPath

from haveli.aws import CloudNotRunning
from haveli.cli.checkout import Checkout
from haveli.render.writer import Changes


def refresh(here: Checkout) -> None:
    """Writes what the specification changes in the rendered roots, and says so.

    Raises when a person edited one, and when what would lose its root still stands or may stand.
    """
    from haveli.render import render, writer

    changes = writer.plan(here.repo, render(here.spec))
    write(here, changes)
    for line in lines(changes):
        print(line, file=sys.stderr)


def write(here: Checkout, changes: Changes) -> None:
    """Writes the changes, unless a root would go whose resources stand in this world, or may: then StillStanding or
    StandingUnknown is raised.
    """
    from haveli.render import writer

    if changes.removed_roots and not changes.edited:
        _check_nothing_is_left_behind(here, changes.removed_roots)
    writer.write(here.repo, changes)


def _check_nothing_is_left_behind(here: Checkout, leaving: tuple[str, ...]) -> None:
    from haveli.engine import orphans
    from haveli.engine.states import States

    spec = here.spec
    try:
        states = States(here.world, spec.platform.state_bucket)
    except CloudNotRunning as error:
        raise orphans.unknown(leaving, error.explanation, hint="haveli up --empty") from error
    orphans.check(leaving, ("foundation", "platform", *(tenant.name for tenant in spec.tenants)), states)


def lines(changes: Changes) -> list[str]:
    """A line for each folder in which something is written or removed."""
    verbs = (("created", changes.created), ("changed", changes.changed), ("removed", changes.removed))
    told = []
    for verb, paths in verbs:
        counts = Counter(str(PurePosixPath(path).parent) for path in paths)
        told += [f"{verb} {_files(number)} in {folder}" for folder, number in sorted(counts.items())]
    return told + [f"edited by hand: {path}" for path in changes.edited]


def _files(number: int) -> str:
    return "1 rendered file" if number == 1 else f"{number} rendered files"
