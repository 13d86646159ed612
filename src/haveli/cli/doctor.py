"""`haveli doctor`: what keeps haveli from working here, each with its cure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from haveli.cli.checkout import checkout
from haveli.cli.main import parser

if TYPE_CHECKING:
    from haveli.engine.checkup import Finding

_ABOUT = "Checks this machine, this checkout and its world. Changes nothing. Exits 1 when a check failed."
_EXAMPLES = """  haveli doctor
  haveli doctor --cloud aws
  haveli doctor --json
"""
_MARKS = {"ok": "✓", "failed": "✗", "unknown": "?"}


def main(argv: list[str]) -> int:
    options = parser("doctor", _ABOUT, _EXAMPLES)
    options.add_argument("--json", action="store_true", help="print the findings as JSON on stdout")
    args = options.parse_args(argv)
    from haveli.engine import checkup, doctor

    found = []
    for finding in doctor.findings(checkout(args.folder, args.cloud)):
        found.append(finding)
        if not args.json:
            print("\n".join(_lines(finding)), flush=True)
    print(json.dumps([asdict(finding) for finding in found], indent=1) if args.json else f"\n{_total(found)}")
    return checkup.exit_code(found)


def _lines(finding: Finding) -> Iterator[str]:
    yield f"{_MARKS[finding.word]} {finding.name:<16} {finding.word:<7} {finding.evidence}"
    if finding.cure:
        yield f"  Next: {finding.cure}"


def _total(found: list[Finding]) -> str:
    counts = {word: sum(finding.word == word for finding in found) for word in _MARKS}
    parts = [f"{number} {word}" for word, number in counts.items() if number]
    return f"{len(found)} checks: {', '.join(parts)}."
