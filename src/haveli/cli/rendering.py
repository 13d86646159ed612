"""Keeping the rendered roots as the specification says, for every command that works on roots."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import PurePosixPath

from haveli.cli.checkout import Checkout
from haveli.render.writer import Changes


def refresh(here: Checkout) -> None:
    """Writes what the specification changes in the rendered roots, and says so. Raises when a person edited one."""
    from haveli.render import render, writer

    changes = writer.plan(here.repo, render(here.spec))
    writer.write(here.repo, changes)
    for line in lines(changes):
        print(line, file=sys.stderr)


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
