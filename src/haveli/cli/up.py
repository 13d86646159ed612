"""`haveli up`: the local cloud, and the whole platform on it."""

from __future__ import annotations

import argparse
import sys
import time

from haveli.cli import rendering, standing
from haveli.cli.checkout import PROFILE, Checkout, checkout
from haveli.cli.main import parser
from haveli.errors import UsageError

_EXAMPLES = """  haveli up                 start the local cloud and apply every root; again: nothing changes
  haveli up --port 0        on any free port
  haveli up --empty         only the local cloud
  haveli up --iam enforce   roles may do only what their policies allow, as on AWS
"""


def main(argv: list[str]) -> int:
    from haveli.cli import running
    from haveli.local import cloud

    options = parser("up", "Starts the local cloud and brings the whole platform up on it.", _EXAMPLES)
    options.add_argument("--port", type=int, default=cloud.DEFAULT_PORT, help="port of the AWS API; 0 for any free one")
    options.add_argument("--iam", choices=["off", "enforce"], default="off", help="judge every request by its policies")
    options.add_argument("--empty", action="store_true", help="start the cloud and apply nothing")
    running.add_options(options)
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    if here.cloud != "local":
        raise UsageError(
            "`up` is for the local cloud; on AWS there is nothing to start.", hint="haveli apply --cloud aws"
        )
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port} is no port.", hint="haveli up --port 0")
    began = time.monotonic()
    platform = here.spec.platform
    started = cloud.start(here.repo, args.port, platform.account, platform.region, PROFILE, iam=args.iam)
    verb = "started" if started.fresh else "runs already"
    print(f"The local cloud {verb}: {started.facts['endpoint']}", file=sys.stderr)
    if args.empty:
        return 0
    return _bring_up(here, args, began)


def _bring_up(here: Checkout, args: argparse.Namespace, began: float) -> int:
    from haveli.cli import running

    here.announce()
    rendering.refresh(here)
    with running.running(here, args, "up") as session:
        with session.working() as run:
            report = run.carry_out()
        running.show(report, as_json=args.json)
        session.code = report.exit_code()
        if not session.code:
            print(standing.platform(here.world, here.spec, time.monotonic() - began), file=sys.stderr)
    return session.code
