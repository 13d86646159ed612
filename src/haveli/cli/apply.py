"""`haveli apply`: plan, show, ask, and apply exactly what was shown."""

from __future__ import annotations

import sys

from haveli.cli import ask, rendering
from haveli.cli.checkout import checkout
from haveli.cli.main import parser

_EXAMPLES = """  haveli apply fraud                plan one tenant, show, ask, apply
  haveli apply --yes                every root; each is planned and applied in its turn
"""


def main(argv: list[str]) -> int:
    from haveli.cli import running

    options = parser("apply", "Plans, shows the summary, asks, and applies exactly that.", _EXAMPLES)
    running.add_options(options)
    options.add_argument("--refresh", action="store_true", help="also look at roots that are as at their last apply")
    options.add_argument("--yes", action="store_true", help="do not ask")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    rendering.refresh(here)
    with running.running(here, args, "apply") as session:
        reviewed = None
        if not args.yes:
            review = session.run.review(refresh=args.refresh)
            running.show(review, as_json=False)
            if not review.has_changes and not review.bad:
                session.code = 0
                return 0
            if review.exit_code() or not ask.confirmed("Apply this? Only 'yes' applies:"):
                print("Nothing was applied.", file=sys.stderr)
                session.code = 1
                return 1
            reviewed = {result.root: result for result in review.results}
        report = session.run.carry_out(reviewed, refresh=args.refresh)
        running.show(report, as_json=args.json)
        session.code = report.exit_code()
    return session.code
