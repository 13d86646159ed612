"""`haveli status`: the platform on one screen."""

from __future__ import annotations

import json
import shutil
import sys
import time
from typing import TYPE_CHECKING, Any

from haveli.cli.checkout import Checkout, checkout
from haveli.cli.main import parser
from haveli.errors import UsageError

if TYPE_CHECKING:
    from haveli.operate.overview import Overview

_EXAMPLES = """  haveli status
  haveli status --watch            looks again every 30 s, until Ctrl-C
  haveli status --json
"""
_STYLES = {"up": "green", "failed": "red", "gone": "red", "not there": "yellow", "starting": "cyan", "ending": "cyan"}
_ROOMY = 100  # columns that the table needs


def main(argv: list[str]) -> int:
    options = parser("status", "Shows the platform on one screen: clusters, cost, roots, locks, runs.", _EXAMPLES)
    options.add_argument("--watch", action="store_true", help="look again and again, until Ctrl-C; at a terminal")
    options.add_argument("--every", type=int, default=30, metavar="SECONDS", help="how often to look (default: 30)")
    options.add_argument("--json", action="store_true", help="print JSON on stdout")
    args = options.parse_args(argv)
    if args.watch and (args.json or not sys.stdout.isatty()):
        raise UsageError("--watch draws on a terminal.", hint="haveli status --json")
    here = checkout(args.folder, args.cloud)
    if args.watch:
        return _watch(here, max(args.every, 5))
    from haveli.operate import screen

    seen = _look(here)
    if args.json:
        print(json.dumps(screen.as_json(seen), indent=1))
    elif sys.stdout.isatty():
        _console().print(_drawn(seen))
    else:
        print(screen.as_text(seen, sys.maxsize))
    return 0


def _look(here: Checkout) -> Overview:
    from haveli.operate import overview

    return overview.gather(here.repo, here.home, here.world, here.spec)


def _watch(here: Checkout, every: int) -> int:
    """Draws until Ctrl-C, which is how one leaves, and no failure."""
    from rich.live import Live

    try:
        with Live(_drawn(_look(here)), console=_console(), screen=True, auto_refresh=False) as live:
            while True:
                time.sleep(every)
                live.update(_drawn(_look(here)), refresh=True)
    except KeyboardInterrupt:
        return 0


def _drawn(seen: Overview) -> Any:
    """The screen for rich: a table where it fits, else the plain lines for narrow terminals."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from haveli.operate import screen

    width = shutil.get_terminal_size().columns
    if width < _ROOMY or not seen.clusters:
        return Text(screen.as_text(seen, width))
    table = Table(*screen.HEAD, box=None, pad_edge=False, header_style="bold")
    for status in seen.clusters:
        cells = screen.row(status)
        table.add_row(*cells[:2], Text(cells[2], _STYLES.get(status.state, "")), *cells[3:])
    facts = Text("\n".join(screen.facts(seen)))
    return Group(Text(screen.title(seen), "bold"), "", table, "", Text(screen.LEGEND, "dim"), "", facts)


def _console() -> Any:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False)
