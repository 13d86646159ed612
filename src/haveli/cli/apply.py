"""`haveli apply`: plan, show, ask, and apply exactly what was shown."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from haveli.cli import ask, rendering, selecting
from haveli.cli.checkout import checkout
from haveli.cli.main import parser

if TYPE_CHECKING:
    from haveli.cli.running import Session
    from haveli.engine.report import RootResult

_EXAMPLES = """  haveli apply fraud                plan one tenant, show, ask, apply
  haveli apply --yes                every root; each is planned and applied in its turn
  haveli apply --changed-since HEAD~1 --with-dependants
  haveli apply fraud --order        the order; nothing runs
"""


def main(argv: list[str]) -> int:
    from haveli.cli import running

    options = parser("apply", "Plans, shows the summary, asks, and applies exactly that.", _EXAMPLES)
    running.add_options(options)
    options.add_argument("--refresh", action="store_true", help="also look at roots that are as at their last apply")
    options.add_argument("--yes", action="store_true", help="do not ask")
    selecting.add_options(options)
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    if args.order:
        return selecting.print_order(here, args)
    here.announce()
    rendering.refresh(here)
    names = selecting.names(here, args)
    if names is None:
        return running.show_nothing("apply", as_json=args.json)
    with running.running(here, args, "apply", names) as session:
        return _carry_out(session, args, None) if args.yes else _review_and_ask(session, args)


def _review_and_ask(session: Session, args: argparse.Namespace) -> int:
    from haveli.cli import running

    with session.working() as run:
        review = run.review(refresh=args.refresh)
    nothing_to_ask = bool(review.bad) or not review.has_changes
    running.show(review, as_json=args.json and nothing_to_ask)
    session.check_not_stopped()
    if nothing_to_ask:
        session.code = review.exit_code()
        return session.code
    if not ask.confirmed("Apply this? Only 'yes' applies:"):
        print("Nothing was applied.", file=sys.stderr)
        return session.code
    return _carry_out(session, args, {result.root: result for result in review.results})


def _carry_out(session: Session, args: argparse.Namespace, reviewed: dict[str, RootResult] | None) -> int:
    from haveli.cli import running

    with session.working() as run:
        report = run.carry_out(reviewed, refresh=args.refresh)
    running.show(report, as_json=args.json)
    session.code = report.exit_code()
    return session.code
