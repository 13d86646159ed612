"""`haveli destroy`: shows what goes and what stays, asks for the name, destroys in the reverse order."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from haveli.cli import ask, selecting
from haveli.cli.checkout import Checkout, checkout
from haveli.cli.main import parser
from haveli.engine.report import Report
from haveli.errors import UsageError

_EXAMPLES = """  haveli destroy fraud                          shows, asks for the name, destroys
  haveli destroy fraud --yes --confirm fraud    for scripts
  haveli destroy fraud --delete-data            also empties the tenant's buckets
  haveli destroy fraud --dry-run                only shows
  haveli destroy fraud --order                  the order; nothing runs
"""


def main(argv: list[str]) -> int:
    from haveli.cli import running

    options = parser(
        "destroy", "Destroys an environment or roots of it. Shows first what goes and what stays.", _EXAMPLES
    )
    running.add_options(options)
    options.add_argument("--yes", action="store_true", help="do not ask; needs --confirm")
    options.add_argument("--confirm", metavar="NAME", help="the name that a person would have typed")
    options.add_argument(
        "--delete-data", action="store_true", help="empty the buckets that go, else one with data stays; forget secrets"
    )
    options.add_argument("--dry-run", action="store_true", help="show what would go, and change nothing")
    selecting.add_order(options)
    args = options.parse_args(argv)
    if args.order:
        return selecting.print_reverse_order(checkout(args.folder, args.cloud), args)
    name = _name(args)
    here = checkout(args.folder, args.cloud)
    here.announce()
    with running.running(here, args, "destroy") as session:
        from haveli.engine import protection

        protection.check_may_go(session.run)
        with session.working() as run:
            review = run.review_destroy()
        _show_losses(review)
        session.check_not_stopped()
        session.code = review.exit_code()
        if session.code or args.dry_run or not review.has_changes:
            running.show(review, as_json=args.json)
            return session.code
        if not args.yes and not ask.confirmed(f"Type {name} to destroy it:", wanted=name, hint=_for_scripts(name)):
            print("Nothing was destroyed.", file=sys.stderr)
            session.code = 1
            return 1
        for line in protection.lift(here.world, session.run, delete_data=args.delete_data):
            print(line, file=sys.stderr)
        with session.working() as run:
            report = run.carry_out_destroy({result.root: result for result in review.results})
        running.show(report, as_json=args.json)
        session.code = report.exit_code()
        _say_what_stays(here, name)
    return session.code


def _name(args: argparse.Namespace) -> str:
    """The one name to destroy. Raises UsageError before anything is looked at."""
    if len(args.names) != 1:
        raise UsageError("Destroy takes just one environment or root.", hint="haveli destroy fraud --dry-run")
    name = str(args.names[0]).strip("/")
    if args.yes and not args.dry_run and args.confirm != name:
        raise UsageError("--yes destroys only with the name.", hint=f"haveli destroy {name} {_for_scripts(name)}")
    return name


def _for_scripts(name: str) -> str:
    return f"--yes --confirm {name}"


def _show_losses(review: Report) -> None:
    for result in review.results:
        counts = Counter(change.type for change in result.plan.changes)
        goes = ", ".join(f"{number} {kind}" if number > 1 else kind for kind, number in sorted(counts.items()))
        print(f"{result.root}: {goes or result.reason or 'nothing to destroy'}", file=sys.stderr)


def _say_what_stays(here: Checkout, name: str) -> None:
    if (here.repo / "tenants" / f"{name}.yaml").exists():
        print(
            f"tenants/{name}.yaml and its roots stay in the checkout: `haveli apply {name}` builds it again.",
            file=sys.stderr,
        )
