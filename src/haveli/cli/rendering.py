"""Keeping the rendered roots as the specification says, for every command that works on roots."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from haveli.aws import CloudNotRunning
from haveli.cli.checkout import Checkout
from haveli.render.writer import Changes

if TYPE_CHECKING:
    from haveli.engine.orphans import Kept

_OF_THE_PLATFORM = ("foundation", "platform")


def refresh(here: Checkout) -> None:
    """Writes what the specification changes in the rendered roots, and says so. Raises when a person edited one.

    The files of a root that leaves stay while it stands in this world, or may stand; that is said too.
    """
    changes, kept = write(here)
    for line in [*lines(changes), *filter(None, [str(kept)])]:
        print(line, file=sys.stderr)


def write(here: Checkout) -> tuple[Changes, Kept]:
    """Writes it; returns what was written, and the roots whose files stay although the specification lost them."""
    from haveli.render import render, writer

    changes = writer.plan(here.repo, render(here.spec))
    kept = _to_keep(here, changes.removed_roots)
    written = writer.keeping(changes, kept.roots)
    writer.write(here.repo, written)
    return written, kept


def _to_keep(here: Checkout, leaving: tuple[str, ...]) -> Kept:
    from haveli.engine import orphans
    from haveli.engine.states import States

    if not leaving:
        return orphans.Kept()
    spec = here.spec
    try:
        states = States(here.world, spec.platform.state_bucket)
    except CloudNotRunning as error:
        return orphans.unseen(leaving, error.explanation, hint="haveli up --empty, then the same command")
    return orphans.to_keep(leaving, (*_OF_THE_PLATFORM, *(tenant.name for tenant in spec.tenants)), states)


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
