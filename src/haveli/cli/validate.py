"""`haveli validate`: checks the specification and shows every fault at its place."""

from __future__ import annotations

import json
from pathlib import Path

from haveli.cli.checkout import checkout
from haveli.cli.main import parser
from haveli.errors import Problem, SpecError

_EXAMPLES = """  haveli validate                       platform.yaml and every tenant
  haveli validate tenants/fraud.yaml    one file; exit 3 and file:line:column when something is wrong
"""


def main(argv: list[str]) -> int:
    options = parser("validate", "Checks the specification: every fault at once, each at its place.", _EXAMPLES)
    options.add_argument("file", nargs="?", help="one file instead of the whole checkout")
    options.add_argument("--json", action="store_true", help="print the problems as JSON on stdout")
    args = options.parse_args(argv)
    from haveli import spec

    try:
        if args.file:
            spec.check_file(Path(args.file).resolve())
            found = args.file
        else:
            here = checkout(args.folder, args.cloud)
            number = len(here.spec.tenants)
            found = f"platform.yaml and {number} tenant{'' if number == 1 else 's'}"
    except SpecError as error:
        if not args.json:
            raise
        print(json.dumps([_problem(item) for item in error.problems], indent=1))
        return SpecError.exit_code
    print("[]" if args.json else f"{found}: valid.")
    return 0


def _problem(item: Problem) -> dict[str, object]:
    return {
        "file": item.place.file,
        "line": item.place.line,
        "column": item.place.column,
        "path": item.path,
        "value": item.value,
        "rule": item.rule,
        "hint": item.hint,
    }
