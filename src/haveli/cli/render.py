"""`haveli render`: the Terraform roots that the specification asks for."""

from __future__ import annotations

from haveli.cli import rendering
from haveli.cli.checkout import checkout
from haveli.cli.main import parser

_EXAMPLES = """  haveli render            write what the specification changes
  haveli render --check    write nothing; exit 1 when rendered files and specification differ
"""


def main(argv: list[str]) -> int:
    options = parser("render", "Writes the Terraform roots that the specification asks for.", _EXAMPLES)
    options.add_argument("--check", action="store_true", help="write nothing; exit 1 when something differs")
    args = options.parse_args(argv)
    from haveli.render import render, writer

    here = checkout(args.folder, args.cloud)
    files = render(here.spec)
    changes = writer.plan(here.repo, files)
    if not args.check:
        rendering.write(here, changes)
    told = rendering.lines(changes)
    print("\n".join(told) or f"{len(files)} rendered files are as the specification says.")
    return 1 if args.check and not changes.nothing else 0
