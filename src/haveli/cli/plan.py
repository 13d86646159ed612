"""`haveli plan`: what would change, over many roots, in one summary."""

from __future__ import annotations

from haveli.cli import rendering, selecting
from haveli.cli.checkout import checkout
from haveli.cli.main import parser

_EXAMPLES = """  haveli plan                       every root; those unchanged since their last apply are skipped
  haveli plan fraud --refresh       one tenant, looking at what AWS really has
  haveli plan platform/00-infra-vpc --json
  haveli plan --detailed-exitcode   0: nothing, 2: changes, 1: failed
  haveli plan --changed-since main  only what differs from there; --with-dependants adds what reads it
  haveli plan --order               the order, and what each root reads; nothing runs
"""


def main(argv: list[str]) -> int:
    from haveli.cli import running

    options = parser("plan", "Shows what would change. Changes nothing.", _EXAMPLES)
    running.add_options(options)
    options.add_argument("--refresh", action="store_true", help="also plan roots that are as at their last apply")
    options.add_argument("--detailed-exitcode", action="store_true", help="exit 2 when something would change")
    selecting.add_options(options)
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    if args.order:
        return selecting.print_order(here, args)
    here.announce()
    rendering.refresh(here)
    names = selecting.names(here, args)
    if names is None:
        return running.show_nothing("plan", as_json=args.json)
    with running.running(here, args, "plan", names) as session:
        with session.working() as run:
            report = run.review(refresh=args.refresh)
        running.show(report, as_json=args.json)
        session.code = report.exit_code(detailed=args.detailed_exitcode)
    return session.code
