"""`haveli down`: ends the local cloud of this checkout."""

from __future__ import annotations

from haveli.cli.checkout import checkout
from haveli.cli.main import parser

_EXAMPLES = """  haveli down
"""


def main(argv: list[str]) -> int:
    options = parser("down", "Ends the local cloud. It lives in memory: all that is in it goes.", _EXAMPLES)
    args = options.parse_args(argv)
    from haveli.local import cloud

    was_running = cloud.stop(checkout(args.folder, "local").repo)
    print("The local cloud has ended; `haveli up` builds it again." if was_running else "No local cloud was running.")
    return 0
