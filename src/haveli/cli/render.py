"""`haveli render`: the Terraform roots that the specification asks for."""

from __future__ import annotations

import sys

from haveli.cli import rendering
from haveli.cli.checkout import Checkout, checkout
from haveli.cli.main import parser
from haveli.render.writer import Changes

_EXAMPLES = """  haveli render            write what the specification changes
  haveli render --check    write nothing; exit 1 when rendered files and specification differ
"""


def main(argv: list[str]) -> int:
    options = parser("render", "Writes the Terraform roots that the specification asks for.", _EXAMPLES)
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 when something differs")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    return _check(here) if args.check else _write(here)


def _write(here: Checkout) -> int:
    """Exits 1 when files stay that the specification no longer asks for."""
    changes, kept = rendering.write(here)
    _tell(changes)
    if kept.roots:
        print(kept, file=sys.stderr)
    return 1 if kept.roots else 0


def _check(here: Checkout) -> int:
    from haveli.render import render, writer

    changes = writer.plan(here.repo, render(here.spec))
    _tell(changes)
    return 0 if changes.nothing else 1


def _tell(changes: Changes) -> None:
    print("\n".join(rendering.lines(changes)) or "The rendered files are as the specification says.")
