"""`haveli runs`: who ran what, when and how it ended, from the journals of this checkout and of the state bucket."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from haveli.aws import CloudNotRunning
from haveli.cli.checkout import Checkout, checkout
from haveli.cli.main import parser

if TYPE_CHECKING:
    from haveli.engine.history import History, Past

_EXAMPLES = """  haveli runs list
  haveli runs show 20261123T101500Z-4f2a91
"""
_LIST = """  haveli runs list                    the newest 20 of the last 30 days
  haveli runs list --limit 200 --days 365
  haveli runs list --json
"""
_SHOW = """  haveli runs show 20261123T101500Z-4f2a91
  haveli runs show 20261123T1015         the beginning of an id is enough
"""


def main(argv: list[str]) -> int:
    verbs = {"list": _list, "show": _show}
    if argv and argv[0] in verbs:
        return verbs[argv[0]](argv[1:])
    options = parser("runs", "Past runs: list, show. One without an end whose process is gone was killed.", _EXAMPLES)
    options.add_argument("verb", choices=list(verbs))
    options.parse_args(argv)
    return 0


def _list(argv: list[str]) -> int:
    options = parser("runs list", "Lists past runs, newest first.", _LIST)
    options.add_argument("--limit", type=int, default=20, metavar="N", help="how many at most (default: 20)")
    options.add_argument("--days", type=int, default=30, metavar="N", help="how far back (default: 30)")
    options.add_argument("--json", action="store_true", help="print JSON on stdout")
    args = options.parse_args(argv)
    here = checkout(args.folder, args.cloud)
    listing = _history(here).newest(max(args.limit, 0), datetime.now(UTC) - timedelta(days=args.days))
    if listing.unread:
        print(f"Only the journal of this checkout; the state bucket's: {listing.unread}", file=sys.stderr)
    if args.json:
        print(json.dumps([as_json(past) for past in listing.runs], indent=1))
        return 0
    wide = not sys.stdout.isatty() or shutil.get_terminal_size().columns >= _WIDE
    print("\n".join(table(listing.runs, wide=wide)) if listing.runs else f"No run in the last {args.days} days.")
    return 0


def _show(argv: list[str]) -> int:
    options = parser("runs show", "Shows one run: who, what, where, how it ended, and its logs.", _SHOW)
    options.add_argument("id", metavar="ID", help="the run's id, or its beginning")
    options.add_argument("--json", action="store_true", help="print JSON on stdout")
    args = options.parse_args(argv)
    history = _history(checkout(args.folder, args.cloud))
    past = history.find(args.id)
    logs = history.logs(past.record)
    if args.json:
        print(json.dumps({**as_json(past), "logs": [str(path) for path in logs]}, indent=1))
    else:
        print("\n".join(_told(past, logs)))
    return 0


def _history(here: Checkout) -> History:
    """Both journals; only that of the checkout, and a word about it, when there is no local cloud to ask."""
    from haveli.engine.history import History

    try:
        world = here.world
    except CloudNotRunning:
        print("The local cloud is not running: only the journal of this checkout.", file=sys.stderr)
        world = None
    return History(here.home / "runs", world, here.spec.platform.state_bucket)


def as_json(past: Past) -> dict[str, object]:
    """A run as data: its record, its fate, and the journals that have it."""
    return {**asdict(past.record), "fate": past.fate, "journals": list(past.places)}


_WIDE = 110


def table(runs: tuple[Past, ...], *, wide: bool) -> list[str]:
    """A line for each run, or two where the terminal is narrow."""
    if not wide:
        return [line for past in runs for line in (_head(past), f"  {past.record.command}")]
    who = max(len(past.record.who) for past in runs)
    lines = [f"{'ID':<23}  {'STARTED (UTC)':<16}  {'TOOK':>6}  {'RESULT':<11}  {'WHO':<{who}}  COMMAND"]
    for past in runs:
        record = past.record
        began = record.started[:16].replace("T", " ")
        lines.append(
            f"{record.id:<23}  {began:<16}  {_took(past):>6}  {past.fate:<11}  {record.who:<{who}}  {record.command}"
        )
    return lines


def _head(past: Past) -> str:
    return f"{past.record.id}  {past.fate}  {_took(past)}".rstrip()


def _took(past: Past) -> str:
    from haveli.engine.history import seconds

    took = seconds(past.record)
    return "" if took is None else f"{took:.0f} s" if took < 600 else f"{took / 60:.0f} min"


def _told(past: Past, logs: tuple[Path, ...]) -> list[str]:
    record = past.record
    lines = {
        "run": record.id,
        "command": record.command,
        "result": past.fate if record.exit is None else f"{past.fate} (exit {record.exit})",
        "started": record.started,
        "ended": record.ended or "-",
        "who": f"{record.who} on {record.host}, process {record.pid}",
        "commit": record.commit or "-",
        "world": record.world,
        "journals": ", ".join(past.places),
        "roots": ", ".join(record.roots) or "-",
    }
    told = [f"{name:<9}{value}" for name, value in lines.items()] + [f"{'log':<9}{path}" for path in logs]
    if past.fate == "killed":
        told += ["", "Its process is gone and never said how it ended. Next: haveli lock list, then the same command"]
    return told
